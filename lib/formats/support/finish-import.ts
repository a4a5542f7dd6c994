import type { Node } from '@tiptap/pm/model'
import { hasForbiddenCharacters } from '@/lib/core/text/clean'
import { countWords } from '@/lib/core/text/words'
import { readDocument } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'
import {
  IMPORT_LIMITS,
  type Imported,
  type ImportedImage,
  ImportRefused,
  type Messages,
  NO_TEXT,
  plural,
} from '@/lib/formats/importers/import-result'
import { cleanText } from '@/lib/formats/support/decode-text'

interface NodeJson {
  readonly type: string
  readonly text?: string
  readonly content?: readonly NodeJson[]
}

// Entities and markup can name characters that the bytes of a file did not have.
function withCleanText(json: unknown, messages: Messages): NodeJson {
  const node = json as NodeJson
  if (node.text !== undefined) return hasForbiddenCharacters(node.text) ? { ...node, text: cleanText(node.text, messages) } : node
  if (!node.content) return node
  return { ...node, content: node.content.map((child) => withCleanText(child, messages)).filter((child) => child.text !== '') }
}

/** Checks a document that was read, against the schema and the limits. */
export function finishImport(json: unknown, messages: Messages, images: readonly ImportedImage[]): Imported {
  let doc: Node
  try {
    doc = readDocument(withCleanText(json, messages))
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
