import { expect, expectAccessible, openArticle, panelOf, test, textOf } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, read by their fields
type Any = any

const TEXT = [
  'The mill closed in 1952 after a fire that killed three workers.',
  'What a lovely day it was!',
  'The council paid 40 million crowns for it, Mayor Anneke Dorn said.',
  'Opponents called it the largest purchase since 1911. Later Mayor Anneke Dorm denied it.',
].join('\n')

test('One pass by keys goes through what nobody looked at: marked, waved away by name, and counted', async ({ signIn, api }) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('checker')
  await openArticle(page, made.id)
  await page.keyboard.press('q')
  await expect(page.getByRole('tab', { name: 'Gaps' })).toBeFocused()
  const gaps = page.getByRole('list', { name: 'Sentences nobody looked at' })
  await expect(gaps.getByRole('listitem')).toHaveCount(4)
  await expect(page.getByRole('status').filter({ hasText: '0 of 4' })).toContainText('4 not looked at')
  await expect(gaps).toContainText('a year')
  // Beside the text, by paragraph.
  await expect(textOf(page).locator('.strip-none')).toHaveCount(3)
  // Within their blocks: what leaves a block that is not being written in is not drawn.
  const outside = await textOf(page).evaluate(
    (root) =>
      [...root.querySelectorAll(':scope > .strip')].filter((block) => Number.parseFloat(getComputedStyle(block, '::before').left) < 0)
        .length,
  )
  expect(outside).toBe(0)
  await expectAccessible(page, 'the gaps')
  await page.keyboard.press('Tab')
  // Enter marks the sentence, with its type; the next one has the focus.
  await page.keyboard.press('Enter')
  await expect(panelOf(page, /^C1/)).toContainText('The mill closed in 1952')
  await expect(gaps.getByRole('listitem')).toHaveCount(3)
  await expect(gaps.getByRole('button').first()).toBeFocused()
  // Z takes that back, also when it is not with the server yet, and not the mark before it.
  await page.keyboard.press('k')
  await page.keyboard.press('z')
  await expect(page.getByText('Undone: waving away words of the text.')).toBeVisible()
  await expect(gaps.getByRole('listitem')).toHaveCount(3)
  await expect(page.getByRole('status').filter({ hasText: '1 of 4' })).toHaveCount(0)
  await expect(gaps.locator('button:focus')).toHaveCount(1)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('k')
  await expect(gaps.getByRole('listitem')).toHaveCount(2)
  await expect(page.getByText('Waved away, by your name.')).toBeVisible()
  await page.keyboard.press('d')
  await page.keyboard.press('d')
  await expect(page.getByText('every one was looked at')).toBeVisible()
  await expect(textOf(page).locator('.strip-whole')).toHaveCount(3)
  await page.keyboard.press('Escape')
  const { body: coverage } = await api('viewer')<Any>('GET', `/api/articles/${made.id}/coverage`)
  expect(coverage).toMatchObject({ checkable: 4, covered: 4, decided: 3 })
  await page.getByRole('tab', { name: /^Claims/ }).click()
  await expect(textOf(page).locator('.strip')).toHaveCount(0)
  // New text is not looked at.
  const { body: article } = await api('author')<Any>('GET', `/api/articles/${made.id}`)
  await api('author')('POST', `/api/articles/${made.id}/edits`, {
    version: article.version,
    edits: [{ start: article.text.length, end: article.text.length, text: ' Bills rose by 9 percent in 2024.' }],
  })
  await expect(textOf(page)).toContainText('Bills rose')
  await page.reload()
  await expect(textOf(page)).toBeVisible()
  await page.keyboard.press('q')
  await expect(gaps.getByRole('listitem')).toHaveCount(1)
  await expect(gaps).toContainText('Bills rose by 9 percent')
})

test('A gap that is clicked or tapped is only looked at; what is recorded is pressed by its name', async ({ signIn, api }) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('checker')
  const claims = async () => (await api('viewer')<Any>('GET', `/api/articles/${made.id}/claims`)).body.claims as Any[]
  await openArticle(page, made.id)
  await page.keyboard.press('q')
  // Arrows go from the tab into the list.
  const rows = page.getByRole('list', { name: 'Sentences nobody looked at' }).getByRole('listitem')
  await expect(rows).toHaveCount(4)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1).getByRole('button')).toBeFocused()
  await rows.first().getByRole('button').click()
  await expect(rows.first().getByRole('button', { name: 'Mark' })).toBeVisible()
  expect(await claims()).toHaveLength(0)
  await expectAccessible(page, 'a gap that is looked at')
  await rows.first().getByRole('button', { name: 'Common knowledge' }).click()
  await expect(page.getByText('Waved away, by your name.')).toBeVisible()
  await expect(rows).toHaveCount(3)
  await rows.first().getByRole('button').click()
  await rows.first().getByRole('button', { name: 'Mark' }).click()
  await expect(panelOf(page, /^C1/)).toContainText('The council paid')
  expect(await claims()).toHaveLength(1)
})

test('What is at odds in the text is shown with both places, and waved away with a reason until its words change', async ({
  signIn,
  api,
}) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const page = await signIn('editor')
  await openArticle(page, made.id)
  await page.keyboard.press('q')
  const findings = page.getByRole('region', { name: 'Findings' })
  await expect(findings).toContainText('“Anneke Dorn” (once) and “Anneke Dorm” (once)')
  await findings.getByRole('button', { name: 'Other place' }).first().press('Enter')
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('Anneke Dorm')
  await findings.getByLabel(/Why this is none: “Anneke Dorn”/).fill('They are two people.')
  await page.keyboard.press('Enter')
  await expect(findings.getByText('“Anneke Dorn” (once)')).toHaveCount(0)
  const { body } = await api('viewer')<Any>('GET', `/api/articles/${made.id}/findings`)
  expect(body.findings.find((one: Any) => one.kind === 'name').dismissal).toMatchObject({
    reason: 'They are two people.',
    by: { name: 'Editor Person' },
  })
})

test('A fact that is said twice is checked once, decided for both by keyboard, and asked about when one place changes', async ({
  signIn,
  api,
}) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', {
    text: 'The council paid 38 million crowns for the mill.\nThe school has a garden.\nFor the mill, critics said, 38 million crowns was too much.',
  })
  const { body: claim } = await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, {
    selector: { exact: 'paid 38 million crowns for the mill' },
  })
  await api('editor')('POST', `/api/claims/${claim.id}/evidence`, {
    source: { type: 'report', title: 'Minutes of the mill' },
    stance: 'supports',
    directness: 'primary',
  })
  const page = await signIn('checker')
  await openArticle(page, made.id)
  await page.keyboard.press('j')
  const panel = panelOf(page, /^C1/)
  const again = panel.getByRole('region', { name: 'Said again in the article' })
  await expect(again).toContainText('mill, critics said, 38 million crowns')
  await expect(again.getByRole('button', { name: /same fact/ })).toHaveCount(0)
  await page.keyboard.press('1')
  await expect(again.getByRole('button', { name: 'Mark it as the same fact: confirmed' })).toBeVisible()
  await expectAccessible(page, 'a fact said again')
  await again.getByRole('button', { name: 'Mark it as the same fact: confirmed' }).press('Enter')
  await expect(page.getByText('Marked, and decided as C1 is.')).toBeVisible()
  // One press takes all of it back.
  const claims = async () => (await api('viewer')<Any>('GET', `/api/articles/${made.id}/claims`)).body.claims as Any[]
  expect(await claims()).toHaveLength(2)
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(page.getByText('Taken back.')).toBeVisible()
  expect(await claims()).toHaveLength(1)
  await again.getByRole('button', { name: 'Mark it as the same fact: confirmed' }).press('Enter')
  await expect(page.getByText('Marked, and decided as C1 is.')).toBeVisible()
  await again.getByRole('button', { name: 'C3' }).press('Enter')
  await expect(panelOf(page, /^C3/)).toContainText('The same fact as C1.')
  await expect(panelOf(page, /^C3/)).toContainText('Minutes of the mill')
  // One of them is changed.
  const { body: article } = await api('author')<Any>('GET', `/api/articles/${made.id}`)
  const at = article.text.indexOf('38')
  await api('author')('POST', `/api/articles/${made.id}/edits`, {
    version: article.version,
    edits: [{ start: at, end: at + 2, text: '41' }],
  })
  await expect(panelOf(page, /^C3/)).toBeVisible()
  await page.keyboard.press('k')
  await expect(again).toContainText('Changed here, and not there?')
  await expect(again).toContainText('paid 38 million crowns for the mill')
  await expectAccessible(page, 'a fact changed in one place')
  await page.keyboard.press('q')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('C1 said “paid 38 million crowns for the mill”')
  // Put back, nothing is asked any more.
  const { body: changed } = await api('author')<Any>('GET', `/api/articles/${made.id}`)
  await api('author')('POST', `/api/articles/${made.id}/edits`, {
    version: changed.version,
    edits: [{ start: at, end: at + 2, text: '38' }],
  })
  await expect(page.getByRole('region', { name: 'Findings' })).toHaveCount(0)
})
