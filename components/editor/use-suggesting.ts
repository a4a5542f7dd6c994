import type { EditorView } from '@tiptap/pm/view'
import { useCallback, useEffect, useState } from 'react'
import { beginSuggestion, type Suggestion } from '@/components/editor/suggestion-box'
import { useToast } from '@/components/ui/toaster'
import { ownName } from '@/components/ui/use-draft'

interface Open {
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
  const show = useCallback(
    (next: Open | null) => {
      setOpen(next)
      if (next && next.suggestion.before !== next.suggestion.after) localStorage.setItem(name, JSON.stringify(next))
    },
    [name],
  )
  // What an earlier visit left is there again.
  useEffect(() => {
    try {
      const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Open | null
      if (kept) setOpen({ ...kept, at: { top: 120, left: Math.max(16, innerWidth / 2 - 240) } })
    } catch {
      localStorage.removeItem(name)
    }
  }, [name])
  const begin = useCallback(
    (view: EditorView, version: number, typed: string) => {
      const suggestion = beginSuggestion(view, version, typed)
      if (!suggestion) return toast('Select words of one paragraph, then type what they should say.', { slot: 'mode' })
      const { bottom, left } = view.coordsAtPos(view.state.selection.from)
      show({
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
    const kept = open
    setOpen(null)
    if (kept && kept.suggestion.before !== kept.suggestion.after)
      toast('Not proposed; your words are kept.', { slot: 'mode', action: { label: 'Go on', run: () => setOpen(kept) } })
  }, [open, toast])
  const done = useCallback(() => {
    localStorage.removeItem(name)
    setOpen(null)
  }, [name])
  return { open, begin, change, close, done }
}
