import type { Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

interface Observer {
  readonly domObserver?: { readonly forceFlush?: () => void; readonly flush?: () => void }
}

/**
 * Dispatches a change of looks alone. A cursor that was moved a moment ago is
 * known to the browser and not yet to ProseMirror; drawing would put it back
 * where it was, and the next key would hit words that are not selected any
 * more. So ProseMirror reads the selection first. (`domObserver` is internal to
 * prosemirror-view, whose version is pinned.)
 */
export function dispatchQuietly(view: EditorView, change: (tr: Transaction) => Transaction): void {
  if (view.isDestroyed) return
  if (!view.composing) {
    const { domObserver } = view as unknown as Observer
    domObserver?.forceFlush?.()
    domObserver?.flush?.()
  }
  view.dispatch(change(view.state.tr).setMeta('addToHistory', false))
}
