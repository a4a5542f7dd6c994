import { describe, expect, it } from 'vitest'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { decideSame, readRepeats } from '@/lib/server/use-cases/claims/repeats'
import { undoStep } from '@/lib/server/use-cases/claims/undo-step'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'
import { dismissFinding, readFindings } from '@/lib/server/use-cases/coverage/read-findings'
import { changeSettings } from '@/lib/server/use-cases/desk/change-settings'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { admin, author, checker, viewer } = await people()
await changeSettings(admin, { evidenceRule: 'primary-or-three' })

const TEXT =
  'The council paid 38 million crowns for the mill.\nThe school has a garden.\nFor the mill, critics said, 38 million crowns was too much.'

async function decided() {
  const articleId = await makeArticle(author, TEXT)
  const one = await makeClaim(checker, articleId, 'paid 38 million crowns for the mill')
  await addEvidence(checker, one, {
    source: sourceOf({ title: `Minutes ${articleId}` }),
    ...{ stance: 'supports', directness: 'primary', credibility: 1, quote: 'a price of 38 million', locator: 'p. 2', note: 'Seen.' },
  } as const)
  await patch(checker, one, { outcome: 'confirmed', state: 'checked', confidence: 'high', confidenceReason: 'the minutes' })
  return { articleId, one }
}

const same = async (to: string, from: string) => {
  const { revision, quote } = await readClaim(checker, to)
  const { revision: fromRevision } = await readClaim(checker, from)
  return decideSame(checker, to, { from, fromRevision, revision, quote })
}

describe('a fact that is said twice', () => {
  it('is offered where it is said again, and decided there by one step with its evidence', async () => {
    const { articleId, one } = await decided()
    const { same: places } = await readRepeats(viewer, one)
    expect(places).toMatchObject([{ words: 'mill, critics said, 38 million crowns', claimId: null }])
    const other = await makeClaim(checker, articleId, '38 million crowns was too much')
    expect((await readRepeats(viewer, one)).same).toMatchObject([{ claimId: other }])
    await same(other, one)
    const claim = await readClaim(viewer, other)
    expect(claim).toMatchObject({
      outcome: 'confirmed',
      state: 'checked',
      confidence: 'high',
      confidenceReason: 'The same fact as C1: the minutes',
    })
    expect(claim.evidence).toMatchObject([{ quote: 'a price of 38 million', isToBeConfirmed: false, note: 'The same fact as C1.\nSeen.' }])
    expect(claim.decision).toMatchObject({ by: { id: checker.id }, quote: '38 million crowns was too much' })
    // One step back takes all of it back, and leaves what was there before.
    await undoStep(checker, articleId, other)
    const back = await readClaim(viewer, other)
    expect(back).toMatchObject({
      outcome: null,
      state: 'unchecked',
      confidence: null,
      confidenceReason: null,
      decision: null,
      evidence: [],
    })
    expect((await readClaim(viewer, one)).evidence).toHaveLength(1)
    // The step before is the next to go back.
    expect(await undoStep(checker, articleId, other)).toMatchObject({ action: 'claim.created' })
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is not decided from one that is not checked, that changed since, or by who may not', async () => {
    const { articleId, one } = await decided()
    const other = await makeClaim(checker, articleId, '38 million crowns was too much')
    await expect(same(one, other)).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('C2 is not checked') })
    await expect(same(one, one)).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(decideSame(author, other, { from: one, fromRevision: 1, revision: 1, quote: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const elsewhere = await decided()
    await expect(same(other, elsewhere.one)).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      decideSame(checker, other, {
        from: one,
        fromRevision: (await readClaim(viewer, one)).revision,
        revision: 1,
        quote: 'words nobody saw',
      }),
    ).rejects.toMatchObject({
      code: 'stale-revision',
    })
    // The other one was decided otherwise since it was looked at.
    const { revision: seen } = await readClaim(viewer, one)
    await patch(checker, one, { outcome: 'wrong', state: 'checked' })
    await expect(
      decideSame(checker, other, { from: one, fromRevision: seen, revision: 1, quote: '38 million crowns was too much' }),
    ).rejects.toMatchObject({
      code: 'stale-version',
    })
    await patch(checker, one, { outcome: 'confirmed', state: 'checked' })
    // Nothing of it was half done.
    expect((await readClaim(viewer, other)).evidence).toEqual([])
    await replaceWords(author, articleId, 'paid 38', 'paid 41')
    await expect(same(other, one)).rejects.toMatchObject({ code: 'refused' })
  })

  it('is of the claim on the figure, not of one on words between', async () => {
    const articleId = await makeArticle(
      author,
      'The council paid 38 million crowns for the mill.\nFor the mill, critics of the council said, 38 million crowns was paid too late.',
    )
    const one = await makeClaim(checker, articleId, 'paid 38 million crowns for the mill')
    await makeClaim(checker, articleId, 'critics of the council said')
    expect((await readRepeats(viewer, one)).same).toMatchObject([{ claimId: null }])
    const right = await makeClaim(checker, articleId, '38 million crowns was paid too late')
    expect((await readRepeats(viewer, one)).same).toMatchObject([{ claimId: right }])
  })

  it('and changed in one place only is asked about, where it is open and among the findings, until somebody says why', async () => {
    const { articleId, one } = await decided()
    expect((await readRepeats(viewer, one)).former).toEqual([])
    await replaceWords(author, articleId, 'paid 38', 'paid 41')
    expect(await readRepeats(viewer, one)).toMatchObject({ same: [], former: [{ words: 'mill, critics said, 38 million crowns' }] })
    const found = async () => (await readFindings(viewer, articleId)).findings.filter((one) => one.kind === 'repeat')
    const [finding] = await found()
    expect(finding).toMatchObject({ level: 'question', dismissal: null })
    expect(finding?.message).toBe(
      'C1 said “paid 38 million crowns for the mill” when it was decided, and says “paid 41 million crowns for the mill” now. Elsewhere it still reads “mill, critics said, 38 million crowns”.',
    )
    await dismissFinding(checker, articleId, { finding: finding?.id ?? '', reason: 'What critics said was of the first offer.' })
    expect((await found())[0]?.dismissal).toMatchObject({ reason: 'What critics said was of the first offer.' })
    await replaceWords(author, articleId, 'said, 38', 'said, 41')
    expect(await found()).toEqual([])
    expect((await readRepeats(viewer, one)).former).toEqual([])
    const { revision, quote } = await readClaim(checker, one)
    await updateClaim(checker, one, { revision, quote, outcome: 'wrong', state: 'checked' })
    expect((await readRepeats(viewer, one)).same).toHaveLength(1)
  })
})
