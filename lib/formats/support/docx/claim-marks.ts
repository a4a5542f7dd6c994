import { Paragraph, TextRun } from 'docx'
import type { ArticleSnapshot, SnapshotClaim, SnapshotCorrection } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { cite } from '@/lib/core/evidence/source'
import { overlaps, type TextRange } from '@/lib/core/text/range'
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
  return claim.evidence.flatMap(({ sourceId, stance, locator, quote }, index) => {
    const source = sources.find((one) => one.id === sourceId)
    if (!source) return []
    const said = [
      stance === 'supports' ? '' : `${STANCE_LABELS[stance]}:`,
      cite(source),
      locator ?? '',
      quote ? `“${oneLine(quote)}”` : '',
      source.URL ?? '',
    ]
      .filter(Boolean)
      .join(' ')
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

/** Words that are proposed and that nobody decided on: a tracked change. */
export interface PlannedChange {
  readonly start: number
  readonly end: number
  readonly after: string
  readonly author: string
  /** ISO 8601 UTC. */
  readonly date: string
}

/** The open proposals whose words stand in the text as they did: for a stretch, or all words of a claim. Where two meet, the last of a claim, else the first. */
export function planChanges(snapshot: ArticleSnapshot): PlannedChange[] {
  const changes: PlannedChange[] = []
  const plan = (range: TextRange, open: SnapshotCorrection) => {
    if (changes.some((one) => overlaps(one, range))) return
    // Words over several paragraphs are told in the list of proposals, not drawn.
    if (open.place && open.before.includes('\n')) return
    changes.push({ ...range, after: open.after, author: `${open.proposedBy || 'Fact-check desk'}${PROPOSED}`, date: open.proposedAt })
  }
  for (const { quote, ranges, corrections } of snapshot.claims) {
    const open = corrections.filter(({ state }) => state === 'proposed').reverse()
    const whole = open.find(({ place, before }) => !place && before === quote)
    if (ranges[0] && ranges.length === 1 && whole) plan(ranges[0], whole)
    for (const one of open) if (one.place) plan(one.place, one)
  }
  for (const one of snapshot.record.proposals) if (one.place) plan(one.place, one)
  return changes.sort((a, b) => a.start - b.start)
}
