import { expect, it } from 'vitest'
import { importArticle } from '@/lib/server/use-cases/articles/import-article'
import { previewImport } from '@/lib/server/use-cases/articles/preview-import'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { people } from '@/tests/factories/base'

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

it('They are left out, and that is said, where nobody wants them', async () => {
  const { id, messages } = await importArticle(author, { ...input, remarks: 'leave-out' })
  expect((await readArticle(author, id)).claims).toEqual([])
  expect(messages.map(({ message }) => message).join(' ')).toContain('A footnote')
})
