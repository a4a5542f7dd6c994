import { Fragment, type Node } from '@tiptap/pm/model'
import { type Messages, plural } from '@/lib/core/article/import-messages'
import { hasForbiddenCharacters } from '@/lib/core/text/clean'
import { countWords } from '@/lib/core/text/words'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'
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
export function finishImport(read: Node, messages: Messages, images: readonly ImportedImage[]): Imported {
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
  return { document: doc.toJSON(), messages: messages.list(), images }
}
