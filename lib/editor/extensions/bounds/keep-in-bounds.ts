import { Extension } from '@tiptap/core'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import { ReplaceAroundStep, ReplaceStep } from '@tiptap/pm/transform'
import { cleanCharacters, hasForbiddenCharacters } from '@/lib/core/text/clean'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'
import { changedBlocks } from '@/lib/editor/queries/changed-blocks'

/**
 * Nothing gets into the open text that the server would refuse: what is typed
 * or pasted loses characters no format can keep, and a change that nests deeper
 * or makes a table larger than an article can hold is not made.
 */
export const KeepInBounds = Extension.create({
  name: 'keepInBounds',
  addProseMirrorPlugins: () => [
    new Plugin({
      filterTransaction: (tr, { doc }) => !addsBlocks(tr) || shapeProblem(changedBlocks(doc, tr.doc).after) === null,
      props: {
        transformPastedHTML: (html) => cleanCharacters(html),
        transformPastedText: (text) => cleanCharacters(text),
        handleTextInput(view, from, to, text) {
          if (!hasForbiddenCharacters(text)) return false
          view.dispatch(view.state.tr.insertText(cleanCharacters(text), from, to))
          return true
        },
      },
    }),
  ],
})

// Typing inside a block cannot change the shape; what others did was checked already.
function addsBlocks(tr: Transaction): boolean {
  if (tr.getMeta('rebased') !== undefined) return false
  return tr.steps.some(
    (step) => step instanceof ReplaceAroundStep || (step instanceof ReplaceStep && step.slice.content.firstChild?.isBlock === true),
  )
}
