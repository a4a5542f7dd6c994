import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { dispatchQuietly } from '@/lib/editor/extensions/dispatch-quietly'

/** Where somebody else is in this document. */
export interface RemoteCursor {
  readonly clientId: string
  readonly name: string
  /** 0 to 5: one of six colours, the same for one person everywhere. */
  readonly colour: number
  readonly anchor: number
  readonly head: number
}

interface CursorState {
  readonly cursors: readonly RemoteCursor[]
  readonly decorations: DecorationSet
}

const key = new PluginKey<CursorState>('remoteCursors')

/** Shows where others are. Positions are of the editor's document as it is now. */
export function showRemoteCursors(view: EditorView, cursors: readonly RemoteCursor[]): void {
  dispatchQuietly(view, (tr) => tr.setMeta(key, cursors))
}

/** Other people's selections and cursors; they move along with the text until their next word arrives. */
export const RemoteCursors = Extension.create({
  name: 'remoteCursors',

  addProseMirrorPlugins() {
    return [
      new Plugin<CursorState>({
        key,
        state: {
          init: () => ({ cursors: [], decorations: DecorationSet.empty }),
          apply(tr, value) {
            const cursors = tr.getMeta(key) as readonly RemoteCursor[] | undefined
            if (cursors) return { cursors, decorations: draw(cursors, tr.doc) }
            if (!tr.docChanged || value.cursors.length === 0) return value
            return { cursors: value.cursors, decorations: value.decorations.map(tr.mapping, tr.doc) }
          },
        },
        props: { decorations: (state: EditorState) => key.getState(state)?.decorations ?? null },
      }),
    ]
  },
})

function draw(cursors: readonly RemoteCursor[], doc: EditorState['doc']): DecorationSet {
  const size = doc.content.size
  return DecorationSet.create(
    doc,
    cursors.flatMap(({ clientId, name, colour, anchor, head }) => {
      const at = Math.min(head, size)
      const from = Math.min(anchor, head, size)
      const to = Math.min(Math.max(anchor, head), size)
      const cursor = Decoration.widget(at, () => cursorElement(name, colour), {
        key: `${clientId}-${name}`,
        side: 1,
        ignoreSelection: true,
      })
      return from < to ? [cursor, Decoration.inline(from, to, { class: `remote-selection remote-${colour}` })] : [cursor]
    }),
  )
}

function cursorElement(name: string, colour: number): HTMLElement {
  const cursor = document.createElement('span')
  cursor.className = `remote-cursor remote-${colour}`
  // Drawn by CSS: names must not become part of the text, for copying, searching or reading aloud.
  cursor.dataset.name = name
  cursor.setAttribute('aria-hidden', 'true')
  cursor.contentEditable = 'false'
  return cursor
}
