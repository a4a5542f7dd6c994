import { expect, expectAccessible, openArticle, panelOf, test } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, read by their fields
type Any = any

const TEXT = 'The mill closed in 1952. The council paid 40 million crowns for it.'

test('A confirmed claim without evidence waits for it, and an editor may let it pass with a reason', async ({ signIn, api }) => {
  const admin = api('admin')
  await admin('PATCH', '/api/settings', { evidenceRule: 'primary-or-three' })
  try {
    const { body: made } = await api('editor')<Any>('POST', '/api/articles', { text: TEXT })
    await api('editor')('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'The mill closed in 1952' } })
    await api('editor')('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '40 million crowns' } })
    const checker = await signIn('checker')
    await openArticle(checker, made.id)
    await checker.keyboard.press('j')
    await checker.keyboard.press('1')
    await expect(checker.getByText(/Confirmed needs one primary source/)).toBeVisible()
    await expect(checker.getByLabel('Why it passes without')).toHaveCount(0)
    await expectAccessible(checker, 'a decision that waits for evidence')
    // Evidence is added, and what was chosen is decided.
    await checker.keyboard.press('e')
    await checker.keyboard.type('Town archive, file 12')
    await checker.keyboard.press('Enter')
    await checker.getByLabel('Source', { exact: true }).selectOption('primary')
    await checker.getByLabel('Exact quote from the source').fill('Closed on 3 May 1952.')
    await checker.keyboard.press('Enter')
    await expect(panelOf(checker, /^C1, Checked, confirmed/)).toBeVisible()
    const outcomes = async () => {
      const { body } = await api('viewer')<Any>('GET', `/api/articles/${made.id}/claims`)
      return body.claims.map((claim: Any) => [claim.outcome, claim.evidenceCount])
    }
    await expect.poll(outcomes).toEqual([
      ['confirmed', 1],
      [null, 0],
    ])
    const editor = await signIn('editor')
    await openArticle(editor, made.id)
    await editor.keyboard.press('j')
    await editor.keyboard.press('j')
    await editor.keyboard.press('1')
    await editor.getByLabel('Why it passes without').fill('The mayor said so in the open council.')
    await editor.keyboard.press('Enter')
    await expect(panelOf(editor, /^C2, Checked, confirmed/)).toContainText(
      'Let pass without the evidence the desk asks for: The mayor said so',
    )
  } finally {
    await admin('PATCH', '/api/settings', { evidenceRule: 'none' })
  }
})

test('An article is signed off by keys alone, the signature is void when a word changes and holds again when that is undone', async ({
  signIn,
  api,
}) => {
  const author = api('author')
  const { body: made } = await author<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await author<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'The mill closed in 1952' } })
  await api('checker')('PATCH', `/api/claims/${claim.id}`, { revision: 1, outcome: 'confirmed', state: 'checked' })
  const page = await signIn('editor')
  await page.goto(`/articles/${made.id}/sign-off`)
  await expect(page.getByText('One thing stands open')).toBeVisible()
  await expect(page.getByRole('link', { name: /Nobody looked at “The council paid 40 million/ })).toBeVisible()
  const sign = page.getByRole('button', { name: /^Sign off as/ })
  await expect(sign).toBeDisabled()
  await expectAccessible(page, 'the gate with something open')
  // A reason survives a reload, and is signed with.
  await page.getByPlaceholder('Let it pass: why').fill('The figure is the council’s own.')
  await page.reload()
  await expect(page.getByPlaceholder('Let it pass: why')).toHaveValue('The figure is the council’s own.')
  await sign.press('Enter')
  const list = page.getByRole('list', { name: 'Sign-offs' })
  await expect(list).toContainText('holds for this text')
  await expect(list).toContainText('The figure is the council’s own.')
  await expect(page.getByText('You have signed for this text.')).toBeVisible()
  const edit = async (before: string, text: string) => {
    const { body: article } = await author<Any>('GET', `/api/articles/${made.id}`)
    const start = article.text.indexOf(before)
    await author('POST', `/api/articles/${made.id}/edits`, {
      version: article.version,
      edits: [{ start, end: start + before.length, text }],
    })
  }
  await edit('40 million', '41 million')
  await page.reload()
  await expect(list).toContainText('void: the text is another one now')
  // Let pass in other words, it is asked about again.
  await expect(page.getByPlaceholder('Let it pass: why')).toHaveValue('')
  await expect(sign).toBeDisabled()
  await expectAccessible(page, 'a void sign-off')
  await list.getByRole('link', { name: 'What changed' }).press('Enter')
  await expect(page.getByRole('table').locator('ins', { hasText: '41' })).toBeVisible()
  await edit('41 million', '40 million')
  await page.goto(`/articles/${made.id}/sign-off`)
  await expect(list).toContainText('holds for this text')
  await list.getByRole('button', { name: 'Withdraw' }).press('Enter')
  await expect(list).toContainText('withdrawn by Editor Person')
})

test('Criticism is noted, put to who is criticised, answered and used; a call is logged and kept from who may not know', async ({
  signIn,
  api,
}) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  await api('author')('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'The mill closed in 1952' } })
  const page = await signIn('checker')
  await page.goto(`/articles/${made.id}/sign-off`)
  await page.getByLabel('Who is criticised').fill('The mill')
  await page.getByLabel('Of what').fill('It is said to have closed without notice.')
  await page.keyboard.press('Enter')
  const replies = page.getByRole('region', { name: 'Right of reply' })
  await expect(replies).toContainText('was not asked yet')
  await replies.getByRole('button', { name: 'They were asked' }).press('Enter')
  await replies.getByLabel('What The mill answered').fill('We gave a year’s notice.')
  await replies.getByRole('button', { name: 'Keep the answer' }).press('Enter')
  await replies.getByRole('button', { name: 'Used in the copy' }).press('Enter')
  await expect(replies).toContainText('✓ Answered. Used in the copy')
  await page.getByLabel('Who', { exact: true }).fill('Ada Clerk')
  await page.getByLabel('On what terms').selectOption('background')
  await page.getByLabel('About claim').selectOption({ index: 1 })
  await page.getByLabel('In their words').fill('It was in May.')
  await page.keyboard.press('Enter')
  const contacts = page.getByRole('region', { name: 'Contacts' })
  // What they said is nobody's default: it is asked for, and what was written stays.
  await expect(contacts.getByRole('alert')).toContainText('Choose what they said of it')
  await expect(page.getByLabel('What they said of it')).toBeFocused()
  await page.keyboard.press('c')
  await page.keyboard.press('Control+Enter')
  await expect(contacts).toContainText('Ada Clerk')
  await expectAccessible(page, 'contacts and rights of reply')
  // The history tells it in words, without the names of rows and fields.
  await page.goto(`/articles/${made.id}/history`)
  const told = page.getByRole('main')
  await expect(told).toContainText('logged a contact')
  await expect(told).toContainText('On background')
  const { body: logged } = await api('editor')<Any>('GET', `/api/articles/${made.id}/contacts`)
  await expect(told).not.toContainText(logged.contacts[0].id)
  await expect(told).not.toContainText(/\b\p{Ll}+Ids?\b/u)
  const viewer = await signIn('viewer')
  await viewer.goto(`/articles/${made.id}/sign-off`)
  await expect(viewer.getByRole('region', { name: 'Contacts' })).toContainText('Somebody who is not named')
  expect(await viewer.content()).not.toMatch(/Ada Clerk|in May/)
})

test('Somebody outside answers about chosen sentences by a link, without an account, and it is a contact of the desk', async ({
  signIn,
  api,
  browser,
}) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  await api('author')('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '40 million crowns' } })
  const page = await signIn('editor')
  await page.goto(`/articles/${made.id}/sign-off`)
  await page.getByLabel('Who they are').fill('Dr. Ida Roe')
  await page.getByLabel('A word to them').fill('Is the sum right?')
  await page.getByRole('checkbox', { name: /40 million/ }).press('Space')
  await page.getByRole('button', { name: 'Make the link' }).press('Enter')
  const link = await page.getByLabel('Link for the outside reader').inputValue()
  await expectAccessible(page, 'a link for an outside reader')
  const context = await browser.newContext()
  const outside = await context.newPage()
  const asked: string[] = []
  outside.on('request', (request) => asked.push(request.url()))
  await outside.goto(link)
  await expect(outside.getByRole('main')).toContainText('The council paid 40 million crowns for it.')
  expect(await outside.content()).not.toMatch(/mill closed|Editor Person/)
  await outside.getByRole('radio', { name: 'This is not right' }).press('Space')
  await outside.getByLabel('What is right?').fill('It was 4 million.')
  await outside.getByRole('button', { name: 'Send' }).press('Enter')
  await expect(outside.getByText('✓ Sent')).toBeVisible()
  await expectAccessible(outside, 'the page of an outside reader')
  await outside.reload()
  await expect(outside.getByLabel('What is right?')).toHaveValue('It was 4 million.')
  expect(asked.filter((url) => !url.startsWith(new URL(link).origin))).toEqual([])
  await page.reload()
  await expect(page.getByRole('region', { name: 'Contacts' })).toContainText('It was 4 million.')
  await page.getByRole('button', { name: 'Take back the link of Dr. Ida Roe' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Outside readers' })).toContainText('taken back')
  await outside.reload()
  await expect(outside.getByText('It was 4 million.')).toHaveCount(0)
  expect((await outside.request.get(link)).status()).toBe(404)
  await context.close()
})

test('What came up against a decision shows in the list and the margin, and R decides the same anew', async ({ signIn, api }) => {
  const editor = api('editor')
  const { body: made } = await editor<Any>('POST', '/api/articles', { text: 'The mill closed in 1952.' })
  const { body: claim } = await editor<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '1952' } })
  const { body: evidence } = await editor<Any>('POST', `/api/claims/${claim.id}/evidence`, {
    source: { type: 'report', title: 'Accounts of the mill' },
    stance: 'supports',
    directness: 'primary',
  })
  const { body: before } = await editor<Any>('GET', `/api/claims/${claim.id}`)
  await editor('PATCH', `/api/claims/${claim.id}`, { revision: before.revision, outcome: 'confirmed', state: 'checked' })
  const { body: detail } = await editor<Any>('GET', `/api/claims/${claim.id}`)
  const source = detail.evidence.find(({ id }: Any) => id === evidence.id).source
  await editor('PATCH', `/api/sources/${source.id}`, { revision: source.revision, standing: 'withdrawn', standingNote: 'A forgery.' })
  const page = await signIn('editor')
  await openArticle(page, made.id)
  const row = page.getByRole('region', { name: 'Claims list' }).getByRole('button').first()
  await expect(row).toContainText('source corrected or withdrawn')
  await expect(page.locator('.margin-ticks')).toContainText('✓!')
  await expectAccessible(page, 'a claim in doubt')
  await page.keyboard.press('j')
  const panel = page.getByRole('complementary', { name: 'The claim at hand' })
  await expect(panel.getByText('A source it rests on was corrected or withdrawn')).toBeVisible()
  await page.keyboard.press('r')
  await expect(panel.getByText('A source it rests on was corrected or withdrawn')).toBeHidden()
  await expect(row).not.toContainText('source corrected or withdrawn')
  await expect(page.locator('.margin-ticks')).not.toContainText('!')
  const { body: after } = await editor<Any>('GET', `/api/claims/${claim.id}`)
  expect(after).toMatchObject({ outcome: 'confirmed', doubts: [] })
})
