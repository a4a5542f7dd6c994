import { type Alignment, alignTexts } from '@/lib/core/anchoring/align-texts'
import { carryRange, type Proposal } from '@/lib/core/anchoring/carry-range'
import type { TextRange } from '@/lib/core/text/range'
import { sentencesOf } from '@/lib/core/text/sentences'

/** A claim that finds its place in the new draft by itself. */
export interface CarriedClaim {
  readonly claimId: string
  readonly ranges: readonly TextRange[]
}

/** A place a person may choose for a claim that does not. */
export interface ClaimProposal extends Proposal {
  readonly claimId: string
}

/** What putting a newer draft in place of a text does to its claims (design D8). Offsets are of the new text. */
export interface DraftPlan {
  /** On the very same words. */
  readonly carried: readonly CarriedClaim[]
  /** On words that were edited in place. */
  readonly stale: readonly CarriedClaim[]
  /** Ids of claims whose words are gone, or in doubt. */
  readonly lost: readonly string[]
  readonly proposals: readonly ClaimProposal[]
  /** Sentences of the new text that are new or rewritten, with no claim on them: nobody has looked at these. */
  readonly added: readonly TextRange[]
}

/** A sentence with at least this share of its words unmatched is new to the desk. */
const NEW_AT = 0.4

/** Plans what becomes of claims when `after` takes the place of `before`. Nothing doubtful is decided here. */
export function planDraft(before: string, after: string, claims: ReadonlyMap<string, readonly TextRange[]>): DraftPlan {
  const alignment = alignTexts(before, after)
  const carried: CarriedClaim[] = []
  const stale: CarriedClaim[] = []
  const lost: string[] = []
  const proposals: ClaimProposal[] = []
  for (const [claimId, ranges] of claims) {
    const fates = ranges.map((range) => carryRange(alignment, range))
    const placed = fates.flatMap((fate) => (fate.kind === 'lost' ? [] : [fate.range]))
    // A claim of several stretches goes whole or not at all.
    if (placed.length < fates.length || placed.length === 0) {
      lost.push(claimId)
      for (const fate of fates) if (fate.kind === 'lost') for (const proposal of fate.proposals) proposals.push({ claimId, ...proposal })
    } else {
      const isSame = fates.every((fate) => fate.kind === 'same')
      ;(isSame ? carried : stale).push({ claimId, ranges: inOrder(placed) })
    }
  }
  return { carried, stale, lost, proposals, added: newSentences(alignment, [...carried, ...stale]) }
}

function inOrder(ranges: readonly TextRange[]): TextRange[] {
  return [...ranges].sort((a, b) => a.start - b.start)
}

function newSentences({ after }: Alignment, placed: readonly CarriedClaim[]): TextRange[] {
  const claimed = inOrder(placed.flatMap((claim) => claim.ranges))
  const found: TextRange[] = []
  let token = 0
  let nextClaim = 0
  let lineStart = 0
  for (const line of after.text.split('\n')) {
    for (const sentence of sentencesOf(line)) {
      const start = lineStart + sentence.start
      const end = lineStart + sentence.end
      let words = 0
      let unmatched = 0
      while (token < after.tokens.length && (after.tokens[token]?.start ?? 0) < end) {
        if (/[\p{L}\p{N}]/u.test(after.tokens[token]?.key ?? '')) {
          words++
          if (after.match[token] === -1) unmatched++
        }
        token++
      }
      while (nextClaim < claimed.length && (claimed[nextClaim]?.end ?? 0) <= start) nextClaim++
      const isClaimed = (claimed[nextClaim]?.start ?? Number.POSITIVE_INFINITY) < end
      if (!isClaimed && words > 0 && unmatched / words >= NEW_AT) found.push({ start, end })
    }
    lineStart += line.length + 1
  }
  return found
}
