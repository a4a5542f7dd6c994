import { Extension } from '@tiptap/core'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { readBrowserSelection } from '@/lib/editor/extensions/dispatch-quietly'

/** How the text is worked on: read and marked, rewritten by proposals, or edited. */
export type DeskMode = 'checking' | 'suggesting' | 'editing'

export interface ModeGuardOptions {
  mode: () => DeskMode
  /** Somebody typed, pasted or deleted where the text does not change; `typed` is what would have come in. */
  onTyping: (view: EditorView, typed: string) => void
}

/**
 * Outside Editing the caret and selections move as in any editor and nothing a
 * person does changes the text. What the session brings (others' edits, marks
 * of claims, unsent steps of before) passes. Keys and pastes are stopped as
 * `beforeinput` (Input Events 2); what gets by, such as an input method's
 * composition, is taken out again when its transaction is refused.
 */
export const ModeGuard = Extension.create<ModeGuardOptions>({
  name: 'modeGuard',
  // Before every other keymap and paste handler.
  priority: 1000,

  addOptions() {
    return { mode: () => 'editing', onTyping: () => {} }
  },

  addProseMirrorPlugins() {
    const { mode, onTyping } = this.options
    const isOpen = () => mode() === 'editing'
    const refuse = (view: EditorView, event: Event, typed = '') => {
      if (isOpen()) return false
      event.preventDefault()
      readBrowserSelection(view)
      onTyping(view, typed)
      return true
    }
    return [
      new Plugin({
        filterTransaction: (tr) => !tr.docChanged || isOpen() || isFromSession(tr),
        props: {
          handleDOMEvents: {
            beforeinput: (view, event) => refuse(view, event, event.data ?? ''),
            paste: (view, event) => refuse(view, event, event.clipboardData?.getData('text/plain') ?? ''),
            drop: (view, event) => refuse(view, event),
          },
          // Over several blocks the editor takes letters itself, and no input event follows.
          handleTextInput(view, _from, _to, text) {
            const { $from, $to } = view.state.selection
            if (isOpen() || $from.sameParent($to)) return false
            onTyping(view, text)
            return true
          },
          // The editor's own keys that change the text come before the browser's input.
          handleKeyDown(view, event) {
            if (isOpen() || !['Enter', 'Backspace', 'Delete'].includes(event.key)) return false
            if (event.key === 'Enter') return true
            readBrowserSelection(view)
            onTyping(view, '')
            return true
          },
        },
      }),
    ]
  },
})

function isFromSession(tr: Transaction): boolean {
  const root: Transaction = (tr.getMeta('appendedTransaction') as Transaction | undefined) ?? tr
  // What prosemirror-collab and the session itself set on what they bring.
  return root.getMeta('rebased') !== undefined || root.getMeta('claimsKept') !== undefined
}
