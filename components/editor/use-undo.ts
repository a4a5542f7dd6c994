import { useCallback, useRef, useState } from 'react'
import { callApi, sentenceOf, Unreachable } from '@/components/api'
import type { ClaimStore } from '@/components/claims/claim-store'
import { focusHome } from '@/components/editor/desk-mode'
import type { ClaimOutbox } from '@/components/session/claim-outbox'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { UNDO_LABELS, type Undoable } from '@/lib/core/workflow/undo'
import type { ClaimView } from '@/lib/server/present/claim'

interface Undone {
  readonly action: Undoable
  readonly claimId: string | null
  readonly claimNumber: number | null
  readonly claim: ClaimView | null
}

/** The claim whose last change was taken back before it could be sent; null once everything is with the server. */
async function withdrawnOf(outbox: ClaimOutbox): Promise<string | null> {
  try {
    await outbox.flush()
    return null
  } catch (error) {
    const withdrawn = outbox.withdrawLast()
    if (withdrawn) return withdrawn
    throw error
  }
}

/** Takes back what this person did last on a claim of the article. */
export function useUndo(
  articleId: string,
  store: ClaimStore,
  outbox: ClaimOutbox,
  onUndone: (claimId: string | null) => void,
): {
  readonly undo: () => Promise<void>
  /** Something that is done beside the outbox and can be undone: undoing waits for it. */
  readonly doing: (work: Promise<unknown>) => void
  /** Rises with each step that was taken back. */
  readonly undone: number
} {
  const toast = useToast()
  const underWay = useRef<Promise<unknown>>(Promise.resolve())
  const [undone, setUndone] = useState(0)
  const doing = useCallback((work: Promise<unknown>) => {
    underWay.current = Promise.allSettled([underWay.current, work])
  }, [])
  const undo = useCallback(async () => {
    try {
      await underWay.current
      const withdrawn = await withdrawnOf(outbox)
      if (withdrawn) {
        onUndone(withdrawn)
        const claim = store.get().byId.get(withdrawn)
        return toast(`Taken back before it was sent: the change of ${claim ? claimName(claim.number) : 'a claim'}.`, { slot: 'undo' })
      }
      // What was refused is the last thing that was done here: it goes first, and nothing else with it.
      if (outbox.withdrawRefused(store.get().activeId)) return toast('Taken back: it was not saved.', { slot: 'undo' })
      const undone = await callApi<Undone>('POST', `/api/articles/${articleId}/undo`, {})
      if (undone.claim) store.upsert([undone.claim])
      else if (undone.claimId) store.remove([undone.claimId])
      setUndone((count) => count + 1)
      onUndone(undone.claim ? undone.claimId : null)
      if (document.activeElement === document.body) focusHome()
      toast(`Undone: ${UNDO_LABELS[undone.action]} ${undone.claimNumber === null ? 'the text' : claimName(undone.claimNumber)}.`, {
        slot: 'undo',
      })
    } catch (error) {
      // What was pressed meanwhile is for the claim that is open, undone or not.
      toast(error instanceof Unreachable ? 'Nothing was undone: the server cannot be reached.' : sentenceOf(error), {
        tone: 'bad',
        slot: 'undo',
      })
    }
  }, [articleId, store, outbox, onUndone, toast])
  return { undo, doing, undone }
}
