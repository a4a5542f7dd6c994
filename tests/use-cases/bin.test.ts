import { describe, expect, it } from 'vitest'
import { database } from '@/lib/server/db'
import { deleteArticle, restoreArticle } from '@/lib/server/use-cases/articles/delete-article'
import { emptyBin } from '@/lib/server/use-cases/articles/empty-bin'
import { keepPicture } from '@/lib/server/use-cases/articles/keep-attachment'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { readRetention, retainArticle } from '@/lib/server/use-cases/articles/retain-article'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { makeArticle, makeClaim } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { pixel } from '@/tests/factories/restricted'

const { admin, author, editor, viewer } = await people()
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

it('The bin is emptied of what lay there for 30 days, with everything that hangs on it, and the record stays sound', async () => {
  const gone = await makeArticle(editor, 'It cost 5 crowns.')
  await makeClaim(editor, gone, '5 crowns')
  const { src } = await keepPicture(editor, gone, pixel(7))
  const kept = await makeArticle(editor, 'Bills fell by 12 percent.')
  await deleteArticle(editor, gone)
  await deleteArticle(editor, kept)

  expect(await emptyBin(inDays(29))).toBe(0)
  await restoreArticle(editor, kept)
  expect(await emptyBin(inDays(31))).toBe(1)

  expect(await database().article.findUnique({ where: { id: gone } })).toBeNull()
  expect(await database().claim.count({ where: { articleId: gone } })).toBe(0)
  expect(await database().historyEntry.count({ where: { articleId: gone } })).toBe(0)
  expect(await database().searchText.count({ where: { id: gone } })).toBe(0)
  expect(await database().attachment.count({ where: { id: src.slice('attachment:'.length) } })).toBe(0)
  expect(await database().article.findUnique({ where: { id: kept } })).not.toBeNull()
  expect(await database().historyEntry.count({ where: { action: 'article.purged', subject: `article:${gone}` } })).toBe(1)
  const { isSound, lines } = verifyDesk()
  expect(lines.join('\n'), lines.join('\n')).toMatch(/sound/)
  expect(isSound).toBe(true)
})

describe('how long an article is kept', () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000)
  const isoDay = (days: number) => day(days).toISOString().slice(0, 10)

  it('held, it is neither deleted nor purged; let go, it can be; an admin says so and the history tells', async () => {
    const id = await makeArticle(author)
    await expect(retainArticle(editor, id, { hold: 'Court order.', purgeOn: null })).rejects.toThrow()
    await retainArticle(admin, id, { hold: 'Court order 7 of 2026.', purgeOn: isoDay(3) })
    await expect(deleteArticle(editor, id)).rejects.toThrow(/held and cannot be deleted: Court order 7 of 2026\./)
    await emptyBin(day(400))
    expect(await readRetention(admin, id)).toEqual({ hold: 'Court order 7 of 2026.', purgeOn: isoDay(3) })
    const { entries } = await readHistory(viewer, id, { action: 'article.retention-changed', limit: 5 })
    expect(entries[0]?.after).toMatchObject({ hold: 'Court order 7 of 2026.' })
    await retainArticle(admin, id, { hold: null, purgeOn: isoDay(3) })
    await deleteArticle(editor, id)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('held or taken out of the bin while others are purged, it stays', async () => {
    const due: string[] = []
    for (let index = 0; index < 6; index++) due.push(await makeArticle(author, `It cost ${index} crowns.`))
    for (const id of due) await retainArticle(admin, id, { hold: null, purgeOn: isoDay(2) })
    const binned = await makeArticle(author)
    await deleteArticle(editor, binned)
    const held = due[due.length - 1] as string
    // Listed at once; the hold and the restoring come between the first and the last.
    const [count] = await Promise.all([
      emptyBin(day(40)),
      retainArticle(admin, held, { hold: 'Court order.', purgeOn: null }),
      restoreArticle(editor, binned),
    ])
    expect(count).toBeLessThan(7)
    expect(await database().article.count({ where: { id: { in: [held, binned] } } })).toBe(2)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('purged on its day, its contents are gone, the desk’s record keeps the head of its chain, and verify is sound and says so', async () => {
    const id = await makeArticle(author, 'Zanzibar cost 5 crowns.')
    await expect(retainArticle(admin, id, { hold: null, purgeOn: isoDay(0) })).rejects.toThrow(/still to come/)
    await retainArticle(admin, id, { hold: null, purgeOn: isoDay(2) })
    const { historyHash, historySeq } = await database().article.findUniqueOrThrow({ where: { id } })
    await emptyBin(day(1))
    expect(await database().article.count({ where: { id } })).toBe(1)
    await emptyBin(day(3))
    expect(await database().article.count({ where: { id } })).toBe(0)
    expect(await database().articleSnapshot.count({ where: { articleId: id } })).toBe(0)
    const told = await database().historyEntry.findFirstOrThrow({ where: { action: 'article.purged', subject: `article:${id}` } })
    expect(JSON.parse(told.after)).toMatchObject({ why: 'date', entries: historySeq, head: historyHash })
    const verdict = verifyDesk()
    expect(verdict.isSound).toBe(true)
    expect(verdict.lines.join('\n')).toMatch(/Purged: \d+ articles?/)
  })
})
