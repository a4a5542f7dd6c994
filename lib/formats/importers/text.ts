import { type Imported, ImportRefused, Messages, NO_TEXT, type ReadOptions } from '@/lib/formats/importers/import-result'
import { decodeText, refuseIfBinary } from '@/lib/formats/support/decode-text'
import { finishImport } from '@/lib/formats/support/finish-import'

/**
 * Plain text. Where blank lines part the paragraphs, a single line break is a
 * break inside one, unless the lines were plainly cut to a width; otherwise
 * each line is a paragraph.
 */
export function importText(bytes: Uint8Array, { encoding }: ReadOptions = {}): Imported {
  refuseIfBinary(bytes)
  const messages = new Messages()
  return importPlainText(decodeText(bytes, 'plain', messages, encoding), messages)
}

export function importPlainText(text: string, messages: Messages): Imported {
  const lines = text.split('\n').map((line) => line.trim())
  const content = paragraphsOf(lines, messages).map((paragraph) => ({
    type: 'paragraph',
    content: paragraph.flatMap((line, index) => [
      ...(index > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line ? [{ type: 'text', text: line }] : []),
    ]),
  }))
  if (content.length === 0) throw new ImportRefused('unreadable', NO_TEXT)
  return finishImport({ type: 'doc', content }, messages, [])
}

function paragraphsOf(lines: readonly string[], messages: Messages): string[][] {
  const groups: string[][] = [[]]
  for (const line of lines) {
    if (line !== '') groups[groups.length - 1]?.push(line)
    else if (groups[groups.length - 1]?.length) groups.push([])
  }
  const paragraphs = groups.filter((group) => group.length > 0)
  const filled = lines.filter((line) => line !== '')
  if (paragraphs.length <= 1 || paragraphs.length === filled.length) return filled.map((line) => [line])
  if (isCutToWidth(paragraphs)) {
    messages.add('info', 'The lines were cut to a width, as in e-mail; they were joined into paragraphs.')
    return paragraphs.map((group) => [group.join(' ')])
  }
  return paragraphs
}

// Lines of most paragraphs end between 50 and 90 characters, except each last one.
function isCutToWidth(paragraphs: readonly string[][]): boolean {
  const inner = paragraphs.flatMap((group) => group.slice(0, -1))
  if (inner.length < 4) return false
  return inner.filter((line) => line.length >= 50 && line.length <= 90).length > inner.length * 0.9
}
