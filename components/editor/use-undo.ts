import { useCallback } from 'react'
import { callApi, sentenceOf } from '@/components/api'
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

/** Takes back what this person did last on a claim of the article. */
export function useUndo(
  articleId: string,
  store: ClaimStore,
  outbox: ClaimOutbox,
  onUndone: (claimId: string | null) => void,
): () => Promise<boolean> {
  const toast = useToast()
  return useCallback(async () => {
    try {
      await outbox.flush()
      const undone = await callApi<Undone>('POST', `/api/articles/${articleId}/undo`, {})
      if (undone.claim) store.upsert([undone.claim])
      else if (undone.claimId) store.remove([undone.claimId])
      onUndone(undone.claim ? undone.claimId : null)
      if (document.activeElement === document.body) focusHome()
      toast(`Undone: ${UNDO_LABELS[undone.action]} ${undone.claimNumber === null ? 'the text' : claimName(undone.claimNumber)}.`, {
        slot: 'undo',
      })
      return true
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad', slot: 'undo' })
      return false
    }
  }, [articleId, store, outbox, onUndone, toast])
}
