import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/server/app-error'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { moveClaim, removeClaim, restoreClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { undoStep } from '@/lib/server/use-cases/claims/undo-step'
import { acceptCorrection, declineCorrection, proposeCorrection } from '@/lib/server/use-cases/claims/write-corrections'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { dismissSentence, takeUp } from '@/lib/server/use-cases/coverage/dismiss'
import { readCoverage } from '@/lib/server/use-cases/coverage/read-coverage'
import { dismissFinding, readFindings } from '@/lib/server/use-cases/coverage/read-findings'
import { addEvidence, updateEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, checker2, editor, viewer } = await people()

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof AppError ? error.code : `thrown: ${String(error)}`
  }
}

const TEXT = 'Bills fell by 12 percent. Nobody knows why.'
const DECIDED = { state: 'checked', outcome: 'confirmed', confidence: 'high', confidenceReason: 'Two registers agree.' } as const

describe('undo', () => {
  it('gives a claim the decision back that stood, by whom and when, and keeps both in the history', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent', DECIDED)
    const before = await readClaim(viewer, claimId)
    await patch(checker2, claimId, { outcome: 'conflicting' })
    expect(await readClaim(viewer, claimId)).toMatchObject({ outcome: 'conflicting', decision: { by: { id: checker2.id } } })
    await undoStep(checker2, id, null)
    const { outcome, decision, confidence, confidenceReason, state, freshness } = await readClaim(viewer, claimId)
    expect({ outcome, decision, confidence, confidenceReason, state, freshness }).toEqual({
      outcome: before.outcome,
      decision: before.decision,
      confidence: before.confidence,
      confidenceReason: before.confidenceReason,
      state: before.state,
      freshness: 'fresh',
    })
    const { entries } = await readHistory(viewer, id, { limit: 50 })
    expect(entries.map((entry) => entry.action).slice(0, 3)).toEqual(['claim.undone', 'claim.decided', 'claim.decided'])
  })
  it('of a decision on changed words says again whose words they are', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent', DECIDED)
    await replaceWords(author, id, '12 percent', '13 percent')
    const before = await readClaim(viewer, claimId)
    expect(before).toMatchObject({ freshness: 'stale', change: { by: { id: author.id } } })
    await patch(checker2, claimId, { outcome: 'wrong' })
    expect(await readClaim(viewer, claimId)).toMatchObject({ freshness: 'fresh', change: null })
    await undoStep(checker2, id, null)
    expect(await readClaim(viewer, claimId)).toMatchObject({ outcome: 'confirmed', freshness: 'stale', change: before.change })
  })
  it('goes back step by step through everything, to the marking itself', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent')
    await patch(checker, claimId, { type: 'comparison' })
    await patch(checker, claimId, { assignee: checker2.id })
    await moveClaim(checker, claimId, { exact: 'by 12 percent' })
    const { id: evidenceId } = await addEvidence(checker, claimId, {
      source: sourceOf({ title: 'The register' }),
      stance: 'supports',
      directness: 'primary',
      credibility: null,
      quote: null,
      locator: null,
      note: null,
    })
    await updateEvidence(checker, evidenceId, { revision: 1, locator: 'p. 9' })
    await addNote(checker, claimId, { kind: 'note', text: 'Looked twice.' })
    await proposeCorrection(checker, claimId, { after: 'by 13 percent' })
    await removeClaim(checker, claimId)
    const claim = () => readClaim(viewer, claimId)
    const done: string[] = []
    const step = async () => done.push((await undoStep(checker, id, null)).action)
    await step()
    expect((await claim()).quote).toBe('by 12 percent')
    await step()
    expect((await claim()).corrections[0]?.state).toBe('withdrawn')
    await step()
    expect((await claim()).notes).toEqual([])
    await step()
    expect((await claim()).evidence[0]?.locator).toBeNull()
    await step()
    expect((await claim()).evidence).toEqual([])
    await step()
    expect((await claim()).quote).toBe('12 percent')
    await step()
    expect((await claim()).assignee).toBeNull()
    await step()
    expect((await claim()).type).toBe('percent')
    await step()
    expect(await codeOf(claim())).toBe('not-found')
    expect(await codeOf(undoStep(checker, id, null))).toBe('nothing-to-undo')
    expect(done).toEqual([
      'claim.removed',
      'correction.proposed',
      'note.added',
      'evidence.updated',
      'evidence.added',
      'claim.moved',
      'claim.updated',
      'claim.updated',
      'claim.created',
    ])
  })
  it('takes back nothing of others, and nothing that others changed since', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent', DECIDED)
    expect(await codeOf(undoStep(checker2, id, null))).toBe('nothing-to-undo')
    await patch(checker2, claimId, { outcome: 'wrong' })
    expect(await codeOf(undoStep(checker, id, null))).toBe('refused')
    expect((await readClaim(viewer, claimId)).outcome).toBe('wrong')
  })
  it('takes up again what was waved away last, a sentence or a finding, and nothing before it', async () => {
    const id = await makeArticle(author, 'Anneke Dorn paid 12 crowns. Later Anneke Dorm left.')
    const claimId = await makeClaim(checker, id, '12 crowns', DECIDED)
    await dismissSentence(checker, id, { start: 30, reason: 'nothing-to-check' })
    const dismissed = async () => (await readCoverage(viewer, id)).sentences.map((one) => one.dismissal?.reason ?? null)
    expect(await dismissed()).toEqual([null, 'nothing-to-check'])
    const [finding] = (await readFindings(viewer, id)).findings.filter(({ kind }) => kind === 'name')
    await dismissFinding(checker, id, { finding: finding?.id ?? '', reason: 'Two people.' })
    expect((await undoStep(checker, id, null)).action).toBe('sentence.dismissed')
    expect((await readFindings(viewer, id)).findings.find((one) => one.id === finding?.id)?.dismissal).toBeNull()
    expect(await dismissed()).toEqual([null, 'nothing-to-check'])
    await undoStep(checker, id, null)
    expect(await dismissed()).toEqual([null, null])
    expect((await readClaim(viewer, claimId)).outcome).toBe('confirmed')
    expect((await readHistory(viewer, id, { limit: 50 })).entries.map(({ action }) => action).slice(0, 2)).toEqual([
      'claim.undone',
      'sentence.taken-up',
    ])
    // Taken up by somebody meanwhile, it is the step before that goes back.
    const { id: again } = await dismissSentence(checker, id, { start: 30, reason: 'opinion' })
    await takeUp(editor, id, again)
    expect((await undoStep(checker, id, null)).action).not.toBe('sentence.dismissed')
  })
  it('of a move lands on the words it came from, wherever they stand by now', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent')
    await moveClaim(checker, claimId, { exact: 'Nobody knows why' })
    await replaceWords(author, id, 'Bills', 'Electricity bills')
    await undoStep(checker, id, claimId)
    expect((await readClaim(viewer, claimId)).quote).toBe('12 percent')
  })
})

describe('undo, after others or other ways', () => {
  it('leaves out what was restored or decided since, and goes on to the step before', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent')
    await patch(checker, claimId, { type: 'comparison' })
    await proposeCorrection(checker, claimId, { after: '14 percent' })
    const { id: correctionId } = (await readClaim(viewer, claimId)).corrections[0] as { id: string }
    await declineCorrection(author, correctionId, 'House style')
    await removeClaim(checker, claimId)
    await restoreClaim(checker, claimId)
    expect((await undoStep(checker, id, null)).action).toBe('claim.updated')
    expect((await readClaim(viewer, claimId)).type).toBe('percent')
  })
  it('never takes accepted words half back', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent')
    const { id: correctionId } = await proposeCorrection(checker, claimId, { after: '14 percent' })
    await acceptCorrection(editor, correctionId)
    expect(await codeOf(undoStep(editor, id, null))).toBe('nothing-to-undo')
    expect((await readClaim(viewer, claimId)).outcome).toBe('changed')
  })
  it('writes evidence over nobody’s newer words, and unmarks no claim others have worked on', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(author, id, '12 percent')
    const { id: evidenceId } = await addEvidence(checker, claimId, {
      source: sourceOf({ title: 'The register' }),
      stance: 'supports',
      directness: 'primary',
      credibility: null,
      quote: 'one',
      locator: null,
      note: null,
    })
    await updateEvidence(checker, evidenceId, { revision: 1, quote: 'two' })
    await updateEvidence(checker2, evidenceId, { revision: 2, quote: 'three' })
    expect(await codeOf(undoStep(checker, id, null))).toBe('refused')
    expect((await readClaim(checker, claimId)).evidence[0]?.quote).toBe('three')
    const other = await makeClaim(author, id, 'Nobody')
    await patch(checker, other, { priority: 'high' })
    expect(await codeOf(undoStep(author, id, other))).toBe('forbidden')
  })
})

describe('a decision', () => {
  it('that changes nothing writes no entry', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent', DECIDED)
    const before = (await readHistory(viewer, id, { limit: 50 })).entries.length
    await patch(checker, claimId, { outcome: 'confirmed' })
    await patch(checker, claimId, { state: 'checked', outcome: 'confirmed' })
    await patch(checker, claimId, { type: (await readClaim(checker, claimId)).type })
    expect((await readHistory(viewer, id, { limit: 50 })).entries.length).toBe(before)
    // Another person's is a decision of its own, and the same person's after an edit is one anew.
    await patch(checker2, claimId, { outcome: 'confirmed' })
    expect((await readClaim(viewer, claimId)).decision?.by.id).toBe(checker2.id)
    await replaceWords(author, id, '12', '14')
    await patch(checker2, claimId, { outcome: 'confirmed' })
    expect((await readClaim(viewer, claimId)).freshness).toBe('fresh')
  })
  it('of another outcome by somebody else clears how sure the one before was', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author, TEXT), '12 percent', DECIDED)
    await patch(checker, claimId, { outcome: 'attributed' })
    expect((await readClaim(viewer, claimId)).confidence).toBe('high')
    await patch(checker2, claimId, { outcome: 'wrong' })
    expect(await readClaim(viewer, claimId)).toMatchObject({ confidence: null, confidenceReason: null })
    await patch(checker, claimId, { outcome: 'confirmed', confidence: 'low', confidenceReason: 'One source.' })
    expect((await readClaim(viewer, claimId)).confidence).toBe('low')
  })
  it('stands on the new words when a correction is accepted, in the name of who checked them', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent', { state: 'checked', outcome: 'wrong' })
    const { id: correctionId } = await proposeCorrection(checker, claimId, { after: '14 percent' })
    await acceptCorrection(author, correctionId)
    expect(await readClaim(viewer, claimId)).toMatchObject({
      quote: '14 percent',
      outcome: 'changed',
      state: 'checked',
      freshness: 'fresh',
      decision: { quote: '14 percent', by: { id: checker.id } },
    })
    // Neither of two writers may decide: the words change, the decision that stood goes stale.
    const other = await makeClaim(checker, id, 'Nobody', { state: 'checked', outcome: 'confirmed' })
    await acceptCorrection(author, (await proposeCorrection(author, other, { after: 'No one' })).id)
    expect((await readClaim(viewer, other)).freshness).toBe('stale')
    // An editor who accepts decides.
    const third = await makeClaim(checker, id, 'knows')
    await acceptCorrection(editor, (await proposeCorrection(author, third, { after: 'can say' })).id)
    expect((await readClaim(viewer, third)).decision?.by.id).toBe(editor.id)
  })
})
