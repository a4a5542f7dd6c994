import { expect, it } from 'vitest'
import { EXPORT_FORMATS } from '@/lib/core/report/export-formats'
import { reportJobBody } from '@/lib/server/boundary/schemas'
import { makeArticle } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { knock } from '@/tests/support/door'

it('Every format of the menu can be asked for, the one with the longest name too', async () => {
  const { editor } = await people()
  for (const format of Object.keys(EXPORT_FORMATS)) expect(reportJobBody.safeParse({ format }).success, format).toBe(true)
  const longest = Object.keys(EXPORT_FORMATS).toSorted((a, b) => b.length - a.length)[0]
  const articleId = await makeArticle(editor, 'The mill closed in 1952.')
  const { status, body } = await knock(editor, 'POST', `/api/articles/${articleId}/reports`, { format: longest, audience: 'internal' })
  expect(status).toBe(202)
  const mine = async () => (await knock(editor, 'GET', `/api/articles/${articleId}/reports`)).body.reports
  await expect.poll(async () => (await mine()).find((one: { id: string }) => one.id === body.id)?.state, { timeout: 30_000 }).toBe('ready')
})

it('No two formats are written under one name', () => {
  const names = Object.values(EXPORT_FORMATS).map(({ extension }) => extension)
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
})
