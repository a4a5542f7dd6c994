import type { Node } from '@tiptap/pm/model'
import { schema } from '@/lib/editor/schema'

/** A paragraph of lines with hard breaks between them. */
export function paragraphOfLines(lines: readonly string[]): Node {
  const inline = lines.flatMap((line, index) => [...(index > 0 ? [schema.node('hardBreak')] : []), ...(line ? [schema.text(line)] : [])])
  return schema.node('paragraph', null, inline)
}
