import { type Extensions, getSchema } from '@tiptap/core'
import { Code } from '@tiptap/extension-code'
import { CodeBlock } from '@tiptap/extension-code-block'
import { Document } from '@tiptap/extension-document'
import { TableKit } from '@tiptap/extension-table'
import type { Node, Schema } from '@tiptap/pm/model'
import StarterKit from '@tiptap/starter-kit'
import { ClaimMark } from '@/lib/editor/extensions/claim/claim-mark'
import { Caption, Figure } from '@/lib/editor/extensions/figure/figure'
import { Byline, Dek, Headline } from '@/lib/editor/extensions/headline/headline'
import { Link } from '@/lib/editor/extensions/link/link'
import { PullQuote } from '@/lib/editor/extensions/pull-quote/pull-quote'

/**
 * The one list that defines what an article can hold. The browser adds
 * behaviour (keys, plugins) to these; nobody adds nodes or marks elsewhere.
 */
export function documentExtensions(): Extensions {
  return [
    Document.extend({ content: 'headline? dek? byline? block+' }),
    StarterKit.configure({
      document: false,
      code: false,
      codeBlock: false,
      link: false,
      trailingNode: false,
      heading: { levels: [2, 3, 4] },
      undoRedo: { depth: 500 },
    }),
    // Both refuse all other marks by default, which would tear claims off.
    Code.extend({ excludes: '' }),
    CodeBlock.extend({ marks: 'claim' }),
    Headline,
    Dek,
    Byline,
    PullQuote,
    Figure,
    Caption,
    TableKit.configure({ table: { resizable: false } }),
    Link,
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
 * Reads a stored or received document. Throws a RangeError that names what is
 * wrong when it is not valid for the schema, attributes included.
 */
export function readDocument(json: unknown): Node {
  const doc = schema.nodeFromJSON(json)
  if (doc.type !== schema.topNodeType) throw new RangeError('Not a document')
  doc.check()
  return doc
}
