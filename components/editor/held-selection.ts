import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import { readBrowserSelection } from '@/lib/editor/extensions/dispatch-quietly'

/** Words that were selected at some moment, wherever edits have moved them since. */
export interface HeldSelection {
  /** Where they are now, as positions of the document; null where none were selected, or they are gone. */
  readonly range: () => { readonly from: number; readonly to: number } | null
  /** No longer follows them. */
  readonly release: () => void
}

/** Holds on to what is selected now: a command that takes a while, or waits, is about these words and not about what is selected later. */
export function holdSelection(editor: Editor): HeldSelection {
  readBrowserSelection(editor.view)
  let { from, to } = editor.state.selection
  const follow = ({ transaction }: { transaction: Transaction }) => {
    if (!transaction.docChanged) return
    from = transaction.mapping.map(from, 1)
    to = transaction.mapping.map(to, -1)
  }
  if (from < to) editor.on('transaction', follow)
  return { range: () => (from < to ? { from, to } : null), release: () => editor.off('transaction', follow) }
}
