import type { Proposal } from '@/lib/core/anchoring/carry-range'
import type { ClaimView } from '@/lib/server/present/claim'

/** A claim whose words are gone. */
export interface TrayItem {
  readonly claim: ClaimView
  /** Where the words stood last: the version that still had them, and what was around them. Null when that is not known. */
  readonly stood: { readonly version: number; readonly prefix: string; readonly suffix: string } | null
  /** Places in today's text a person may choose, best first; offsets are UTF-16 units at `version` of the answer. */
  readonly proposals: readonly (Proposal & { readonly text: string })[]
}
