'use client'

import type { Patch } from '@/components/session/claim-outbox'
import { coversWords } from '@/lib/core/claim/claim'
import { DOUBT_SENTENCES } from '@/lib/core/claim/doubts'
import type { ClaimView } from '@/lib/server/present/claim'

/** What came up against the decision since, and the way to decide the same again after looking at it. */
export function DoubtNotice({ claim, canDecide, onSave }: { claim: ClaimView; canDecide: boolean; onSave: (patch: Patch) => void }) {
  if (claim.doubts.length === 0) return null
  // Where the words changed, that notice has the button.
  const canConfirm = canDecide && claim.outcome !== null && coversWords(claim.freshness) && !claim.doubts.includes('differ')
  return (
    <div className="notice grid gap-2" role="status">
      {claim.doubts.map((doubt) => (
        <p key={doubt}>
          <strong>{DOUBT_SENTENCES[doubt]}</strong>
        </p>
      ))}
      {canConfirm ? (
        <p>
          <button id="claim-reconfirm" type="button" className="button button-small" onClick={() => onSave({ outcome: claim.outcome })}>
            Decide the same anew <span className="kbd">R</span>
          </button>
        </p>
      ) : null}
    </div>
  )
}
