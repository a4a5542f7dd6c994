import type { Editor } from '@tiptap/core'
import type { ArticleSession } from '@/components/session/article-session'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textMapOf } from '@/lib/editor/text-map'

/** Brings a claim's first words into the window. */
export function scrollToClaim(editor: Editor | null, scroller: HTMLElement | null, claimId: string): void {
  if (!editor || !scroller) return
  const range = claimRanges(editor.state.doc, new Set([claimId])).get(claimId)?.[0]
  if (range) bringIntoWindow(editor, scroller, textMapOf(editor.state.doc).positionAt(range.start))
}

/** Twice, since blocks far away have guessed heights. */
function bringIntoWindow(editor: Editor, scroller: HTMLElement, position: number): void {
  const bring = () => {
    if (editor.isDestroyed) return
    const { top } = editor.view.coordsAtPos(position, 1)
    const box = scroller.getBoundingClientRect()
    if (top < box.top + 60 || top > box.bottom - 120) scroller.scrollTop += top - box.top - box.height / 3
  }
  const block = editor.view.domAtPos(position).node
  const element = block instanceof Element ? block : block.parentElement
  element?.closest('.ProseMirror > *')?.scrollIntoView({ block: 'nearest' })
  requestAnimationFrame(() => {
    bring()
    requestAnimationFrame(bring)
  })
}

/** Selects words given in offsets at a version and brings them into the window, when the text is still at that version. */
export function selectRange(
  editor: Editor | null,
  session: ArticleSession | null,
  scroller: HTMLElement | null,
  range: { readonly start: number; readonly end: number },
  /** Null: as the text stands. */
  version: number | null,
): boolean {
  if (!editor || !scroller || (version !== null && session?.version !== version)) return false
  const map = textMapOf(editor.state.doc)
  const position = map.positionAt(range.start)
  editor.commands.setTextSelection({ from: position, to: map.positionAt(range.end) })
  editor.commands.focus(null, { scrollIntoView: false })
  bringIntoWindow(editor, scroller, position)
  return true
}
