import type { Page } from '@playwright/test'
import { expect, openArticle, panelOf, test, textOf } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

const TEXT = 'The bridge opened in 2019, and cost $145 billion.\nIt was the first since 1911.'

/** An article with marked claims, open at the first of them. */
async function deskAt(api: Any, signIn: Any, marked: readonly string[]) {
  const { body } = await api('editor')('POST', '/api/articles', { text: TEXT })
  const claims: Any[] = []
  for (const exact of marked) claims.push((await api('editor')('POST', `/api/articles/${body.id}/claims`, { selector: { exact } })).body)
  const page: Page = await signIn('checker')
  await openArticle(page, body.id)
  await page.keyboard.press('j')
  await expect(panelOf(page)).toContainText('C1')
  const read = async (at = 0) => (await api('viewer')('GET', `/api/claims/${claims[at].id}`)).body
  return { id: body.id as string, page, claims, read }
}

/** Answers to what is sent to an address come so much later, in ms. */
async function slow(page: Page, address: string, ms: number): Promise<void> {
  await page.route(address, async (route) => {
    if (route.request().method() !== 'GET') await new Promise((resolve) => setTimeout(resolve, ms))
    await route.continue()
  })
}

test('Letters typed while one’s own notes are being saved stay, once, and blame nobody', async ({ signIn, api }) => {
  const { id, page } = await deskAt(api, signIn, ['1911'])
  await slow(page, '**/own-notes', 900)
  await page.keyboard.press('.')
  const notes = page.getByLabel('Notes of your own')
  await expect(notes).toBeFocused()
  const words = 'Ring the clerk about the year, and the mayor about the money.'
  await page.keyboard.type(words, { delay: 90 })
  await expect(notes).toHaveValue(words)
  await expect(page.getByRole('status').filter({ hasText: 'Kept.' })).toBeVisible()
  await expect(page.getByText('another window')).toHaveCount(0)
  await expect(notes).toHaveValue(words)
  const kept = await page.evaluate(async (articleId) => (await fetch(`/api/articles/${articleId}/own-notes`)).json(), id)
  expect(kept.text).toBe(words)
})

test('A note sent twice is one note, and what was typed while it was sent stays in the field', async ({ signIn, api }) => {
  const { page, read } = await deskAt(api, signIn, ['1911'])
  await slow(page, '**/notes', 900)
  await page.keyboard.press('n')
  const field = page.locator('#claim-note')
  await expect(field).toBeFocused()
  await page.keyboard.type('The almanac says 1912.')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type(' Or does it?')
  await expect.poll(async () => (await read()).notes.map((one: Any) => one.text)).toEqual(['The almanac says 1912.'])
  await expect(field).toHaveValue('Or does it?')
})

test('Evidence taken off and put back is the same evidence, still to be confirmed', async ({ signIn, api }) => {
  const { page, claims, read } = await deskAt(api, signIn, ['2019', '1911'])
  const evidence = { stance: 'supports', directness: 'primary', quote: 'opened in 1911', source: { type: 'report', title: 'The almanac' } }
  await api('editor')('POST', `/api/claims/${claims[1].id}/evidence`, evidence)
  await api('editor')('POST', `/api/claims/${claims[0].id}/taken-evidence`, { from: claims[1].id })
  const before = (await read()).evidence
  expect(before).toMatchObject([{ isToBeConfirmed: true }])
  await expect(panelOf(page)).toContainText('The almanac')
  await panelOf(page).getByRole('button', { name: 'Take off the evidence from The almanac' }).press('Enter')
  await expect.poll(async () => (await read()).evidence.length).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect.poll(async () => (await read()).evidence).toEqual(before)
})

test('A reason for a confidence that is not said yet is kept until it is', async ({ signIn, api }) => {
  const { page, read } = await deskAt(api, signIn, ['1911'])
  const reason = page.getByLabel('Reason for the confidence')
  await reason.focus()
  await page.keyboard.type('The almanac has it.')
  await page.keyboard.press('Enter')
  await expect(reason).toHaveValue('The almanac has it.')
  await expect(textOf(page)).toBeFocused()
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await read()).confidenceReason).toBe('The almanac has it.')
  expect((await read()).confidence).toBe('high')
})

test('Z takes back what the server refused, and leaves the claim before as it is', async ({ signIn, api }) => {
  const admin = api('admin')
  await admin('PATCH', '/api/settings', { evidenceRule: 'primary-or-three' })
  try {
    const { page, read } = await deskAt(api, signIn, ['2019', '1911'])
    await page.keyboard.press('3')
    await expect.poll(async () => (await read(0)).outcome).not.toBeNull()
    const decided = (await read(0)).outcome
    await page.keyboard.press('j')
    await expect(panelOf(page)).toContainText('C2')
    await page.keyboard.press('1')
    await expect(panelOf(page)).toContainText(/evidence/i)
    await page.keyboard.press('z')
    await expect(page.getByText('Taken back: it was not saved.')).toBeVisible()
    expect((await read(0)).outcome).toBe(decided)
    await expect(panelOf(page)).toContainText('C2')
    await expect(textOf(page)).toBeVisible()
  } finally {
    await admin('PATCH', '/api/settings', { evidenceRule: 'none' })
  }
})
