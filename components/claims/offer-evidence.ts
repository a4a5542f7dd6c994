import type { SourceType } from '@/lib/core/evidence/source'

/** Said by whoever offers an address of a claim's notes, or what somebody said, as evidence: `detail` is an {@link Offer}. */
export const OFFERED = 'tickmark:evidence-offered'

export interface Offer {
  readonly claimId: string
  readonly words: string
  /** What kind of source the words name, where they do not say. */
  readonly type?: SourceType
  readonly quote?: string
}

/** Puts an address or a name into the evidence line of a claim, where its quote is wanted next. Nothing is saved by it. */
export function offerEvidence(claimId: string, words: string, more: Pick<Offer, 'type' | 'quote'> = {}): void {
  dispatchEvent(new CustomEvent<Offer>(OFFERED, { detail: { claimId, words, ...more } }))
}
