import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

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
    new Plugin({
      props: {
        decorations: ({ doc, selection: { $head } }) =>
          $head.depth === 0
            ? null
            : DecorationSet.create(doc, [Decoration.node($head.before(1), $head.after(1), { class: 'caret-block' })]),
      },
    }),
  ],
})
