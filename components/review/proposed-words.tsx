'use client'

import { CorrectionItem } from '@/components/claims/claim-corrections'
import { claimName } from '@/lib/core/claim/claim'
import type { Role } from '@/lib/core/permissions/policy'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ProposalView } from '@/lib/server/present/correction'

interface Props {
  readonly proposals: readonly ProposalView[]
  readonly claims: ReadonlyMap<string, ClaimView>
  readonly actor: { readonly id: string; readonly role: Role }
  readonly onOpen: (claimId: string) => void
  readonly onShow: (range: { readonly start: number; readonly end: number }) => void
  readonly onBeforeAccept: () => Promise<void>
  readonly onChanged: () => void
}

/** Everything that is proposed for the text and waits for somebody who may edit it. */
export function ProposedWords({ proposals, claims, actor, onOpen, onShow, onBeforeAccept, onChanged }: Props) {
  if (proposals.length === 0)
    return (
      <div className="grid gap-2 p-4 text-soft">
        <p className="font-semibold text-ink">Nothing is proposed</p>
        <p>
          In <em>Suggesting</em> what you type becomes a proposal of new words. It waits here, on its claim or by itself, until somebody who
          may edit the text accepts or declines it.
        </p>
      </div>
    )
  return (
    <ul aria-label="Proposed words" className="min-h-0 flex-1 overflow-y-auto">
      {proposals.map(({ correction, range }) => {
        const claim = correction.claimId ? claims.get(correction.claimId) : undefined
        return (
          <li key={correction.id} className="grid gap-1.5 border-b border-line p-3">
            <p className="flex flex-wrap items-baseline gap-x-3">
              {claim ? (
                <button type="button" className="link tabular font-semibold" onClick={() => onOpen(claim.id)}>
                  {claimName(claim.number)}
                </button>
              ) : (
                <span className="hint">In the text</span>
              )}
              {range ? (
                <button type="button" className="link text-[0.86rem]" onClick={() => onShow(range)}>
                  Show it
                </button>
              ) : (
                <span className="hint text-stale">The words were changed since</span>
              )}
            </p>
            <CorrectionItem correction={correction} actor={actor} onBeforeAccept={onBeforeAccept} onChanged={onChanged} />
          </li>
        )
      })}
    </ul>
  )
}
