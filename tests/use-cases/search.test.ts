import { describe, expect, it } from 'vitest'
import { applyEdits } from '@/lib/server/use-cases/articles/apply-edits'
import { listArticles } from '@/lib/server/use-cases/articles/list-articles'
import { readBoard } from '@/lib/server/use-cases/claims/read-claims'
import { createSource, listSources, updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, viewer } = await people()

const articleId = await makeArticle(author, 'Der Bürgermeister zahlte 5\u00a0Kronen an die ﬁrma. \u6771\u4eac\u306e\u4eba\u53e3 ist groß.')
const claimId = await makeClaim(checker, articleId, 'Bürgermeister zahlte 5\u00a0Kronen an die ﬁrma')
const tokyo = await makeClaim(checker, articleId, '\u6771\u4eac\u306e\u4eba\u53e3 ist groß')
const found = async (q: string) => (await readBoard(viewer, { q, limit: 50 })).claims.map((claim) => claim.id)

describe('a search', () => {
  it.each([
    ['another case', 'bürgerMEISTER'],
    ['without the accent', 'burgermeister'],
    ['the accent as a mark of its own', 'Bu\u0308rgermeister'],
    ['a plain space for one that does not break', '5 kronen'],
    ['letters for a ligature', 'firma'],
    ['the beginning of a word', 'bürger'],
    ['words in any order', 'kronen zahlte'],
  ])('finds words by %s', async (_, q) => {
    expect(await found(q)).toEqual([claimId])
  })
  it('finds a part of a run of a script without spaces, and ß as ss', async () => {
    expect(await found('\u4eac\u306e\u4eba')).toEqual([tokyo])
    expect(await found('gross')).toEqual([tokyo])
  })
  it('finds nothing for words that are not there, or for none at all, and takes no operator', async () => {
    for (const q of ['Kupfer', '“”', '"', 'zahlte NOT Kronen', 'text:zahlte*', "' OR 1=1"]) expect(await found(q), q).toEqual([])
  })
  it('follows a claim through edits, statements and removal, each once', async () => {
    await replaceWords(author, articleId, 'Kronen', 'Taler')
    expect([await found('kronen'), await found('taler')]).toEqual([[], [claimId]])
    await patch(checker, claimId, { statement: 'He paid the company' })
    expect(await found('company')).toEqual([claimId])
    expect(await found('taler')).toEqual([claimId])
  })
  it('pages without leaving out or repeating', async () => {
    const many = await makeArticle(author, Array.from({ length: 7 }, (_, n) => `Paging sentence ${n}.`).join('\n'))
    for (let n = 0; n < 7; n++) await makeClaim(checker, many, `Paging sentence ${n}`)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await readBoard(viewer, { q: 'paging', limit: 3, cursor })
      seen.push(...page.claims.map((claim) => claim.quote))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect([...seen].sort()).toEqual(Array.from({ length: 7 }, (_, n) => `Paging sentence ${n}`))
  })
  it('finds articles by headline, and sources by author and address, as they are now', async () => {
    const id = await makeArticle(author, 'Something')
    await applyEdits(author, id, { version: 0, edits: [{ start: 0, end: 0, text: 'x' }] })
    const { id: sourceId } = await createSource(
      checker,
      sourceOf({ title: 'Accounts', author: [{ literal: 'Town of Härbeck' }], URL: 'https://harbeck.example/a' }),
    )
    const sources = async (q: string) => (await listSources(viewer, { q, limit: 10 })).sources.map((one) => one.id)
    expect([await sources('harbeck town'), await sources('harbeck.example')]).toEqual([[sourceId], [sourceId]])
    await updateSource(checker, sourceId, { revision: 1, title: 'Ledger' })
    expect([await sources('accounts'), await sources('ledger')]).toEqual([[], [sourceId]])
    const secret = await createSource(checker, sourceOf({ title: 'Hidden voice', confidential: true }))
    expect(await sources('hidden')).toEqual([])
    expect((await listSources(checker, { q: 'hidden', limit: 10 })).sources.map((one) => one.id)).toEqual([secret.id])
    expect((await listArticles(viewer, { q: 'nothing of it', limit: 10 })).articles).toEqual([])
  })
  it('counts are those of the claims', async () => {
    const { articles } = await listArticles(viewer, { limit: 200 })
    const counts = articles.find((one) => one.id === articleId)?.counts
    expect(counts).toMatchObject({ total: 2, checked: 0 })
    await patch(checker, tokyo, { state: 'checked', outcome: 'confirmed' })
    await patch(checker, claimId, { state: 'dismissed' })
    const later = (await listArticles(viewer, { limit: 200 })).articles.find((one) => one.id === articleId)?.counts
    expect(later).toMatchObject({ total: 1, checked: 1 })
  })
})
