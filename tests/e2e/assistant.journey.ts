import { expect, expectAccessible, openArticle, panelOf, test } from '../support/journey'
import { ModelServer } from '../support/model-server'

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, read by their fields
type Any = any

const TEXT = [
  'The bridge cost 38 million crowns in 2019.',
  'It was a fine morning in the harbour.',
  'Her brother keeps the keys of the tower. Nobody else does.',
].join('\n')

test('An assistant an admin set is asked by keyboard, after what it would be sent was shown; it only proposes', async ({ signIn, api }) => {
  const model = await ModelServer.start()
  try {
    const admin = await signIn('admin')
    await admin.goto('/people')
    const form = admin.getByRole('region', { name: 'Assistant' })
    await expect(form).toContainText('There is no assistant.')
    await form.getByLabel(/^Address/).fill('http://192.168.7.7:8080/v1')
    await form.getByLabel('Model').fill('small')
    await form.getByLabel('Model').press('Enter')
    await expect(form.getByRole('alert')).toContainText('FETCH_ALLOW=192.168.7.7:8080')
    await form.getByLabel(/^Address/).fill(model.address)
    // Tried before it is turned on, with words of our own.
    model.answer = () => JSON.stringify({ claims: [{ quote: 'has 41,200 books', why: 'how many' }] })
    await form.getByRole('button', { name: 'Try it' }).press('Enter')
    await expect(form.getByRole('status')).toContainText('and found what there was to find')
    model.answer = () => ({ status: 404, raw: '{"error":{"message":"model small not found"}}' })
    await form.getByRole('button', { name: 'Try it' }).press('Enter')
    await expect(form.getByRole('alert')).toContainText('It says: “model small not found”')
    model.asked.length = 0
    await expect(form).toContainText('There is no assistant.')
    await form.getByLabel(/^Address/).press('Enter')
    await expect(form).toContainText('The assistant is on.')
    await expectAccessible(admin, 'the assistant set')

    const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
    const page = await signIn('checker')
    await openArticle(page, made.id)
    await page.keyboard.press('q')
    await expect(page.getByRole('tab', { name: 'Gaps' })).toBeFocused()
    model.answer = () =>
      JSON.stringify({
        claims: [
          { quote: 'Her brother keeps the keys of the tower', why: 'who keeps them' },
          { quote: 'Nobody else does.', why: 'nobody?' },
          { quote: 'It was a fine morning', why: 'the weather' },
          { quote: 'The mayor has a key', why: 'made up' },
        ],
      })
    await page.getByRole('button', { name: /^Ask the assistant/ }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Ask the assistant' })
    await expect(dialog).toContainText(model.address)
    await expect(dialog.getByRole('region', { name: 'What would be sent' })).toContainText('Her brother keeps the keys')
    await expect(dialog).not.toContainText('38 million')
    await expect(dialog.getByRole('button', { name: 'Send this' })).toBeFocused()
    await expectAccessible(page, 'what would be sent')
    // Looking is not sending.
    expect(model.asked).toEqual([])
    await page.keyboard.press('Escape')
    expect(model.asked).toEqual([])
    // By a key of the rows, too.
    await page.getByRole('tab', { name: 'Gaps' }).press('ArrowDown')
    await expect(page.getByRole('list', { name: 'Sentences nobody looked at' }).getByRole('button').first()).toBeFocused()
    await page.keyboard.press('a')
    await dialog.getByRole('button', { name: 'Send this' }).press('Enter')
    const proposed = page.getByRole('region', { name: 'Proposed by the assistant' })
    await expect(proposed.getByRole('listitem')).toHaveCount(3)
    await expect(proposed.getByRole('button').first()).toBeFocused()
    await expect(page.getByText('It proposed 3. 1 more is not shown: not word for word in what was sent.')).toBeVisible()
    await expectAccessible(page, 'what it proposes')
    // It is there again after a reload: asking again would send it again.
    await openArticle(page, made.id)
    await page.keyboard.press('q')
    await expect(proposed.getByRole('listitem')).toHaveCount(3)
    await proposed.getByRole('button').nth(1).focus()
    await page.keyboard.press('Enter')
    await expect(panelOf(page, /^C1/)).toContainText('Her brother keeps the keys of the tower')
    await expect(proposed.getByRole('button').nth(1)).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('d')
    await expect(page.getByText('Waved away, by your name.')).toBeVisible()
    await expect(proposed.getByRole('listitem')).toHaveCount(1)
    expect(model.asked).toHaveLength(1)
    await page.goto(`/articles/${made.id}/history`)
    await expect(page.getByText('sent words to the assistant')).toBeVisible()

    // While it thinks it can be cancelled, and a failure is said where one looks.
    await openArticle(page, made.id)
    await page.keyboard.press('q')
    model.answer = () => new Promise(() => {})
    await page.getByRole('button', { name: /^Ask the assistant/ }).press('Enter')
    await dialog.getByRole('button', { name: 'Send this' }).press('Enter')
    await expect(dialog.getByText('Waiting for its answer …')).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).press('Enter')
    await expect(dialog.getByRole('button', { name: 'Send this' })).toBeFocused()
    await expect(dialog.getByRole('status')).toContainText('Cancelled.')
    model.answer = () => 'Sorry.'
    await dialog.getByRole('button', { name: 'Send this' }).press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('cannot be read as proposals')
    await expectAccessible(page, 'an answer that cannot be read')
  } finally {
    await api('admin')('PATCH', '/api/settings', { assistant: null })
    model.stop()
  }
})

test('Passages of a kept source are proposed for a claim, and one is taken as its quote', async ({ signIn, api }) => {
  const model = await ModelServer.start()
  try {
    await api('admin')('PATCH', '/api/settings', { assistant: { address: model.address, model: 'small' } })
    const { body: made } = await api('author')<Any>('POST', '/api/articles', { text: TEXT })
    await api('checker')('POST', `/api/articles/${made.id}/claims`, { selector: { exact: 'cost 38 million crowns' } })
    const { body: source } = await api('checker')<Any>('POST', '/api/sources', { type: 'report', title: 'Register of bridges' })
    await api('checker')('POST', `/api/sources/${source.id}/captures`, {
      text: 'Contents of the register.\n\nThe bridge was paid for in 2019: 38 million crowns.',
    })
    model.answer = () => JSON.stringify({ passages: [{ quote: 'The bridge was paid for in 2019: 38 million crowns.', why: 'the price' }] })
    const page = await signIn('checker')
    await openArticle(page, made.id)
    await page.keyboard.press('j')
    await expect(panelOf(page, /^C1/)).toBeVisible()
    await page.keyboard.press('e')
    await page.keyboard.type('Register of bridges')
    await expect(page.getByRole('option', { name: '“Register of bridges”' })).toBeVisible()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Ask the assistant for passages …' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Ask the assistant' })
    await expect(dialog).toContainText('The claim: cost 38 million crowns')
    await dialog.getByRole('button', { name: 'Send this' }).press('Enter')
    const passage = page.getByRole('list', { name: 'Passages the assistant proposes' }).getByRole('button')
    await expect(passage).toBeFocused()
    await expectAccessible(page, 'a passage proposed')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Exact quote from the source')).toHaveValue('The bridge was paid for in 2019: 38 million crowns.')
    await expect(page.getByLabel('Exact quote from the source')).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await expect(panelOf(page, /^C1/)).toContainText('Quote found in the captured copy')
  } finally {
    await api('admin')('PATCH', '/api/settings', { assistant: null })
    model.stop()
  }
})
