import { Fragment, type Node } from '@tiptap/pm/model'
import { Transform } from '@tiptap/pm/transform'
import { excerpt, type Messages, plural } from '@/lib/core/article/import-messages'
import type { Remark } from '@/lib/core/article/remarks'
import { hasForbiddenCharacters } from '@/lib/core/text/clean'
import { trimClaimRange } from '@/lib/core/text/range'
import { countWords } from '@/lib/core/text/words'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'
import { type FoundRemarks, remarkMark } from '@/lib/editor/html/remarks'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { schema } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'
import { IMPORT_LIMITS, type Imported, type ImportedImage, ImportRefused, NO_TEXT } from '@/lib/formats/importers/import-result'
import { cleanText } from '@/lib/formats/support/decode-text'

// Entities and markup can name characters that the bytes of a file did not have.
function withCleanText(node: Node, messages: Messages): Node | null {
  if (node.isText) {
    if (!hasForbiddenCharacters(node.text ?? '')) return node
    const text = cleanText(node.text ?? '', messages)
    return text === '' ? null : schema.text(text, node.marks)
  }
  if (!hasForbiddenCharacters(node.textContent)) return node
  return node.copy(Fragment.fromArray(node.children.map((child) => withCleanText(child, messages)).filter((child) => child !== null)))
}

/** Checks a document that was read, against the schema and the limits. */
export function finishImport(
  read: Node,
  messages: Messages,
  images: readonly ImportedImage[],
  found: FoundRemarks | null = null,
): Imported {
  let doc: Node
  try {
    doc = withCleanText(read, messages) ?? read
    doc.check()
    const problem = shapeProblem([doc])
    if (problem) throw new RangeError(`The document has ${problem}`)
  } catch {
    throw new ImportRefused('unreadable', 'The text could be read, but not put into an article. Try pasting it instead.')
  }
  const map = textMapOf(doc)
  if (map.text.trim() === '') throw new ImportRefused('unreadable', NO_TEXT)
  if (map.blocks.length > IMPORT_LIMITS.paragraphs)
    throw new ImportRefused(
      'too-large',
      `This has ${plural(map.blocks.length, 'paragraph')}; the most that can be read is ${IMPORT_LIMITS.paragraphs.toLocaleString('en')}. Split it and import the parts.`,
    )
  const words = countWords(map.text)
  if (words > IMPORT_LIMITS.words)
    throw new ImportRefused(
      'too-large',
      `This has ${plural(words, 'word')}; the most one article can have is ${IMPORT_LIMITS.words.toLocaleString('en')}. Split it and import the parts. Nothing was saved.`,
    )
  if (!found) return { document: doc.toJSON(), messages: messages.list(), images }
  const remarks = placedRemarks(doc, map.text, found, messages)
  const counts = (['comment', 'footnote'] as const).flatMap((kind) => {
    const count = remarks.filter((remark) => remark.kind === kind).length
    return count > 0 ? [plural(count, kind)] : []
  })
  if (counts.length > 0)
    messages.add('info', `${counts.join(' and ')} came with the copy: each becomes a claim on its words, with what it says as notes.`)
  return { document: withoutClaims(doc).toJSON(), messages: messages.list(), images, remarks }
}

// Where the words of each remark came to stand. One whose words are gone is told, so that nobody misses it.
function placedRemarks(doc: Node, text: string, found: FoundRemarks, messages: Messages): Remark[] {
  const places = claimRanges(doc)
  const isSaid = ({ text: words, replies }: (typeof found.list)[number]) => words.trim() !== '' || replies.length > 0
  const silent = found.list.filter((remark) => !isSaid(remark)).length
  if (silent > 0)
    messages.add('warning', `${plural(silent, 'comment or footnote', 'comments or footnotes')} came without words. Look at the original.`)
  return found.list.flatMap((remark, index): Remark[] => {
    if (!isSaid(remark)) return []
    const ranges = (places.get(remarkMark(index)) ?? []).map((range) => trimClaimRange(text, range)).filter(({ start, end }) => end > start)
    if (ranges.length > 0) return [{ ...remark, ranges }]
    const who = remark.author ? ` by ${remark.author}` : ''
    messages.add(
      'warning',
      `A ${remark.kind}${who} stood on words that are not in the text, and was left out: ${excerpt(remark.text, 300)}.`,
    )
    return []
  })
}

function withoutClaims(doc: Node): Node {
  return new Transform(doc).removeMark(0, doc.content.size, schema.marks.claim).doc
}
