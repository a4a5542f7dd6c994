import { Messages } from '@/lib/core/article/import-messages'
import { plainParagraphs } from '@/lib/core/text/plain-paragraphs'
import { paragraphOfLines } from '@/lib/editor/queries/paragraph-of-lines'
import { schema } from '@/lib/editor/schema'
import { type Imported, ImportRefused, NO_TEXT, type ReadOptions } from '@/lib/formats/importers/import-result'
import { decodeText, refuseIfBinary } from '@/lib/formats/support/decode-text'
import { finishImport } from '@/lib/formats/support/finish-import'

/** Plain text; see {@link plainParagraphs}. */
export function importText(bytes: Uint8Array, { encoding }: ReadOptions = {}): Imported {
  refuseIfBinary(bytes)
  const messages = new Messages()
  const paragraphs = plainParagraphs(decodeText(bytes, 'plain', messages, encoding), messages)
  if (paragraphs.length === 0) throw new ImportRefused('unreadable', NO_TEXT)
  return finishImport(
    schema.node(
      'doc',
      null,
      paragraphs.map((lines) => paragraphOfLines(schema, lines)),
    ),
    messages,
    [],
  )
}
