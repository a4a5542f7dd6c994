import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { dispatchQuietly } from '@/lib/editor/extensions/dispatch-quietly'
import type { ShownProposal } from '@/lib/editor/queries/shown-proposals'

const key = new PluginKey<DecorationSet>('proposals')

/** Shows what is proposed in the text: the old words struck, the new ones after them. */
export function showProposals(view: EditorView, proposals: readonly ShownProposal[]): void {
  dispatchQuietly(view, (tr) => tr.setMeta(key, proposals))
}

/** Proposed words in the text itself, moved along with edits; they are not part of it. */
export const Proposals = Extension.create<{ readonly first: (doc: Node) => readonly ShownProposal[] }>({
  name: 'proposals',
  addOptions: () => ({ first: () => [] }),
  addProseMirrorPlugins() {
    const { first } = this.options
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          // There when the text is first drawn: shown later, it would push the lines below.
          init: (_, state) => DecorationSet.create(state.doc, first(state.doc).flatMap(draw)),
          apply(tr, shown) {
            const anew = tr.getMeta(key) as readonly ShownProposal[] | undefined
            if (anew) return DecorationSet.create(tr.doc, anew.flatMap(draw))
            return tr.docChanged ? shown.map(tr.mapping, tr.doc) : shown
          },
        },
        props: { decorations: (state) => key.getState(state) ?? null },
      }),
    ]
  },
})

function draw({ id, from, to, after }: ShownProposal): Decoration[] {
  return [
    Decoration.inline(from, to, { nodeName: 'del', class: 'proposal-old' }),
    Decoration.widget(to, () => newWords(after), { side: 1, key: `proposal-${id}-${after}`, ignoreSelection: true }),
  ]
}

function newWords(after: string): HTMLElement {
  const words = document.createElement('ins')
  words.className = 'proposal-new'
  words.contentEditable = 'false'
  words.textContent = after
  return words
}
