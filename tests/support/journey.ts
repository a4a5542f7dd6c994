import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import type { Role } from '../../lib/core/permissions/policy'
import { apiOf, DeskServer, PASSWORD } from './desk'

interface WorkerFixtures {
  readonly server: DeskServer
}

interface Fixtures {
  /** Opens a browser of its own for somebody of a role, signed in. */
  readonly signIn: (role: Role) => Promise<Page>
  /** The API as somebody of a role. */
  readonly api: (role: Role) => ReturnType<typeof apiOf>
}

/** Journeys run on a real server; what the page says to the console, or a policy violation, fails the test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: the fixture API wants a pattern
    async ({}, use) => {
      const server = await DeskServer.start()
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  signIn: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = []
    const problems: string[] = []
    await use(async (role) => {
      const context = await browser.newContext({
        baseURL: server.desk.url,
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/Stockholm',
      })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => problems.push(`${error.name}: ${error.message}`))
      page.on('console', (message) => {
        // A refused request is told to the person; the browser also notes it.
        if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) problems.push(message.text())
      })
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url())
        if (protocol.startsWith('http') && origin !== server.desk.url) problems.push(`A request left the desk: ${request.url()}`)
      })
      await page.goto('/sign-in')
      await page.getByLabel('E-mail').fill(server.desk.people[role].email)
      await page.getByLabel('Password').fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/articles')
      return page
    })
    for (const context of contexts) await context.close()
    expect(problems).toEqual([])
  },
  api: async ({ server }, use) => {
    await use((role) => apiOf(server.desk.url, server.desk.people[role].token))
  },
})

export { expect }

/** The article text on the page. */
export function textOf(page: Page) {
  return page.getByRole('textbox', { name: /Article text/ })
}

/** Opens an article and waits until it can be worked on, in the mode it opens in unless said. */
export async function openArticle(page: Page, id: string, mode?: 'Checking' | 'Suggesting' | 'Editing'): Promise<void> {
  await page.goto(`/articles/${id}`)
  await expect(textOf(page)).toBeVisible()
  await expect(page.locator('[data-save="saved"]')).toBeVisible()
  if (mode) await page.getByRole('radio', { name: mode }).click()
}

/** Waits until the status says that everything is on the server. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator('[data-save="saved"]')).toBeVisible()
}

/** Selects words in the article as a mouse would, first occurrence. */
export async function selectWords(page: Page, words: string): Promise<void> {
  await textOf(page).evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const nodes: { node: Text; start: number }[] = []
    let text = ''
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push({ node: node as Text, start: text.length })
      text += node.nodeValue ?? ''
    }
    const at = text.indexOf(wanted)
    if (at === -1) throw new Error(`“${wanted}” is not on the page`)
    const place = (offset: number, isEnd: boolean) => {
      const holder = nodes.findLast((one) => (isEnd ? one.start < offset : one.start <= offset)) as { node: Text; start: number }
      return [holder.node, offset - holder.start] as const
    }
    const range = document.createRange()
    range.setStart(...place(at, false))
    range.setEnd(...place(at + wanted.length, true))
    ;(root as HTMLElement).focus()
    const selection = getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
  }, words)
  // The editor hears of a selection a moment later.
  await page.waitForTimeout(150)
}

/** Presses a key that moves the cursor. The browser tells the editor of it a moment later, and nobody presses two keys in one millisecond. */
export async function moveCursor(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await page.waitForTimeout(120)
}

/** The claim at hand. `comment` is a role of ARIA 1.3, which the test tool does not look up by role yet. */
export function panelOf(page: Page, name?: string | RegExp) {
  const panel = page.locator('[role="comment"]')
  return name === undefined ? panel : panel.and(page.getByLabel(name))
}

/** axe finds nothing on the page as it is, in either theme; in forced colours its words can be read. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name
    }, theme)
    // While a page is read again its title is taken out and put back; what stays is looked at.
    await expect(page, what).toHaveTitle(/\S/)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(
      violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
      `${what}, ${theme}`,
    ).toEqual([])
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme })
    expect(await page.evaluate(wordsThatCannotBeRead), `${what}, forced colours, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ forcedColors: 'none', colorScheme: null })
}

/** Words whose colour is too near what is behind them. axe takes another colour for them than a browser that forces colours draws. */
function wordsThatCannotBeRead(): string[] {
  const partsOf = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const isSeen = (colour: string) => (partsOf(colour)[3] ?? 1) > 0
  const behind = (one: Element | null): string => {
    if (!one) return getComputedStyle(document.documentElement).getPropertyValue('background-color')
    const { backgroundColor } = getComputedStyle(one)
    return isSeen(backgroundColor) ? backgroundColor : behind(one.parentElement)
  }
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = partsOf(colour).map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const page = document.createElement('div')
  page.style.backgroundColor = 'Canvas'
  document.body.append(page)
  const canvas = getComputedStyle(page).backgroundColor
  page.remove()
  const found: string[] = []
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    if (
      !hasWords ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
      element.matches(':disabled, :disabled *')
    )
      continue
    const drawn = behind(element)
    const [one, other] = [light(getComputedStyle(element).color), light(isSeen(drawn) ? drawn : canvas)].sort((a, b) => b - a) as [
      number,
      number,
    ]
    if ((one + 0.05) / (other + 0.05) < 4.5)
      found.push(`${getComputedStyle(element).color} on ${drawn}: ${element.outerHTML.slice(0, 160)}`)
  }
  return found
}
