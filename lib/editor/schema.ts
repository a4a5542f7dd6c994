import { type Extensions, getSchema } from '@tiptap/core'
import { Code } from '@tiptap/extension-code'
import { CodeBlock } from '@tiptap/extension-code-block'
import { Document } from '@tiptap/extension-document'
import { TableKit } from '@tiptap/extension-table'
import type { Node, Schema } from '@tiptap/pm/model'
import { Step } from '@tiptap/pm/transform'
import StarterKit from '@tiptap/starter-kit'
import { isWithinBounds, withBounds } from '@/lib/editor/extensions/bounds/attribute-bounds'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'
import { ClaimMark } from '@/lib/editor/extensions/claim/claim-mark'
import { Caption, Figure } from '@/lib/editor/extensions/figure/figure'
import { Byline, Dek, Headline } from '@/lib/editor/extensions/headline/headline'
import { Link } from '@/lib/editor/extensions/link/link'
import { PullQuote } from '@/lib/editor/extensions/pull-quote/pull-quote'
import { Subscript, Superscript } from '@/lib/editor/extensions/script/script'
import { withShortCounts } from '@/lib/editor/extensions/short-counts/short-counts'

/**
 * The one list that defines what an article can hold. The browser adds
 * behaviour (keys, plugins) to these; nobody adds nodes or marks elsewhere.
 */
export function documentExtensions(): Extensions {
  return [
    Document.extend({ content: 'headline? dek? byline? block+' }),
    withShortCounts(
      withBounds(
        StarterKit.configure({
          document: false,
          code: false,
          codeBlock: false,
          link: false,
          trailingNode: false,
          heading: { levels: [2, 3, 4] },
          undoRedo: { depth: 500 },
        }),
      ),
    ),
    // Both refuse all other marks by default, which would tear claims off.
    Code.extend({ excludes: '' }),
    withBounds(CodeBlock.extend({ marks: 'claim' })),
    Headline,
    Dek,
    Byline,
    PullQuote,
    Figure,
    Caption,
    withBounds(TableKit.configure({ table: { resizable: false } })),
    Link,
    Superscript,
    Subscript,
    ClaimMark,
  ]
}

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
