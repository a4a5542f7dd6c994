import { expect, expectSaved, moveCursor, openArticle, panelOf, selectWords, test, textOf } from '../support/journey'

test('A checker marks a claim, says what checking found, adds a source and a note, by keyboard', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', {
    title: 'Budget',
    text: 'Spending rose to $145 billion last year. It had been half of that.',
  })
  const page = await signIn('checker')
  await openArticle(page, article.body.id)

  await selectWords(page, '$145 billion')
  await page.keyboard.press('Control+Alt+m')
  await expect(panelOf(page, /C1, Unchecked/)).toContainText('$145 billion')
  // Marking leaves the focus in the text.
  await expect(textOf(page)).toBeFocused()
  await page.keyboard.press('t')
  await expect(page.locator('#claim-type')).toBeFocused()
  await page.keyboard.type('Comparison')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(textOf(page)).toBeFocused()

  await page.keyboard.press('p')
  await expect(page.locator('#claim-priority')).toBeFocused()
  // Looked through by key, nothing is chosen until Enter; Escape takes it back.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await page.keyboard.type('High')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('1')
  await expect(panelOf(page, 'C1, Checked, confirmed')).toBeVisible()
  await page.keyboard.press('h')
  await expect(page.getByLabel('Reason for the confidence')).toBeFocused()
  await page.keyboard.type('Budget act, page 3.')
  await page.keyboard.press('Enter')
  await expect(textOf(page)).toBeFocused()

  await page.keyboard.press('n')
  await page.keyboard.type('Checked against the act.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText('Checker Person')

  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await page.keyboard.type('Budget act 2024')
  await expect(page.getByRole('option', { name: 'New: Budget act 2024' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Exact quote from the source')).toBeFocused()
  await page.keyboard.type('145 000 000 000')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Exact quote from the source')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('Budget act 2024')
  await expectSaved(page)

  const { body } = await api('viewer')<Record<string, unknown>>(
    'GET',
    `/api/claims/${(await api('viewer')<{ claims: { id: string }[] }>('GET', `/api/articles/${article.body.id}/claims`)).body.claims[0]?.id}`,
  )
  expect(body).toMatchObject({
    type: 'comparison',
    state: 'checked',
    outcome: 'confirmed',
    confidence: 'high',
    confidenceReason: 'Budget act, page 3.',
    priority: 'high',
    doubts: [],
    noteCount: 1,
    evidenceCount: 1,
  })
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^1 confirmed/)
})

test('J and K go through the claims, ? lists the keys, and letters can be switched off', async ({ signIn, server }) => {
  const page = await signIn('checker')
  await openArticle(page, server.desk.sampleId)
  await page.locator('body').press('j')
  await expect(panelOf(page)).toHaveAccessibleName(/^C1,/)
  // One row of ticks in the margin, and one line about each claim.
  await expect(page.locator('.margin-ticks')).toHaveCount(1)
  const ids = await page.locator('[id^="about-"]').evaluateAll((all) => all.map((one) => one.id))
  expect([ids.length > 0, new Set(ids).size]).toEqual([true, ids.length])
  await page.keyboard.press('j')
  await expect(panelOf(page)).toHaveAccessibleName(/^C2,/)
  await page.keyboard.press('F8')
  await expect(panelOf(page)).toHaveAccessibleName(/^C3,/)
  await page.keyboard.press('k')
  await expect(panelOf(page)).toHaveAccessibleName(/^C2,/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Legend and keys' })).toContainText('Re-confirm')
  await page.getByLabel(/Single-letter keys/).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(panelOf(page)).toHaveAccessibleName(/^C2,/)
})

test('A click where claims overlap offers all of them', async ({ signIn, server }) => {
  const page = await signIn('checker')
  await openArticle(page, server.desk.sampleId)
  await textOf(page).locator('mark mark').first().click()
  const chooser = page.getByRole('list', { name: 'Claims on these words' })
  await expect(chooser.getByRole('button')).toHaveCount(2)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panelOf(page)).toBeVisible()
  await expect(chooser).toBeHidden()
})

test('The range of a claim can be changed by words and by a new selection', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: 'one two three four five' })
  await api('checker')('POST', `/api/articles/${article.body.id}/claims`, { selector: { exact: 'two three' } })
  const page = await signIn('checker')
  await openArticle(page, article.body.id)
  await page.locator('body').press('j')
  const panel = panelOf(page)
  await panel.getByRole('button', { name: 'End one word later' }).click()
  await expect(panel.locator('blockquote').first()).toHaveText('two three four')
  await panel.getByRole('button', { name: 'Begin one word later' }).click()
  await expect(panel.locator('blockquote').first()).toHaveText('three four')
  await panel.getByRole('button', { name: 'Other words …' }).click()
  await selectWords(page, 'one two')
  await page.keyboard.press('Control+Alt+m')
  await expect(panel.locator('blockquote').first()).toHaveText('one two')
})

test('Changing one digit makes a decided claim stale; undo makes it fresh', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: 'Bills fell by 12 percent in a year.' })
  await api('checker')('POST', `/api/articles/${article.body.id}/claims`, {
    selector: { exact: '12 percent' },
    state: 'checked',
    outcome: 'confirmed',
  })
  const page = await signIn('editor')
  await openArticle(page, article.body.id, 'Editing')
  await page.getByRole('region', { name: 'Claims list' }).getByRole('button').first().click()
  await selectWords(page, '2 percent')
  await moveCursor(page, 'ArrowLeft')
  await moveCursor(page, 'Shift+ArrowRight')
  await page.keyboard.type('4')
  await expect(panelOf(page)).toHaveAccessibleName('C1, Checked, confirmed, stale')
  await expect(panelOf(page).locator('del')).toHaveText('12')
  await expect(panelOf(page).locator('ins')).toHaveText('14')
  await expect(panelOf(page)).toContainText('Editor Person')
  await page.keyboard.press('Control+z')
  await expect(panelOf(page)).toHaveAccessibleName('C1, Checked, confirmed')
  await page.keyboard.press('Control+Shift+z')
  await expect(panelOf(page)).toHaveAccessibleName(/stale/)
  await page.getByRole('button', { name: /Re-confirm/ }).click()
  await expect(panelOf(page)).toHaveAccessibleName('C1, Checked, confirmed')
  await expectSaved(page)
})

test('Removing a claim can be undone, and filtering dims the rest', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: 'one two three four' })
  await api('checker')('POST', `/api/articles/${article.body.id}/claims`, { selector: { exact: 'two' } })
  await api('checker')('POST', `/api/articles/${article.body.id}/claims`, { selector: { exact: 'four' }, state: 'dismissed' })
  const page = await signIn('checker')
  await openArticle(page, article.body.id)
  await page.locator('body').press('j')
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('1 claim', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('2 claims')).toBeVisible()
  await page.getByLabel('State').first().selectOption('dismissed')
  await expect(page.getByText('1 of 2 claims')).toBeVisible()
  await expect(textOf(page).locator('.is-hit')).toHaveText('four')
  await expect(textOf(page).locator('.is-dimmed')).toHaveText('two')
})

test('Two people change one field at once: both values stay until one is chosen', async ({ signIn, api }) => {
  const article = await api('editor')<{ id: string }>('POST', '/api/articles', { text: 'It cost 5 crowns.' })
  const claim = await api('checker')<{ id: string }>('POST', `/api/articles/${article.body.id}/claims`, { selector: { exact: '5 crowns' } })
  const page = await signIn('checker')
  await openArticle(page, article.body.id)
  await page.locator('body').press('j')
  await page.getByText('Verdict, statement, tags').click()
  // Hold back the news, as a slow network would.
  await page.route('**/events**', (route) => route.abort())
  await page.getByLabel(/^Statement/).fill('What I typed')
  await api('editor')('PATCH', `/api/claims/${claim.body.id}`, { revision: 1, statement: 'What Ed typed' })
  await page.getByLabel(/^Statement/).blur()
  const conflict = page.getByRole('alert').filter({ hasText: 'Statement' })
  await expect(conflict).toContainText('What Ed typed')
  await expect(conflict).toContainText('What I typed')
  await conflict.getByRole('button', { name: 'Use mine' }).click()
  await expect
    .poll(async () => (await api('viewer')<{ statement: string }>('GET', `/api/claims/${claim.body.id}`)).body.statement)
    .toBe('What I typed')
})
