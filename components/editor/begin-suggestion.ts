import type { EditorView } from '@tiptap/pm/view'
import { sentenceAround } from '@/lib/core/text/sentences'
import { textMapOf } from '@/lib/editor/text-map'

/** New words being written for a stretch of the text, in offsets at a version. */
export interface Suggestion {
  readonly start: number
  readonly version: number
  readonly before: string
  readonly after: string
  /** Where the caret stands in `after`, as it was in the text. */
  readonly caret: number
}

/**
 * What somebody who typed in the text means to rewrite: the words they had
 * selected, over one paragraph or several, or the sentence at the caret with the
 * letters put in. Null where there are no words.
 */
export function beginSuggestion(view: EditorView, version: number, typed: string): Suggestion | null {
  const { from, to, empty } = view.state.selection
  const map = textMapOf(view.state.doc)
  const selected = { start: map.offsetAt(from), end: map.offsetAt(to) }
  const { start, end } = empty ? sentenceAround(map.text, letterAt(map.text, selected.start)) : selected
  const before = map.text.slice(start, end)
  if (before.trim() === '') return null
  const at = selected.start - start
  const after = empty ? before.slice(0, at) + typed + before.slice(at) : typed
  return { start, version, before, after, caret: at + typed.length }
}

/** The letter after a caret, or the one before it at the end of a paragraph. */
function letterAt(text: string, at: number) {
  const isEnd = at >= text.length || text[at] === '\n'
  return isEnd ? { start: Math.max(0, at - 1), end: at } : { start: at, end: at + 1 }
}
