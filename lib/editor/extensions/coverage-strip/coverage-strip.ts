import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { TextRange } from '@/lib/core/text/range'
import { dispatchQuietly } from '@/lib/editor/extensions/dispatch-quietly'
import { blockText, type TextBlock, textMapOf } from '@/lib/editor/text-map'

/** A sentence with something to check, and whether somebody looked at it. Offsets are UTF-16 units of the canonical text. */
export interface CheckableSentence extends TextRange {
  readonly isCovered: boolean
}

const key = new PluginKey<DecorationSet>('coverage-strip')

/** Shows beside each paragraph whether its checkable sentences were looked at: all, some or none; an empty list takes the strip off. */
export function showCoverageStrip(view: EditorView, sentences: readonly CheckableSentence[]): void {
  dispatchQuietly(view, (tr) => tr.setMeta(key, sentences))
}

/** A strip beside the text; moved along with edits until it is shown anew. */
export const CoverageStrip = Extension.create({
  name: 'coverageStrip',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply(tr, shown) {
          const sentences = tr.getMeta(key) as readonly CheckableSentence[] | undefined
          if (sentences) return DecorationSet.create(tr.doc, strip(textMapOf(tr.doc).blocks, sentences))
          return tr.docChanged && shown !== DecorationSet.empty ? shown.map(tr.mapping, tr.doc) : shown
        },
      },
      props: { decorations: (state) => key.getState(state) ?? null },
    }),
  ],
})

function strip(blocks: readonly TextBlock[], sentences: readonly CheckableSentence[]): Decoration[] {
  let at = 0
  return blocks.flatMap((block) => {
    const end = block.start + blockText(block.node).length
    while (at < sentences.length && (sentences[at]?.start ?? 0) < block.start) at++
    let [checkable, covered] = [0, 0]
    for (; at < sentences.length && (sentences[at]?.start ?? 0) < end; at++) {
      checkable++
      if (sentences[at]?.isCovered) covered++
    }
    if (checkable === 0) return []
    const look = covered === checkable ? 'whole' : covered === 0 ? 'none' : 'part'
    const title = `${covered} of ${checkable} checkable ${checkable === 1 ? 'sentence' : 'sentences'} looked at`
    return [Decoration.node(block.from - 1, block.from - 1 + block.node.nodeSize, { class: `strip strip-${look}`, title })]
  })
}
