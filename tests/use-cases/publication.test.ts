import { describe, expect, it } from 'vitest'
import { BLOCKER_KINDS } from '@/lib/core/workflow/blockers'
import { AppError } from '@/lib/server/app-error'
import { openArticle } from '@/lib/server/article/open-article'
import type { ErratumFields } from '@/lib/server/store/publications'
import { exportArticle, takeSnapshot } from '@/lib/server/use-cases/articles/export-article'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { logContact } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { createSource } from '@/lib/server/use-cases/evidence/write-sources'
import { publishArticle, readPublications, withdrawPublication } from '@/lib/server/use-cases/publication/publish'
import { addErratum, changeErratum, readErrata, removeErratum, restoreErratum } from '@/lib/server/use-cases/publication/write-errata'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { signOff } from '@/lib/server/use-cases/sign-off/sign-off'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, editor, legal, viewer } = await people()

const ERROR: ErratumFields = {
  ...{ claimId: null, sourceId: null, kind: 'figure', wrong: '5 crowns', right: '6 crowns', cause: 'unknown' },
  ...{ causeNote: null, notice: null, printedAt: null },
}
const there = { address: 'https://paper.example/a', place: null, at: new Date('2026-11-01T10:00:00Z') }

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (problem: unknown) => problem,
  )
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`)
  return error
}

describe('publication', () => {
  it('is of exactly one text: outdated when a word changes, and again this text when that is undone', async () => {
    const id = await makeArticle(author)
    await publishArticle(editor, id, there)
    expect(await readPublications(viewer, id)).toMatchObject([
      { address: there.address, at: '2026-11-01T10:00:00.000Z', isOutdated: false },
    ])
    await replaceWords(author, id, '5 crowns', '6 crowns')
    expect((await readPublications(viewer, id))[0]?.isOutdated).toBe(true)
    await replaceWords(author, id, '6 crowns', '5 crowns')
    expect((await readPublications(viewer, id))[0]?.isOutdated).toBe(false)
    expect((await refusal(publishArticle(editor, id, { ...there, textHash: '0'.repeat(64) }))).code).toBe('stale-version')
    expect((await refusal(publishArticle(editor, id, { ...there, address: null }))).code).toBe('invalid-input')
  })

  it('keeps whether somebody had signed for that text, and is an editor’s to say and to take back', async () => {
    const id = await makeArticle(author)
    expect((await refusal(publishArticle(checker, id, there))).code).toBe('forbidden')
    const { id: first } = await publishArticle(editor, id, there)
    await signOff(editor, id, { exceptions: BLOCKER_KINDS.map((kind) => ({ kind, reason: 'Known.' })) })
    await publishArticle(editor, id, { ...there, address: null, place: 'page 3' })
    await replaceWords(author, id, '5 crowns', '7 crowns')
    await publishArticle(editor, id, { ...there, place: 'second edition' })
    const { entries } = await readHistory(viewer, id, { action: 'article.published', limit: 10 })
    expect(entries.map((entry) => (entry.after as { isSigned: boolean }).isSigned)).toEqual([false, true, false])
    await withdrawPublication(editor, id, first)
    expect((await readPublications(viewer, id)).map((one) => one.place)).toEqual(expect.arrayContaining(['page 3', 'second edition']))
    expect((await refusal(withdrawPublication(editor, id, first))).code).toBe('not-found')
    expect(verifyDesk().isSound).toBe(true)
  })
})

describe('what is made for readers', () => {
  const made = async (id: string, format: string) => {
    const file = await exportArticle(editor, id, format, 'internal')
    return new Response(file.stream()).text()
  }

  it('is of the very text that was published, and shows what the public may see, whoever asks', async () => {
    const id = await makeArticle(author, 'It cost 5 crowns. Bills fell by 12 percent.')
    const claimId = await makeClaim(checker, id, '5 crowns')
    await addEvidence(checker, claimId, {
      source: sourceOf({ title: 'A clerk at home', confidential: true, publicLabel: 'An official' }),
      ...{ stance: 'supports', directness: 'primary', credibility: 1, quote: 'five, he whispered', locator: null, note: null },
    } as const)
    await patch(checker, claimId, { state: 'checked', outcome: 'attributed', verdict: 'false', statement: 'The town paid five crowns.' })
    await makeClaim(checker, id, '12 percent')
    for (const format of ['embed', 'embed-json', 'claim-review'])
      expect((await refusal(exportArticle(editor, id, format))).message).toMatch(/Say first, under Sign-off/)
    await publishArticle(editor, id, there)
    const page = await made(id, 'embed')
    expect(page).toContain('<q>5 crowns</q> <strong>Attributed</strong>')
    expect(page).toContain('An official')
    for (const secret of ['A clerk', 'whispered', '12 percent', checker.name, '<script']) expect(page).not.toContain(secret)
    expect(JSON.parse(await made(id, 'embed-json'))).toMatchObject({
      schema: 'tickmark-embed/1',
      claims: [{ number: 1, words: '5 crowns', verdict: 'False', sources: [1] }],
      published: { address: there.address },
    })
    expect(JSON.parse(await made(id, 'claim-review'))).toMatchObject({
      '@graph': [
        {
          '@type': 'ClaimReview',
          url: there.address,
          claimReviewed: 'The town paid five crowns.',
          reviewRating: { ratingValue: 1, alternateName: 'False' },
        },
      ],
    })
    await replaceWords(author, id, '5 crowns', '6 crowns')
    expect((await refusal(exportArticle(editor, id, 'embed'))).message).toMatch(/changed after it was published/)
    await publishArticle(editor, id, { ...there, at: new Date('2026-11-02T10:00:00Z') })
    const late = JSON.parse(await made(id, 'claim-review')) as { '@graph': unknown[]; notIncluded: { reason: string }[] }
    expect(late['@graph']).toEqual([])
    expect(late.notIncluded[0]?.reason).toMatch(/changed after it was decided/)
  })
})

describe('an error in print', () => {
  it('asks for the claim to be decided anew, as long as it is said to be right', async () => {
    const id = await makeArticle(author)
    const claimId = await makeClaim(checker, id, '5 crowns')
    await patch(checker, claimId, { outcome: 'confirmed', state: 'checked', confidence: 'high', confidenceReason: 'The accounts' })
    await publishArticle(editor, id, there)
    await addErratum(checker, id, { ...ERROR, claimId })
    const open = async () => (await readReadiness(checker, id)).blockers.filter((one) => one.kind === 'recheck').map((one) => one.message)
    expect(await open()).toEqual([expect.stringMatching(/was wrong in print: .* Decide it anew\./)])
    await patch(checker, claimId, { outcome: 'wrong' })
    expect(await open()).toEqual([])
  })

  it('is noted of what was published, with its claim, cause and source; changed by whoever saw it as it is', async () => {
    const id = await makeArticle(author)
    const claimId = await makeClaim(checker, id, '5 crowns')
    expect((await refusal(addErratum(checker, id, ERROR))).message).toMatch(/not said to be published/)
    await publishArticle(editor, id, there)
    const { id: sourceId } = await createSource(checker, sourceOf({ title: 'A clerk', confidential: true, publicLabel: 'An official' }))
    const { id: erratumId } = await addErratum(checker, id, { ...ERROR, claimId, sourceId, cause: 'source-wrong' })
    expect(await readErrata(checker, id)).toMatchObject([{ claimId, source: { title: 'A clerk' }, cause: 'source-wrong', printedAt: null }])
    expect(await readErrata(viewer, id)).toMatchObject([{ source: { title: 'An official' } }])
    expect((await refusal(addErratum(author, id, ERROR))).code).toBe('forbidden')
    const stranger = await makeClaim(checker, await makeArticle(author), '5 crowns')
    expect((await refusal(addErratum(checker, id, { ...ERROR, claimId: stranger }))).code).toBe('invalid-input')
    await changeErratum(legal, id, erratumId, { revision: 1, notice: 'It cost six.', printedAt: new Date('2026-11-02T08:00:00Z') })
    const late = await refusal(changeErratum(editor, id, erratumId, { revision: 1, notice: 'It cost seven.' }))
    expect(late.code).toBe('stale-revision')
    expect(late.details).toMatchObject({ current: { notice: 'It cost six.' }, yours: { notice: 'It cost seven.' } })
    await removeErratum(editor, id, erratumId)
    expect(await readErrata(viewer, id)).toEqual([])
    await restoreErratum(editor, id, erratumId)
    expect(await readErrata(viewer, id)).toMatchObject([{ notice: 'It cost six.', printedAt: '2026-11-02T08:00:00.000Z' }])
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is in the report, with whom the desk asked and what happened', async () => {
    const id = await makeArticle(author)
    const claimId = await makeClaim(checker, id, '5 crowns')
    await patch(checker, claimId, { outcome: 'confirmed', state: 'checked' })
    await publishArticle(editor, id, there)
    await addErratum(checker, id, { ...ERROR, claimId })
    await logContact(checker, id, {
      ...{ name: 'Ada Holm', role: 'clerk', channel: 'phone', terms: 'on-record', at: new Date(), summary: null },
      answers: [{ claimId, said: 'confirmed', words: 'Yes.' }],
    })
    const { record } = await takeSnapshot(await openArticle(editor, 'article.export', id), new Date())
    expect(record).toMatchObject({
      contacts: [{ name: 'Ada Holm', answers: [{ claim: 1, said: 'confirmed', words: 'Yes.' }] }],
      publications: [{ address: there.address, isOutdated: false }],
      errata: [{ claim: 1, wrong: '5 crowns', right: '6 crowns' }],
      more: 0,
    })
    expect(record.trail.map(({ action, claim }) => [action, claim])).toEqual([
      ['contact.logged', null],
      ['erratum.added', null],
      ['article.published', null],
      ['claim.decided', 1],
      ['claim.created', 1],
      ['article.created', null],
    ])
  })
})
