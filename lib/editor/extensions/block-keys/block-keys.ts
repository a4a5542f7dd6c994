import { Extension } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

const HEAD_BLOCKS = new Set(['headline', 'dek', 'byline', 'caption', 'pullQuote'])

/**
 * Enter at the end of a headline, dek, byline, caption or pull quote goes on
 * with the next paragraph, as in any page layout program.
 */
export const BlockKeys = Extension.create({
  name: 'blockKeys',
  priority: 200,

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { state, view } = editor
        const { $from, empty } = state.selection
        if (!empty || !HEAD_BLOCKS.has($from.parent.type.name)) return false
        if ($from.parentOffset < $from.parent.content.size) return true
        const depth = $from.parent.type.name === 'caption' ? $from.depth - 1 : $from.depth
        const after = $from.after(depth)
        const container = $from.node(depth - 1)
        const index = $from.indexAfter(depth - 1)
        const paragraph = state.schema.nodes.paragraph
        if (!paragraph) return false
        const next = container.maybeChild(index)
        if (next?.isTextblock && next.content.size === 0) {
          view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, after + 1)).scrollIntoView())
          return true
        }
        // The first place after this block where a paragraph may stand.
        let at = after
        for (let i = index; i <= container.childCount; i++) {
          if (container.canReplaceWith(i, i, paragraph)) {
            const tr = state.tr.insert(at, paragraph.create())
            view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView())
            return true
          }
          at += container.maybeChild(i)?.nodeSize ?? 0
        }
        return true
      },
    }
  },
})
