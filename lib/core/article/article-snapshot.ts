import type { ClaimState, ClaimType, Confidence, Freshness, LegalKind, NoteKind, Outcome, Priority, Verdict } from '@/lib/core/claim/claim'
import type { CorrectionState } from '@/lib/core/claim/correction'
import type { Channel, Said, Terms } from '@/lib/core/evidence/contact'
import type { Credibility, Directness, Stance } from '@/lib/core/evidence/evidence'
import type { QuoteProof } from '@/lib/core/evidence/quote-proof'
import type { SourceFields } from '@/lib/core/evidence/source'
import type { ErratumCause, ErratumKind } from '@/lib/core/publication/erratum'
import type { TextRange } from '@/lib/core/text/range'
import type { BlockerKind } from '@/lib/core/workflow/blockers'
import type { Use } from '@/lib/core/workflow/right-of-reply'
import type { SignOffRole } from '@/lib/core/workflow/sign-off'

/** Who a report is for. */
export const AUDIENCES = ['internal', 'legal', 'author', 'public'] as const
export type Audience = (typeof AUDIENCES)[number]

export const AUDIENCE_LABELS: Record<Audience, string> = {
  internal: 'The desk',
  legal: 'Legal',
  author: 'The author',
  public: 'The public',
}

/** Name and version of the JSON export. Raise the number when a reader would have to change. */
export const SNAPSHOT_SCHEMA = 'tickmark-article/1'

/**
 * Everything a report is made from (design D9): plain values, no database.
 * Times are ISO 8601 UTC; offsets are UTF-16 units of `article.text`.
 */
export interface ArticleSnapshot {
  readonly schema: typeof SNAPSHOT_SCHEMA
  readonly generatedAt: string
  readonly generatedBy: string
  readonly audience: Audience
  readonly article: {
    readonly id: string
    readonly title: string
    readonly version: number
    readonly text: string
    /** SHA-256 of the UTF-8 of `text`. */
    readonly textHash: string
    /** ProseMirror document JSON. */
    readonly document: unknown
  }
  /** In reading order, those whose words are gone last. */
  readonly claims: readonly SnapshotClaim[]
  /** Claims this audience is not shown: a report says how many it leaves out. */
  readonly leftOut: number
  readonly sources: readonly SnapshotSource[]
  /** What the report does not vouch for. */
  readonly limits: SnapshotLimits
  /** What was done around the claims: whom the desk asked, who answered, what was published, what happened. */
  readonly record: SnapshotRecord
  /** Pictures of the article, by their SHA-256. */
  readonly pictures: Readonly<Record<string, { readonly mediaType: string; readonly bytes: Uint8Array }>>
}

/** What stands open, what nobody looked at, and who signed for which text. */
export interface SnapshotLimits {
  /** How many sentences have something to check, are covered, and are decided; `caution` where that is to be taken with care. */
  readonly coverage: { readonly checkable: number; readonly covered: number; readonly decided: number; readonly caution: string | null }
  /** Checkable sentences nobody looked at, in reading order. */
  readonly notLookedAt: readonly { readonly text: string; readonly reasons: readonly string[] }[]
  /** What is at odds within the text and was not waved away. */
  readonly findings: readonly { readonly message: string; readonly words: readonly string[] }[]
  /** What stands between this text and a sign-off, the worst first. `claim` is a number. */
  readonly blockers: readonly { readonly kind: BlockerKind; readonly message: string; readonly claim: number | null }[]
  /** Who signed; void when it was for another text. */
  readonly signOffs: readonly {
    readonly role: SignOffRole
    readonly by: string
    readonly at: string
    readonly version: number
    readonly isVoid: boolean
    readonly exceptions: readonly { readonly message: string; readonly reason: string }[]
  }[]
}

/** What was done around the claims. `claims` are numbers. */
export interface SnapshotRecord {
  readonly contacts: readonly {
    readonly name: string
    readonly role: string | null
    readonly channel: Channel
    readonly terms: Terms
    readonly at: string
    readonly summary: string | null
    readonly answers: readonly { readonly claim: number; readonly said: Said; readonly words: string | null }[]
  }[]
  readonly replies: readonly {
    readonly party: string
    readonly criticism: string
    readonly claims: readonly number[]
    readonly channel: string | null
    readonly askedAt: string | null
    readonly deadline: string | null
    readonly answer: string | null
    readonly answeredAt: string | null
    readonly used: Use | null
    readonly closedReason: string | null
    /** What is still to be done, in a sentence. */
    readonly open: string | null
  }[]
  readonly publications: readonly {
    readonly address: string | null
    readonly place: string | null
    readonly at: string
    readonly version: number
    readonly textHash: string
    /** The text is another one now. */
    readonly isOutdated: boolean
  }[]
  readonly errata: readonly {
    readonly claim: number | null
    /** The source that failed, and what those may read who may not know it. */
    readonly source: string | null
    readonly publicSource: string | null
    readonly kind: ErratumKind
    readonly wrong: string
    readonly right: string
    readonly cause: ErratumCause | null
    readonly causeNote: string | null
    readonly notice: string | null
    readonly printedAt: string | null
  }[]
  /** Words proposed for stretches that no claim touches. */
  readonly proposals: readonly SnapshotCorrection[]
  /** What was waved away by name, the oldest first. */
  readonly dismissals: readonly {
    readonly kind: string
    readonly key: string
    readonly quote: string
    readonly reason: string
    readonly note: string | null
    readonly by: string
    readonly at: string
  }[]
  /** What happened, the newest first, as far as {@link TRAIL_MAX} reaches; `more` entries are not told. */
  readonly trail: readonly { readonly at: string; readonly by: string; readonly action: string; readonly claim: number | null }[]
  readonly more: number
}

/** Most entries of the history a report tells. */
export const TRAIL_MAX = 400

export interface SnapshotClaim {
  readonly id: string
  readonly number: number
  readonly ranges: readonly TextRange[]
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  readonly type: ClaimType
  readonly priority: Priority
  readonly state: ClaimState
  readonly outcome: Outcome | null
  readonly verdict: Verdict | null
  readonly confidence: Confidence | null
  readonly confidenceReason: string | null
  /** Why it counts as confirmed without the evidence the desk asks for. */
  readonly evidenceOverride: string | null
  /** Who gave the confidence level, when the record tells. */
  readonly confidenceBy: string | null
  readonly freshness: Freshness
  readonly legalFlag: boolean
  readonly legalKind: LegalKind | null
  /** ISO date on which it is to be looked at again. */
  readonly recheckOn: string | null
  /** ISO date by which it is to be checked. */
  readonly dueOn: string | null
  readonly statement: string | null
  readonly tags: readonly string[]
  readonly assignee: string | null
  /** The words it was made on; the sentence around them is for the desk only. */
  readonly decision: {
    readonly quote: string
    readonly sentence: string | null
    readonly by: string
    readonly at: string
    readonly version: number
  } | null
  readonly change: { readonly by: string | null; readonly at: string } | null
  readonly createdBy: string
  readonly createdAt: string
  readonly notes: readonly SnapshotNote[]
  readonly evidence: readonly SnapshotEvidence[]
  readonly corrections: readonly SnapshotCorrection[]
  /** What the desk asks of its type, as it was answered. */
  readonly checklist: readonly { readonly item: string; readonly answer: string; readonly by: string }[]
  /** Who checked it again without seeing the first finding, and what became of a difference. */
  readonly blindChecks: readonly SnapshotSecondCheck[]
}

export interface SnapshotSecondCheck {
  readonly by: string
  readonly at: string
  readonly outcome: Outcome
  readonly firstOutcome: Outcome | null
  readonly reason: string
  readonly settled: { readonly by: string; readonly outcome: Outcome; readonly reason: string } | null
}

export interface SnapshotNote {
  readonly id: string
  readonly kind: NoteKind
  readonly text: string
  readonly replyToId: string | null
  readonly by: string
  readonly at: string
}

/** New words proposed, and what became of them. */
export interface SnapshotCorrection {
  /** Where the words stand that they are to replace, while nobody decided; null for all words of a claim, or where they stand no more. */
  readonly place: TextRange | null
  readonly before: string
  readonly after: string
  readonly reason: string | null
  readonly state: CorrectionState
  readonly proposedBy: string
  readonly proposedAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
}

export interface SnapshotEvidence {
  readonly sourceId: string
  readonly stance: Stance
  readonly directness: Directness
  readonly credibility: Credibility | null
  readonly quote: string | null
  readonly locator: string | null
  readonly note: string | null
  /** Taken over from an earlier check, and not confirmed for this claim yet. */
  readonly isToBeConfirmed: boolean
  readonly by: string
  readonly at: string
  /** Whether the quote stands in the captured text of its source; null when none is kept. */
  readonly proof: QuoteProof | null
}

export interface SnapshotSource extends SourceFields {
  readonly id: string
  /** Number in the list of sources of this report, from 1. */
  readonly number: number
  /** What was kept of what it said, the newest first; only in a file that is to be brought back. */
  readonly captures: readonly SnapshotCapture[]
}

export interface SnapshotCapture {
  readonly label: string
  readonly text: string
  /** SHA-256 of the bytes it was read from. */
  readonly hash: string
  readonly url: string | null
  readonly by: string
  readonly at: string
}
