import type { Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

interface Observer {
  readonly domObserver?: { readonly forceFlush?: () => void; readonly flush?: () => void }
}

/**
 * Takes in what the browser knows and ProseMirror does not yet: a cursor moved
 * or words selected a moment ago. Drawing without it would put the selection
 * back where it was, and the next key would hit words that are not selected any
 * more. Called before anything is drawn that the person did not do.
 * (`domObserver` is internal to prosemirror-view, whose version is pinned.)
 */
export function readBrowserSelection(view: EditorView): void {
  if (view.isDestroyed || view.composing) return
  const { domObserver } = view as unknown as Observer
  domObserver?.forceFlush?.()
  domObserver?.flush?.()
}

/** Dispatches a change of looks alone. */
export function dispatchQuietly(view: EditorView, change: (tr: Transaction) => Transaction): void {
  if (view.isDestroyed) return
  readBrowserSelection(view)
  view.dispatch(change(view.state.tr).setMeta('addToHistory', false))
}
