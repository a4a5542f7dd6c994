import type { Extensions } from '@tiptap/core'
import { Code } from '@tiptap/extension-code'
import { CodeBlock } from '@tiptap/extension-code-block'
import { Document } from '@tiptap/extension-document'
import { TableKit } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'
import { withBounds } from '@/lib/editor/extensions/bounds/attribute-bounds'
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
