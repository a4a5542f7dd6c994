import { wordFile, wordParagraph, wordWithComments } from '../factories/docx-file'
import { expect, expectAccessible, panelOf, test, textOf } from '../support/journey'

const BODY = [
  wordParagraph(null, 'The council paid ', ['COMMENT:0', '40 million crowns'], ' for the mill. It closed in 1952.'),
  '<w:p><w:r><w:t xml:space="preserve">Nobody wept </w:t></w:r><w:ins w:id="7" w:author="x"><w:r><w:t>in public</w:t></w:r></w:ins><w:del w:id="8" w:author="x"><w:r><w:delText>at home</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>',
].join('')

test('Copy annotated in Word arrives as claims with notes, its changes taken or refused; an address in a note becomes evidence', async ({
  signIn,
}) => {
  const file = wordWithComments(BODY, [
    { author: 'Ann Lee', date: '2024-05-03T10:00:00Z', text: 'Minutes: https://council.example/minutes/12.' },
  ])
  const page = await signIn('checker')
  await page.goto('/articles/new')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'mill.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(file),
  })
  const preview = page.getByRole('region', { name: 'How it was read' })
  const remarks = page.getByRole('region', { name: 'Comments and footnotes' })
  await expect(remarks).toContainText('“40 million crowns”')
  await expect(remarks).toContainText('Comment, Ann Lee, 2024-05-03: Minutes')
  await expect(preview.getByRole('blockquote')).toContainText('Nobody wept in public.')
  await expectAccessible(page, 'an annotated copy before it comes in')
  await preview.getByLabel('Tracked changes of the file').selectOption('reject')
  await expect(preview.getByRole('blockquote')).toContainText('Nobody wept at home.')
  await preview.getByRole('button', { name: 'Bring it in' }).press('Enter')
  await page.waitForURL(/articles\/(?!new)[^/]+$/)
  await expect(textOf(page)).toContainText('Nobody wept at home.')

  await page.keyboard.press('j')
  const panel = panelOf(page, /^C1/)
  await expect(panel).toContainText('40 million crowns')
  await expect(panel).toContainText('Comment in the file by Ann Lee, 2024-05-03:')
  // What the comment gives as its source is one press away, and nothing is kept before it is meant.
  await panel.getByRole('button', { name: 'Use council.example as evidence' }).press('Enter')
  await expect(page.getByLabel('Exact quote from the source')).toBeFocused()
  await page.keyboard.type('for 40 million crowns')
  await expectAccessible(page, 'evidence from a comment')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('link', { name: /council\.example/ }).first()).toBeVisible()
  await expect(panel.getByText('for 40 million crowns')).toBeVisible()
})

test('A footnote that names a source becomes evidence on the sentence it stands at', async ({ signIn }) => {
  const page = await signIn('checker')
  await page.goto('/articles/new')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'mill.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from('It closed in 1952.[^1]\n\n[^1]: City register, volume 3.\n'),
  })
  await expect(page.getByRole('region', { name: 'Comments and footnotes' })).toContainText('City register')
  await page.getByRole('button', { name: 'Bring it in' }).press('Enter')
  await expect(textOf(page)).toContainText('It closed in 1952.')
  await page.keyboard.press('j')
  const panel = panelOf(page, /^C1/)
  await panel.getByRole('button', { name: 'Use as evidence' }).press('Enter')
  await expect(page.getByLabel('Exact quote from the source')).toBeFocused()
  await page.keyboard.type('closed for good')
  await page.keyboard.press('Enter')
  await expect(panel.getByText('closed for good')).toBeVisible()
  await expect(panel.getByText('City register, volume 3').first()).toBeVisible()
})

test('Comments and footnotes stay out of the desk when nobody wants them', async ({ signIn }) => {
  const page = await signIn('author')
  await page.goto('/articles/new')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'mill.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from('It closed in 1952.[^1]\n\n[^1]: City register.\n'),
  })
  await page.getByLabel('Make a claim of each comment and footnote').uncheck()
  await page.getByRole('button', { name: 'Bring it in' }).press('Enter')
  await expect(textOf(page)).toContainText('It closed in 1952.')
  await expect(page.getByText('The first claim', { exact: true })).toBeVisible()
})

test('A plain Word file comes in at once, with nothing to ask', async ({ signIn }) => {
  const page = await signIn('author')
  await page.goto('/articles/new')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'plain.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(wordFile(wordParagraph(null, 'It closed in 1952, they say.'))),
  })
  await expect(textOf(page)).toContainText('It closed in 1952')
})
