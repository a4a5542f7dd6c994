import type { Page } from '@playwright/test'
import { PASSWORD } from '../support/desk'
import { expect, expectAccessible, openArticle, panelOf, test, textOf } from '../support/journey'

const WIDTHS = [320, 390, 768, 1024, 1280]

/** What is wider than what holds it, beside tables and the like in scrollers of their own. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth) found.push(`page ${document.documentElement.scrollWidth}`)
    for (const part of document.querySelectorAll<HTMLElement>('main, aside, [role="comment"], [role="tabpanel"]'))
      if (part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
        found.push(`${part.tagName} ${part.ariaLabel ?? part.id} ${part.scrollWidth} in ${part.clientWidth}`)
    return found
  })
}

test('No screen scrolls sideways from 320 to 1,280 px, and the desk never scrolls as a whole', async ({ signIn, server }) => {
  test.setTimeout(240_000)
  const page = await signIn('editor')
  const article = `/articles/${server.desk.sampleId}`
  const paths = ['/articles', '/articles/new', '/claims', '/sources', '/people', '/account', `${article}?claim=10`, `${article}/history`]
  paths.push(`${article}/versions`, `${article}/versions?from=0&to=20`, `${article}/drafts`)
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    for (const path of paths) {
      await page.goto(path, { waitUntil: 'networkidle' })
      expect(await tooWide(page), `${path} at ${width}`).toEqual([])
    }
    await page.goto(`${article}?claim=10`)
    await expect(panelOf(page, /^C10/)).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight), `the desk at ${width}`).toBeLessThanOrEqual(0)
  }
  // At 1,024 px the text keeps a column of 34 rem; the list lies over it when it is wanted.
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(`${article}?claim=10`)
  await expect(textOf(page)).toBeVisible()
  const column = await textOf(page).evaluate((text) => {
    const block = text.querySelector('p') as HTMLElement
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(block)
    return (
      (block.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd)) /
      parseFloat(getComputedStyle(document.documentElement).fontSize)
    )
  })
  expect(column).toBeGreaterThanOrEqual(34)
  await page.locator('body').press('/')
  await expect(page.getByLabel('Find in claims')).toBeFocused()
})

/** Colours of words and of what is behind them, as drawn. */
async function coloursOf(page: Page, selector: string) {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const behind = (one: Element | null): string => {
        if (!one) return 'rgb(255, 255, 255)'
        const { backgroundColor } = getComputedStyle(one)
        return backgroundColor === 'rgba(0, 0, 0, 0)' ? behind(one.parentElement) : backgroundColor
      }
      return { words: getComputedStyle(element).color, behind: behind(element) }
    })
}

test('Words of claims can be read in forced colours, on the desk, in versions and in the report', async ({ signIn, server }) => {
  const page = await signIn('editor')
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  await openArticle(page, server.desk.sampleId)
  const plain = await coloursOf(page, '.ProseMirror p')
  expect((await coloursOf(page, '.ProseMirror mark')).words).toBe(plain.words)
  expect((await coloursOf(page, '.ProseMirror mark')).behind).not.toBe(plain.words)
  await page.goto(`/articles/${server.desk.sampleId}/versions`)
  const mark = await coloursOf(page, '.galley mark')
  expect(mark.words).not.toBe(mark.behind)
  const html = await (await page.request.get(`/api/articles/${server.desk.sampleId}/export/html`)).text()
  await page.setContent(html)
  const reported = await coloursOf(page, 'mark.u')
  expect(reported.words).not.toBe(reported.behind)
})

test('Paper is black on white with the claims’ numbers, from the dark theme too', async ({ signIn, server, api }) => {
  const page = await signIn('editor')
  await page.emulateMedia({ colorScheme: 'dark' })
  await openArticle(page, server.desk.sampleId)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  expect(await coloursOf(page, '.ProseMirror p')).toEqual({ words: 'rgb(0, 0, 0)', behind: 'rgb(255, 255, 255)' })
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
  const { claims } = (await api('viewer')<any>('GET', `/api/articles/${server.desk.sampleId}`)).body
  const placed = claims
    .filter((claim: { ranges: unknown[] }) => claim.ranges.length > 0)
    .map((claim: { number: number }) => String(claim.number))
  expect((await page.locator('.print-number').allTextContents()).sort()).toEqual(placed.sort())
  await expect(page.locator('.print-number').first()).toBeVisible()
  await expect(page.getByText(/ · version \d+ · .* · printed /)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Legend' })).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect(page.locator('.print-number')).toHaveCount(0)
})

test('A link leads where it points, through signing in, and says when there is nothing', async ({ signIn, server, browser }) => {
  const stranger = await (await browser.newContext({ baseURL: server.desk.url })).newPage()
  await stranger.goto(`/articles/${server.desk.sampleId}?claim=4`)
  await expect(stranger).toHaveURL(/sign-in/)
  await stranger.getByLabel('E-mail').fill(server.desk.people.viewer.email)
  await stranger.getByLabel('Password').fill(PASSWORD)
  await stranger.keyboard.press('Enter')
  await expect(stranger).toHaveURL(new RegExp(`${server.desk.sampleId}\\?claim=4`))
  await expect(panelOf(stranger, /^C4/)).toBeVisible()
  await expect(stranger).toHaveTitle('The town that bought back its river · Tickmark')
  await stranger.context().close()

  const page = await signIn('editor')
  await page.goto(`/articles/${server.desk.sampleId}?claim=999`)
  await expect(page.getByText('There is no claim C999 in this article')).toBeVisible()
  await page.goto(`/articles/${server.desk.sampleId}/versions?version=9999`)
  await expect(page.getByText('The article never had a version 9999')).toBeVisible()
  // The open claim and the filter are in the address, and come back from it.
  await openArticle(page, server.desk.sampleId)
  await page.getByLabel('State').first().selectOption('stale')
  await page.locator('body').press('j')
  await expect(page).toHaveURL(/look=stale.*claim=10|claim=10.*look=stale/)
  await page.reload()
  await expect(panelOf(page, /^C10/)).toBeVisible()
  await expect(page.getByLabel('State').first()).toHaveValue('stale')
})

test('The text can be read before any script ran, and the editor takes its place without a jump', async ({ signIn, server }) => {
  const page = await signIn('editor')
  const address = `/articles/${server.desk.sampleId}`
  await page.route('**/_next/static/**/*.js', (route) => route.abort())
  await page.goto(address)
  const blocks = (text: ReturnType<typeof textOf>) =>
    text.evaluate((root) =>
      [...root.children].slice(0, 12).map((block) => [block.textContent, Math.round(block.getBoundingClientRect().top)]),
    )
  const readable = page.locator('#readable .ProseMirror')
  await expect(readable.locator('mark.look-checked').first()).toBeVisible()
  await expect(readable.locator('ins.proposal-new').first()).toBeVisible()
  const before = await blocks(readable)
  // The first frame waits for a screenful, and its fonts were asked for with it, each once.
  const first = await page.evaluate(() => {
    const wait = document.querySelector('link[rel="expect"]')
    const fonts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.woff2')) as PerformanceResourceTiming[]
    return {
      waits: wait?.getAttribute('blocking') === 'render' && document.querySelector(wait.getAttribute('href') ?? 'none') !== null,
      isInHead: wait?.parentElement === document.head,
      early: fonts.filter((font) => font.initiatorType === 'link').length,
      twice: fonts.length - new Set(fonts.map(({ name }) => name)).size,
    }
  })
  expect(first).toEqual({ waits: true, isInHead: true, early: 2, twice: 0 })
  await page.unroute('**/_next/static/**/*.js')
  await page.goto(address)
  await expect(textOf(page)).toBeVisible()
  expect(await blocks(textOf(page))).toEqual(before)
})

test('The board goes by key, has views and every filter; the list of claims is one tab stop', async ({ signIn, server }) => {
  const page = await signIn('editor')
  await page.goto('/claims', { waitUntil: 'networkidle' })
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect(page.locator('[data-board-row]').first()).toBeFocused()
  await page.getByRole('link', { name: 'High priority' }).click()
  await expect(page).toHaveURL(/priority=high/)
  await expect(page.getByLabel('Priority')).toHaveValue('high')
  await page.locator('[data-board-row]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/articles\/.*claim=/)
  await openArticle(page, server.desk.sampleId)
  const rows = page.getByRole('region', { name: 'Claims list' }).getByRole('button')
  expect(await rows.evaluateAll((all) => all.filter((row) => (row as HTMLElement).tabIndex === 0).length)).toBe(1)
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(panelOf(page, /^C2/)).toBeVisible()
  await expect(rows.nth(1)).toBeFocused()
  await expect(page.getByRole('region', { name: 'Claims list' }).getByRole('listitem').first()).toHaveAttribute('aria-setsize', '21')
})

test('What is picked on the board is changed together, says what it could not change, and goes back by one key', async ({ signIn }) => {
  const page = await signIn('editor')
  await page.goto('/claims?priority=normal', { waitUntil: 'networkidle' })
  const named = await page.locator('[data-board-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('href')))
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  const bar = page.getByRole('toolbar', { name: 'Change what is picked' })
  await expect(bar).toContainText('3 picked')
  await expectAccessible(page, 'the board with rows picked')
  await bar.getByLabel('Priority').focus()
  await page.keyboard.press('H')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Priority changed: 3 claims.')).toBeVisible()
  // They are high now, and no longer on this view.
  await expect(page.locator(`[data-board-row][href="${named[0]}"]`)).toHaveCount(0)
  await page.locator('[data-board-row]').first().focus()
  await page.keyboard.press('z')
  await expect(page.getByText('Undone on 3 claims.')).toBeVisible()
  await expect(page.locator(`[data-board-row][href="${named[0]}"]`)).toHaveCount(1)
  // A claim without an outcome cannot be checked: it is named with the reason, the others are changed.
  await page.goto('/claims?outcome=none', { waitUntil: 'networkidle' })
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await bar.getByLabel('State').selectOption('checked')
  await expect(page.getByText(/1 claim not changed\. C\d+: /)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  const viewer = await signIn('viewer')
  await viewer.goto('/claims')
  await expect(viewer.locator('[data-board-row]').first()).toBeVisible()
  await expect(viewer.getByRole('checkbox')).toHaveCount(0)
})

test('The status line says offline when the network goes, before anything is typed', async ({ signIn, server }) => {
  const page = await signIn('editor')
  await openArticle(page, server.desk.sampleId)
  await page.context().setOffline(true)
  await expect(page.locator('[data-save="offline"]')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.locator('[data-save="saved"]')).toBeVisible()
  await page.locator('body').press('j')
  await page.keyboard.press('n')
  await expect(page.getByLabel('New note')).toBeFocused()
  await page.route('**/api/**', (route) => route.abort())
  await page.keyboard.type('A note nobody hears of.')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-save="offline"]')).toBeVisible()
  await expect(page.getByLabel('New note')).toHaveValue('A note nobody hears of.')
})

test('A new desk begins in the sample article, with a sentence and three things to try', async ({ signIn }) => {
  const page = await signIn('checker')
  await page.goto('/articles/sample')
  await expect(textOf(page)).toBeVisible()
  const welcome = page.getByRole('region', { name: 'Welcome' })
  await expect(welcome).toContainText('a fact-checking desk for a living text')
  await expect(welcome.getByRole('listitem')).toHaveCount(3)
  await expectAccessible(page, 'the welcome')
  await welcome.getByRole('button', { name: 'Got it' }).press('Enter')
  await expect(welcome).toHaveCount(0)
  await page.locator('body').press('j')
  await expect(panelOf(page, /^C1/)).toBeVisible()
})

test('What is typed, chosen and sent before the page’s scripts are there is not lost, and no password gets into the address', async ({
  signIn,
  browser,
  server,
}) => {
  const slow = async (page: Page) =>
    page.route('**/_next/static/**', async (route) => {
      await new Promise((done) => setTimeout(done, route.request().url().includes('.js') ? 2_000 : 0))
      await route.continue()
    })
  const context = await browser.newContext({ baseURL: server.desk.url })
  const early = await context.newPage()
  const addresses: string[] = []
  early.on('request', (request) => addresses.push(request.url()))
  await slow(early)
  await early.goto('/sign-in', { waitUntil: 'commit' })
  await early.getByLabel('E-mail').fill(server.desk.people.author.email)
  await early.getByLabel('Password').fill(PASSWORD)
  expect(await isStarted(early)).toBe(false)
  await early.keyboard.press('Enter')
  await early.waitForURL('**/articles')
  expect(addresses.filter((address) => address.includes('password') || address.includes('email'))).toEqual([])
  await context.close()

  const page = await signIn('author')
  await slow(page)
  await page.goto('/articles/new', { waitUntil: 'commit' })
  await page.getByLabel(/^Headline/).fill('Typed early')
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'mill.txt', mimeType: 'text/plain', buffer: Buffer.from('It closed in 1952.') })
  expect(await isStarted(page)).toBe(false)
  await expect(textOf(page)).toContainText('It closed in 1952.')
  await expect(page).toHaveTitle(/^Typed early/)
})

/** Whether the page's scripts have come. */
function isStarted(page: Page): Promise<boolean> {
  return page.evaluate(() => window.tickmarkEarly === undefined)
}

test('The theme follows the system unless one was chosen', async ({ signIn, server }) => {
  const page = await signIn('viewer')
  await openArticle(page, server.desk.sampleId)
  const paper = async () => (await coloursOf(page, '.ProseMirror p')).behind
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await paper()).toBe('rgb(255, 253, 249)')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await paper()).toBe('rgb(27, 26, 23)')
})

/** Script a screen may fetch before it can be worked on, in KB as unpacked; to add some, find out what it is and say why. */
const SCRIPT_BUDGETS = { '/articles': 493, '/claims': 500, article: 1_150 }

test('No screen fetches more script than its budget', async ({ signIn, server }) => {
  const page = await signIn('checker')
  let scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.body().catch(() => Buffer.alloc(0)))
  })
  const session = await page.context().newCDPSession(page)
  for (const [path, budget] of Object.entries(SCRIPT_BUDGETS)) {
    await session.send('Network.clearBrowserCache')
    scripts = []
    await page.goto(path === 'article' ? `/articles/${server.desk.sampleId}` : path, { waitUntil: 'networkidle' })
    const kilobytes = (await Promise.all(scripts)).reduce((sum, script) => sum + script.length, 0) / 1_000
    expect(kilobytes, path).toBeGreaterThan(100)
    expect(kilobytes, path).toBeLessThanOrEqual(budget)
  }
})
