import type { Page } from '@playwright/test'
import { PASSWORD } from '../support/desk'
import { expect, expectAccessible, expectSaved, moveCursor, openArticle, panelOf, selectWords, test, textOf } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

const TEXT = 'The bridge opened in 2019, and cost $145 billion.\nIt was the first since 1911.\nNobody was surprised.'

/** Keeps what is sent to an address on its way, until the returned function is called. */
async function hold(page: Page, address: string): Promise<() => void> {
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route(address, async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  return letThrough
}

/** Keys that matter as commands count one each, chords too; letters of reason, quote and title do not. */
class Keyboard {
  readonly #page: Page
  count = 0

  constructor(page: Page) {
    this.#page = page
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.count++
      await this.#page.keyboard.press(key)
    }
  }

  async letters(words: string): Promise<void> {
    await this.#page.keyboard.type(words)
  }

  /** Work that takes at most so many keys, and ends in the text. */
  async counted(limit: number, work: () => Promise<void>): Promise<void> {
    this.count = 0
    await work()
    expect(this.count).toBeLessThanOrEqual(limit)
    await expect(textOf(this.#page)).toBeFocused()
  }
}

async function deskOf(api: Any, signIn: Any, role = 'editor', marked: readonly string[] = []) {
  const { body } = await api('editor')('POST', '/api/articles', { text: TEXT })
  for (const exact of marked) await api('editor')('POST', `/api/articles/${body.id}/claims`, { selector: { exact } })
  const page: Page = await signIn(role)
  await openArticle(page, body.id)
  const entries = async () => (await api('viewer')('GET', `/api/articles/${body.id}/history?limit=100`)).body.entries as Any[]
  const claims = async () => (await api('viewer')('GET', `/api/articles/${body.id}/claims`)).body.claims as Any[]
  return { id: body.id as string, page, entries, claims }
}

/** The text as it is written, without what the desk draws over its paragraphs. */
const written = (page: Page) =>
  textOf(page).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement
    for (const block of copy.children) for (const name of ['class', 'title']) block.removeAttribute(name)
    return copy.innerHTML
  })

test('Nothing typed, pasted, dropped or deleted gets into the text while Checking', async ({ signIn, api }) => {
  const { id, page } = await deskOf(api, signIn)
  const before = await written(page)
  await selectWords(page, '$145 billion')
  // Letters without a command, and keys of the editor.
  for (const key of [
    'q',
    'Space',
    'Enter',
    'Backspace',
    'Delete',
    'Control+b',
    'Control+x',
    'Control+Enter',
    'Shift+Enter',
    'Control+Shift+8',
  ])
    await page.keyboard.press(key)
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', 'pasted')
    data.setData('text/html', '<p>pasted</p>')
    const text = document.querySelector('.ProseMirror')
    text?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    const box = text?.getBoundingClientRect()
    text?.dispatchEvent(
      new DragEvent('drop', {
        dataTransfer: data,
        bubbles: true,
        cancelable: true,
        clientX: (box?.x ?? 0) + 200,
        clientY: (box?.y ?? 0) + 60,
      }),
    )
    // What an input method composes cannot be stopped; it is taken out again.
    document.execCommand('insertText', false, 'composed')
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
  await session.send('Input.insertText', { text: '日本' })
  await page.waitForTimeout(300)
  expect((await textOf(page).textContent())?.replaceAll('\n', '')).toBe(TEXT.replaceAll('\n', ''))
  await expect(page.getByText('The text is not changed in Checking')).toBeVisible()
  const { body } = await api('viewer')<Any>('GET', `/api/articles/${id}`)
  expect({ version: body.version, text: body.text }).toEqual({ version: 0, text: TEXT })
  expect(await written(page)).toBe(before)
  // The caret moves as in any editor, and copying works.
  await selectWords(page, '$145 billion')
  await page.keyboard.press('Control+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('$145 billion')
  await page.keyboard.press('Shift+ArrowRight')
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('$145 billion.')
})

test('A key of a claim says when no claim is open, and the words typed after it are no commands', async ({ signIn, api }) => {
  const { page, entries } = await deskOf(api, signIn, 'editor', ['$145 billion'])
  const before = await written(page)
  const history = (await entries()).length
  await textOf(page).focus()
  await page.keyboard.press('e')
  await page.keyboard.type('A jazz book. xyz 14')
  await page.keyboard.press('Tab')
  await page.keyboard.type(' quick')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'no claim is open. J opens the next one' })).toBeVisible()
  await expect(textOf(page)).toBeFocused()
  await expect(page.getByRole('tab', { name: 'Claims' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await written(page)).toBe(before)
  expect(await entries()).toHaveLength(history)
  // After a moment keys are commands again; a key that a fresh claim has no use for says so.
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(panelOf(page).getByRole('heading', { name: 'C1' })).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('r')
  await expect(page.getByRole('status').filter({ hasText: 'is not offered for this claim' })).toBeVisible()
})

test('Each mode is a key and a button away, and remembered for the article', async ({ signIn, api }) => {
  const { page, id } = await deskOf(api, signIn)
  await expect(page.getByRole('radio', { name: 'Checking' })).toBeChecked()
  await page.keyboard.press('Control+Alt+Shift+Z')
  await expect(page.getByRole('radio', { name: 'Editing' })).toBeChecked()
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible()
  await selectWords(page, 'Nobody')
  await page.keyboard.type('Everybody')
  await expectSaved(page)
  await expect.poll(async () => (await api('viewer')<Any>('GET', `/api/articles/${id}`)).body.text).toContain('Everybody was surprised.')
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Editing' })).toBeChecked()
  await page.getByRole('radio', { name: 'Editing' }).press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Checking' })).toBeChecked()
  // An author's own article opens in Editing.
  const { body } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
  const author = await signIn('author')
  await openArticle(author, body.id)
  await expect(author.getByRole('radio', { name: 'Editing' })).toBeChecked()
})

test('Keys of a pass through an article, counted', async ({ signIn, api }) => {
  const { page, claims } = await deskOf(api, signIn, 'checker')
  const keys = new Keyboard(page)
  const counted = (limit: number, work: () => Promise<void>) => keys.counted(limit, work)
  await selectWords(page, '2019')
  await counted(1, () => keys.press('c'))
  await selectWords(page, '$145 billion')
  // Typed at once, without waiting for the server: mark, type, confirmed, high, because, back in the text.
  await counted(5, async () => {
    await keys.press('c', 'Shift+Digit2', '1', 'h')
    await keys.letters('Two registers agree.')
    await keys.press('Enter')
  })
  await expect(panelOf(page, 'C2, Checked, confirmed')).toBeVisible()
  await selectWords(page, '1911')
  await counted(5, async () => {
    await keys.press('c', 'Shift+Digit4', '5', 'l')
    await keys.letters('The council says 1912.')
    await keys.press('Enter')
  })
  await expectSaved(page)
  // A new source from a pasted address, with quote and place.
  await counted(6, async () => {
    await page.evaluate(() => navigator.clipboard.writeText('https://www.example.org/minutes-of-1911'))
    await keys.press('e', 'Control+v', 'Enter')
    await keys.letters('It opened in 1911.')
    await keys.press('Tab')
    await keys.letters('p. 4')
    await keys.press('Enter')
  })
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('It opened in 1911.')
  // The source used before.
  await page.keyboard.press('k')
  await counted(4, async () => {
    await keys.press('e', 'Enter')
    await keys.letters('145 000 000 000')
    await keys.press('Tab')
    await keys.letters('p. 9')
    await keys.press('Enter')
  })
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('145 000 000 000')
  const made = await claims()
  expect(
    made.map(({ type, outcome, confidence, confidenceReason, evidenceCount }) => ({
      type,
      outcome,
      confidence,
      confidenceReason,
      evidenceCount,
    })),
  ).toEqual([
    { type: 'date-time', outcome: null, confidence: null, confidenceReason: null, evidenceCount: 0 },
    { type: 'money', outcome: 'confirmed', confidence: 'high', confidenceReason: 'Two registers agree.', evidenceCount: 1 },
    { type: 'date-time', outcome: 'conflicting', confidence: 'low', confidenceReason: 'The council says 1912.', evidenceCount: 1 },
  ])
  await counted(1, () => keys.press('z'))
  await expect(page.getByRole('status').filter({ hasText: 'Undone: the evidence for C2.' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Evidence' })).not.toContainText('145 000 000 000')
})

test('Somebody is asked, the author is asked, and the article is signed by keys, counted, back in the text', async ({ signIn, api }) => {
  const { page, claims } = await deskOf(api, signIn, 'editor', ['$145 billion'])
  const keys = new Keyboard(page)
  const counted = (limit: number, work: () => Promise<void>) => keys.counted(limit, work)
  // The text has the focus from the start: the first letter is a command.
  await expect(textOf(page)).toBeFocused()
  await page.keyboard.press('j')
  const panel = panelOf(page, /^C1/)
  await expect(panel.getByRole('button', { name: 'Log a contact' })).toBeVisible()
  // What they said and on what terms is nobody's default.
  await counted(8, async () => {
    await keys.press('Shift+E')
    await keys.letters('Ada Clerk')
    await keys.press('Tab')
    await keys.letters('clerk of the council')
    await keys.press('Tab')
    await keys.letters('It was 145 billion.')
    await keys.press('Tab', 'c', 'Tab', 'o', 'Control+Enter')
  })
  const contacts = panel.getByRole('region', { name: 'Contacts' })
  await expect(contacts).toContainText('Ada Clerk')
  await expect(contacts).toContainText('Confirmed “It was 145 billion.”')
  await expectAccessible(page, 'a contact of a claim')
  // Disputed, on background: chosen as it is saved, the last choice counts too.
  await counted(8, async () => {
    await keys.press('Shift+E')
    await keys.letters('Somebody else')
    await keys.press('Tab', 'Tab', 'Tab', 'd', 'Tab', 'b', 'Control+Enter')
  })
  const other = contacts.getByRole('listitem').filter({ hasText: 'Somebody else' })
  await expect(other).toContainText('on background')
  await expect(other).toContainText('Disputed')
  await counted(2, async () => {
    await keys.press('Shift+N')
    await keys.letters('Which year is this?')
    await keys.press('Control+Enter')
  })
  await expect(panel.getByRole('region', { name: 'Notes' })).toContainText('Which year is this?')
  await expect(panel.getByRole('region', { name: 'Notes' })).toContainText('Query to author')
  // What was said on the record is a source, with its words.
  await contacts.getByRole('button', { name: 'Use as evidence' }).first().press('Enter')
  await expect(page.getByLabel('Exact quote from the source')).toHaveValue('It was 145 billion.')
  await page.getByLabel('Exact quote from the source').press('Control+Enter')
  await expect(panel.getByRole('region', { name: 'Evidence' })).toContainText('Ada Clerk, clerk of the council')
  const { body: detail } = await api('viewer')<Any>('GET', `/api/claims/${(await claims())[0].id}`)
  expect(detail.evidence).toMatchObject([{ quote: 'It was 145 billion.', source: { type: 'personal_communication' } }])

  // What stands open is one key away, and Escape leads back.
  await textOf(page).focus()
  await page.keyboard.press('Shift+S')
  await expect(page.getByRole('heading', { name: /^Sign-off/ })).toBeVisible()
  await expect(page.locator('#gate-state')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(textOf(page)).toBeFocused()

  const { body: clean } = await api('editor')<Any>('POST', '/api/articles', { text: 'Nobody was surprised.' })
  await openArticle(page, clean.id)
  await expect(textOf(page)).toBeFocused()
  await counted(3, async () => {
    await keys.press('Shift+S')
    await expect(page.getByRole('button', { name: /^Sign off as/ })).toBeFocused()
    await keys.press('Enter')
    await expect(page.getByText(/^Signed off as/)).toBeVisible()
    await keys.press('Escape')
  })
})

test('A whole claim typed while its mark is still on the way is recorded as it was typed', async ({ signIn, api }) => {
  const { page, claims } = await deskOf(api, signIn, 'checker')
  await page.route('**/api/articles/*/claims', async (route) => {
    if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 3_000))
    await route.continue()
  })
  await selectWords(page, '$145 billion')
  for (const key of ['c', 'Shift+Digit2', '1', 'm']) await page.keyboard.press(key)
  await page.keyboard.type('Two reports, one of the ministry.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('e')
  await page.keyboard.type('https://www.example.org/2024/08/budget-report')
  await page.keyboard.press('Enter')
  await page.keyboard.type('As the ministry gave it')
  await page.keyboard.press('Tab')
  await page.keyboard.type('p. 3')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('As the ministry gave it', { timeout: 15_000 })
  await expect(page.getByLabel('Exact quote from the source')).toHaveCount(0)
  await expectSaved(page)
  expect(await claims()).toMatchObject([
    {
      type: 'money',
      outcome: 'confirmed',
      confidence: 'moderate',
      confidenceReason: 'Two reports, one of the ministry.',
      evidenceCount: 1,
    },
  ])
})

test('Words selected while the claim before is still on the way are marked too, as they were selected', async ({ signIn, api }) => {
  const { page, claims } = await deskOf(api, signIn, 'checker')
  await page.route('**/api/articles/*/claims', async (route) => {
    if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 2_000))
    await route.continue()
  })
  for (const [words, outcome] of [
    ['$145 billion', '1'],
    ['the first since 1911', '7'],
    ['Nobody', '2'],
  ] as const) {
    await selectWords(page, words)
    for (const key of ['c', outcome, 'h']) await page.keyboard.press(key)
    await page.keyboard.type(`Why ${words}`)
    await page.keyboard.press('Enter')
  }
  await expect
    .poll(async () => (await claims()).map((one) => [one.quote, one.outcome, one.confidence, one.confidenceReason]), { timeout: 20_000 })
    .toEqual([
      ['$145 billion', 'confirmed', 'high', 'Why $145 billion'],
      ['the first since 1911', 'wrong', 'high', 'Why the first since 1911'],
      ['Nobody', 'changed', 'high', 'Why Nobody'],
    ])
})

test('A decision by key right after opening is taken, before the panel was drawn', async ({ signIn, api }) => {
  const { id, page, claims } = await deskOf(api, signIn, 'checker', ['$145 billion'])
  // As on a machine that is slow to draw.
  await page.addInitScript(() => {
    const soon = window.requestAnimationFrame.bind(window)
    window.requestAnimationFrame = (then) => setTimeout(() => soon(then), 3_000) as unknown as number
  })
  await openArticle(page, id)
  await page.locator('body').press('j')
  await page.keyboard.press('1')
  await expect.poll(async () => (await claims())[0].outcome).toBe('confirmed')
})

test('While the server is away nothing is said to be kept that is not, and an unsent change is taken back by Z', async ({
  signIn,
  api,
}) => {
  const { page, claims } = await deskOf(api, signIn, 'editor', ['$145 billion'])
  await page.keyboard.press('j')
  await expect(panelOf(page, /^C1/)).toBeVisible()
  await textOf(page).focus()
  await page.context().setOffline(true)
  await page.keyboard.press('3')
  await expect(page.getByRole('status').filter({ hasText: 'Offline, 1 change not saved yet, kept in this browser' })).toBeVisible()
  await page.keyboard.press('z')
  await expect(page.getByText('Taken back before it was sent: the change of C1.')).toBeVisible()
  // What is typed after it goes where it would have gone.
  await page.keyboard.press('e')
  await page.keyboard.type('Minutes')
  await expect(page.getByRole('combobox', { name: /^Add evidence/ })).toHaveValue('Minutes')
  await page.keyboard.press('Escape')
  // A mark is not kept, and says so; what was typed for it is no command for another claim.
  await selectWords(page, '1911')
  await page.keyboard.type('c4lso it was')
  await expect(page.getByText('so nothing was done. Try again in a moment.')).toBeVisible()
  await expect(page.getByText('What you typed after it was not taken.')).toBeVisible()
  await page.context().setOffline(false)
  await expectSaved(page)
  expect(await claims()).toMatchObject([{ number: 1, outcome: null, confidence: null, confidenceReason: null }])
})

test('What is typed while something is saved is a command, and what is saved by Enter is saved once', async ({ signIn, api }) => {
  const { page, claims, entries } = await deskOf(api, signIn, 'editor', ['$145 billion'])
  await page.keyboard.press('j')
  await expect(panelOf(page, /^C1/)).toBeVisible()
  await page.keyboard.press('e')
  await page.keyboard.type('Minutes of the council')
  await expect(page.getByRole('option', { name: 'New: Minutes of the council' })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.type('It cost 145.')
  const letThrough = await hold(page, '**/evidence')
  await page.keyboard.press('Enter')
  await expect(textOf(page)).toBeFocused()
  await page.keyboard.press('h')
  await page.keyboard.type('The minutes say so.')
  await expect(page.getByLabel('Reason for the confidence')).toHaveValue('The minutes say so.')
  letThrough()
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('It cost 145.')
  await expect(page.getByLabel('Reason for the confidence')).toHaveValue('The minutes say so.')
  // Somebody else says how sure first: one conflict is one question.
  const [claim] = await claims()
  await page.route('**/api/claims/*', (route) =>
    route.request().method() === 'PATCH' ? setTimeout(() => void route.continue(), 700) : route.continue(),
  )
  await page.keyboard.press('Enter')
  await api('author')('PATCH', `/api/claims/${claim.id}`, { revision: claim.revision, statement: 'It cost that.' })
  await expect.poll(async () => (await claims())[0].confidence).toBe('high')
  expect((await entries()).filter(({ after }) => after?.confidenceReason === 'The minutes say so.')).toHaveLength(1)
  // An answer of the checklist is no conflict with itself.
  await page.unrouteAll()
  await page.keyboard.press('d')
  await page.keyboard.type('Crowns of 1952')
  await page.keyboard.press('Enter')
  await expect(panelOf(page, /^C1/).getByRole('region', { name: 'Checklist' })).toContainText('1 of')
  await expect(panelOf(page, /^C1/).getByText('Meanwhile there stands')).toHaveCount(0)
})

test('A slip is undone with one key, whatever it was, and the record keeps both', async ({ signIn, api }) => {
  const { page, claims, entries } = await deskOf(api, signIn)
  await selectWords(page, '$145 billion')
  await page.keyboard.press('c')
  await expect(panelOf(page, /^C1/)).toBeVisible()
  await page.keyboard.press('1')
  await page.keyboard.press('7')
  await expect(panelOf(page, /wrong/)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(panelOf(page, 'C1, Checked, confirmed')).toBeVisible()
  await page.keyboard.press('z')
  await expect(panelOf(page, 'C1, Unchecked')).toBeVisible()
  await page.keyboard.press('z')
  await expect(page.getByText('No claim is open')).toBeVisible()
  await expect(textOf(page).locator('mark')).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(page.getByText('There is nothing of yours to undo here.')).toBeVisible()
  expect(await claims()).toEqual([])
  expect((await entries()).map(({ action }) => action).filter((action: string) => action !== 'article.created')).toEqual([
    'claim.undone',
    'claim.removed',
    'claim.undone',
    'claim.undone',
    'claim.decided',
    'claim.decided',
    'claim.created',
  ])
  // Pressing what stands already is not a decision.
  await selectWords(page, '$145 billion')
  await page.keyboard.press('c')
  await page.keyboard.press('1')
  await page.keyboard.press('1')
  await page.keyboard.press('x')
  await expect(panelOf(page, 'C2, Checked, confirmed')).toBeVisible()
  await expectSaved(page)
  expect((await entries()).filter(({ action }) => action === 'claim.decided')).toHaveLength(3)
  // The same words once more are said to be a claim already.
  await selectWords(page, '$145 billion.')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('c')
  await expect(page.getByText('is on exactly these words')).toBeVisible()
  expect(await claims()).toHaveLength(1)
})

test('A decision made while the server is away is shown as not saved, survives a reload, and arrives', async ({ signIn, api }) => {
  const { page, claims } = await deskOf(api, signIn, 'editor', ['$145 billion'])
  await page.locator('body').press('j')
  await expect(panelOf(page, /^C1/)).toBeVisible()
  await page.route('**/api/claims/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))
  await page.keyboard.press('7')
  await expect(panelOf(page, /wrong/)).toBeVisible()
  await expect(page.getByText('1 change not saved yet')).toBeVisible()
  expect((await claims())[0].outcome).toBe(null)
  await page.reload()
  await expect(textOf(page).locator('.look-wrong')).toBeVisible()
  await expect(page.getByText('1 change not saved yet')).toBeVisible()
  await page.unroute('**/api/claims/*')
  await expectSaved(page)
  expect((await claims())[0]).toMatchObject({ outcome: 'wrong', state: 'checked' })
})

test('What the server refuses stays in view with its reason until a person gives it up', async ({ signIn, api }) => {
  const { page, claims } = await deskOf(api, signIn, 'checker', ['$145 billion'])
  // Hold back the news, as a slow network would.
  await page.route('**/events**', (route) => route.abort())
  await page.reload()
  await expect(textOf(page)).toBeVisible()
  await page.locator('body').press('j')
  await expect(panelOf(page, /^C1/)).toBeVisible()
  await api('editor')('PATCH', `/api/claims/${(await claims())[0].id}`, { revision: 1, outcome: 'confirmed', state: 'checked' })
  await page.keyboard.press('7')
  const notice = page.getByRole('alert').filter({ hasText: 'Outcome' })
  await expect(notice).toContainText('was changed by Editor Person')
  await expect(notice).toContainText('Wrong')
  await expect(page.getByText('1 change of a claim needs you')).toBeVisible()
  await expectAccessible(page, 'a conflict')
  await page.reload()
  await page.locator('body').press('j')
  await expect(notice).toContainText('Wrong')
  await notice.getByRole('button', { name: 'Keep theirs' }).press('Enter')
  await expect(notice).toHaveCount(0)
  expect((await claims())[0].outcome).toBe('confirmed')
})

test('What is written for evidence survives Escape and a reload', async ({ signIn, api }) => {
  const { page, claims } = await deskOf(api, signIn, 'editor', ['$145 billion'])
  await page.locator('body').press('j')
  await page.keyboard.press('e')
  await page.keyboard.type('The town register')
  await page.keyboard.press('Enter')
  await page.keyboard.type('A long quote, typed by hand.')
  await page.keyboard.press('Escape')
  await expect(textOf(page)).toBeFocused()
  await page.reload()
  await expect(page).toHaveURL(/claim=1/)
  await expect(page.getByLabel('Exact quote from the source')).toHaveValue('A long quote, typed by hand.')
  await textOf(page).focus()
  await page.keyboard.press('e')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await claims())[0].evidenceCount).toBe(1)
})

test('A level of confidence pressed by mistake is no record, and a link with nonsense in it opens the desk', async ({ signIn, api }) => {
  const { page, entries, id } = await deskOf(api, signIn, 'editor', ['$145 billion'])
  await page.locator('body').press('j')
  await expect(panelOf(page, /^C1/)).toBeVisible()
  const before = (await entries()).length
  await page.keyboard.press('h')
  await page.keyboard.press('Escape')
  await expect(textOf(page)).toBeFocused()
  await expect(page.getByRole('button', { name: 'High', exact: true })).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('l')
  await textOf(page).click()
  await expectSaved(page)
  expect((await entries()).length).toBe(before)
  await page.goto(`/articles/${id}?sort=anything&look=nope&claim=1`)
  await expect(panelOf(page, /^C1/)).toBeVisible()
})

test('The focus never falls out of the desk', async ({ signIn, api }) => {
  const { page } = await deskOf(api, signIn, 'editor', ['$145 billion', '1911'])
  await page.locator('body').press('j')
  await expect(panelOf(page, /^C1/)).toBeVisible()
  const isSomewhere = async (what: string) => {
    await page.waitForTimeout(250)
    expect(await page.evaluate(() => document.activeElement?.tagName), what).not.toBe('BODY')
  }
  await page.getByRole('button', { name: /Propose new words/ }).press('Enter')
  await page.getByLabel('New words').fill('$14.5 billion')
  await page.getByRole('button', { name: 'Propose', exact: true }).press('Enter')
  await isSomewhere('proposed')
  await page.getByRole('button', { name: 'Accept into the text' }).press('Enter')
  await isSomewhere('accepted')
  await page.getByRole('button', { name: /Propose new words/ }).press('Enter')
  await page.getByRole('button', { name: 'Cancel' }).press('Enter')
  await isSomewhere('cancelled')
  await page.getByRole('button', { name: /None/ }).press('Enter')
  await isSomewhere('outcome taken away by its button')
  await page.getByRole('button', { name: 'Remove' }).press('Enter')
  await isSomewhere('removed')
  await page.keyboard.press('j')
  await page.getByLabel('Reason for the confidence').focus()
  await page.keyboard.press('Escape')
  await isSomewhere('out of the reason')
  await page.getByRole('button', { name: 'Export' }).press('Enter')
  await page.keyboard.press('Escape')
  await isSomewhere('out of the export')
  await page.keyboard.press('?')
  await page.keyboard.press('Escape')
  await isSomewhere('out of the keys')
})

test('In Suggesting what is typed becomes proposals, which who may edit accepts or declines', async ({ signIn, api }) => {
  const { id, page } = await deskOf(api, signIn, 'checker', ['$145 billion'])
  await page.getByRole('radio', { name: 'Suggesting' }).click()
  // Words of a claim, selected and typed over.
  await selectWords(page, '145')
  await page.keyboard.type('154')
  const box = page.getByRole('form', { name: 'Propose new words' })
  await expect(box.getByLabel('New words')).toHaveValue('154')
  await expectAccessible(page, 'new words being written')
  await page.keyboard.press('Enter')
  await expect(box).toHaveCount(0)
  await expect(textOf(page).locator('ins')).toHaveText('154')
  // At a caret: the sentence, with what was typed in its place. Kept through Escape and reload.
  await selectWords(page, 'first')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type(' such bridge')
  await expect(box.getByLabel('New words')).toHaveValue('It was the first such bridge since 1911.')
  await page.keyboard.press('Escape')
  await expect(textOf(page)).toBeFocused()
  await page.reload()
  await expect(box.getByLabel('New words')).toHaveValue('It was the first such bridge since 1911.')
  await box.getByLabel('Why (optional)').fill('There were other firsts.')
  await page.keyboard.press('Enter')
  await expect(box).toHaveCount(0)
  const { body } = await api('viewer')<Any>('GET', `/api/articles/${id}`)
  expect(body.text).toBe(TEXT)

  const author = await signIn('author')
  await openArticle(author, id)
  await expect(author.getByRole('tab', { name: 'Words 2' })).toBeVisible()
  await author.locator('body').press('v')
  const list = author.getByRole('list', { name: 'Proposed words' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expectAccessible(author, 'proposed words')
  await list.getByRole('listitem').filter({ hasText: 'such bridge' }).getByRole('button', { name: 'Accept into the text' }).press('Enter')
  await expect(textOf(author)).toContainText('It was the first such bridge since 1911.')
  const ours = list.getByRole('listitem').filter({ hasText: '154' })
  await ours.getByRole('button', { name: 'Decline …' }).press('Enter')
  await ours.getByLabel('Why it is declined').fill('The act says 145.')
  await author.keyboard.press('Enter')
  await expect(author.getByText('Nothing is proposed')).toBeVisible()
  await expect(textOf(page)).toContainText('first such bridge')
  await expect(textOf(page).locator('ins')).toHaveCount(0)
})

test('In Suggesting words over paragraphs are rewritten together, and joined when it is accepted', async ({ signIn, api }) => {
  const { id, page } = await deskOf(api, signIn, 'checker', ['$145 billion'])
  await page.getByRole('radio', { name: 'Suggesting' }).click()
  // From the first paragraph into the second, by keyboard.
  await selectWords(page, 'billion.')
  await moveCursor(page, 'ArrowLeft')
  // Until these very words are selected, however fast keys are heard.
  const selected = () => page.evaluate(() => getSelection()?.toString().replace(/\n+/g, '\n') ?? '')
  for (let n = 0; n < 40 && (await selected()) !== 'billion.\nIt was'; n++) await moveCursor(page, 'Shift+ArrowRight')
  expect(await selected()).toBe('billion.\nIt was')
  await page.keyboard.type('billion, and was')
  const box = page.getByRole('form', { name: 'Propose new words' })
  await expect(box.getByLabel('New words')).toHaveValue('billion, and was')
  await page.keyboard.press('Enter')
  await expect(box).toHaveCount(0)
  const { body } = await api('viewer')<Any>('GET', `/api/articles/${id}`)
  expect(body.text).toBe(TEXT)
  const author = await signIn('author')
  await openArticle(author, id)
  await author.locator('body').press('v')
  await author.getByRole('button', { name: 'Accept into the text' }).press('Enter')
  await expect(author.getByText('Nothing is proposed')).toBeVisible()
  expect((await api('viewer')<Any>('GET', `/api/articles/${id}`)).body.text).toBe(
    'The bridge opened in 2019, and cost $145 billion, and was the first since 1911.\nNobody was surprised.',
  )
})

test('“Saved” is said of nothing that is still under way, and proposals stand on their words while others are unsent', async ({
  signIn,
  api,
}) => {
  const { id, page } = await deskOf(api, signIn, 'editor', [])
  const letThrough = await hold(page, '**/api/articles/*/claims')
  await selectWords(page, '$145 billion')
  await page.keyboard.press('c')
  await expect(page.locator('[data-save="saving"]')).toContainText('Saving …')
  letThrough()
  await expectSaved(page)
  await expect(textOf(page).locator('mark')).toHaveText('$145 billion')

  // Typed and not sent yet, when a proposal arrives.
  await page.getByRole('radio', { name: 'Editing' }).click()
  const send = await hold(page, '**/api/articles/*/steps')
  await textOf(page).click({ position: { x: 200, y: 10 } })
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('Long words before it all: ')
  const { body: article } = await api('checker')<Any>('GET', `/api/articles/${id}`)
  const start = article.text.indexOf('since 1911')
  const selector = { start, end: start + 'since 1911'.length, version: article.version }
  expect((await api('checker')('POST', `/api/articles/${id}/corrections`, { selector, after: 'since 1912' })).status).toBe(201)
  // Longer than news take to be read.
  await page.waitForTimeout(1_500)
  for (const words of await textOf(page).locator('.proposal-old').allTextContents()) expect(words).toBe('since 1911')
  send()
  await expect(textOf(page).locator('.proposal-old')).toHaveText('since 1911')
  await expectSaved(page)
})

test('What one person was writing is not shown to the next one at the same browser', async ({ signIn, api, server }) => {
  const { id, page } = await deskOf(api, signIn, 'checker', ['$145 billion'])
  await page.locator('body').press('j')
  await page.keyboard.press('n')
  await page.keyboard.type('A note of the first person.')
  await page.keyboard.press('Escape')
  await page.route('**/api/claims/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))
  await page.keyboard.press('7')
  await expect(page.getByText('1 change not saved yet')).toBeVisible()
  await page.context().clearCookies()
  await page.unroute('**/api/claims/*')
  await page.goto(`/sign-in?next=/articles/${id}`)
  await page.getByLabel('E-mail').fill(server.desk.people.legal.email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(textOf(page)).toBeVisible()
  await page.locator('body').press('j')
  await expect(page.getByLabel('New note')).toHaveValue('')
  await expectSaved(page)
  const { body } = await api('viewer')<Any>('GET', `/api/articles/${id}/claims`)
  expect(body.claims[0].outcome).toBeNull()
})
