import type { EditorView } from '@tiptap/pm/view'
import { useCallback, useEffect, useRef, useState } from 'react'
import { beginSuggestion, type Suggestion } from '@/components/editor/begin-suggestion'
import { useToast } from '@/components/ui/toaster'
import { keepInBrowser, ownName } from '@/components/ui/use-draft'

interface Open {
  readonly id: string
  readonly suggestion: Suggestion
  readonly at: { readonly top: number; readonly left: number }
}

/** Room a box of new words needs below the words, in CSS px. */
const BOX_HEIGHT = 260

/** New words being written in Suggesting, kept in this browser until they are proposed. */
export function useSuggesting(articleId: string) {
  const toast = useToast()
  const name = ownName(`draft.suggestion-${articleId}`)
  const [open, setOpen] = useState<Open | null>(null)
  const latest = useRef<Open | null>(null)
  latest.current = open
  /** Shows words and keeps them, beside the others that wait. */
  const show = useCallback(
    (next: Open) => {
      latest.current = next
      setOpen(next)
      if (isWritten(next)) keep(name, [...readKept(name).filter((one) => !isSame(one, next)), next])
    },
    [name],
  )
  const reopen = useCallback(() => {
    const last = readKept(name).at(-1)
    if (last) setOpen({ ...last, at: { top: 120, left: Math.max(16, innerWidth / 2 - 240) } })
  }, [name])
  // What an earlier visit left is there again.
  useEffect(() => reopen(), [reopen])
  const begin = useCallback(
    (view: EditorView, version: number, typed: string) => {
      // The next letter of a fast typist, before the box has the focus.
      const current = latest.current
      if (current && !document.querySelector('[data-suggestion-box]')) {
        const { after, caret } = current.suggestion
        const suggestion = { ...current.suggestion, after: after.slice(0, caret) + typed + after.slice(caret), caret: caret + typed.length }
        return show({ ...current, suggestion })
      }
      const suggestion = beginSuggestion(view, version, typed)
      if (!suggestion) return toast('Select words, then type what they should say.', { slot: 'mode' })
      const { bottom, left } = view.coordsAtPos(view.state.selection.from)
      show({
        id: `${Date.now()}`,
        suggestion,
        at: {
          top: Math.max(60, Math.min(bottom + 8, innerHeight - BOX_HEIGHT)),
          left: Math.max(16, Math.min(left - 60, innerWidth - 560)),
        },
      })
    },
    [show, toast],
  )
  const change = useCallback((suggestion: Suggestion) => open && show({ ...open, suggestion }), [open, show])
  const close = useCallback(() => {
    setOpen(null)
    if (open && isWritten(open))
      toast('Not proposed; your words are kept.', { slot: 'mode', action: { label: 'Go on', run: () => setOpen(open) } })
  }, [open, toast])
  const done = useCallback(() => {
    const left = readKept(name).filter((one) => !open || !isSame(one, open))
    keep(name, left)
    setOpen(null)
    if (left.length > 0) toast('Other words are written and not proposed yet.', { slot: 'mode', action: { label: 'Go on', run: reopen } })
  }, [name, open, reopen, toast])
  return { open, begin, change, close, done }
}

function isWritten({ suggestion }: Open): boolean {
  return suggestion.before !== suggestion.after
}

function isSame(a: Open, b: Open): boolean {
  return a.id === b.id
}

function readKept(name: string): readonly Open[] {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? '[]') as unknown
    return Array.isArray(kept) ? (kept as Open[]) : []
  } catch {
    return []
  }
}

function keep(name: string, all: readonly Open[]): void {
  keepInBrowser(name, all.length === 0 ? null : JSON.stringify(all))
}
