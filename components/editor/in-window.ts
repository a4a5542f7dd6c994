import type { Editor } from '@tiptap/core'
import type { ArticleSession } from '@/components/session/article-session'
import { type CheckableSentence, showCoverageStrip } from '@/lib/editor/extensions/coverage-strip/coverage-strip'
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
    // On a phone a sheet lies over the foot; the text has that much room below it.
    const seen = box.height - Number.parseFloat(getComputedStyle(scroller).paddingBottom)
    if (top < box.top + 60 || top > box.top + seen - 120) scroller.scrollTop += top - box.top - seen / 3
  }
  const block = editor.view.domAtPos(position).node
  const element = block instanceof Element ? block : block.parentElement
  element?.closest('.ProseMirror > *')?.scrollIntoView({ block: 'nearest' })
  requestAnimationFrame(() => {
    bring()
    requestAnimationFrame(bring)
  })
}

/** Brings words given in offsets at a version into the window and marks them lightly, without taking the focus. */
export function lookAtRange(
  editor: Editor | null,
  session: ArticleSession | null,
  scroller: HTMLElement | null,
  range: { readonly start: number; readonly end: number },
  version: number,
): void {
  if (!editor || !scroller || !session?.isAt(version)) return
  highlight(editor, 'looked-at', [range])
  bringIntoWindow(editor, scroller, textMapOf(editor.state.doc).positionAt(range.start))
}

/**
 * Marks stretches of the drawn text by name (CSS Custom Highlight API); an
 * empty list takes the marks off. Where a browser does not know it, nothing is marked.
 */
export function highlight(editor: Editor | null, name: string, ranges: readonly { readonly start: number; readonly end: number }[]): void {
  if (typeof Highlight === 'undefined') return
  CSS.highlights.delete(name)
  if (!editor || editor.isDestroyed || ranges.length === 0) return
  const map = textMapOf(editor.state.doc)
  const drawn = ranges.flatMap(({ start, end }) => {
    if (end > map.length) return []
    const [from, to] = [editor.view.domAtPos(map.positionAt(start), 1), editor.view.domAtPos(map.positionAt(end), -1)]
    return [new StaticRange({ startContainer: from.node, startOffset: from.offset, endContainer: to.node, endOffset: to.offset })]
  })
  CSS.highlights.set(name, new Highlight(...drawn))
}

/** Shows in the text what nobody looked at: underlined, and by paragraph in a strip beside it. An empty list takes both off. */
export function showCoverage(editor: Editor | null, sentences: readonly CheckableSentence[]): void {
  highlight(
    editor,
    'uncovered',
    sentences.filter((one) => !one.isCovered),
  )
  if (editor && !editor.isDestroyed) showCoverageStrip(editor.view, sentences)
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
  if (!editor || !scroller || (version !== null && !session?.isAt(version))) return false
  const map = textMapOf(editor.state.doc)
  const position = map.positionAt(range.start)
  editor.commands.setTextSelection({ from: position, to: map.positionAt(range.end) })
  editor.commands.focus(null, { scrollIntoView: false })
  bringIntoWindow(editor, scroller, position)
  return true
}
