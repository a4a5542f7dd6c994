import { existsSync } from 'node:fs'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { type DeskServer, PASSWORD } from '../support/desk'
import { expect, test } from '../support/journey'

/** Debian's Firefox, and the usual places of others; `TICKMARK_FIREFOX` names another. */
const FIREFOX = [
  process.env.TICKMARK_FIREFOX,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
].find((path) => path && existsSync(path))

const TEXT =
  'The council paid 40 million crowns for the mill.\nIt had closed in 1952 after a fire that nobody put out in time.\nThe mayor wept.'

/** What Firefox says of requests still under way when their page is left. */
const LEFT_BEHIND = /NetworkError|Failed to load/

/** Waits until something on the page holds. */
async function until(page: Page, what: string, holds: () => unknown): Promise<void> {
  await expect.poll(() => page.evaluate(`Boolean((${holds})())`).catch(() => false), { message: what, timeout: 20_000 }).toBeTruthy()
}

/** A page is left once its fonts are there: Firefox reports a font given up on the way as one that could not be had. */
const hasFonts = () => document.readyState === 'complete' && document.fonts.status === 'loaded'

const panel = () => document.querySelector('[role="comment"]')?.getAttribute('aria-label') ?? ''

test('In Firefox a claim is marked, decided, undone and made stale by keys alone', async ({ server, api }) => {
  test.info().skip(!FIREFOX, 'Firefox is not installed (Debian: firefox-esr), so this journey was NOT run.')
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX as string,
    headless: true,
    defaultViewport: null,
    args: ['--width=1440', '--height=1000'],
  })
  try {
    // An article of its own: the desk is shared with other journeys.
    const editor = api('editor')
    const { body: made } = await editor<{ id: string }>('POST', '/api/articles', { text: TEXT })
    await editor('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '40 million crowns' } })
    await journey(browser, server, made.id)
  } finally {
    await browser.close()
  }
})

async function journey(browser: Browser, server: DeskServer, articleId: string): Promise<void> {
  const page = await browser.newPage()
  const problems: string[] = []
  const heard = (problem: string) => LEFT_BEHIND.test(problem) || problems.push(problem)
  page.on('pageerror', (error) => heard(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') heard(message.text())
  })
  await page.goto(`${server.desk.url}/sign-in`)
  await page.waitForSelector('input[type="email"]')
  await until(page, 'the fonts of signing in', hasFonts)
  await page.type('input[type="email"]', server.desk.people.editor.email)
  await page.type('input[type="password"]', PASSWORD)
  await page.keyboard.press('Enter')
  await until(page, 'signed in', () => location.pathname === '/articles' && document.querySelector('main h1'))
  await until(page, 'the fonts of the list', hasFonts)
  // Readable first, then the editor in its place, in Checking.
  await page.goto(`${server.desk.url}/articles/${articleId}`)
  await until(
    page,
    'the desk',
    () => document.querySelector('[data-save="saved"]') && document.querySelector('.ProseMirror[role="textbox"]'),
  )

  // J opens the first claim; looking on writes nothing; 7 and a reason decide it; Z takes it back.
  await page.keyboard.press('j')
  await until(page, 'the first claim', () => /^C\d+/.test(document.querySelector('[role="comment"]')?.getAttribute('aria-label') ?? ''))
  const first = await page.evaluate(panel)
  await page.keyboard.press('7')
  await until(page, 'decided wrong', () => /wrong/i.test(document.querySelector('[role="comment"]')?.getAttribute('aria-label') ?? ''))
  await page.keyboard.press('h')
  await page.keyboard.type('Two registers say otherwise.')
  await page.keyboard.press('Enter')
  await until(page, 'saved', () => document.querySelector('[data-save="saved"]'))
  await page.keyboard.press('z')
  await page.keyboard.press('z')
  await expect.poll(() => page.evaluate(panel)).toBe(first)

  // Words are selected by keys and marked by one; nothing can be typed into the text.
  const before = await page.evaluate(() => document.querySelector('.ProseMirror')?.textContent)
  await page.evaluate(() => {
    const text = [...document.querySelectorAll('.ProseMirror > p')].find(
      (one) => !one.querySelector('mark') && (one.textContent ?? '').length > 40,
    )
    const node = document.createTreeWalker(text as Node, NodeFilter.SHOW_TEXT).nextNode() as Text
    ;(document.querySelector('.ProseMirror') as HTMLElement).focus()
    getSelection()?.collapse(node, 0)
  })
  for (let step = 0; step < 3; step++) {
    await page.keyboard.down('Control')
    await page.keyboard.down('Shift')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.up('Shift')
    await page.keyboard.up('Control')
  }
  await page.keyboard.press('c')
  await until(page, 'the new claim', () => /unchecked/i.test(document.querySelector('[role="comment"]')?.getAttribute('aria-label') ?? ''))
  await page.keyboard.type('xyz')
  expect(await page.evaluate(() => document.querySelector('.ProseMirror')?.textContent)).not.toContain('xyz')
  await page.keyboard.press('1')
  await until(page, 'confirmed', () => /confirmed/i.test(document.querySelector('[role="comment"]')?.getAttribute('aria-label') ?? ''))

  // In Editing letters type; the claim goes stale with its words, and comes back with the undo.
  await page.keyboard.down('Control')
  await page.keyboard.down('Alt')
  await page.keyboard.down('Shift')
  await page.keyboard.press('Z')
  await page.keyboard.up('Shift')
  await page.keyboard.up('Alt')
  await page.keyboard.up('Control')
  await until(page, 'in Editing', () => document.querySelector('[role="radio"][aria-checked="true"]')?.textContent === 'Editing')
  await page.evaluate(() => {
    const mark = document.querySelector('.ProseMirror mark.is-active')
    const node = document.createTreeWalker(mark as Node, NodeFilter.SHOW_TEXT).nextNode() as Text
    ;(document.querySelector('.ProseMirror') as HTMLElement).focus()
    getSelection()?.collapse(node, 3)
  })
  await page.keyboard.type('9')
  await until(page, 'stale', () => /stale/i.test(document.querySelector('[role="comment"]')?.getAttribute('aria-label') ?? ''))
  await page.keyboard.down('Control')
  await page.keyboard.press('z')
  await page.keyboard.up('Control')
  await until(page, 'fresh again', () => !/stale/i.test(document.querySelector('[role="comment"]')?.getAttribute('aria-label') ?? 'stale'))
  await until(page, 'saved', () => document.querySelector('[data-save="saved"]'))
  await expect.poll(() => page.evaluate(() => document.querySelector('.ProseMirror')?.textContent)).toBe(before)
  expect(problems).toEqual([])
}
