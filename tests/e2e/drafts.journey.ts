import { expect, expectAccessible, expectSaved, moveCursor, openArticle, panelOf, selectWords, test, textOf } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

const TEXT = [
  'The bridge opened in 1911 after four years of work.',
  'It cost nine million crowns, twice what the council had voted.',
  'The mayor wept at the ceremony.',
  'A toll was taken until 1937.',
].join('\n')

test('A newer draft shows what it would do, is put in place by keyboard, and undone', async ({ signIn, api }) => {
  const editor = api('editor')
  const { body: made } = await editor<Any>('POST', '/api/articles', { text: TEXT, title: 'The bridge at Lund' })
  for (const exact of ['nine million crowns', 'The mayor wept at the ceremony', 'until 1937'])
    await editor('POST', `/api/articles/${made.id}/claims`, { selector: { exact } })
  const page = await signIn('editor')
  await openArticle(page, made.id)
  await page.getByRole('button', { name: 'Versions' }).press('Enter')
  await page.getByRole('menuitem', { name: 'A newer draft arrives …' }).press('Enter')
  await page
    .getByRole('textbox', { name: 'Paste' })
    .fill(
      TEXT.replace('nine million', 'ten million').replace(
        'The mayor wept at the ceremony.',
        'A band played until midnight and nobody counted.',
      ),
    )
  await page.getByRole('button', { name: 'Compare it' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Claims without a sure place' })).toBeVisible()
  await expect(page.getByText('1 claim will wait in the tray')).toBeVisible()
  const rows = page.getByRole('table')
  await expect(rows.locator('del', { hasText: 'nine' })).toBeVisible()
  await expect(rows.locator('ins', { hasText: 'ten' })).toBeVisible()
  await expect(rows.getByText('new, not looked at')).toBeVisible()
  await expectAccessible(page, 'the preview of a draft')

  await page.getByRole('button', { name: 'Put the draft in place' }).press('Enter')
  await expect(textOf(page)).toContainText('ten million crowns')
  await expect(page.getByRole('tab', { name: 'Tray 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
  await expect(textOf(page)).toContainText('nine million crowns')
  await expect(page.getByRole('tab', { name: 'Tray', exact: true })).toBeVisible()
})

test('A claim whose words were cut waits in the tray and goes where a person says', async ({ signIn, api }) => {
  const editor = api('editor')
  const { body: made } = await editor<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await editor<Any>('POST', `/api/articles/${made.id}/claims`, {
    selector: { exact: 'The mayor wept at the ceremony' },
  })
  const page = await signIn('editor')
  await openArticle(page, made.id, 'Editing')
  await selectWords(page, 'The mayor wept at the ceremony.')
  await page.keyboard.press('Backspace')
  await expectSaved(page)
  await page.keyboard.press('Escape')
  await page.locator('body').press('y')
  const tray = page.getByRole('list', { name: 'Claims in the tray' })
  await expect(tray.getByText('The mayor wept at the ceremony')).toBeVisible()
  await expect(tray.getByText(/Stood there until version/)).toBeVisible()
  await expectAccessible(page, 'the tray')

  // Somebody writes the words anew: they are proposed, and nothing else happens by itself.
  await textOf(page).locator('p').last().click()
  await moveCursor(page, 'End')
  await page.keyboard.type(' The mayor wept at the ceremony, they say.')
  await expectSaved(page)
  await page.reload()
  await expect(textOf(page)).toBeVisible()
  await page.locator('body').press('y')
  await expect(tray.getByRole('button', { name: 'It belongs here' })).toBeVisible()
  expect((await editor<Any>('GET', `/api/claims/${claim.id}`)).body.ranges).toEqual([])
  await tray.getByRole('button', { name: 'It belongs here' }).press('Enter')
  await expect(panelOf(page, /Claim|C1/)).toContainText('The mayor wept at the ceremony')
  await expect.poll(async () => (await editor<Any>('GET', `/api/claims/${claim.id}`)).body.freshness).toBe('fresh')
})

test('Versions are named, read with their claims as they stood, compared and restored', async ({ signIn, api }) => {
  const editor = api('editor')
  const { body: made } = await editor<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await editor<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'nine million crowns' } })
  const page = await signIn('editor')
  await page.goto(`/articles/${made.id}/versions`)
  await page.getByLabel(/Name for version/).fill('To the printer')
  await page.getByLabel(/Name for version/).press('Enter')
  await expect(page.getByRole('navigation', { name: 'Versions' }).getByText('“To the printer”')).toBeVisible()

  await openArticle(page, made.id, 'Editing')
  await selectWords(page, 'nine')
  await page.keyboard.type('ten')
  await expectSaved(page)
  await editor('PATCH', `/api/claims/${claim.id}`, { revision: 1, outcome: 'confirmed', state: 'checked' })

  await page.goto(`/articles/${made.id}/versions`)
  await page.getByRole('link', { name: 'what changed' }).first().click()
  await expect(page.getByRole('table').locator('del', { hasText: 'nine' })).toBeVisible()
  await expectAccessible(page, 'comparing versions')
  await page.getByRole('navigation', { name: 'Versions' }).getByRole('link', { name: '“To the printer”' }).click()
  await expect(page.getByRole('document', { name: 'The article at this version' })).toContainText('nine million crowns')
  await expect(page.getByRole('region', { name: 'Claims as they stood' })).toContainText('Unchecked')
  await expectAccessible(page, 'reading a version')
  await page.getByRole('button', { name: 'Restore this version' }).press('Enter')
  await expect(textOf(page)).toContainText('nine million crowns')
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
  await expect(textOf(page)).toContainText('ten million crowns')
})

test('Selected words say who wrote them, and whether after the check', async ({ signIn, api }) => {
  const editor = api('editor')
  const { body: made } = await editor<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await editor<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'nine million crowns' } })
  await editor('PATCH', `/api/claims/${claim.id}`, { revision: 1, outcome: 'confirmed', state: 'checked' })
  const author = await signIn('author')
  await openArticle(author, made.id, 'Editing')
  await selectWords(author, 'nine')
  await author.keyboard.type('ten')
  await expectSaved(author)
  const page = await signIn('checker')
  await openArticle(page, made.id)
  await selectWords(page, 'It cost ten million')
  await page.getByRole('button', { name: 'Who wrote this' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who wrote these words' })
  await expect(dialog.getByText('Written after the check of C1')).toBeVisible()
  await expect(dialog).toContainText('Author Person')
  await expect(dialog).toContainText('Came with the article, brought in by Editor Person')
  await expectAccessible(page, 'who wrote these words')
})

test('A checker proposes new words by keyboard; the author accepts them into the text', async ({ signIn, api }) => {
  const editor = api('editor')
  const { body: made } = await editor<Any>('POST', '/api/articles', { text: TEXT })
  await editor('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'nine million crowns' } })
  const checker = await signIn('checker')
  await openArticle(checker, made.id)
  await checker.locator('body').press('j')
  await checker.locator('body').press('w')
  await checker.getByLabel('New words').fill('ten million crowns')
  await checker.getByLabel('Why (optional)').fill('Council minutes, page 4')
  await checker.getByLabel('Why (optional)').press('Control+Enter')
  await expect(panelOf(checker).getByText('Proposed by Checker Person')).toBeVisible()
  await expectAccessible(checker, 'a proposed correction')

  const author = await signIn('author')
  await openArticle(author, made.id)
  await author.locator('body').press('j')
  await author.getByRole('button', { name: 'Accept into the text' }).press('Enter')
  await expect(textOf(author)).toContainText('It cost ten million crowns')
  await expect(panelOf(author).getByText(/accepted by Author Person/)).toBeVisible()
  await expect(textOf(checker)).toContainText('It cost ten million crowns')
  await expect(panelOf(checker).locator('blockquote')).toHaveText('ten million crowns')
})

test('Somebody who was away sees what others did since, until they say they have seen it', async ({ signIn, api }) => {
  const editor = api('editor')
  const { body: made } = await editor<Any>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('checker')
  await openArticle(page, made.id)
  await expect(page.getByRole('tab', { name: 'New', exact: true })).toBeVisible()
  await page.goto('/articles')
  const { body: claim } = await editor<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'nine million crowns' } })
  await editor('PATCH', `/api/claims/${claim.id}`, { revision: 1, outcome: 'confirmed', state: 'checked' })
  await openArticle(page, made.id)
  await expect(page.getByRole('tab', { name: 'New 2' })).toBeVisible()
  await page.locator('body').press('g')
  const list = page.getByRole('list', { name: 'Changes since you last looked' })
  await expect(list).toContainText('decided')
  await expectAccessible(page, 'what is new')
  await page.getByRole('button', { name: 'I have seen these' }).press('Enter')
  await page.reload()
  await expect(page.getByRole('tab', { name: 'New', exact: true })).toBeVisible()
})
