import type { Page } from '@playwright/test'
import { expect, expectSaved, moveCursor, openArticle, panelOf, selectWords, test, textOf } from '../support/journey'

const TEXT = 'The city spent $145 billion on pipes.\nIt was the first time since 1911.\nNobody was surprised.'

test('What is typed is on the server within a second, attributed, and survives a reload', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('author')
  await openArticle(page, article.body.id, 'Editing')
  await selectWords(page, 'Nobody')
  await page.keyboard.type('Somebody')
  await expect
    .poll(async () => (await api('viewer')<{ text: string }>('GET', `/api/articles/${article.body.id}`)).body.text, { timeout: 1_500 })
    .toContain('Somebody was surprised.')
  await expectSaved(page)
  const version = (await api('viewer')<{ version: number }>('GET', `/api/articles/${article.body.id}`)).body.version
  expect((await api('viewer')<{ by: { name: string } }>('GET', `/api/articles/${article.body.id}/versions/${version}`)).body.by.name).toBe(
    'Author Person',
  )
  await page.reload()
  await expect(textOf(page)).toContainText('Somebody was surprised.')
})

test('What was typed while the server was dead comes back after it is killed and started again', async ({ signIn, api, server }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  await selectWords(page, 'Nobody')
  await page.keyboard.type('First, somebody')
  await expectSaved(page)
  await server.kill()
  await page.keyboard.type(' in town')
  await expect(page.getByText(/kept in this browser/)).toBeVisible()
  await server.up()
  await expect(page.locator('[data-save="saved"]')).toBeVisible({ timeout: 15_000 })
  const read = async () => (await api('viewer')<{ text: string }>('GET', `/api/articles/${article.body.id}`)).body.text
  expect(await read()).toContain('First, somebody in town was surprised.')

  // The same with the tab closed before the server came back.
  await server.kill()
  await page.keyboard.type(' yesterday')
  await expect(page.getByText(/kept in this browser/)).toBeVisible()
  await page.waitForTimeout(300)
  page.on('dialog', (dialog) => dialog.accept())
  await page.close({ runBeforeUnload: false })
  await server.up()
  const again = await page.context().newPage()
  await openArticle(again, article.body.id)
  await expect(textOf(again)).toContainText('First, somebody in town yesterday was surprised.')
  await expect.poll(read).toContain('in town yesterday')
})

test('A claim stays on its words through cut, paste, copy, split, undo and a reload', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  await api('editor')('POST', `/api/articles/${article.body.id}/claims`, { selector: { exact: '$145 billion' } })
  const quote = async () =>
    (
      await api('viewer')<{ claims: { quote: string; ranges: unknown[]; freshness: string }[] }>(
        'GET',
        `/api/articles/${article.body.id}/claims`,
      )
    ).body.claims[0]
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')

  await selectWords(page, 'spent $145 billion on')
  await page.keyboard.press('Control+x')
  await expect.poll(async () => (await quote())?.freshness).toBe('orphaned')
  await selectWords(page, 'surprised')
  await moveCursor(page, 'ArrowRight')
  await page.keyboard.press('Control+v')
  await expect.poll(async () => (await quote())?.freshness).toBe('fresh')
  expect((await quote())?.quote).toBe('$145 billion')

  // Pasting once more is a copy: the claim is not doubled.
  await page.keyboard.press('Control+v')
  await expectSaved(page)
  expect((await quote())?.ranges).toHaveLength(1)

  for (let n = 0; n < 3; n++) await page.keyboard.press('Control+z')
  await expect(textOf(page)).toContainText('The city spent $145 billion on pipes.')
  await expectSaved(page)
  await expect.poll(async () => (await quote())?.ranges).toEqual([{ start: 15, end: 27 }])

  await selectWords(page, '$145')
  await moveCursor(page, 'ArrowRight')
  await page.keyboard.press('Enter')
  await expectSaved(page)
  await page.reload()
  await expect(textOf(page).locator('mark')).toHaveCount(2)
  expect((await quote())?.quote).toBe('$145\n billion')
  await selectWords(page, ' billion')
  await moveCursor(page, 'ArrowLeft')
  await page.keyboard.press('Backspace')
  await expect.poll(async () => (await quote())?.quote).toBe('$145 billion')

  await selectWords(page, '$145 billion')
  await page.keyboard.type('a lot of money')
  await expect.poll(async () => (await quote())?.quote).toBe('a lot of money')
  await expect(textOf(page).locator('mark')).toHaveText('a lot of money')
})

test('Two people in one article see each other’s words and claims, and end with the same text', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  const [one, two, three] = [await signIn('editor'), await signIn('author'), await signIn('checker')]
  for (const page of [one, two]) await openArticle(page, article.body.id, 'Editing')
  await openArticle(three, article.body.id)
  await selectWords(one, 'Nobody')
  await selectWords(two, 'The city')
  await Promise.all([one.keyboard.type('Hardly anybody in the whole country'), two.keyboard.type('The old city of Harbeck')])
  await selectWords(three, 'first time')
  await three.keyboard.press('Control+Alt+m')
  for (const page of [one, two, three]) {
    await expect(textOf(page)).toContainText('Hardly anybody in the whole country was surprised.')
    await expect(textOf(page)).toContainText('The old city of Harbeck spent')
    await expect(page.getByRole('region', { name: 'Claims list' })).toContainText('first time')
    await expect(textOf(page).locator('mark')).toHaveText('first time')
    await expectSaved(page)
  }
  await expect(panelOf(three)).toBeVisible()
  const texts = await Promise.all([one, two, three].map((page) => textOf(page).textContent()))
  expect(new Set(texts).size).toBe(1)
})

test('Words typed into a passage that somebody else removes are shown, not dropped', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string; version: number }>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  // Hold the writer's words back while the passage goes.
  await page.route('**/steps', (route) => route.abort())
  await selectWords(page, 'first')
  await moveCursor(page, 'ArrowRight')
  await page.keyboard.type(' really')
  await api('author')('POST', `/api/articles/${article.body.id}/edits`, {
    version: 0,
    edits: [{ start: TEXT.indexOf('It was'), end: TEXT.indexOf('Nobody'), text: '' }],
  })
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody removed the passage' })).toContainText('really')
  await page.unroute('**/steps')
})

test('A checker cannot type in the text but can mark it; a viewer can only read', async ({ signIn, server }) => {
  const checker = await signIn('checker')
  await openArticle(checker, server.desk.sampleId)
  await expect(textOf(checker)).toHaveAttribute('aria-readonly', 'true')
  await expect(checker.getByRole('radio', { name: 'Editing' })).toHaveCount(0)
  await expect(checker.getByRole('toolbar', { name: 'Formatting' })).toBeHidden()
  const viewer = await signIn('viewer')
  await openArticle(viewer, server.desk.sampleId)
  await expect(viewer.getByRole('radiogroup', { name: 'Mode' })).toHaveCount(0)
  await viewer.locator('body').press('j')
  await expect(panelOf(viewer, /^C1/)).toContainText('Outcome')
  await expect(panelOf(viewer).locator('select, input, textarea')).toHaveCount(0)
  await expect(viewer.getByRole('button', { name: 'Remove' })).toBeHidden()
  await expect(viewer.getByRole('link', { name: 'New article' })).toBeHidden()
})

test('A year at the start of a paragraph stays in the text; one or two digits begin a list', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  await selectWords(page, 'Nobody was surprised.')
  await page.keyboard.type('2019. That was the year.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('1. First')
  await expectSaved(page)
  await expect(textOf(page).locator('ol li')).toHaveText('First')
  const { text } = (await api('viewer')<{ text: string }>('GET', `/api/articles/${article.body.id}`)).body
  expect(text).toContain('\n2019. That was the year.\nFirst')
})

test('Letters typed before a new paragraph is drawn stand in the order they were typed', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  await selectWords(page, 'Nobody was surprised.')
  await page.keyboard.type('The end.')
  await page.evaluate(() => {
    const article = document.querySelector('[role=textbox].ProseMirror')
    article?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }))
    for (const letter of 'Not one') document.execCommand('insertText', false, letter)
  })
  await expect(textOf(page).getByText('Not one', { exact: true })).toBeVisible()
  await expectSaved(page)
})

test('Characters no format can keep are taken out of what is pasted, and the rest is saved', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  await selectWords(page, 'Nobody')
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', '41 mil\ufffelion\u0001 people')
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect(textOf(page)).toContainText('41 million people was surprised')
  await expectSaved(page)
  await expect
    .poll(async () => (await api('viewer')<{ text: string }>('GET', `/api/articles/${article.body.id}`)).body.text)
    .toContain('41 million people was surprised.')
})

async function pasteInto(page: Page, parts: Record<string, string>) {
  await page.evaluate((given) => {
    const data = new DataTransfer()
    for (const [type, value] of Object.entries(given)) data.setData(type, value)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, parts)
}

test('A paste into the open text is read as a file would be, and what is left out is said', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  const item = (marker: string, words: string) =>
    `<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${marker}<span>&nbsp; </span></span>${words}</p>`
  const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  await selectWords(page, 'Nobody')
  await pasteInto(page, {
    'text/html': `<html><body><p>Before<sup>2</sup></p>${item('·', 'Line A')}${item('·', 'Line B')}<p>Said<a class=msocomanchor href="#_msocom_1">[JD1]</a> so.</p><img src="https://x.example/a.jpg" alt="A crane"><img src="${pixel}" alt="Kept"><p>Below</p></body></html>`,
    'text/plain': 'Before2',
  })
  await expect(textOf(page).locator('li')).toHaveText(['Line A', 'Line B'])
  await expect(textOf(page).locator('sup')).toHaveText('2')
  await expect(textOf(page)).not.toContainText('JD1')
  await expect(textOf(page).locator('figure')).toHaveCount(2)
  await expect(page.getByRole('status').filter({ hasText: 'was not read' })).toContainText('1 picture on other servers was not loaded')
  await expectSaved(page)
  const saved = await api('viewer')<{ document: unknown }>('GET', `/api/articles/${article.body.id}`)
  expect(JSON.stringify(saved.body.document)).toMatch(/attachment:[0-9a-f]{64}/)
})

test('An address pasted over words becomes their link; lines cut by a PDF are joined', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: TEXT })
  await api('editor')('POST', `/api/articles/${article.body.id}/claims`, { selector: { exact: '$145 billion' } })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  await selectWords(page, '$145 billion')
  await pasteInto(page, { 'text/plain': 'https://budget.example/2024' })
  await expect(textOf(page).locator('a[href="https://budget.example/2024"]')).toHaveText('$145 billion')
  await selectWords(page, 'Nobody')
  await pasteInto(page, { 'text/plain': 'The harbour took 41 mil-\nlion euros in the year to\nMarch, the council said.' })
  await expect(textOf(page)).toContainText('The harbour took 41 million euros in the year to March, the council said.')
  await expect(page.getByRole('status').filter({ hasText: 'cut at the end of a line' })).toContainText('million')
  await expectSaved(page)
})
