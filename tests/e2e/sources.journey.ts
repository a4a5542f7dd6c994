import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, expectAccessible, openArticle, panelOf, test } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, read by their fields
type Any = any

/** A newspaper's site on this machine; what its page says can be changed. */
async function newspaper() {
  const said = { price: '38', status: 200 }
  const server = createServer((_, response) => {
    response.writeHead(said.status, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="en"><head><title>Mill bought</title>
      <script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill bought twice","datePublished":"2024-05-03","dateModified":"2025-01-01","author":[{"name":"Bo Ek"}],"publisher":{"name":"The Gazette"}}</script></head>
      <body><article><h1>Mill bought twice</h1><p>The council approved the purchase of the mill at a price of ${said.price} million crowns on Friday, after a long debate about what else the money could have done for the town and for its three schools.</p></article></body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { said, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mill`, close: () => server.close() }
}

test('A source is read from its page, kept, and found changed by the link check; its quote is named as lost', async ({ signIn, api }) => {
  const site = await newspaper()
  const page = await signIn('checker')
  await page.goto('/sources')
  await page.getByRole('button', { name: 'New source' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New source' })
  await dialog.getByLabel('Read it from its page').fill('http://10.0.0.1/secret')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert').filter({ hasText: 'not on the open web' })).toBeVisible()
  await dialog.getByLabel('Read it from its page').fill(site.address)
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Title')).toHaveValue('Mill bought twice')
  await expect(dialog.getByLabel('Author', { exact: true })).toHaveValue('Bo Ek')
  await expect(dialog.getByLabel('Date', { exact: true })).toHaveValue('2024-05-03')
  await expect(dialog.getByLabel('Published in')).toHaveValue('The Gazette')
  await expectAccessible(page, 'a source read from its page')
  await dialog.getByRole('button', { name: 'Add source' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Mill bought twice' })).toBeVisible()
  const id = page.url().split('/').at(-1)

  await page.getByRole('button', { name: 'Fetch its page' }).press('Enter')
  await expect(page.getByText('127.0.0.1, first copy')).toBeVisible()
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: 'The mill cost 38 million crowns.' })
  const { body: claim } = await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '38 million' } })
  await api('checker')('POST', `/api/claims/${claim.id}/evidence`, {
    source: { id },
    stance: 'supports',
    quote: 'at a price of 38 million crowns',
  })
  const found = page.getByRole('region', { name: 'Its address' })
  await page.getByRole('button', { name: 'Check the link' }).press('Enter')
  await expect(found).toContainText('Alive, and says what the kept copy says')
  site.said.price = '41'
  await page.getByRole('button', { name: 'Check the link' }).press('Enter')
  await expect(found).toContainText('says something else than the kept copy')
  await expect(found.locator('del')).toHaveText('38')
  await expect(found.locator('ins')).toHaveText('41')
  await expect(page.getByText('Its quote no longer stands there')).toBeVisible()
  await expectAccessible(page, 'a link check')
  site.said.status = 410
  await page.getByRole('button', { name: 'Check the link' }).press('Enter')
  await expect(found).toContainText('Gone (410)')

  // All of an article at once, from where it is signed.
  site.said.status = 200
  await page.goto(`/articles/${made.id}/sign-off`)
  const all = page.getByRole('region', { name: 'Sources' })
  await expect(all).toContainText('Gone')
  await all.getByRole('button', { name: 'Check the address' }).press('Enter')
  await expect(all).toContainText('Alive, changed since it was kept')
  await expect(all).toContainText('Its quote no longer stands there: C1')
  await expectAccessible(page, 'the sources of an article checked')

  // The same source twice: one becomes the other, and is itself again.
  const { body: twin } = await api('checker')<Any>('POST', '/api/sources', { title: 'Mill bought twice', type: 'report' })
  await page.goto(`/sources/${id}`)
  const twice = page.getByRole('region', { name: 'The same source twice' })
  await twice.getByRole('button', { name: /^Merge into this one/ }).press('Enter')
  await expect(twice.getByRole('button', { name: 'Part them: Mill bought twice' })).toBeVisible()
  await expectAccessible(page, 'a merged source')
  await page.goto(`/sources/${twin.id}`)
  await expect(page.getByText('This entry turned out to be')).toBeVisible()
  await page.goto(`/sources/${id}`)
  await twice.getByRole('button', { name: 'Part them: Mill bought twice' }).press('Enter')
  await expect(twice.getByRole('button', { name: /^Merge into this one/ })).toBeVisible()

  // The same page, another way: recognised.
  await page.goto('/sources')
  await page.getByRole('button', { name: 'New source' }).press('Enter')
  await dialog.getByLabel('Read it from its page').fill(`${site.address}?utm_source=letter`)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('status').filter({ hasText: 'The library has some like it already' })).toContainText('the same address')
  site.close()
})

test('A source that was begun is there again after Escape and a reload, with its kind; a confidential one leaves nothing in the browser', async ({
  signIn,
}) => {
  const page = await signIn('checker')
  await page.goto('/sources')
  const dialog = page.getByRole('dialog', { name: 'New source' })
  const open = () => page.getByRole('button', { name: 'New source' }).press('Enter')
  const inBrowser = () => page.evaluate(() => JSON.stringify(localStorage))
  await open()
  await expect(dialog.getByLabel('Read it from its page')).toBeFocused()
  await dialog.getByLabel('Kind of source').selectOption('book')
  await dialog.getByLabel('Title').fill('Half a title')
  await dialog.getByLabel('Author', { exact: true }).fill('Ek, Bo')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.reload()
  await open()
  await expect(dialog.getByLabel('Title')).toHaveValue('Half a title')
  await expect(dialog.getByLabel('Author', { exact: true })).toHaveValue('Ek, Bo')
  await expect(dialog.getByLabel('Kind of source')).toHaveValue('book')
  await dialog.getByText('More: archived copy').press('Enter')
  await dialog.getByLabel(/^Confidential/).check()
  await dialog.getByLabel('Called in such reports').fill('An official')
  await expect.poll(inBrowser).not.toContain('Half a title')
  await page.keyboard.press('Escape')
  await open()
  await expect(dialog.getByLabel('Title')).toHaveValue('Half a title')
  await dialog.getByText('More: archived copy').press('Enter')
  await expect(dialog.getByLabel(/^Confidential/)).toBeChecked()
  await expect(dialog.getByLabel('Called in such reports')).toHaveValue('An official')
  expect(await inBrowser()).not.toContain('An official')
  await dialog.getByRole('button', { name: 'Begin anew' }).press('Enter')
  await expect(dialog.getByLabel('Title')).toHaveValue('')
  await expect(dialog.getByLabel('Kind of source')).toHaveValue('webpage')
})

test('Sources come in from a list after they were looked through; one that is withdrawn says so where it is used', async ({ signIn }) => {
  const page = await signIn('checker')
  await page.goto('/sources')
  await page.getByRole('button', { name: 'Take in a list' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Sources from a list' })
  await dialog.getByLabel('CSL-JSON, RIS or BibTeX').fill('Words.')
  await dialog.getByRole('button', { name: 'Look through' }).press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Nothing was taken')
  await dialog
    .getByLabel('CSL-JSON, RIS or BibTeX')
    .fill('@book{a, author = {M{\\"u}ller, Ida}, title = {Mills of the north}, year = 2019}\n@book{b, title = {Mills of the south}}')
  await dialog.getByRole('button', { name: 'Look through' }).press('Enter')
  await expect(dialog.getByRole('status')).toHaveText('BibTeX: 2 new, 0 in the library already.')
  await expect(dialog).toContainText('Ida Müller, “Mills of the north”, 2019.')
  await expectAccessible(page, 'a list of sources looked through')
  await dialog.getByRole('button', { name: 'Add 2' }).press('Enter')
  await expect(page.getByRole('link', { name: 'Mills of the south' })).toBeVisible()

  await page.getByRole('link', { name: 'Mills of the north' }).press('Enter')
  await page.getByRole('button', { name: 'Change' }).press('Enter')
  const change = page.getByRole('dialog', { name: 'Change source' })
  await change.getByText('More: archived copy').press('Enter')
  await change.getByLabel('What became of it').selectOption('withdrawn')
  await change.getByLabel('When and why').fill('The publisher took it back in May.')
  await change.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(page.getByText('The publisher took it back in May.')).toBeVisible()
  await expectAccessible(page, 'a withdrawn source')
  await page.goto('/sources')
  await expect(page.getByRole('row', { name: /Mills of the north/ })).toContainText('Withdrawn')
})

test('A new source given by its address is called what its page says, when somebody asks, and what was put right', async ({
  signIn,
  api,
}) => {
  const site = await newspaper()
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: 'The mill cost 38 million crowns.' })
  const { body: claim } = await api('editor')<Any>('POST', `/api/articles/${made.id}/claims`, { selector: { exact: '38 million' } })
  const page = await signIn('checker')
  await openArticle(page, made.id)
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await page.keyboard.type(`${site.address}?page=2`)
  await page.keyboard.press('Enter')
  const quote = page.getByLabel('Exact quote from the source')
  await expect(quote).toBeFocused()
  await page.keyboard.type('38 million crowns')
  // Nothing is asked before somebody wants it; the words stay in the field meanwhile.
  await page.getByRole('button', { name: 'Read its title and date from the page' }).press('Enter')
  const title = page.getByLabel('Title of the source')
  await expect(title).toBeFocused()
  await expect(title).toHaveValue('Mill bought twice')
  await expect(page.getByText('Bo Ek · The Gazette · 2024-05-03')).toBeVisible()
  await expect(quote).toHaveValue('38 million crowns')
  await expectAccessible(page, 'a source read in the line')
  await title.fill('Mill bought again')
  await page.keyboard.press('Enter')
  await expect(title).toBeHidden()
  await expect(panelOf(page).getByText('Mill bought again').first()).toBeVisible()
  const { body: detail } = await api('checker')<Any>('GET', `/api/claims/${claim.id}`)
  expect(detail.evidence[0]).toMatchObject({
    quote: '38 million crowns',
    source: { title: 'Mill bought again', issued: '2024-05-03', URL: `${site.address}?page=2` },
  })
  // The same address again is the same source.
  await page.keyboard.press('e')
  await page.keyboard.type(`${site.address}?page=2`)
  await expect(page.getByRole('option', { name: /Mill bought again/ })).toBeVisible()
  site.close()
})
