import { expect, expectSaved, moveCursor, openArticle, panelOf, selectWords, test, textOf } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

const TEXT = 'The bridge opened in 1911.\nIt cost nine million crowns, twice what the council had voted.\nThe mayor wept at the ceremony.'

async function makeArticle(api: Any) {
  const editor = api('editor')
  const { body: made } = await editor('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await editor('POST', `/api/articles/${made.id}/claims`, {
    selector: { exact: 'It cost nine million crowns, twice what the council had voted' },
  })
  return { articleId: made.id as string, claimId: claim.id as string }
}

test('People see who is here, where their cursor is and which claim they have open', async ({ signIn, api }) => {
  const { articleId } = await makeArticle(api)
  const [author, editor] = [await signIn('author'), await signIn('editor')]
  await openArticle(author, articleId, 'Editing')
  await expect(author.getByRole('list', { name: 'Also here' })).toHaveCount(0)
  await openArticle(editor, articleId, 'Editing')
  await expect(author.getByRole('list', { name: 'Also here' })).toContainText('Editor Person')
  await expect(editor.getByRole('list', { name: 'Also here' })).toContainText('Author Person')

  // Two tabs that do nothing tell each other nothing.
  const told: string[] = []
  for (const page of [author, editor]) page.on('request', (request) => request.url().endsWith('/presence') && told.push(request.url()))
  await author.waitForTimeout(1_500)
  told.length = 0
  await author.waitForTimeout(2_500)
  expect(told).toEqual([])

  await selectWords(editor, 'wept')
  await expect(author.locator('.remote-cursor[data-name="Editor Person"]')).toBeVisible()
  await expect(author.locator('.remote-selection')).toHaveText('wept')
  // The place moves along with what others type before it.
  await textOf(author).locator('p').first().click()
  await moveCursor(author, 'Home')
  await author.keyboard.type('Once upon a time: ')
  await expect(author.locator('.remote-selection')).toHaveText('wept')

  await editor.keyboard.press('Escape')
  await editor.locator('body').press('j')
  await author.keyboard.press('Escape')
  await author.locator('body').press('j')
  await expect(panelOf(author).getByText('Editor Person has this claim open too')).toBeVisible()
  await editor.close()
  await expect(author.getByRole('list', { name: 'Also here' })).toHaveCount(0, { timeout: 10_000 })
})

test('Two people typing in one sentence of a claim converge, and the claim is on their words', async ({ signIn, api }) => {
  const { articleId, claimId } = await makeArticle(api)
  const [author, editor] = [await signIn('author'), await signIn('editor')]
  await openArticle(author, articleId, 'Editing')
  await openArticle(editor, articleId, 'Editing')
  const put = async (page: typeof author, after: string, words: string) => {
    await selectWords(page, after)
    await moveCursor(page, 'ArrowRight')
    for (const letter of words) await page.keyboard.type(letter, { delay: 12 })
  }
  await Promise.all([put(author, 'nine', ' or ten or even eleven'), put(editor, 'twice', ' or three times')])
  await expectSaved(author)
  await expectSaved(editor)
  const expected = 'It cost nine or ten or even eleven million crowns, twice or three times what the council had voted'
  await expect(textOf(author)).toContainText(expected)
  await expect(textOf(editor)).toContainText(expected)
  const { body: claim } = await api('editor')<Any>('GET', `/api/claims/${claimId}`)
  expect(claim.quote).toBe(expected)
})

test('One cuts the paragraph while the other decides the claim: nothing is lost, the claim waits in the tray with its decision', async ({
  signIn,
  api,
}) => {
  const { articleId, claimId } = await makeArticle(api)
  const [author, checker] = [await signIn('author'), await signIn('checker')]
  await openArticle(author, articleId, 'Editing')
  await openArticle(checker, articleId)
  await checker.locator('body').press('j')
  await selectWords(author, 'It cost nine million crowns, twice what the council had voted.')
  await Promise.all([author.keyboard.press('Control+x'), checker.locator('#claim-outcome').click()])
  await expectSaved(author)
  await expect.poll(async () => (await api('editor')<Any>('GET', `/api/claims/${claimId}`)).body.freshness).toBe('orphaned')
  const { body: claim } = await api('editor')<Any>('GET', `/api/claims/${claimId}`)
  // Whoever was first: the decision stands with the words it was made on, or was refused with a sentence. Never on other words.
  if (claim.decision) expect(claim.decision.quote).toBe('It cost nine million crowns, twice what the council had voted')
  else await expect(checker.getByText(/not in the article any more|changed while you decided/).first()).toBeVisible()
  await expect(author.getByRole('tab', { name: 'Tray 1' })).toBeVisible()

  // Pasting it elsewhere brings the claim along.
  await textOf(author).locator('p').last().click()
  await moveCursor(author, 'End')
  await author.keyboard.press('Enter')
  await author.keyboard.press('Control+v')
  await expectSaved(author)
  await expect.poll(async () => (await api('editor')<Any>('GET', `/api/claims/${claimId}`)).body.ranges.length).toBe(1)
  await expect(author.getByRole('tab', { name: 'Tray', exact: true })).toBeVisible()
})

test('When two people change one field, both values stay in view until one is chosen, also after a reload', async ({ signIn, api }) => {
  const { articleId, claimId } = await makeArticle(api)
  const [one, two] = [await signIn('checker'), await signIn('editor')]
  for (const page of [one, two]) {
    await openArticle(page, articleId)
    await page.locator('body').press('j')
    await page.getByText(/Verdict, statement/).click()
  }
  await two.getByLabel(/Statement: what exactly/).fill('What two wrote')
  await one.getByLabel(/Statement: what exactly/).fill('What one wrote')
  await one.getByLabel(/Statement: what exactly/).press('Tab')
  await expect.poll(async () => (await api('editor')<Any>('GET', `/api/claims/${claimId}`)).body.statement).toBe('What one wrote')
  await two.getByLabel(/Statement: what exactly/).press('Tab')
  const notice = two.getByRole('alert').filter({ hasText: 'was changed by Checker Person' })
  await expect(notice).toContainText('What one wrote')
  await expect(notice).toContainText('What two wrote')
  await two.reload()
  await expect(textOf(two)).toBeVisible()
  await two.locator('body').press('j')
  await expect(notice).toContainText('What two wrote')
  await notice.getByRole('button', { name: 'Use mine' }).press('Enter')
  await expect.poll(async () => (await api('editor')<Any>('GET', `/api/claims/${claimId}`)).body.statement).toBe('What two wrote')
  await expect(notice).toHaveCount(0)
})

test('A server killed mid-burst loses nothing acknowledged, and the rest is sent again', async ({ signIn, api, server }) => {
  test.setTimeout(90_000)
  const { articleId } = await makeArticle(api)
  const page = await signIn('author')
  await openArticle(page, articleId, 'Editing')
  await textOf(page).locator('p').last().click()
  await moveCursor(page, 'End')
  const words = Array.from({ length: 40 }, (_, n) => `w${n}`)
  const typing = (async () => {
    for (const word of words) await page.keyboard.type(` ${word}`, { delay: 15 })
  })()
  await page.waitForTimeout(1_200)
  await server.kill()
  await typing
  await expect(page.locator('[data-save="offline"]')).toBeVisible()
  await server.up()
  await expectSaved(page)
  await page.reload()
  await expect(textOf(page)).toContainText(words.join(' '))
  const { body } = await api('editor')<Any>('GET', `/api/articles/${articleId}`)
  expect(body.text.endsWith(words.join(' '))).toBe(true)
})
