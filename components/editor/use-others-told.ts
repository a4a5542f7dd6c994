import { useCallback } from 'react'
import type { ClaimStore } from '@/components/claims/claim-store'
import type { Deed } from '@/components/session/event-stream'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { saysOf } from '@/lib/core/history/events'

/** Sentences read out at once. */
const MAX_TOLD = 3

/** What others do on claims is read out; on the claim one is at it is shown as well. */
export function useOthersTold(store: ClaimStore, actorId: string, announce: (sentence: string) => void): (told: readonly Deed[]) => void {
  const toast = useToast()
  return useCallback(
    (told) => {
      const { byId, activeId } = store.get()
      const sentences = told.flatMap(({ claimId, action, by }) => {
        const claim = byId.get(claimId)
        if (!claim || by.id === actorId) return []
        const what = action === 'claim.decided' ? `: ${describeAxes(claim)}` : ''
        const sentence = `${by.name} ${saysOf(action, claimName(claim.number))}${what}.`
        if (claimId === activeId) toast(sentence, { slot: 'others' })
        return [sentence]
      })
      if (sentences.length > 0) announce(sentences.slice(0, MAX_TOLD).join(' '))
    },
    [store, actorId, announce, toast],
  )
}
