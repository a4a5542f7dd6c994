import { openArticle, selectWords, test } from '../support/journey'

/** The pictures of the README and docs, of the sample article. `npm run screenshots` */
test('pictures', async ({ signIn, server, api }) => {
  test.setTimeout(120_000)
  const page = await signIn('editor')
  const picture = (name: string) => page.screenshot({ path: `docs/screenshots/${name}.png` })
  const id = server.desk.sampleId
  await page.setViewportSize({ width: 1440, height: 860 })
  await openArticle(page, id)
  for (let n = 0; n < 4; n++) await page.locator('body').press('j')
  await page.waitForTimeout(600)
  await picture('desk')
  await page.goto('/claims')
  await page.waitForLoadState('networkidle')
  await picture('board')
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
  const article = (await api('editor')<any>('GET', `/api/articles/${id}`)).body
  const newer = article.text
    .split('\n')
    .map((line: string, index: number) => (index % 3 === 2 ? line.replace(/\b(\d+)\b/, (number) => String(Number(number) + 1)) : line))
    .filter((_: string, index: number) => index !== 7)
    .join('\n')
  await page.goto(`/articles/${id}/drafts`)
  await page.getByRole('textbox', { name: 'Paste' }).fill(`${newer}\nA sentence that nobody has looked at yet was added at the end.`)
  await page.getByRole('button', { name: 'Compare it' }).click()
  await page.getByRole('button', { name: 'Put the draft in place' }).waitFor()
  await picture('draft')
  await page.goto(`/articles/${id}/versions`)
  await page.waitForTimeout(500)
  await picture('versions')
  await openArticle(page, id)
  await selectWords(page, 'crowns')
  await page.waitForTimeout(400)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForTimeout(200)
  await picture('dark')
})
