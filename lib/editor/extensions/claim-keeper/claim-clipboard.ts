import { Extension } from '@tiptap/core'
import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

export interface ClaimClipboardOptions {
  /** Whether an id is a claim of this article; marks of others are not pasted. */
  isKnown: (claimId: string) => boolean
}

const key = new PluginKey('claimClipboard')

/**
 * What becomes of claims in the clipboard (design D1): cut words take their
 * claims along to where they are pasted, once; copied words do not, for that
 * would make a second claim out of one. Words whose claim is nowhere in the
 * article any more (copied, then deleted) bring it back.
 */
export const ClaimClipboard = Extension.create<ClaimClipboardOptions>({
  name: 'claimClipboard',

  addOptions() {
    return { isKnown: () => true }
  },

  addProseMirrorPlugins() {
    const { isKnown } = this.options
    /** Claims on their way: cut and not pasted yet. */
    let inFlight = new Set<string>()
    let isCutting = false
    let isMoving = false
    return [
      new Plugin({
        key,
        appendTransaction(transactions) {
          // Undoing the cut puts the words back; they are not on their way any more.
          if (transactions.some((tr) => tr.getMeta('history$') !== undefined)) inFlight = new Set()
          return null
        },
        props: {
          handleDOMEvents: {
            cut: () => {
              isCutting = true
              return false
            },
            copy: () => {
              isCutting = false
              inFlight = new Set()
              return false
            },
            drop: (view: EditorView, event: Event) => {
              const drag = view.dragging as { move?: boolean } | null
              const isCopy = (event as DragEvent)[/Mac/.test(navigator.platform) ? 'altKey' : 'ctrlKey']
              isMoving = Boolean(drag?.move) && !isCopy
              return false
            },
          },
          transformCopied(slice) {
            if (isCutting) {
              inFlight = claimIdsOf(slice)
              isCutting = false
            }
            return slice
          },
          transformPasted(slice, view) {
            const wasMoving = isMoving
            isMoving = false
            const travelling = wasMoving ? claimIdsOf(slice) : inFlight
            inFlight = new Set()
            const present = claimIdsOfDocument(view.state.doc, claimIdsOf(slice))
            return withoutClaims(slice, (id) => !isKnown(id) || (present.has(id) && !travelling.has(id)))
          },
        },
      }),
    ]
  },
})

function claimIdsOf(slice: Slice): Set<string> {
  const ids = new Set<string>()
  slice.content.descendants((node) => {
    for (const mark of node.marks) if (mark.type.name === 'claim') ids.add(mark.attrs.id as string)
    return true
  })
  return ids
}

function claimIdsOfDocument(doc: Node, wanted: ReadonlySet<string>): Set<string> {
  const found = new Set<string>()
  if (wanted.size === 0) return found
  doc.descendants((node) => {
    for (const mark of node.marks) if (mark.type.name === 'claim' && wanted.has(mark.attrs.id as string)) found.add(mark.attrs.id as string)
    return found.size < wanted.size
  })
  return found
}

/** A slice without the claim marks that `isDropped` names. */
export function withoutClaims(slice: Slice, isDropped: (claimId: string) => boolean): Slice {
  const clean = (fragment: Fragment): Fragment => {
    const nodes: Node[] = []
    fragment.forEach((node) => {
      const marks = node.marks.filter((mark) => mark.type.name !== 'claim' || !isDropped(mark.attrs.id as string))
      const inner = node.isText ? node : node.copy(clean(node.content))
      nodes.push(marks.length === node.marks.length ? inner : inner.mark(marks))
    })
    return Fragment.fromArray(nodes)
  }
  return new Slice(clean(slice.content), slice.openStart, slice.openEnd)
}
