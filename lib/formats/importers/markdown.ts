import { marked } from 'marked'
import { type Imported, Messages, plural, type ReadOptions } from '@/lib/formats/importers/import-result'
import { decodeText, refuseIfBinary } from '@/lib/formats/support/decode-text'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'

/** Markdown: CommonMark with GitHub's tables. HTML inside is treated as HTML from outside. */
export function importMarkdown(bytes: Uint8Array, { encoding }: ReadOptions = {}): Imported {
  refuseIfBinary(bytes)
  const messages = new Messages()
  const text = decodeText(bytes, 'plain', messages, encoding).replace(/^---\n[\s\S]{0,5000}?\n---\n/, () => {
    messages.add('info', 'The settings at the top of the file (front matter) were left out.')
    return ''
  })
  return htmlToDocument(marked.parse(withoutEndlessMarkup(text, messages), { async: false, gfm: true }), messages)
}

/** A paragraph longer than this, in UTF-16 code units, is read without its markup: looking for its ends takes the square of the length. */
const MAX_MARKED_PARAGRAPH = 20_000

function withoutEndlessMarkup(text: string, messages: Messages): string {
  return text.replace(/(?:[^\n]+\n?)+/g, (paragraph) => {
    if (paragraph.length <= MAX_MARKED_PARAGRAPH) return paragraph
    messages.count(
      'warning',
      'endless',
      (n) =>
        `${plural(n, 'paragraph')} longer than ${MAX_MARKED_PARAGRAPH.toLocaleString('en')} characters ${n === 1 ? 'was' : 'were'} read without bold, links and other markup.`,
    )
    return paragraph.replace(/[[\]*_`<!~\\]/g, '\\$&')
  })
}
