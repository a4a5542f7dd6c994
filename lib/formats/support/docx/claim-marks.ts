import { Paragraph, TextRun } from 'docx'
import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { cite } from '@/lib/core/evidence/source'
import { oneLine } from '@/lib/formats/support/docx/claim-comments'
import { PROPOSED } from '@/lib/formats/support/docx/own-report'

/** What a claim rests on, at the end of its words. */
export interface PlannedFootnote {
  /** Word's id, from 1, in reading order. */
  readonly id: number
  /** Offset its sign stands behind. */
  readonly at: number
  readonly lines: readonly string[]
}

/** A footnote for each claim that has evidence. */
export function planFootnotes(snapshot: ArticleSnapshot): PlannedFootnote[] {
  return snapshot.claims
    .flatMap((claim) => {
      const last = claim.ranges[claim.ranges.length - 1]
      const lines = evidenceLines(claim, snapshot)
      return last && lines.length > 0 ? [{ at: last.end, lines }] : []
    })
    .sort((a, b) => a.at - b.at)
    .map((footnote, index) => ({ ...footnote, id: index + 1 }))
}

function evidenceLines(claim: SnapshotClaim, { sources }: ArticleSnapshot): string[] {
  return claim.evidence.flatMap(({ sourceId, locator, quote }, index) => {
    const source = sources.find((one) => one.id === sourceId)
    if (!source) return []
    const said = [cite(source), locator ?? '', quote ? `“${oneLine(quote)}”` : '', source.URL ?? ''].filter(Boolean).join(' ')
    return [`${index === 0 ? `${claimName(claim.number)}: ` : ''}${said}`]
  })
}

export function writeFootnote({ lines }: PlannedFootnote) {
  return {
    children: lines.map(
      (line) => new Paragraph({ spacing: { after: 40, line: 240 }, children: [new TextRun({ text: ` ${oneLine(line)}`, size: 18 })] }),
    ),
  }
}

/** Words that are proposed for a claim and that nobody decided on: a tracked change. */
export interface PlannedChange {
  readonly start: number
  readonly end: number
  readonly after: string
  readonly author: string
  /** ISO 8601 UTC. */
  readonly date: string
}

/** The open proposals that stand for all words of their claim as they are now; where two meet, the first. */
export function planChanges(snapshot: ArticleSnapshot): PlannedChange[] {
  const changes: PlannedChange[] = []
  for (const { quote, ranges, corrections } of snapshot.claims) {
    const [range] = ranges
    const open = corrections.findLast(({ state, before }) => state === 'proposed' && before === quote)
    if (!range || ranges.length > 1 || !open) continue
    if (changes.some(({ start, end }) => range.start < end && start < range.end)) continue
    const author = `${open.proposedBy || 'Fact-check desk'}${PROPOSED}`
    changes.push({ ...range, after: open.after, author, date: open.proposedAt })
  }
  return changes
}
