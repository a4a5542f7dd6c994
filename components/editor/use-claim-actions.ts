import type { Editor } from '@tiptap/core'
import { useCallback, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import type { ClaimStore } from '@/components/claims/claim-store'
import type { ArticleSession } from '@/components/session/article-session'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { can, type Who } from '@/lib/core/permissions/policy'
import type { TextRange } from '@/lib/core/text/range'
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

  /** Runs something that may be refused, and says so when it is. */
  const attempt = useCallback(
    async (work: () => Promise<unknown>) => {
      try {
        await work()
      } catch (error) {
        toast(sentenceOf(error), { tone: 'bad' })
      }
    },
    [toast],
  )

  /** The selected words as offsets at the version they were selected in, once the server has it. */
  const selectedRange = useCallback(async () => {
    if (!editor || !session) return null
    const { from, to, empty } = editor.state.selection
    if (empty) return null
    await session.flush()
    const map = textMapOf(editor.state.doc)
    const now = editor.state.selection
    const [a, b] = now.empty ? [from, to] : [now.from, now.to]
    return { start: map.offsetAt(a), end: map.offsetAt(b), version: session.version }
  }, [editor, session])

  const makeClaim = useCallback(
    () =>
      attempt(async () => {
        if (!can(actor, 'claim.create')) return toast('Your role does not allow marking claims.', { tone: 'bad' })
        const selector = await selectedRange()
        if (!selector) return toast('Select the words of the claim first.')
        if (placing) {
          const moved = await callApi<ClaimView>('PUT', `/api/claims/${placing}/range`, { selector })
          store.upsert([moved])
          setPlacing(null)
          onMoved()
          return toast(`${claimName(moved.number)} is on these words now.`)
        }
        const claim = await callApi<ClaimView>('POST', `/api/articles/${articleId}/claims`, { selector })
        store.upsert([claim])
        onMoved()
        onMade(claim)
      }),
    [actor, articleId, attempt, onMade, onMoved, placing, selectedRange, store, toast],
  )

  const showAuthorship = useCallback(
    () =>
      attempt(async () => {
        const range = await selectedRange()
        if (range) setAuthorshipOf(range)
        else toast('Select the words first.')
      }),
    [attempt, selectedRange, toast],
  )

  const removeClaim = useCallback(
    (claim: ClaimView) =>
      attempt(async () => {
        await callApi('DELETE', `/api/claims/${claim.id}`)
        store.remove([claim.id])
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
