import { describe, expect, it } from 'vitest'
import { ROUTES } from '@/app/api/openapi.json/routes'
import type { AppError } from '@/lib/server/app-error'
import { showPresence } from '@/lib/server/live/presence'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { takeEvidence } from '@/lib/server/use-cases/claims/checked-before'
import { removeClaim, restoreClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import {
  answerSecondCheck,
  askSecondCheck,
  endSecondCheck,
  readBlind,
  settleSecondCheck,
} from '@/lib/server/use-cases/claims/second-checks'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { apply, deskOf } from '@/tests/factories/restricted'
import { knock } from '@/tests/support/door'

const { admin, author, checker, checker2, editor, viewer } = await people()

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )

/** A claim that somebody decided, with evidence and a note that would tell. */
async function decided(outcome: 'confirmed' | 'wrong' = 'confirmed') {
  const articleId = await makeArticle(author, 'The mill stands.\nIt cost 5 crowns. Nobody paid.')
  const claimId = await makeClaim(checker, articleId, '5 crowns')
  await addEvidence(checker, claimId, {
    source: sourceOf({ title: 'Town accounts' }),
    ...{ stance: 'refutes', directness: 'primary', credibility: null, quote: 'six crowns', locator: 'p. 3', note: 'STANCE-TELLS' },
  } as const)
  await addNote(checker, claimId, { kind: 'note', text: 'NOTE-TELLS' })
  await patch(checker, claimId, { outcome, state: 'checked', confidence: 'high', confidenceReason: 'REASON-TELLS' })
  return { articleId, claimId }
}
const answer = (outcome: 'confirmed' | 'wrong' | 'conflicting' = 'confirmed') =>
  ({ quote: '5 crowns', outcome, confidence: 'moderate', reason: 'Counted anew.' }) as const

describe('a blind second check', () => {
  it('shows the words in their paragraph and the sources, and nothing that was found', async () => {
    const { articleId, claimId } = await decided('wrong')
    const { id } = await askSecondCheck(editor, claimId, checker2.id)
    const blind = await readBlind(checker2, id)
    expect(blind).toMatchObject({ passage: 'It cost 5 crowns. Nobody paid.', claim: { quote: '5 crowns', isGone: false } })
    expect(blind.marked.map(({ start, end }) => blind.passage.slice(start, end))).toEqual(['5 crowns'])
    expect(blind.sources).toMatchObject([{ source: { title: 'Town accounts' }, quote: 'six crowns', locator: 'p. 3' }])
    expect(JSON.stringify(blind)).not.toMatch(/TELLS|wrong|refutes|high/)
    // Only theirs, and only to those it is asked of.
    expect(await code(readBlind(checker, id))).toBe('not-found')
    expect(await code(readBlind(viewer, id))).toBe('not-found')
    expect((await readClaim(checker, claimId)).secondChecks).toMatchObject([{ state: 'asked', outcome: null }])
    expect(articleId).toBeTruthy()
  })

  it('closes the article to them on every route and list until they answered', async () => {
    const desk = await deskOf(author, [author, checker, checker2], 'Operation Tulip')
    await setAccess(author, desk.articleId, { access: 'desk' })
    await patch(checker, desk.claimId, { outcome: 'wrong', state: 'checked', confidence: 'high', confidenceReason: 'REASON-TELLS' })
    const { id } = await askSecondCheck(checker, desk.claimId, checker2.id)
    for (const [path, handlers] of Object.entries(ROUTES))
      for (const method of Object.keys(handlers)) {
        const address = apply(path, desk)
        if (!address || path.includes('attachments/{id}')) continue
        const reply = await knock(checker2, method, address, method === 'GET' ? undefined : (desk.bodies[`${method} ${path}`] ?? {}))
        // What their role may not do is refused before, a body that is none is too.
        expect([400, 403, 409, 422], `${method} ${path} ${reply.status}`).toContain(reply.status)
        if (reply.status === 409)
          expect(reply.body.error, `${method} ${path}`).toMatchObject({ code: 'blind-check', details: { checkId: id } })
        expect(reply.text, `${method} ${path}`).not.toMatch(/TELLS|"outcome":"wrong"|Tulip cost/)
      }
    for (const address of [
      '/api/claims?limit=200',
      '/api/articles?limit=200',
      '/api/claims?outcome=wrong',
      `/api/sources/${desk.sourceId}`,
    ])
      expect((await knock(checker2, 'GET', address)).text, address).not.toMatch(/REASON-TELLS|Tulip cost/)
    const work = (await knock(checker2, 'GET', '/api/my-work')).text
    expect(work).toContain(id)
    expect(work).not.toMatch(/REASON-TELLS|"outcome"/)
    // Nobody else notices.
    expect((await knock(editor, 'GET', `/api/articles/${desk.articleId}`)).status).toBe(200)
    await answerSecondCheck(checker2, id, { ...answer('wrong'), quote: 'Operation Tulip cost 5 crowns' })
    expect((await knock(checker2, 'GET', `/api/articles/${desk.articleId}`)).status).toBe(200)
  })

  it('makes the claim cross-checked when both found the same', async () => {
    const { articleId, claimId } = await decided()
    const { id } = await askSecondCheck(editor, claimId, checker2.id)
    await answerSecondCheck(checker2, id, answer())
    const claim = await readClaim(editor, claimId)
    expect(claim).toMatchObject({
      state: 'cross-checked',
      outcome: 'confirmed',
      secondChecks: [{ state: 'agreed', firstOutcome: 'confirmed' }],
    })
    expect((await readReadiness(editor, articleId)).blockers.map((one) => one.kind)).not.toContain('differ')
    expect(await code(answerSecondCheck(checker2, id, answer()))).toBe('already-done')
    expect(verifyDesk().isSound).toBe(true)
  })

  it('keeps both findings when they differ, stops a sign-off, and a third person decides', async () => {
    const { articleId, claimId } = await decided()
    const { id } = await askSecondCheck(checker, claimId, editor.id)
    await answerSecondCheck(editor, id, answer('wrong'))
    expect(await readClaim(checker, claimId)).toMatchObject({
      state: 'checked',
      outcome: 'confirmed',
      secondChecks: [{ state: 'differs' }],
    })
    const differ = (await readReadiness(checker, articleId)).blockers.find((one) => one.kind === 'differ')
    expect(differ?.message).toContain('Editor Person found it wrong, it was confirmed. Somebody else decides.')
    const settle = { outcome: 'wrong', reason: 'The accounts say six.' } as const
    expect(await code(settleSecondCheck(editor, id, settle))).toBe('refused')
    expect(await code(settleSecondCheck(checker2, id, settle))).toBe('forbidden')
    await settleSecondCheck(admin, id, settle)
    expect(await readClaim(checker, claimId)).toMatchObject({
      state: 'cross-checked',
      outcome: 'wrong',
      decision: { by: { id: admin.id } },
      secondChecks: [{ state: 'settled', settled: { outcome: 'wrong', reason: 'The accounts say six.' } }],
    })
    expect((await readReadiness(checker, articleId)).blockers.map((one) => one.kind)).not.toContain('differ')
    expect(await code(settleSecondCheck(admin, id, settle))).toBe('already-done')
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is settled on the words somebody looked at, and cross-checks no others', async () => {
    const { articleId, claimId } = await decided()
    const { id } = await askSecondCheck(checker, claimId, editor.id)
    await answerSecondCheck(editor, id, answer('wrong'))
    await replaceWords(author, articleId, '5 crowns', '7 crowns')
    const settle = { outcome: 'wrong', reason: 'The accounts say six.' } as const
    expect(await code(settleSecondCheck(admin, id, { ...settle, quote: '5 crowns' }))).toBe('stale-revision')
    await settleSecondCheck(admin, id, { ...settle, quote: '7 crowns' })
    // Neither of the two looked at these words.
    expect(await readClaim(checker, claimId)).toMatchObject({ state: 'checked', outcome: 'wrong' })
  })

  it('is not asked where it would not be blind', async () => {
    const { articleId, claimId } = await decided()
    expect(await code(askSecondCheck(editor, claimId, checker.id))).toBe('refused')
    expect(await code(askSecondCheck(editor, claimId, editor.id))).toBe('refused')
    expect(await code(askSecondCheck(editor, claimId, author.id))).toBe('invalid-input')
    expect(await code(askSecondCheck(author, claimId, checker2.id))).toBe('forbidden')
    showPresence(articleId, { clientId: 'tab-of-checker2', person: { id: checker2.id, name: 'C' }, cursor: null, claimId: null })
    expect(await code(askSecondCheck(editor, claimId, checker2.id))).toBe('refused')
    const open = await makeClaim(checker, articleId, 'Nobody paid')
    expect(await code(askSecondCheck(checker, open, editor.id))).toBe('refused')
  })

  it('is answered on the words that stand there, and handed back or taken back', async () => {
    const { articleId, claimId } = await decided()
    const { id } = await askSecondCheck(editor, claimId, checker2.id)
    await replaceWords(author, articleId, '5 crowns', '7 crowns')
    expect(await code(answerSecondCheck(checker2, id, answer()))).toBe('stale-version')
    expect(await code(endSecondCheck(checker, id))).toBe('forbidden')
    await endSecondCheck(checker2, id)
    expect(await code(endSecondCheck(editor, id))).toBe('already-done')
    expect(await code(answerSecondCheck(checker2, id, answer()))).toBe('already-done')
    const again = await askSecondCheck(editor, claimId, checker2.id)
    await endSecondCheck(editor, again.id)
    expect((await knock(checker2, 'GET', `/api/articles/${articleId}`)).status).toBe(200)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is not asked of who decided the claim, or a check of it, before', async () => {
    const { claimId } = await decided()
    await patch(editor, claimId, { outcome: 'wrong' })
    expect(await code(askSecondCheck(admin, claimId, checker.id))).toBe('refused')
    const { id } = await askSecondCheck(editor, claimId, checker2.id)
    await answerSecondCheck(checker2, id, answer('confirmed'))
    expect(await code(askSecondCheck(editor, claimId, checker2.id))).toBe('refused')
    const other = await decided()
    await endSecondCheck(editor, (await askSecondCheck(editor, other.claimId, checker2.id)).id)
    expect(await code(askSecondCheck(admin, other.claimId, editor.id))).toBe('refused')
  })

  it('ends with its claim: the article opens again to who was checking it', async () => {
    const { articleId, claimId } = await decided()
    const { id } = await askSecondCheck(editor, claimId, checker2.id)
    const other = await askSecondCheck(checker, claimId, admin.id)
    await removeClaim(editor, claimId)
    for (const person of [checker2, admin]) expect((await knock(person, 'GET', `/api/articles/${articleId}`)).status).toBe(200)
    expect(await code(answerSecondCheck(checker2, id, answer()))).toBe('already-done')
    await restoreClaim(editor, claimId)
    expect((await readClaim(checker2, claimId)).secondChecks.map((one) => [one.id, one.state])).toEqual([
      [id, 'closed'],
      [other.id, 'closed'],
    ])
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is not told by its evidence in another article', async () => {
    const { claimId } = await decided('wrong')
    const elsewhere = await makeClaim(checker, await makeArticle(author), '5 crowns')
    const { id } = await askSecondCheck(editor, claimId, checker2.id)
    expect(await code(takeEvidence(checker, elsewhere, claimId))).toBe('refused')
    await endSecondCheck(checker2, id)
    expect(await code(takeEvidence(checker, elsewhere, claimId))).toBe('done')
  })
})
