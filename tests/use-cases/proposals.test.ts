import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/server/app-error'
import type { Actor } from '@/lib/server/session'
import { importArticle } from '@/lib/server/use-cases/articles/import-article'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { removeClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { undoStep } from '@/lib/server/use-cases/claims/undo-step'
import {
  acceptCorrection,
  declineCorrection,
  proposeCorrection,
  proposeWords,
  readProposals,
} from '@/lib/server/use-cases/claims/write-corrections'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, editor, legal, viewer } = await people()
const TEXT = 'Bills fell by 12 percent. Nobody knows why.'

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof AppError ? error.code : `thrown: ${String(error)}`
  }
}

/** Proposes other words for the first place of some words. */
async function propose(actor: Actor, id: string, before: string, after: string) {
  const { text, version } = await readArticle(actor, id)
  const start = text.indexOf(before)
  return proposeWords(actor, id, { selector: { start, end: start + before.length, version }, after, reason: 'So says the register.' })
}

const textOf = async (id: string) => (await readArticle(viewer, id)).text

describe('words proposed for a stretch of the text', () => {
  it('stand alone where they touch no claim, follow the text, and go in when accepted', async () => {
    const id = await makeArticle(author, TEXT)
    const { id: correctionId } = await propose(legal, id, 'Nobody knows why', 'No reason was given')
    await replaceWords(author, id, 'Bills', 'Electricity bills')
    const { proposals } = await readProposals(viewer, id)
    expect(proposals).toMatchObject([{ correction: { claimId: null, before: 'Nobody knows why' }, range: { start: 38, end: 54 } }])
    expect(await textOf(id)).toContain('Nobody knows why')
    expect(await codeOf(acceptCorrection(checker, correctionId))).toBe('forbidden')
    await acceptCorrection(author, correctionId)
    expect(await textOf(id)).toBe('Electricity bills fell by 12 percent. No reason was given.')
    expect((await readProposals(viewer, id)).proposals).toEqual([])
    expect(await codeOf(acceptCorrection(author, correctionId))).toBe('already-done')
  })
  it('hang on the innermost claim they touch, and say nothing of what checking found', async () => {
    const id = await makeArticle(author, TEXT)
    const outer = await makeClaim(checker, id, 'Bills fell by 12 percent', { state: 'checked', outcome: 'confirmed' })
    const inner = await makeClaim(checker, id, '12 percent', { state: 'checked', outcome: 'wrong' })
    const { id: correctionId } = await propose(checker, id, '12', '14')
    expect((await readClaim(viewer, inner)).corrections).toMatchObject([{ before: '12', after: '14', state: 'proposed' }])
    await acceptCorrection(editor, correctionId)
    expect(await readClaim(viewer, inner)).toMatchObject({ quote: '14 percent', outcome: 'wrong', freshness: 'stale' })
    expect((await readClaim(viewer, outer)).freshness).toBe('stale')
  })
  it('decide a claim without anybody else’s confidence, and ask anew what refuted the old words', async () => {
    const id = await makeArticle(author, 'It cost 5 crowns in all.')
    const claimId = await makeClaim(checker, id, '5 crowns')
    await patch(checker, claimId, { outcome: 'wrong', state: 'checked', confidence: 'high', confidenceReason: 'The minutes say 7.' })
    await addEvidence(checker, claimId, {
      source: sourceOf({ title: 'The minutes', confidential: true, publicLabel: 'A record' }),
      ...{ stance: 'refutes', directness: 'primary', credibility: null, quote: 'seven crowns', locator: null, note: null },
    })
    const { id: correctionId } = await proposeCorrection(editor, claimId, { after: '7 crowns' })
    await acceptCorrection(author, correctionId)
    expect(await readClaim(checker, claimId)).toMatchObject({
      outcome: 'changed',
      quote: '7 crowns',
      confidence: null,
      confidenceReason: null,
      decision: { by: { id: editor.id } },
      evidence: [{ stance: 'refutes', isToBeConfirmed: true }],
    })
    expect(await verifyDesk()).toMatchObject({ isSound: true })
  })

  it('outlive a claim they touched', async () => {
    const id = await makeArticle(author, TEXT)
    const claimId = await makeClaim(checker, id, '12 percent')
    const { id: correctionId } = await propose(legal, id, '12', '14')
    await removeClaim(checker, claimId)
    expect((await readProposals(viewer, id)).proposals).toHaveLength(1)
    await acceptCorrection(author, correctionId)
    expect(await textOf(id)).toContain('14 percent')
  })
  it('are refused where the text is not what the person saw', async () => {
    const id = await makeArticle(author, TEXT)
    const selector = { start: 14, end: 16, version: 0 }
    expect(await codeOf(proposeWords(checker, id, { selector, before: '13', after: '14' }))).toBe('stale-version')
    expect(await codeOf(proposeWords(checker, id, { selector, before: '12', after: '14' }))).toBe('done')
  })
  it('may be none: the words are left out', async () => {
    const id = await makeArticle(author, TEXT)
    await acceptCorrection(author, (await propose(checker, id, ' Nobody knows why.', '')).id)
    expect(await textOf(id)).toBe('Bills fell by 12 percent.')
  })
  it('are not put over words that changed since, and not on other words', async () => {
    const id = await makeArticle(author, TEXT)
    const { id: correctionId } = await propose(checker, id, '12 percent', '14 percent')
    await replaceWords(author, id, '12', '13')
    expect((await readProposals(viewer, id)).proposals[0]?.range).toBeNull()
    expect(await codeOf(acceptCorrection(author, correctionId))).toBe('refused')
    await replaceWords(author, id, '13 percent', '')
    expect(['refused', 'stale-version']).toContain(await codeOf(acceptCorrection(author, correctionId)))
    await declineCorrection(author, correctionId, 'It was changed already.')
    expect((await readProposals(viewer, id)).proposals).toEqual([])
  })
  it('are refused where there are none, through a character, and from who only reads', async () => {
    const id = await makeArticle(author, 'One 𝟙.\nTwo.')
    const { version } = await readArticle(viewer, id)
    const at = (start: number, end: number, actor: Actor = checker) =>
      codeOf(proposeWords(actor, id, { selector: { start, end, version }, after: 'x' }))
    expect(await at(0, 0)).toBe('invalid-input')
    expect(await at(0, 400)).toBe('invalid-input')
    expect(await at(0, 5)).toBe('invalid-input')
    expect(await at(0, 3, viewer)).toBe('forbidden')
    expect(await at(0, 3)).toBe('done')
  })
  it('go over paragraphs, which are joined, parted or left out when they are accepted, with their claims', async () => {
    const id = await makeArticle(author, 'The dam cost 5 crowns.\nIt broke in 1911.\nNobody was hurt.')
    const claim = await makeClaim(checker, id, '5 crowns')
    const { id: joined } = await propose(checker, id, 'crowns.\nIt broke', 'crowns and broke')
    expect((await readProposals(viewer, id)).proposals).toMatchObject([{ correction: { claimId: claim, before: 'crowns.\nIt broke' } }])
    expect(await textOf(id)).toBe('The dam cost 5 crowns.\nIt broke in 1911.\nNobody was hurt.')
    await acceptCorrection(author, joined)
    expect(await textOf(id)).toBe('The dam cost 5 crowns and broke in 1911.\nNobody was hurt.')
    expect((await readClaim(viewer, claim)).quote).toContain('5 crowns')
    const { id: parted } = await propose(checker, id, ' and broke', '.\nIt broke')
    await acceptCorrection(author, parted)
    expect(await textOf(id)).toBe('The dam cost 5 crowns.\nIt broke in 1911.\nNobody was hurt.')
    const { id: left } = await propose(checker, id, '\nIt broke in 1911.\nNobody was hurt.', '')
    await acceptCorrection(author, left)
    expect(await textOf(id)).toBe('The dam cost 5 crowns.')
    expect(verifyDesk().isSound).toBe(true)
  })
  it('are refused where the parts they stand in do not join', async () => {
    const { id } = await importArticle(author, {
      format: 'markdown',
      bytes: new TextEncoder().encode('Before it.\n\n| Town | Cost |\n|---|---|\n| Lille | 5 |\n\nAfter it.'),
    })
    const text = await textOf(id)
    const { version } = await readArticle(viewer, id)
    const over = (from: string, to: string, after = 'x') => {
      const selector = { start: text.indexOf(from), end: text.indexOf(to) + to.length, version }
      return proposeWords(checker, id, { selector, after })
    }
    await expect(over('it.', 'Lille')).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('do not join') })
    await expect(over('Lille', '5')).rejects.toMatchObject({ code: 'invalid-input' })
    expect((await readProposals(viewer, id)).proposals).toEqual([])
    expect(await codeOf(over('Lille', 'Lille', 'Ghent'))).toBe('done')
  })
  it('are taken back by undo, and the record proves sound', async () => {
    const id = await makeArticle(author, TEXT)
    await makeClaim(checker, id, '12 percent')
    await propose(checker, id, '12', '14')
    await propose(checker, id, 'Nobody', 'Hardly anybody')
    expect(await undoStep(checker, id, null)).toMatchObject({ action: 'correction.proposed', claimId: null })
    expect((await readProposals(viewer, id)).proposals).toHaveLength(1)
    await undoStep(checker, id, null)
    expect((await readProposals(viewer, id)).proposals).toEqual([])
    const { isSound, lines } = verifyDesk()
    expect(isSound, lines.join('\n')).toBe(true)
  })
})
