import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pdfFile, pdfLines } from '../factories/pdf-file'
import { expect, expectAccessible, openArticle, panelOf, test, textOf } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, read by their fields
type Any = any

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const TEXT = 'The mill closed in 1952. The council paid 40 million crowns for it.'

test('A question to the author is asked with a time, answered under My work, and read on the claim', async ({ signIn, api }) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  await api('editor')('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '1952' } })
  const checker = await signIn('checker')
  await openArticle(checker, made.id)
  await checker.keyboard.press('j')
  await checker.keyboard.press('n')
  await checker.keyboard.type('Who says so?')
  await checker.getByLabel('Kind of note').selectOption('author-query')
  await checker.getByLabel('By when').fill('2026-12-24T18:00')
  await expectAccessible(checker, 'asking the author')
  await checker.getByRole('button', { name: 'Add note' }).press('Enter')
  await expect(panelOf(checker, /^C1/)).toContainText('to Author Person')
  const author = await signIn('author')
  await author.getByRole('link', { name: 'My work' }).press('Enter')
  const queries = author.getByRole('region', { name: /^Questions to you/ })
  await expect(queries).toContainText('Who says so?')
  await expect(queries).toContainText('due')
  await expectAccessible(author, 'my work')
  // What is written survives a reload.
  await queries.getByLabel('Your answer').first().fill('The town’s own register.')
  await author.reload()
  await expect(queries.getByLabel('Your answer').first()).toHaveValue('The town’s own register.')
  await queries.getByLabel('Your answer').first().press('Control+Enter')
  await expect(queries.getByText('Who says so?')).toHaveCount(0)
  await expect(panelOf(checker, /^C1/)).toContainText('The town’s own register.')
})

test('A day to look again and a reason for legal are given on the claim, and stand where they are wanted', async ({
  signIn,
  api,
  server,
}) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  await api('editor')('POST', `/api/articles/${made.id}/claims`, {
    selector: { exact: '40 million crowns' },
    assignee: server.desk.people.editor.id,
  })
  const editor = await signIn('editor')
  await openArticle(editor, made.id, 'Checking')
  await editor.keyboard.press('j')
  const panel = panelOf(editor, /^C1/)
  await panel.getByText('Verdict, statement, tags').press('Enter')
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  await panel.getByLabel('Look at it again on').fill(day)
  await panel.getByLabel('Look at it again on').press('Enter')
  await panel.getByLabel('Legal review').selectOption('allegation')
  await expect(editor.locator('[data-save="saved"]')).toBeVisible()
  await expectAccessible(editor, 'a day to look again')
  await editor.goto('/work')
  await expect(editor.getByRole('region', { name: /^To look at again this week/ })).toContainText('40 million crowns')
  await editor.goto(`/articles/${made.id}/sign-off`)
  await expect(editor.getByText('is flagged for legal review (allegation against somebody)')).toBeVisible()
})

test('The text of a source is kept, and each quote from it is found word for word or not', async ({ signIn, api }) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '40 million crowns' } })
  const add = (quote: string, source: Any) =>
    api('checker')<Any>('POST', `/api/claims/${claim.id}/evidence`, { source, stance: 'supports', directness: 'primary', quote })
  const { body: evidence } = await add('a price of 40 000 000 crowns', { type: 'report', title: 'Minutes of the council' })
  await add('a price of 41 000 000 crowns', { id: evidence.source.id })
  const page = await signIn('checker')
  await page.goto(`/sources/${evidence.source.id}`)
  await page.getByLabel('Its text, pasted').fill('The council approves the purchase at A price of 40 000 000 crowns.')
  await page.getByRole('button', { name: 'Keep it' }).press('Enter')
  await expect(page.getByRole('region', { name: 'What it said' })).toContainText('Pasted text')
  await expectAccessible(page, 'a source with its text')
  await openArticle(page, made.id)
  await page.keyboard.press('j')
  await expect(panelOf(page, /^C1/)).toContainText('Quote found in the captured copy, but for capitals')
  await expect(panelOf(page, /^C1/)).toContainText('Quote not in the captured copy')
})

test('A claim is assigned, and with one press what else is open in its section', async ({ signIn, api }) => {
  const markdown =
    '# The dam\n\nIt holds 40 million litres.\n\n## Costs\n\nIt cost 5 crowns in 1911.\n\n### Later\n\nRepairs cost 7 crowns.\n\n## After\n\nIt broke in 2019.\n'
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { markdown })
  const ids: string[] = []
  for (const exact of ['40 million litres', '5 crowns', '1911', '7 crowns', '2019'])
    ids.push((await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact } })).body.id)
  const page = await signIn('checker')
  await openArticle(page, made.id)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(panelOf(page, /^C2/)).toBeVisible()
  await page.getByLabel('Assignee').selectOption({ label: 'Checker Person' })
  await page.getByLabel('Due', { exact: true }).fill('2036-05-31')
  await page.getByLabel('Due', { exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Also the 2 other open claims of this section' }).press('Enter')
  await expect(page.getByText('3 claims of this section are assigned to Checker Person.')).toBeVisible()
  await expect(page.locator('[data-save="saved"]')).toBeVisible()
  const assigned = async () =>
    Promise.all(ids.map(async (id) => (await api('editor')<Any>('GET', `/api/claims/${id}`)).body.assignee?.name ?? null))
  await expect.poll(assigned).toEqual([null, 'Checker Person', 'Checker Person', 'Checker Person', null])
  await expectAccessible(page, 'an assigned claim')
  // What is due comes first.
  await page.goto('/work')
  const mine = page.getByRole('region', { name: /^Assigned to you/ })
  await expect(mine.getByRole('listitem').first()).toContainText('due 2036-05-31')
  await expect(mine.getByRole('listitem').first()).toContainText('5 crowns')
})

test('A file is kept as evidence and read where it stands; its quote is found by searching, and taken with its page', async ({
  signIn,
  api,
}) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '40 million crowns' } })
  const { body: evidence } = await api('checker')<Any>('POST', `/api/claims/${claim.id}/evidence`, {
    ...{ source: { type: 'report', title: 'Accounts of the council' }, stance: 'context', directness: 'primary', quote: null },
  })
  const page = await signIn('checker')
  await page.goto(`/sources/${evidence.source.id}`)
  const pages = [pdfLines('The council met in May.'), pdfLines('It paid 40 million crowns for the mill.', 'Nobody voted against it.')]
  const choose = page.getByLabel(/^or a file/)
  await choose.setInputFiles({ name: 'accounts.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfFile(pages)) })
  await page.getByRole('button', { name: 'Keep it' }).press('Enter')
  await expect(page.getByText(/the file is kept/)).toBeVisible()
  await choose.setInputFiles({ name: 'mill.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') })
  await page.getByRole('button', { name: 'Keep it' }).press('Enter')
  await page.getByRole('button', { name: 'mill.png', exact: true }).press('Enter')
  await expect(page.getByRole('img', { name: 'mill.png' })).toBeVisible()
  expect(await page.getByRole('img', { name: 'mill.png' }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await expectAccessible(page, 'a picture as evidence')
  await page.keyboard.press('Escape')
  // On the claim: the source, its text, a word, Enter; the sentence and its page are in the evidence.
  await openArticle(page, made.id)
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await page.keyboard.type('Accounts of the council')
  // The one of the library, not a new one of the same name.
  await expect(page.getByRole('option', { name: /^“Accounts of the council”/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Quote from its text …' }).press('Enter')
  const reader = page.getByRole('dialog')
  // The picture has no words to search.
  await expect(reader.getByLabel('Copy')).toHaveCount(0)
  await reader.getByLabel('Find in it').fill('40 MILLION')
  await expect(reader.getByRole('listbox').getByRole('option')).toHaveCount(1)
  await expectAccessible(page, 'a text a quote is taken from')
  await reader.getByLabel('Find in it').press('Enter')
  await expect(reader).toHaveCount(0)
  await expect(page.getByLabel('Exact quote from the source')).toHaveValue('It paid 40 million crowns for the mill.')
  await expect(page.getByLabel('Exact quote from the source')).toBeFocused()
  await expect(page.getByLabel('Where in the source')).toHaveValue('p. 2')
  await page.keyboard.press('Enter')
  await expect(panelOf(page, /^C1/)).toContainText('Quote found in the captured copy, page 2, letter by letter')
})

test('The checklist of a claim is answered by key and kept, also what another person writes at the same time', async ({ signIn, api }) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, {
    selector: { exact: '40 million crowns' },
    type: 'money',
  })
  const checker = await signIn('checker')
  await openArticle(checker, made.id)
  await checker.keyboard.press('j')
  const list = panelOf(checker, /^C1/).getByRole('region', { name: 'Checklist' })
  await expect(list).toContainText('0 of 2')
  await checker.keyboard.press('d')
  await checker.keyboard.type('Crowns of 1952')
  // Somebody else answers it meanwhile.
  await api('editor')('PUT', `/api/claims/${claim.id}/checklist`, { item: 'Which currency, of which year?', answer: 'Crowns of 1950' })
  await checker.keyboard.press('Enter')
  await expect(list.getByRole('alert')).toContainText('Meanwhile there stands: “Crowns of 1950”')
  await expectAccessible(checker, 'an answer that collides')
  await list.getByLabel(/Which currency/).press('Enter')
  await expect(list).toContainText('1 of 2')
  await expect
    .poll(async () => (await api('viewer')<Any>('GET', `/api/claims/${claim.id}`)).body.checklist[0].answer)
    .toBe('Crowns of 1952')
  // Back in the text, and taken back by one key.
  await checker.keyboard.press('z')
  await expect(list.getByLabel(/Which currency/)).toHaveValue('Crowns of 1950')
  // Recomputed by key, on the figures of the claim; the calculation is kept.
  await checker.keyboard.press('=')
  const sum = panelOf(checker, /^C1/).getByRole('form', { name: 'Recompute' })
  await expect(sum.getByLabel('From')).toHaveValue('40 million')
  await expect(sum.getByLabel('What')).toBeFocused()
  await sum.getByLabel('To', { exact: true }).fill('44 million')
  await expect(sum.getByRole('status')).toContainText('+10 %')
  await expectAccessible(checker, 'recomputing')
  await sum.getByLabel('To', { exact: true }).press('Enter')
  await expect(panelOf(checker, /^C1/)).toContainText('(44,000,000 − 40,000,000) ÷ 40,000,000 × 100 = +10 %')
  const admin = await signIn('admin')
  await admin.goto('/people')
  await admin.getByLabel('Of claims of the type').selectOption('money')
  await admin.getByLabel(/^A question a line/).fill('Of which year?\nWho paid?')
  await admin.getByRole('button', { name: 'Save the questions' }).press('Enter')
  await expect(admin.getByText('Saved. Answers that were given')).toBeVisible()
  await expectAccessible(admin, 'the questions of a desk')
  await checker.reload()
  await expect(list.getByLabel('Who paid?')).toBeVisible()
  await expect(list.getByLabel(/Which currency/)).toHaveValue('Crowns of 1950')
})

test('A claim like one that was checked before is offered its evidence, to be confirmed', async ({ signIn, api }) => {
  const { body: before } = await api('author')<Any>('POST', '/api/articles', {
    title: 'An earlier one',
    text: 'The dam at Orrfors is 41 metres high.',
  })
  const { body: old } = await api('editor')<Any>('POST', `/api/articles/${before.id}/claims`, {
    selector: { exact: 'dam at Orrfors is 41 metres high' },
  })
  await api('editor')('POST', `/api/claims/${old.id}/evidence`, {
    source: { title: 'Register of dams' },
    directness: 'primary',
    quote: '41 m',
  })
  await api('editor')('PATCH', `/api/claims/${old.id}`, { revision: 1, outcome: 'confirmed', state: 'checked' })
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: 'Orrfors dam, 41 metres high, leaks.' })
  await api('editor')('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'Orrfors dam, 41 metres high' } })
  const checker = await signIn('checker')
  await openArticle(checker, made.id)
  await checker.keyboard.press('j')
  const panel = panelOf(checker, /^C1/)
  const offered = panel.getByRole('region', { name: 'Checked before' })
  await expect(offered).toContainText('An earlier one')
  await expect(offered).toContainText('confirmed')
  await expectAccessible(checker, 'checked before')
  await offered.getByRole('button', { name: 'Take the evidence of C1, An earlier one' }).press('Enter')
  const evidence = panel.getByRole('region', { name: 'Evidence' })
  await expect(evidence).toContainText('To be confirmed: it carries nothing yet.')
  await expectAccessible(checker, 'evidence to be confirmed')
  await evidence.getByRole('button', { name: 'It bears on this claim: the evidence from Register of dams' }).press('Enter')
  await expect(evidence).not.toContainText('To be confirmed')
  // The outcome is nobody's but this claim's.
  await expect(panelOf(checker, /^C1, Unchecked/)).toBeVisible()
})

test('A mention is told by a number, read under My work, and one’s own notes stay one’s own', async ({ signIn, api }) => {
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const { body: claim } = await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '1952' } })
  await api('legal')('POST', `/api/claims/${claim.id}/notes`, { text: 'Please look, @Checker Person' })
  const checker = await signIn('checker')
  await expect(checker.getByRole('link', { name: /^My work/ })).toContainText('new for you')
  await checker.getByRole('link', { name: /^My work/ }).press('Enter')
  const told = checker.getByRole('region', { name: /^Told to you/ })
  await expect(told).toContainText('Legal Person mentioned you on')
  await expectAccessible(checker, 'told to somebody')
  await told.getByRole('button', { name: 'I have seen them' }).press('Enter')
  await expect(told.getByRole('heading', { name: 'Told to you (0 new)' })).toBeVisible()
  await openArticle(checker, made.id)
  await checker.keyboard.press('.')
  await expect(checker.getByLabel('Notes of your own')).toBeFocused()
  await checker.keyboard.type('Ring the clerk.')
  await expect(checker.getByRole('status').filter({ hasText: 'Kept.' })).toBeVisible()
  await expectAccessible(checker, 'notes of one’s own')
  await checker.reload()
  await expect(textOf(checker)).toBeVisible()
  await checker.keyboard.press('.')
  await expect(checker.getByLabel('Notes of your own')).toHaveValue('Ring the clerk.')
  const editor = await signIn('editor')
  await openArticle(editor, made.id, 'Checking')
  await editor.keyboard.press('.')
  await expect(editor.getByLabel('Notes of your own')).toHaveValue('')
})

test('An admin has another program told: added, tried and ended by keyboard, with a log of what came of it', async ({ signIn }) => {
  const heard: string[] = []
  const program = createServer((request, response) => {
    heard.push(String(request.headers['webhook-signature']))
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(program.address() as AddressInfo).port}/tickmark`
  const admin = await signIn('admin')
  await admin.goto('/people')
  const section = admin.getByRole('region', { name: 'Other programs that are told' })
  await section.getByLabel('Address').fill('http://10.0.0.8/inside')
  await section.getByLabel('Address').press('Enter')
  await expect(admin.getByText(/addresses on the open web/).first()).toBeVisible()
  await section.getByLabel('Address').fill(address)
  await section.getByLabel('Address').press('Enter')
  await expect(section.getByLabel('Secret')).toHaveValue(/^whsec_/)
  await section.getByRole('button', { name: `Send a test to ${address}` }).press('Enter')
  await expect(section.getByRole('list', { name: `Last messages to ${address}` })).toContainText('Arrived (204)')
  expect(heard).toEqual([expect.stringMatching(/^v1,/)])
  await expectAccessible(admin, 'webhooks')
  await section.getByRole('button', { name: `Remove ${address}` }).press('Enter')
  // How long a person's notes are kept, on the same page.
  await admin.getByRole('button', { name: 'Notes of Legal Person: how long they are kept' }).press('Enter')
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel(/^Legal hold/).fill('Court order 7.')
  await dialog.getByLabel(/^Purge the words/).fill('2036-01-02')
  await expectAccessible(admin, 'how long notes are kept')
  await dialog.getByLabel(/^Legal hold/).press('Tab')
  await dialog.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(admin.getByText('Held: none of these notes is purged.')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await expect(section.getByText(address)).toHaveCount(0)
  await admin.reload()
  await expect(section.getByLabel('Secret')).toHaveCount(0)
  program.close()
})
