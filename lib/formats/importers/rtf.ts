import { Messages, plural } from '@/lib/core/article/import-messages'
import { FoundRemarks } from '@/lib/editor/html/remarks'
import type { Imported, ReadOptions } from '@/lib/formats/importers/import-result'
import { kindOfBytes } from '@/lib/formats/support/decode-text'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'
import { refuseOwnReport } from '@/lib/formats/support/own-report'
import { Pictures } from '@/lib/formats/support/pictures'
import { RtfReader } from '@/lib/formats/support/rtf/rtf-reader'
import { refuseIfNotRtf } from '@/lib/formats/support/rtf/rtf-tokens'

/**
 * Rich Text files (specification 1.9.1): words, bold, italics, underlines,
 * headings, lists, tables, links and pictures. Hidden words and those deleted
 * under revision never show; comments and footnotes become remarks, or messages.
 */
export function importRtf(bytes: Uint8Array, options: ReadOptions = {}): Imported {
  refuseIfNotRtf(bytes, kindOfBytes(bytes))
  refuseOwnReport(new TextDecoder('latin1').decode(bytes))
  const messages = new Messages()
  const pictures = new Pictures(messages)
  const remarks = options.remarks === 'claims' ? new FoundRemarks() : null
  const isRejecting = options.tracked === 'reject'
  const { html, found } = new RtfReader(pictures, remarks, isRejecting).read(bytes)
  if (found.insertions + found.deletions > 0)
    messages.add(
      'warning',
      `The file has tracked changes (${plural(found.insertions, 'insertion')}, ${plural(found.deletions, 'deletion')}). ${isRejecting ? 'They were read as rejected: inserted words are out, deleted words are in.' : 'They were read as accepted: inserted words are in, deleted words are out.'}`,
    )
  for (const words of found.hidden) messages.hidden(words)
  for (const words of found.heads) messages.pageHead(words)
  for (const words of found.footnotes) messages.footnote(words)
  if (found.formulas > 0)
    messages.add('warning', `${plural(found.formulas, 'formula')} ${found.formulas === 1 ? 'was' : 'were'} left out. Keep the original.`)
  if (found.comments > 0)
    messages.add(
      'warning',
      `${plural(found.comments, 'comment')} ${found.comments === 1 ? 'was' : 'were'} not read. Keep the original if you need ${found.comments === 1 ? 'it' : 'them'}.`,
    )
  return { ...htmlToDocument(html, messages, { pictures, remarks }), hasTracked: found.insertions + found.deletions > 0 }
}
