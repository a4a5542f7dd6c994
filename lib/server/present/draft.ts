import type { Node } from '@tiptap/pm/model'
import type { ClaimProposal, DraftPlan } from '@/lib/core/anchoring/plan-draft'
import type { ImportMessage } from '@/lib/core/article/import-messages'
import type { TextRange } from '@/lib/core/text/range'
import { quoteAt } from '@/lib/editor/queries/claim-ranges'
import { textOf } from '@/lib/editor/text-map'
import type { DraftRecord } from '@/lib/server/store/drafts'

/** What the draft does to one claim. Offsets are UTF-16 units of the draft's text. */
export interface DraftClaim {
  readonly claimId: string
  readonly number: number
  readonly start: number
  readonly end: number
  readonly ranges: readonly TextRange[]
  /** The words now, and those in the draft. */
  readonly before: string
  readonly after: string
  /** Somebody has decided on the words now. */
  readonly isDecided: boolean
}

export interface LostClaim {
  readonly claimId: string
  readonly number: number
  readonly before: string
  readonly isDecided: boolean
}

export interface DraftView {
  readonly id: string
  /** Version of the article this was computed against. */
  readonly version: number
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: string
  readonly messages: readonly ImportMessage[]
  /** On the very same words. */
  readonly carried: readonly DraftClaim[]
  /** On words that were edited in place: decisions on them become stale. */
  readonly stale: readonly DraftClaim[]
  /** Their words are gone, or in doubt: they wait in the tray, unless a proposal is accepted. */
  readonly lost: readonly LostClaim[]
  readonly proposals: readonly (ClaimProposal & { readonly text: string })[]
  /** New or rewritten sentences without a claim: nobody has looked at them. */
  readonly added: readonly (TextRange & { readonly text: string })[]
}

/** A draft computed against the article as it is. */
export interface PlannedDraft {
  readonly version: number
  readonly title: string
  readonly before: Node
  readonly after: Node
  readonly claims: ReadonlyMap<string, { readonly number: number; readonly isDecided: boolean; readonly ranges: readonly TextRange[] }>
  readonly plan: DraftPlan
}

export function presentDraft(draft: DraftRecord, { version, before, after, claims, plan }: PlannedDraft): DraftView {
  const textBefore = textOf(before)
  const textAfter = textOf(after)
  const known = (claimId: string) => {
    const claim = claims.get(claimId)
    return {
      claimId,
      number: claim?.number ?? 0,
      before: quoteAt(textBefore, claim?.ranges ?? []),
      isDecided: claim?.isDecided ?? false,
    }
  }
  const placed = ({ claimId, ranges }: DraftPlan['carried'][number]): DraftClaim => ({
    ...known(claimId),
    ranges,
    start: ranges[0]?.start ?? 0,
    end: ranges[ranges.length - 1]?.end ?? 0,
    after: quoteAt(textAfter, ranges),
  })
  return {
    id: draft.id,
    version,
    createdBy: draft.createdBy,
    createdAt: draft.createdAt.toISOString(),
    messages: JSON.parse(draft.messages) as ImportMessage[],
    carried: plan.carried.map(placed),
    stale: plan.stale.map(placed),
    lost: plan.lost.map(known),
    proposals: plan.proposals.map((proposal) => ({ ...proposal, text: textAfter.slice(proposal.start, proposal.end) })),
    added: plan.added.map((range) => ({ ...range, text: textAfter.slice(range.start, range.end) })),
  }
}
