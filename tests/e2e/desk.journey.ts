import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { TOTP } from 'otpauth'
import { corpus } from '../support/corpora'
import { apiOf, PASSWORD } from '../support/desk'
import { expect, expectAccessible, openArticle, test, textOf } from '../support/journey'

test('axe finds nothing on any screen, in both themes', async ({ signIn, server, browser }) => {
  test.setTimeout(150_000)
  const page = await signIn('admin')
  const sources = await page.request.get('/api/sources')
  const sourceId = ((await sources.json()) as { sources: { id: string }[] }).sources[0]?.id
  for (const path of [
    '/articles',
    '/articles?bin=1',
    '/articles/new',
    '/claims',
    '/claims?state=cut&q=nothing',
    '/sources',
    `/sources/${sourceId}`,
    '/people',
    '/account',
    `/articles/${server.desk.sampleId}/history`,
    `/articles/${server.desk.sampleId}/versions`,
    `/articles/${server.desk.sampleId}/versions?from=0&to=20`,
    `/articles/${server.desk.sampleId}/drafts`,
    '/nowhere',
  ]) {
    await page.goto(path)
    await page.waitForLoadState('networkidle').catch(() => {})
    await expectAccessible(page, path)
  }
  await openArticle(page, server.desk.sampleId)
  await expectAccessible(page, 'the desk')
  for (let n = 0; n < 10; n++) await page.locator('body').press('j')
  await expect(page.getByText('The words changed after the decision')).toBeVisible()
  await expectAccessible(page, 'the desk with a stale claim')
  await page.locator('body').press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'the keys')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Every field …' }).click()
  await page.getByRole('button', { name: 'Add a new source' }).click()
  await expectAccessible(page, 'the evidence form')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Export' }).click()
  await expectAccessible(page, 'the export')
  const stranger = await (await browser.newContext({ baseURL: server.desk.url })).newPage()
  await stranger.goto('/sign-in')
  await expectAccessible(stranger, 'signing in')
  await stranger.context().close()
})

test('An article comes in by paste, with what was lost said in words, and by a file', async ({ signIn }) => {
  const page = await signIn('editor')
  await page.getByRole('link', { name: 'New article' }).click()
  await page.getByRole('textbox', { name: 'Paste' }).evaluate((field) => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<h1>Pasted head</h1><p>Some <b>bold</b> words.</p><ul><li>a</li></ul><iframe src="https://x.example"></iframe>',
    )
    data.setData('text/plain', 'Pasted head\nSome bold words.')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  })
  await page.getByRole('textbox', { name: 'Paste' }).fill('Pasted head\nSome bold words.')
  await page.getByRole('button', { name: 'Bring it in' }).click()
  // Said before anything is created, beside the first lines.
  await expect(page.getByText(/embedded video or other player was left out/)).toBeVisible()
  await expect(page.getByLabel('First lines')).toContainText('Some bold words.')
  await expectAccessible(page, 'the preview of an import')
  await expect(page.getByRole('button', { name: 'Bring it in' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(textOf(page).locator('h1')).toHaveText('Pasted head')
  await expect(textOf(page).locator('strong')).toHaveText('bold')

  await page.goto('/articles/new', { waitUntil: 'networkidle' })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'draft.md', mimeType: 'text/markdown', buffer: Buffer.from('# From a file\n\nOne two three.') })
  await expect(textOf(page).locator('h1')).toHaveText('From a file')

  await page.goto('/articles/new')
  await page.locator('input[type=file]').setInputFiles({
    name: 'cyrillic.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from([0xcf, 0xee, 0xf0, 0xf2, 0x20, 0xe2, 0xe7, 0xff, 0xeb, 0x20, 0x34, 0x31, 0x2e]),
  })
  // Too short to tell; said so, and the person chooses.
  await page.getByRole('combobox', { name: 'Encoding of a text or web page file' }).selectOption('windows-1251')
  await expect(page.getByLabel('First lines')).toHaveText('Порт взял 41.')
  await page.getByRole('button', { name: 'Back' }).click()

  await page.goto('/articles/new', { waitUntil: 'networkidle' })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'fake.docx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 not really') })
  await expect(page.locator('#main').getByRole('alert')).toContainText(/damaged|not a Word document/)
})

test('The first person sets the desk up once, invites another, and can take the access back', async ({ signIn, browser, server }) => {
  const admin = await signIn('admin')
  await admin.goto('/setup?code=anything')
  await expect(admin).toHaveURL(/articles|sign-in/)
  await admin.goto('/people')
  await admin.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Jo Fresh')
  await dialog.getByLabel('E-mail').fill('jo@desk.test')
  await dialog.getByLabel('Role').selectOption('legal')
  await dialog.getByLabel('E-mail').press('Enter')
  const link = await dialog.getByLabel('Invitation link').inputValue()

  const jo = await (await browser.newContext({ baseURL: server.desk.url })).newPage()
  await jo.goto(link)
  await jo.getByLabel('Password').fill('a password that is long')
  await jo.getByLabel('Password').press('Enter')
  await jo.waitForURL('**/articles')
  await expect(jo.getByRole('button', { name: /Jo Fresh/ })).toBeVisible()

  await admin.keyboard.press('Escape')
  await admin.getByRole('button', { name: 'Deactivate Jo Fresh' }).click()
  await expect(admin.getByRole('button', { name: 'Reactivate Jo Fresh' })).toBeVisible()
  await jo.reload()
  await expect(jo).toHaveURL(/sign-in/)
  await jo.context().close()
})

test('The board filters claims across articles, and the filter is in the address', async ({ signIn, server }) => {
  const page = await signIn('viewer')
  await page.getByRole('link', { name: 'Claims' }).click()
  await page.getByLabel('Freshness').selectOption('stale')
  await page.getByRole('button', { name: 'Filter' }).press('Enter')
  await expect(page).toHaveURL(/freshness=stale/)
  await expect(page.locator('tbody tr')).toHaveCount(1)
  await page.locator('tbody a').click()
  await expect(page).toHaveURL(new RegExp(`${server.desk.sampleId}\\?claim=10`))
  await expect(page.locator('[role="comment"]')).toContainText('The words changed after the decision')
  await page.goBack()
  await expect(page.locator('tbody tr')).toHaveCount(1)
})

test('The desk is readable on a phone, and the theme can be chosen', async ({ signIn, server }) => {
  const page = await signIn('viewer')
  await page.getByRole('button', { name: /Viewer Person/ }).click()
  await page.getByRole('menuitem', { name: 'Theme: dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.setViewportSize({ width: 390, height: 800 })
  await openArticle(page, server.desk.sampleId)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('tab', { name: 'Claims' }).click()
  await page.getByRole('region', { name: 'Claims list' }).getByRole('button').first().click()
  await expect(page.locator('[role="comment"]')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  // What else there is to read of an article is a menu away.
  await page.keyboard.press('Escape')
  const more = page.getByRole('button', { name: 'More of this article' })
  await more.press('Enter')
  await expect(page.getByRole('menuitem')).toHaveText([/^Sign-off/, /^Export/, /^Versions/, /^History/, /^Publication/])
  await page.getByRole('menuitem', { name: 'Sign-off' }).press('Enter')
  await expect(page.getByRole('heading', { name: /Sign-off|What stands open/ }).first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('The report opens from disk without a request, with a note in place for every claim', async ({ signIn, api, browser, server }) => {
  const ids = [server.desk.sampleId]
  const article = corpus('articles/kursk-incursion.txt')
  if (article) {
    const made = await api('editor')<{ id: string }>('POST', '/api/articles', { title: 'Kursk', text: readFileSync(article, 'utf8') })
    ids.push(made.body.id)
    const { body } = await api('editor')<{ text: string }>('GET', `/api/articles/${made.body.id}`)
    const figures = [...body.text.matchAll(/\$?\d[\d,.]*(?: (?:million|billion|percent)|%)?/g)].slice(0, 12)
    for (const figure of figures)
      await api('editor')('POST', `/api/articles/${made.body.id}/claims`, {
        selector: { start: figure.index, end: figure.index + figure[0].length },
        type: 'number',
      })
  }
  const page = await signIn('editor')
  for (const id of ids) {
    const html = await (await page.request.get(`/api/articles/${id}/export/html`)).text()
    const { body } = await api('viewer')<{ claims: { number: number; quote: string; ranges: unknown[] }[] }>(
      'GET',
      `/api/articles/${id}/claims`,
    )
    const context = await browser.newContext({ offline: true })
    const report = await context.newPage()
    const requests: string[] = []
    report.on('request', (request) => requests.push(request.url()))
    await report.setContent(html)
    expect(requests.filter((url) => !url.startsWith('data:') && url !== 'about:blank')).toEqual([])
    await expect(report.locator('article sup')).toHaveCount(body.claims.filter((claim) => claim.ranges.length > 0).length)
    for (const claim of body.claims)
      await expect(report.locator(`#claim-${claim.number} .words`)).toContainText(claim.quote.split('\n')[0] ?? '')
    const { violations } = await new AxeBuilder({ page: report }).analyze()
    expect(violations.map((one) => one.id)).toEqual([])
    // On a phone nothing runs out of the page, however long an address is.
    await report.setViewportSize({ width: 390, height: 800 })
    await report.locator('article').evaluate((text) => {
      const long = `https://port.example/${'a'.repeat(400)}`
      text.insertAdjacentHTML(
        'beforeend',
        `<p>${long}</p><pre>${long}</pre><div class="scroll"><table><tr>${'<td>words of a cell</td>'.repeat(14)}</tr></table></div>`,
      )
    })
    expect(await report.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await context.close()
  }
  await openArticle(page, server.desk.sampleId)
  await page.getByRole('button', { name: 'Export' }).click()
  // Cancelled while it waits for its turn, behind another piece of the same person's work, the focus is back where it was left.
  const words = '<p>The mill of the town had <b>forty</b> looms and a chimney of brick.</p>'.repeat(12_000)
  const reading = api('editor')('POST', '/api/previews', { html: words })
  await page.getByRole('button', { name: /^Word/ }).press('Enter')
  await expect(page.getByRole('button', { name: 'Cancel Word, for the desk' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Word/ })).toBeFocused()
  await reading
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d_the-town-that-bought-back-its-river_factcheck_v\d+\.docx$/)
  await expect(page.getByRole('link', { name: 'Download' })).toBeFocused()
  await expectAccessible(page, 'a report that is ready')
  // The link is there after a reload, and gives the very file again; until it is taken off.
  await page.reload()
  await page.getByRole('button', { name: 'Export' }).click()
  const again = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).press('Enter')
  expect((await again).suggestedFilename()).toBe((await download).suggestedFilename())
  await page.getByRole('button', { name: 'Take Word, for the desk off the list' }).press('Enter')
  await expect(page.getByRole('link', { name: 'Download' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Word/ })).toBeFocused()
})

test('A forgotten password has a way back, an invitation is withdrawn, and a session ended', async ({ signIn, api, browser, server }) => {
  // A person of this journey only: a new password ends the tokens the other journeys work with.
  const invited = await api('admin')<{ path: string }>('POST', '/api/invitations', {
    name: 'Robin Forgot',
    email: 'robin@desk.test',
    role: 'legal',
  })
  const token = invited.body.path.split('/').pop()
  const joined = { token, name: 'Robin Forgot', password: 'the password they forgot' }
  const origin = { Origin: server.desk.url }
  expect((await apiOf(server.desk.url, null)('POST', '/api/invitations/accept', joined, origin)).status).toBeLessThan(300)
  const admin = await signIn('admin')
  await admin.goto('/people')
  await admin.getByRole('button', { name: 'New password link for Robin Forgot' }).click()
  const link = await admin.getByLabel('Link for a new password').inputValue()
  await admin.keyboard.press('Escape')
  await admin.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Not Afterall')
  await dialog.getByLabel('E-mail').fill('not@desk.test')
  await dialog.getByLabel('E-mail').press('Enter')
  const invitation = await dialog.getByLabel('Invitation link').inputValue()
  await admin.keyboard.press('Escape')
  await admin.getByRole('button', { name: 'Withdraw the invitation of Not Afterall' }).click()
  await expect(admin.getByText('not@desk.test')).toHaveCount(0)

  const legal = await (await browser.newContext({ baseURL: server.desk.url })).newPage()
  expect((await legal.goto(invitation))?.status()).toBe(404)
  await legal.goto(link)
  await expect(legal.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
  await legal.getByLabel('New password').fill('another password that is long')
  await legal.getByLabel('New password').press('Enter')
  await legal.waitForURL('**/articles')
  await legal.goto('/account')
  await expect(legal.getByRole('heading', { name: 'Where you are signed in' })).toBeVisible()
  await legal.getByRole('button', { name: /^Sign out there/ }).click()
  await legal.waitForURL('**/sign-in**')
  await legal.context().close()
})

test('A second factor is set up, asked for, and taken away, by keyboard', async ({ signIn, server }) => {
  const page = await signIn('viewer')
  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Second factor' }).or(page.locator('section').filter({ hasText: 'Second factor' }))
  await section.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(section.getByRole('img', { name: 'QR code for an authenticator app' })).toBeVisible()
  await expect(section.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
  await expectAccessible(page, 'setting up a second factor')
  const secret = await section.getByLabel('Key for the app').inputValue()
  const app = new TOTP({ secret })
  await expect(section.getByLabel(/A code the app shows/)).toBeFocused()
  await page.keyboard.type(app.generate())
  await page.keyboard.press('Enter')
  await expect(section).toContainText('On: a code of your authenticator app')

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(server.desk.people.viewer.email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Code of your authenticator app')).toBeFocused()
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'This code is not right' })).toBeVisible()
  await page.getByLabel('Code of your authenticator app').fill(app.generate())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/articles/)
  await page.goto('/account')
  await section.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(section).toContainText('Set it up')
})
