import { expect, it } from 'vitest'
import { database } from '@/lib/server/db'
import { deleteArticle, restoreArticle } from '@/lib/server/use-cases/articles/delete-article'
import { emptyBin } from '@/lib/server/use-cases/articles/empty-bin'
import { keepPicture } from '@/lib/server/use-cases/articles/keep-attachment'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { makeArticle, makeClaim } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { pixel } from '@/tests/factories/restricted'

const { editor } = await people()
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
