import { describe, expect, it } from 'vitest'
import { likeness, tellingWords } from '@/lib/core/text/likeness'
import type { AppError } from '@/lib/server/app-error'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { findCheckedBefore, takeEvidence } from '@/lib/server/use-cases/claims/checked-before'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'
import { changeSettings } from '@/lib/server/use-cases/desk/change-settings'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { addEvidence, updateEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { makeArticle, makeClaim, patch, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { admin, author, checker, editor, viewer } = await people()

/** A claim decided in an article of its own, with a primary source. */
async function decided(text: string, quote: string, source = sourceOf({ title: `Register of ${quote}` })) {
  const articleId = await makeArticle(author, text)
  const claimId = await makeClaim(checker, articleId, quote)
  const { sourceId } = await addEvidence(checker, claimId, {
    source,
    ...{ stance: 'supports', directness: 'primary', credibility: 1, quote: 'so it says', locator: 'p. 2', note: 'Seen.' },
  } as const)
  await patch(checker, claimId, { outcome: 'confirmed', state: 'checked' })
  return { articleId, claimId, sourceId }
}

describe('likeness', () => {
  it('is of what a claim says, whatever the small words, the endings and the accents', () => {
    const like = (a: string, b: string) => likeness(tellingWords(a), tellingWords(b))
    expect(like('The lighthouse of Skagen opened in 1858', 'Skagens lighthouse was opened in 1858')).toBeGreaterThan(0.8)
    expect(like('Malmö has 360,000 inhabitants', 'There are 360,000 inhabitants in Malmo')).toBe(1)
    expect(like('Malmö has 360,000 inhabitants', 'Lund has 90,000 students')).toBeLessThan(0.4)
    expect(like('', 'words')).toBe(0)
  })
})

describe('checked before', () => {
  it('finds decided claims like the one at hand in other articles, the likest first, and none that is not decided', async () => {
    const { claimId } = await decided('The lighthouse at Skarvholm opened in 1858.', 'lighthouse at Skarvholm opened in 1858')
    const open = await makeClaim(
      checker,
      await makeArticle(author, 'The Skarvholm lighthouse opened in 1858.'),
      'Skarvholm lighthouse opened in 1858',
    )
    const found = await findCheckedBefore(viewer, 'The Skarvholm lighthouse was opened in 1858', open)
    expect(found.map((one) => one.id)).toEqual([claimId])
    expect(found[0]).toMatchObject({ outcome: 'confirmed', evidenceCount: 1, decidedAt: expect.stringMatching(/^\d{4}-/) })
    expect(await findCheckedBefore(viewer, 'Something else entirely', null)).toEqual([])
    expect(await findCheckedBefore(viewer, '" OR * NEAR( --', null)).toEqual([])
  })

  it('tells nothing of an article one may not open', async () => {
    const { articleId } = await decided('The ferry Quillpoint sank in 1904.', 'ferry Quillpoint sank in 1904')
    await setAccess(author, articleId, { access: 'listed', people: [author.id, checker.id] })
    expect(await findCheckedBefore(editor, 'The ferry Quillpoint sank in 1904', null)).toEqual([])
    expect(await findCheckedBefore(checker, 'The ferry Quillpoint sank in 1904', null)).toHaveLength(1)
  })

  it('gives its evidence to be confirmed, which carries nothing until somebody says so, and never its outcome', async () => {
    await changeSettings(admin, { evidenceRule: 'primary-or-three' })
    try {
      const { claimId: earlier, articleId } = await decided('The dam at Orrfors is 41 metres high.', 'dam at Orrfors is 41 metres high')
      const claimId = await makeClaim(
        checker,
        await makeArticle(author, 'Orrfors dam, 41 metres high, leaks.'),
        'Orrfors dam, 41 metres high',
      )
      expect(await takeEvidence(checker, claimId, earlier)).toEqual({ taken: 1 })
      const { evidence, outcome, state, revision } = await readClaim(checker, claimId)
      expect([outcome, state]).toEqual([null, 'unchecked'])
      expect(evidence).toMatchObject([{ isToBeConfirmed: true, directness: 'primary', quote: 'so it says', locator: 'p. 2' }])
      expect(evidence[0]?.note).toMatch(/^Taken over from C1 of “.*”\.\nSeen\.$/)
      const confirm = () => updateClaim(checker, claimId, { revision, outcome: 'confirmed', state: 'checked' })
      await expect(confirm()).rejects.toThrow(/primary source/)
      await updateEvidence(checker, evidence[0]?.id ?? '', { revision: 1, isToBeConfirmed: false })
      await confirm()
      // Not twice.
      await expect(takeEvidence(checker, claimId, earlier)).rejects.toThrow(/all of its evidence already/)
      expect(articleId).toBeTruthy()
      expect(verifyDesk().isSound).toBe(true)
    } finally {
      await changeSettings(admin, { evidenceRule: 'none' })
    }
  })

  it('takes neither a confidential source from who may not know it, nor the title of a restricted article out of it', async () => {
    const secret = sourceOf({ title: 'A clerk', confidential: true, publicLabel: 'An official' })
    const { claimId: earlier } = await decided('The mill at Tannsjo closed in 1931.', 'mill at Tannsjo closed in 1931', secret)
    const own = await makeClaim(author, await makeArticle(author, 'Tannsjo mill closed in 1931.'), 'Tannsjo mill closed in 1931')
    const refused = await takeEvidence(author, own, earlier).then(
      () => null,
      (error: AppError) => error.code,
    )
    expect(refused).toBe('already-done')
    const { articleId, claimId: hidden } = await decided('Project Halcyon cost 9 crowns.', 'Halcyon cost 9 crowns')
    await setAccess(author, articleId, { access: 'listed', people: [author.id, checker.id] })
    await takeEvidence(checker, own, hidden)
    const { evidence } = await readClaim(viewer, own)
    expect(JSON.stringify(evidence)).not.toMatch(/Project/)
    expect(evidence[0]?.note).toMatch(/^Taken over from an earlier check/)
  })
})
