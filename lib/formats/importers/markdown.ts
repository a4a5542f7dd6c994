import { marked } from 'marked'
import { type Imported, Messages } from '@/lib/formats/importers/import-result'
import { decodeText, refuseIfBinary } from '@/lib/formats/support/decode-text'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'

/** Markdown: CommonMark with GitHub's tables. HTML inside is treated as HTML from outside. */
export function importMarkdown(bytes: Uint8Array): Imported {
  refuseIfBinary(bytes)
  const messages = new Messages()
  const text = decodeText(bytes, 'plain', messages).replace(/^---\n[\s\S]{0,5000}?\n---\n/, () => {
    messages.add('info', 'The settings at the top of the file (front matter) were left out.')
    return ''
  })
  return htmlToDocument(marked.parse(text, { async: false, gfm: true }), messages)
}
