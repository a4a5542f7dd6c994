import type { Node, Schema } from '@tiptap/pm/model'

/** A paragraph of lines with hard breaks between them. The editor of a page has a schema of its own. */
export function paragraphOfLines(schema: Schema, lines: readonly string[]): Node {
  const inline = lines.flatMap((line, index) => [...(index > 0 ? [schema.node('hardBreak')] : []), ...(line ? [schema.text(line)] : [])])
  return schema.node('paragraph', null, inline)
}
