import { describe, expect, it } from 'vitest'
import { importArticle } from '@/lib/server/use-cases/articles/import-article'
import { previewImport } from '@/lib/server/use-cases/articles/preview-import'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { acceptCorrection, readProposals } from '@/lib/server/use-cases/claims/write-corrections'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { proposeDraft } from '@/lib/server/use-cases/drafts/propose-draft'
import { people } from '@/tests/factories/base'
import { wordFile } from '@/tests/factories/docx-file'

const { author } = await people()

const COPY = `It opened in 1901. It closed in 1952.[^1] Nobody knows why.

It cost 40 crowns.[^2][^3]

[^1]: City register, https://register.example/1952
[^2]: Minutes of the council, p. 12.
[^3]: Said again by the mayor.
`
const input = { format: 'markdown' as const, bytes: new TextEncoder().encode(COPY), title: 'The mill' }

it('Comments and footnotes of the copy become claims on their words, with every word of them as notes', async () => {
  const preview = await previewImport(author, { ...input, remarks: 'claims' })
  expect(preview.remarks.map(({ kind, quote }) => [kind, quote])).toEqual([
    ['footnote', 'It closed in 1952.'],
    ['footnote', 'It cost 40 crowns.'],
    ['footnote', 'It cost 40 crowns.'],
  ])
  const { id } = await importArticle(author, { ...input, remarks: 'claims' })
  const article = await readArticle(author, id)
  expect(article.text).toBe('The mill\nIt opened in 1901. It closed in 1952. Nobody knows why.\nIt cost 40 crowns.')
  // A headline that was put in front moved the words, and the claims with them.
  expect(
    article.claims.map(({ number, quote, state, noteCount, ranges }) => ({ number, quote, state, noteCount, at: ranges[0]?.start })),
  ).toEqual([
    { number: 1, quote: 'It closed in 1952.', state: 'unchecked', noteCount: 1, at: article.text.indexOf('It closed') },
    { number: 2, quote: 'It cost 40 crowns.', state: 'unchecked', noteCount: 2, at: article.text.indexOf('It cost') },
  ])
  const { notes } = await readClaim(author, article.claims[1]?.id ?? '')
  expect(notes.map((note) => note.text)).toEqual([
    'Footnote in the file:\nMinutes of the council, p. 12.',
    'Footnote in the file:\nSaid again by the mayor.',
  ])
  expect(verifyDesk().isSound).toBe(true)
})

it('A comment longer than a note goes on in answers to it, and is no part of the copy', async () => {
  const said = `${'word '.repeat(4_100)}😀${'more '.repeat(4_100)}end`
  const long = new TextEncoder().encode(`It closed in 1952.[^1]\n\n[^1]: ${said}\n`)
  const { id } = await importArticle(author, { format: 'markdown', bytes: long, remarks: 'claims' })
  const article = await readArticle(author, id)
  expect(article.text).not.toContain('more more')
  const { notes } = await readClaim(author, article.claims[0]?.id ?? '')
  expect(notes.map((note) => note.text).join('')).toBe(`Footnote in the file:\n${said}`)
  expect(notes.map((note) => note.replyToId)).toEqual([null, notes[0]?.id, notes[0]?.id])
})

it('They are left out, and that is said, where nobody wants them', async () => {
  const { id, messages } = await importArticle(author, { ...input, remarks: 'leave-out' })
  expect((await readArticle(author, id)).claims).toEqual([])
  expect(messages.map(({ message }) => message).join(' ')).toContain('A footnote')
})

describe('tracked changes that are kept', () => {
  const tracked = [
    '<w:p><w:r><w:t xml:space="preserve">It cost </w:t></w:r>',
    '<w:del w:id="1" w:author="Ada" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>5</w:delText></w:r></w:del>',
    '<w:ins w:id="2" w:author="Ada" w:date="2026-01-01T00:00:00Z"><w:r><w:t>6</w:t></w:r></w:ins>',
    '<w:r><w:t xml:space="preserve"> crowns, </w:t></w:r>',
    '<w:ins w:id="3" w:author="Ada" w:date="2026-01-01T00:00:00Z"><w:r><w:t xml:space="preserve">they say, </w:t></w:r></w:ins>',
    '<w:r><w:t>in May.</w:t></w:r></w:p>',
  ].join('')

  it.each([
    ['Word', { format: 'docx' as const, bytes: wordFile(tracked) }],
    [
      'Rich Text',
      {
        format: 'rtf' as const,
        bytes: new TextEncoder().encode('{\\rtf1 It cost {\\deleted 5}{\\revised 6} crowns, {\\revised they say, }in May.\\par}'),
      },
    ],
  ])('from %s are proposals on the text as it was, under a headline given by hand too', async (_, file) => {
    const { messages: said } = await previewImport(author, { ...file, tracked: 'keep' })
    expect(said.map(({ message }) => message).join(' ')).toContain('2 tracked changes are kept as proposals of new words')
    const { id } = await importArticle(author, { ...file, title: 'The mill', tracked: 'keep' })
    expect((await readArticle(author, id)).text).toBe('The mill\nIt cost 5 crowns, in May.')
    const { proposals } = await readProposals(author, id)
    expect(proposals.map(({ correction }) => correction.after)).toEqual(['6', expect.stringContaining('they say')])
    for (const { correction } of proposals) await acceptCorrection(author, correction.id)
    expect((await readArticle(author, id)).text).toBe('The mill\nIt cost 6 crowns, they say, in May.')
    expect(verifyDesk().isSound).toBe(true)
  })

  it('are for an article that comes in, not for a newer draft of one', async () => {
    const { id } = await importArticle(author, { format: 'docx', bytes: wordFile(tracked), tracked: 'accept' })
    const refused = proposeDraft(author, id, { format: 'docx', bytes: wordFile(tracked), tracked: 'keep' })
    await expect(refused).rejects.toThrow(/take or refuse them/)
  })
})
