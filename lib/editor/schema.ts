import { getSchema } from '@tiptap/core'
import type { Node, Schema } from '@tiptap/pm/model'
import { Step } from '@tiptap/pm/transform'
import { documentExtensions } from '@/lib/editor/document-extensions'
import { isWithinBounds } from '@/lib/editor/extensions/bounds/attribute-bounds'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'

/** The document schema. It is also the allowlist for everything that comes from outside (design D13). */
export const schema: Schema = getSchema(documentExtensions())

/** A document with nothing in it but a headline and a paragraph to type in. */
export function emptyDocument(title = ''): Node {
  return schema.node('doc', null, [schema.node('headline', null, title ? [schema.text(title)] : []), schema.node('paragraph')])
}

/**
 * Reads a received document. Throws a RangeError that names what is wrong when
 * it is not valid for the schema, attributes and limits of shape included.
 */
export function readDocument(json: unknown): Node {
  const doc = readShape(json)
  const problem = shapeProblem([doc])
  if (problem) throw new RangeError(`The document has ${problem}`)
  return doc
}

/**
 * Reads a document that is stored already. What an earlier Tickmark let in and
 * this one does not is brought within bounds: an attribute gets its default.
 */
export function readStoredDocument(json: unknown): Node {
  return readShape(withinBounds(json))
}

/** Reads a step of the log, as {@link readStoredDocument} does. Throws a RangeError when it is none. */
export function readStoredStep(json: unknown): Step {
  const { slice, ...step } = json as { readonly slice?: unknown }
  return Step.fromJSON(schema, slice ? { ...step, slice: withinBounds(slice) } : step)
}

function readShape(json: unknown): Node {
  const doc = schema.nodeFromJSON(json)
  if (doc.type !== schema.topNodeType) throw new RangeError('Not a document')
  doc.check()
  return doc
}

interface NodeJson {
  readonly type?: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly unknown[]
}

function withinBounds(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  const node = json as NodeJson
  const attrs = node.attrs && Object.entries(node.attrs).filter(([name, value]) => isWithinBounds(node.type ?? '', name, value))
  return {
    ...node,
    ...(attrs ? { attrs: Object.fromEntries(attrs) } : {}),
    ...(node.content ? { content: node.content.map(withinBounds) } : {}),
  }
}
