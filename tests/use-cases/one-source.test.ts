import { describe, expect, it } from 'vitest'
import type { AppError } from '@/lib/server/app-error'
import { evidenceOfArticle } from '@/lib/server/store/evidence'
import { asOpened } from '@/lib/server/store/opened-id'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { counted } from '@/lib/server/use-cases/claims/update-claim'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { captureSource, readCaptures } from '@/lib/server/use-cases/evidence/capture-source'
import { knownSources } from '@/lib/server/use-cases/evidence/look-up-source'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { createSource, listSources, mergeSource, partSource, readSource, updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { makeArticle, makeClaim, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, viewer } = await people()

describe('the same source twice', () => {
  const evidenceOf = async (claimId: string) => (await readClaim(checker, claimId)).evidence
  const rest = async (claimId: string, id: string, quote: string | null = null) =>
    addEvidence(checker, claimId, {
      source: { id },
      ...{ stance: 'supports', directness: 'secondary', credibility: null, quote, locator: null, note: null },
    } as const)

  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: AppError) => error.code,
    )

  it('is merged: claims, counts, kept texts and the evidence rule see one; parted, they see two', async () => {
    const article = await makeArticle(author)
    const claim = await makeClaim(checker, article, '5 crowns')
    const { id: kept } = await createSource(checker, sourceOf({ title: 'Town accounts 1931' }))
    const { id: twin } = await createSource(checker, sourceOf({ title: 'Accounts of the town, 1931', publisher: 'The town' }))
    await rest(claim, kept)
    await rest(claim, twin, 'it was five crowns')
    await captureSource(checker, twin, { format: 'text', bytes: new TextEncoder().encode('In May it was five crowns.') })
    await mergeSource(checker, twin, kept)

    expect((await evidenceOf(claim)).map(({ source, proof }) => [source.id, source.publisher, proof?.kind ?? null])).toEqual([
      [kept, 'The town', null],
      [kept, 'The town', 'found'],
    ])
    const shown = await readSource(checker, kept)
    expect([shown.claimCount, shown.merged.map((one) => one.id)]).toEqual([2, [twin]])
    expect((await readSource(checker, twin)).mergedInto?.id).toBe(kept)
    const listed = await listSources(checker, { q: '1931', limit: 10 })
    expect(listed.sources.map((one) => [one.id, one.claimCount])).toEqual([[kept, 2]])
    expect((await knownSources(checker, { title: 'Accounts of the town, 1931' })).length).toBe(0)
    expect((await readCaptures(checker, kept)).length).toBe(1)
    expect(counted(await evidenceOfArticle(asOpened(article))).map((one) => one.sourceId)).toEqual([kept, kept])
    // Whoever still has the old entry at hand rests on the kept one.
    expect((await rest(await makeClaim(checker, article, '12 percent'), twin)).sourceId).toBe(kept)
    expect(verifyDesk().isSound).toBe(true)

    await partSource(checker, twin)
    expect((await evidenceOf(claim)).map(({ source }) => source.id)).toEqual([kept, twin])
    expect((await listSources(checker, { q: '1931', limit: 10 })).sources).toHaveLength(2)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('goes along when its twin is merged on, and is never merged with itself, twice, or unseen', async () => {
    const [first, second, third] = [
      (await createSource(checker, sourceOf({ title: 'One' }))).id,
      (await createSource(checker, sourceOf({ title: 'Two' }))).id,
      (await createSource(checker, sourceOf({ title: 'Three' }))).id,
    ]
    await mergeSource(checker, first, second)
    await mergeSource(checker, second, third)
    expect((await readSource(checker, first)).mergedInto?.id).toBe(third)
    expect(await code(mergeSource(checker, first, third))).toBe('already-done')
    expect(await code(mergeSource(checker, third, third))).toBe('invalid-input')
    expect(await code(updateSource(checker, first, { revision: 2, title: 'Other' }))).toBe('refused')
    const { id: secret } = await createSource(checker, sourceOf({ title: 'A clerk', confidential: true, publicLabel: 'An official' }))
    // What is secret stays so: not into an open one, and not by who may not see it.
    expect(await code(mergeSource(checker, secret, third))).toBe('refused')
    expect(await code(mergeSource(checker, third, secret))).toBe('done')
    expect((await readSource(author, third)).mergedInto?.title).toBe('An official')
    expect(await code(partSource(author, third))).toBe('done')
  })

  it('keeps a secret merged into it: the one it went into is not opened before they are parted, and parted it holds nothing of it', async () => {
    const secret = { confidential: true, publicLabel: 'An official' }
    const { id: clerk } = await createSource(checker, sourceOf({ title: 'A clerk', publisher: 'SECRET-OFFICE', ...secret }))
    const { id: memo } = await createSource(checker, sourceOf({ title: 'A memo', ...secret }))
    const claim = await makeClaim(checker, await makeArticle(author), '5 crowns')
    await rest(claim, clerk, 'SECRET-QUOTE')
    await captureSource(checker, clerk, { format: 'text', bytes: new TextEncoder().encode('SECRET-TEXT') })
    await mergeSource(checker, clerk, memo)
    const open = async () => updateSource(checker, memo, { revision: (await readSource(checker, memo)).revision, confidential: false })
    expect(await code(open())).toBe('refused')
    await partSource(checker, clerk)
    expect(await code(open())).toBe('done')
    const seen = [await readSource(viewer, memo), await readCaptures(viewer, memo), (await readClaim(viewer, claim)).evidence]
    expect(JSON.stringify(seen)).not.toMatch(/SECRET|clerk/)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('parts as it was merged: with what had gone along, and without what it filled, unless somebody changed that since', async () => {
    const add = async (fields: object) => (await createSource(checker, sourceOf(fields as never))).id
    const [first, second, third] = [
      await add({ title: 'One', publisher: 'First press', URL: 'https://first.example/1' }),
      await add({ title: 'Two' }),
      await add({ title: 'Three' }),
    ]
    const other = await add({ title: 'Four' })
    await mergeSource(checker, first, second)
    await mergeSource(checker, other, third)
    await mergeSource(checker, second, third)
    await updateSource(checker, third, { revision: (await readSource(checker, third)).revision, publisher: 'Third press' })
    await partSource(checker, second)
    expect((await readSource(checker, first)).mergedInto?.id).toBe(second)
    expect((await readSource(checker, other)).mergedInto?.id).toBe(third)
    expect(await readSource(checker, third)).toMatchObject({ publisher: 'Third press', URL: null })
    expect(await readSource(checker, second)).toMatchObject({ publisher: 'First press', mergedInto: null })
    await partSource(checker, first)
    expect(await readSource(checker, second)).toMatchObject({ publisher: null, URL: null })
    expect(verifyDesk().isSound).toBe(true)
  })
})
