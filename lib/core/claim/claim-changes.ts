import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import type { TextRange } from '@/lib/core/text/range'

/** Where a claim stands, read from the document. */
export interface ClaimPlace {
  readonly ranges: readonly TextRange[]
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  /** The enclosing sentence or sentences. */
  readonly sentence: string
}

/** What a person may change on a claim, axis by axis. */
export type ClaimPatch = Partial<
  Pick<
    ClaimRecord,
    | 'type'
    | 'priority'
    | 'state'
    | 'outcome'
    | 'verdict'
    | 'confidence'
    | 'confidenceReason'
    | 'legalFlag'
    | 'legalKind'
    | 'recheckOn'
    | 'dueOn'
    | 'statement'
    | 'tags'
  >
> & {
  readonly assignee?: string | null
  /** Why it may be called confirmed without the evidence the desk's rule asks for. */
  readonly override?: string
}

/** What is written on a claim. People are given by id. */
export type ClaimChanges = Partial<
  Pick<
    ClaimRecord,
    | 'quote'
    | 'prefix'
    | 'suffix'
    | 'type'
    | 'priority'
    | 'state'
    | 'outcome'
    | 'verdict'
    | 'confidence'
    | 'confidenceReason'
    | 'evidenceOverride'
    | 'freshness'
    | 'legalFlag'
    | 'legalKind'
    | 'recheckOn'
    | 'dueOn'
    | 'statement'
    | 'tags'
  > & {
    assigneeId: string | null
    decision: { quote: string; sentence: string; version: number; at: Date; byId: string } | null
    change: { version: number; at: Date; byId: string | null } | null
  }
>
