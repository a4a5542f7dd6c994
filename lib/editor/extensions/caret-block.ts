import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type Selection } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

interface Drawn {
  /** Positions around the outermost block with the caret; null where it is in none. */
  readonly block: { readonly from: number; readonly to: number } | null
  readonly decorations: DecorationSet
}

const key = new PluginKey<Drawn>('caretBlock')

/**
 * Marks the outermost block with the caret, so that the style sheet draws it at
 * once and not when it comes into view (`content-visibility`, CSS Containment 2
 * §4). A block made a moment ago, by Enter or a rule of lists, is not laid out
 * before the next frame; a browser that inserts a letter into it cannot place
 * the caret after the letter and leaves it before, so that a fast typist's
 * words came out of order.
 */
export const CaretBlock = Extension.create({
  name: 'caretBlock',
  addProseMirrorPlugins: () => [
    new Plugin<Drawn>({
      key,
      state: {
        init: (_, { doc, selection }) => draw(doc, selection),
        apply(tr, before) {
          if (!tr.docChanged && !tr.selectionSet) return before
          const block = blockOf(tr.selection)
          const moved = block && before.block && { from: tr.mapping.map(before.block.from, -1), to: tr.mapping.map(before.block.to, 1) }
          // Within one block its mark only moves along: a key costs the same in a long article.
          if (block && moved && moved.from === block.from && moved.to === block.to) {
            const decorations = before.decorations.map(tr.mapping, tr.doc)
            if (decorations !== DecorationSet.empty) return { block, decorations }
          }
          return draw(tr.doc, tr.selection)
        },
      },
      props: { decorations: (state) => key.getState(state)?.decorations ?? null },
    }),
  ],
})

function blockOf({ $head }: Selection): Drawn['block'] {
  return $head.depth === 0 ? null : { from: $head.before(1), to: $head.after(1) }
}

function draw(doc: Node, selection: Selection): Drawn {
  const block = blockOf(selection)
  const marks = block ? [Decoration.node(block.from, block.to, { class: 'caret-block' })] : []
  return { block, decorations: DecorationSet.create(doc, marks) }
}
