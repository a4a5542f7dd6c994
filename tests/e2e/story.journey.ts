import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectSaved, openArticle, panelOf, selectWords, test, textOf } from '../support/journey'

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, read by their fields
type Any = any

const TEXT = 'The town paid 40 million crowns for the mill.\nThe mayor hid the accounts from the council.\nThe mill closed in 1952.'

/** Marks words by key and gives them an outcome, how sure, and why. */
async function check(page: Page, words: string, outcome: string, reason: string): Promise<void> {
  await selectWords(page, words)
  await page.keyboard.press('c')
  await page.keyboard.press('j')
  await page.keyboard.press(outcome)
  await page.keyboard.press('h')
  await page.keyboard.type(reason)
  await page.keyboard.press('Enter')
}

test('A desk checks an article from its first draft to the correction after it was printed', async ({ signIn, api, server }) => {
  test.setTimeout(240_000)
  const { people } = server.desk
  // The author files, with a list of sources.
  const author = await signIn('author')
  await author.goto('/sources')
  await author.getByRole('button', { name: 'Take in a list' }).press('Enter')
  const list = author.getByRole('dialog', { name: 'Sources from a list' })
  await list.getByLabel('CSL-JSON, RIS or BibTeX').fill('@report{a, title = {Accounts of the town, 1931}, year = 1931}')
  await list.getByRole('button', { name: 'Look through' }).press('Enter')
  await list.getByRole('button', { name: 'Add 1' }).press('Enter')
  await expect(author.getByRole('link', { name: 'Accounts of the town, 1931' })).toBeVisible()
  const { body: made } = await api('author')<Any>('POST', '/api/articles', { title: 'The mill', text: TEXT })

  // The checker checks three claims, one of them by phone.
  const checker = await signIn('checker')
  await openArticle(checker, made.id)
  await check(checker, '40 million crowns', '1', 'The accounts say so.')
  await check(checker, 'The mayor hid the accounts from the council', '1', 'Two councillors say so.')
  await check(checker, 'The mill closed in 1952', '1', 'The clerk read it out.')
  await expect
    .poll(async () => (await api('viewer')<Any>('GET', `/api/articles/${made.id}/claims`)).body.claims.map((one: Any) => one.outcome))
    .toEqual(['confirmed', 'confirmed', 'confirmed'])
  await checker.goto(`/articles/${made.id}/sign-off`)
  await checker.getByLabel('Who', { exact: true }).fill('Bo Ek, town clerk')
  await checker.getByLabel('About claim').selectOption({ index: 3 })
  await checker.getByLabel('What they said of it').selectOption('confirmed')
  await checker.getByLabel('On what terms').selectOption('on-record')
  await checker.getByLabel('In their words').fill('It closed in May 1952.')
  await checker.keyboard.press('Enter')
  await expect(checker.getByRole('region', { name: 'Contacts' })).toContainText('Bo Ek, town clerk')

  // A second checker disagrees, blind; a third person decides.
  await openArticle(checker, made.id)
  await checker.keyboard.press('j')
  const first = panelOf(checker, /^C1/)
  await first.getByText('Second check, blind').press('Enter')
  await first.getByLabel('Ask for one from').selectOption(people.editor.id)
  await expect(first).toContainText('Waiting for Editor Person')
  const editor = await signIn('editor')
  await editor.goto(`/articles/${made.id}`)
  await expect(editor.getByRole('heading', { name: 'Second check: C1 of The mill' })).toBeVisible()
  await expect(editor.getByLabel('The passage')).toContainText('The town paid 40 million crowns')
  await expect(editor.getByText('The accounts say so.')).toHaveCount(0)
  await expectAccessible(editor, 'a blind second check')
  await editor.getByRole('radio', { name: /^Confirmed/ }).focus()
  await editor.keyboard.press('7')
  await editor.keyboard.press('m')
  await expect(editor.getByRole('radio', { name: /^Wrong/ })).toBeChecked()
  await editor.getByLabel('Because').fill('The accounts say 38 million.')
  await editor.getByRole('button', { name: 'This is what I find' }).press('Enter')
  await expect(editor.getByRole('status').filter({ hasText: 'You found it wrong, it was confirmed' })).toBeVisible()
  await expectAccessible(editor, 'two different findings')
  const admin = await signIn('admin')
  await openArticle(admin, made.id, 'Checking')
  await admin.keyboard.press('j')
  const settled = panelOf(admin, /^C1/)
  await settled.getByRole('form', { name: 'Decide between the two' }).getByLabel('It is').selectOption('wrong')
  await settled.getByLabel('Why, between the two').fill('Page 3 of the accounts.')
  await expectAccessible(admin, 'deciding between two findings')
  await settled.getByLabel('Why, between the two').press('Enter')
  await expect(panelOf(admin, /^C1, Cross-checked, wrong/)).toContainText('Admin Person decided: wrong.')

  // The author corrects the words, and legal clears the allegation when the mayor has answered.
  const { body: claims } = await api('viewer')<Any>('GET', `/api/articles/${made.id}/claims`)
  // Somebody's last step may still be on its way; a flag refused for it is asked for on the newer revision.
  await expect(async () => {
    const { body: now } = await api('viewer')<Any>('GET', `/api/claims/${claims.claims[1].id}`)
    const flag = await api('legal')('PATCH', `/api/claims/${now.id}`, { revision: now.revision, legalKind: 'allegation' })
    expect(flag.status).toBe(200)
  }).toPass({ timeout: 20_000 })
  await openArticle(author, made.id, 'Editing')
  await selectWords(author, '40')
  await author.keyboard.type('38')
  await expect(textOf(author)).toContainText('38 million')
  await author.goto(`/articles/${made.id}/sign-off`)
  await author.getByLabel('Who is criticised').fill('The mayor')
  await author.getByLabel('Of what').fill('Hiding the accounts')
  await author.keyboard.press('Enter')
  const replies = author.getByRole('region', { name: 'Right of reply' })
  await replies.getByRole('button', { name: 'They were asked' }).press('Enter')
  await replies.getByLabel('What The mayor answered').fill('They were open to all.')
  await replies.getByRole('button', { name: 'Keep the answer' }).press('Enter')
  await replies.getByRole('button', { name: 'Used in part' }).press('Enter')
  const legal = await signIn('legal')
  await openArticle(legal, made.id)
  await legal.keyboard.press('j')
  await legal.keyboard.press('j')
  const flagged = panelOf(legal, /^C2/)
  await expect(flagged.getByLabel('Legal review')).toHaveValue('allegation')
  await flagged.getByLabel('Legal review').selectOption('none')
  await expect.poll(async () => (await api('viewer')<Any>('GET', `/api/claims/${claims.claims[1].id}`)).body.legalFlag).toBe(false)

  // The changed figure is checked anew, and the editor signs.
  await openArticle(checker, made.id)
  await checker.keyboard.press('j')
  await checker.keyboard.press('1')
  await expect(panelOf(checker, /^C1, .*confirmed/)).toBeVisible()
  await expectSaved(checker)
  await editor.goto(`/articles/${made.id}/sign-off`)
  await expect(editor.getByText('Nothing stands open.')).toBeVisible()
  await editor.getByRole('button', { name: /^Sign off as/ }).press('Enter')
  const signatures = editor.getByRole('list', { name: 'Sign-offs' })
  await expect(signatures).toContainText('holds for this text')

  // The author changes one figure: the signature is void until the claim is decided anew, and it is signed again.
  await openArticle(author, made.id, 'Editing')
  await selectWords(author, '1952')
  await author.keyboard.type('1953')
  await expect(author.locator('[data-save="saved"]')).toBeVisible()
  await editor.reload()
  await expect(signatures).toContainText('void: the text is another one now')
  await expect(editor.getByRole('link', { name: /C3 “The mill closed in 1953” was changed after it was checked/ })).toBeVisible()
  await openArticle(checker, made.id)
  for (let n = 0; n < 3; n++) await checker.keyboard.press('j')
  await checker.keyboard.press('r')
  await expect(panelOf(checker, /^C3, Checked, confirmed$/)).toBeVisible()
  await expectSaved(checker)
  await editor.reload()
  await editor.getByRole('button', { name: /^Sign off as/ }).press('Enter')
  await expect(signatures.getByText('holds for this text')).toHaveCount(1)

  // It is published, a reader writes in, and readers are told.
  await editor.getByRole('link', { name: 'Publication' }).press('Enter')
  await expect(editor.getByText('is signed off.')).toBeVisible()
  await editor.getByLabel('Published at').fill('https://paper.example/mill')
  await editor.keyboard.press('Enter')
  await expect(editor.getByText('✓ This text')).toBeVisible()
  await editor.getByLabel('Which claim').selectOption({ index: 3 })
  await expect(editor.getByLabel('What was printed')).toHaveValue('The mill closed in 1953')
  await editor.getByLabel('What kind').selectOption('date')
  await editor.getByLabel('What is right').fill('The mill closed in 1952')
  await editor.getByLabel('How it got through').selectOption('added-late')
  await expectAccessible(editor, 'an error in print')
  await editor.getByRole('button', { name: 'Note the error' }).press('Enter')
  await expect(editor.getByText('Readers were not told yet.')).toBeVisible()
  await editor.getByLabel('Correction note, as readers get it').fill('The mill closed in 1952, not 1953.')
  await editor.getByRole('button', { name: 'Readers were told' }).press('Enter')
  await expect(editor.getByText('✓ Readers were told')).toBeVisible()
  await expectAccessible(editor, 'publication and errors')
  const { body: report } = await api('editor')<string>('GET', `/api/articles/${made.id}/export/html`)
  for (const said of [
    'paper.example/mill',
    'The mill closed in 1952, not 1953.',
    'Bo Ek, town clerk',
    'They were open to all.',
    'Checked again, blind',
  ])
    expect(report).toContain(said)
})
