import type { Editor } from '@tiptap/core'
import { useCallback, useState } from 'react'
import { callApi, sentenceOf, Unreachable } from '@/components/api'
import type { ClaimStore } from '@/components/claims/claim-store'
import { focusHome } from '@/components/editor/desk-mode'
import { type HeldSelection, holdSelection } from '@/components/editor/held-selection'
import type { ArticleSession } from '@/components/session/article-session'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { can, type Who } from '@/lib/core/permissions/policy'
import { type TextRange, trimClaimRange } from '@/lib/core/text/range'
import { readBrowserSelection } from '@/lib/editor/extensions/dispatch-quietly'
import { stretchedRange } from '@/lib/editor/queries/stretched-range'
import { textMapOf } from '@/lib/editor/text-map'
import type { ClaimView } from '@/lib/server/present/claim'

interface Options {
  readonly articleId: string
  readonly actor: Who
  readonly store: ClaimStore
  readonly editor: Editor | null
  readonly session: ArticleSession | null
  /** The order of claims in the text may be another now. */
  readonly onMoved: () => void
  readonly onMade: (claim: ClaimView) => void
}

/** What a person does to claims from the desk: mark, put elsewhere, stretch, remove. */
export function useClaimActions({ articleId, actor, store, editor, session, onMoved, onMade }: Options) {
  const toast = useToast()
  const [placing, setPlacing] = useState<string | null>(null)
  const [authorshipOf, setAuthorshipOf] = useState<(TextRange & { readonly version: number }) | null>(null)

  /** Runs something that may be refused, and says so when it is. Resolves to whether it was done. */
  const attempt = useCallback(
    async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        return (await work()) !== false
      } catch (error) {
        // Nothing of a mark is kept here.
        toast(
          error instanceof Unreachable ? 'The server cannot be reached, so nothing was done. Try again in a moment.' : sentenceOf(error),
          {
            tone: 'bad',
            slot: 'mark',
          },
        )
        return false
      }
    },
    [toast],
  )

  /** The words selected now, or when a key was pressed that waited, as offsets at the version the server has them in. */
  const selectedRange = useCallback(
    async (held?: HeldSelection) => {
      if (!editor || !session) return null
      const selection = held ?? holdSelection(editor)
      try {
        if (!selection.range()) return null
        await session.flush()
        const words = selection.range()
        if (!words) return null
        const map = textMapOf(editor.state.doc)
        const range = trimClaimRange(map.text, { start: map.offsetAt(words.from), end: map.offsetAt(words.to) })
        if (range.start >= range.end) return null
        // The caret stays in the text, after the words, unless others were selected meanwhile; the next selection begins anew.
        readBrowserSelection(editor.view)
        const { from, to } = editor.state.selection
        const caret = from === words.from && to === words.to ? to : null
        return { selector: { ...range, version: session.version }, caret }
      } finally {
        if (!held) selection.release()
      }
    },
    [editor, session],
  )

  const mark = useCallback(
    async (selector: TextRange & { readonly version: number }) => {
      const claim = await callApi<ClaimView>('POST', `/api/articles/${articleId}/claims`, { selector })
      store.upsert([claim])
      onMoved()
      onMade(claim)
    },
    [articleId, onMade, onMoved, store],
  )

  const makeClaim = useCallback(
    (held?: HeldSelection) =>
      attempt(async () => {
        if (!can(actor, 'claim.create')) {
          toast('Your role does not allow marking claims.', { tone: 'bad' })
          return false
        }
        const selected = await selectedRange(held)
        if (!selected) {
          toast('Select the words of the claim first.', { slot: 'select' })
          // What is pressed next was meant for the new claim, not for the one that was open.
          store.setActive(null)
          return false
        }
        const { selector, caret } = selected
        if (caret !== null) editor?.commands.setTextSelection(caret)
        if (placing) {
          const moved = await callApi<ClaimView>('PUT', `/api/claims/${placing}/range`, { selector })
          store.upsert([moved])
          setPlacing(null)
          onMoved()
          return toast(`${claimName(moved.number)} is on these words now.`)
        }
        const same = store.get().all.find(({ ranges: [one, more] }) => !more && one?.start === selector.start && one.end === selector.end)
        if (same) {
          onMade(same)
          return toast(`${claimName(same.number)} is on exactly these words.`, {
            action: { label: 'Mark them again', run: () => void attempt(() => mark(selector)) },
          })
        }
        await mark(selector)
      }),
    [actor, attempt, editor, mark, onMade, onMoved, placing, selectedRange, store, toast],
  )

  const showAuthorship = useCallback(
    (held?: HeldSelection) =>
      attempt(async () => {
        const selected = await selectedRange(held)
        if (selected) setAuthorshipOf(selected.selector)
        else toast('Select the words first.')
      }),
    [attempt, selectedRange, toast],
  )

  const removeClaim = useCallback(
    (claim: ClaimView) =>
      attempt(async () => {
        await callApi('DELETE', `/api/claims/${claim.id}`)
        store.remove([claim.id])
        focusHome()
        const bringBack = () =>
          attempt(async () => {
            const restored = await callApi<ClaimView>('POST', `/api/claims/${claim.id}/restore`)
            store.upsert([restored])
            onMoved()
            store.setActive(restored.id)
          })
        toast(`${claimName(claim.number)} removed.`, { action: { label: 'Undo', run: () => void bringBack() } })
      }),
    [attempt, onMoved, store, toast],
  )

  const stretchClaim = useCallback(
    (claim: ClaimView, edge: 'start' | 'end', direction: 1 | -1) =>
      attempt(async () => {
        await session?.flush()
        const range = editor && stretchedRange(editor.state.doc, claim.id, edge, direction)
        if (!range) return
        const selector = { ...range, version: session?.version ?? 0 }
        store.upsert([await callApi<ClaimView>('PUT', `/api/claims/${claim.id}/range`, { selector })])
      }),
    [attempt, editor, session, store],
  )

  return { placing, setPlacing, makeClaim, removeClaim, stretchClaim, showAuthorship, authorshipOf, setAuthorshipOf }
}
