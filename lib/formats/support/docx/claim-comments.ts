import { Paragraph, TextRun } from 'docx'
import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { CREDIBILITY_LABELS, DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { cite } from '@/lib/core/evidence/source'
import { claimFacts } from '@/lib/core/report/claim-facts'
import { correctionFacts, noteHead, reportTime, threaded } from '@/lib/core/report/report-text'

/** A comment that will stand in the text. */
export interface PlannedComment {
  /** Word's id: counted from 0, used once. */
  readonly id: number
  readonly claim: SnapshotClaim
  /** Which of the claim's ranges. */
  readonly part: number
  readonly start: number
  readonly end: number
}

/** One comment a stretch of each claim. */
export function planComments(snapshot: ArticleSnapshot): PlannedComment[] {
  let id = 0
  return snapshot.claims.flatMap((claim) =>
    claim.ranges.map((range, part) => ({ id: id++, claim, part, start: range.start, end: range.end })),
  )
}

/** A Word comment; a claim of several stretches says it all in the first. */
export function writeComment(comment: PlannedComment, snapshot: ArticleSnapshot) {
  const { claim, part } = comment
  const author = claim.decision?.by || claim.createdBy || 'Fact-check desk'
  const lines = part === 0 ? claimLines(claim, snapshot) : [`${claimName(claim.number)}, continued`]
  return {
    id: comment.id,
    author,
    initials:
      author
        .split(/\s+/)
        .map((word) => word[0] ?? '')
        .join('')
        .slice(0, 4) || 'FC',
    date: new Date(claim.decision?.at ?? claim.createdAt),
    children: lines.map((line) => new Paragraph({ children: [new TextRun(oneLine(line))] })),
  }
}

/** What the desk says of a claim, a line each: in its comment, and in the log. */
export function claimLines(claim: SnapshotClaim, snapshot: ArticleSnapshot): string[] {
  const said = claimFacts(claim)
  const lines = [`${claimName(claim.number)} · ${describeAxes(claim)}`, `${said.type} · ${said.priority} priority`]
  if (said.verdict) lines.push(`Verdict: ${said.verdict}`)
  if (said.confidence) lines.push(`Confidence ${said.confidenceInWords.slice(0, 1).toLowerCase()}${said.confidenceInWords.slice(1)}`)
  if (said.recheckOn) lines.push(`Look again on ${said.recheckOn}`)
  if (said.checklist) lines.push(`Checklist: ${said.checklist}`)
  if (said.secondCheck) lines.push(`Checked again, blind: ${said.secondCheck}`)
  if (said.letPass) lines.push(`Let pass without the evidence the desk asks for: ${said.letPass}`)
  if (claim.decision) {
    const who = [claim.decision.by, reportTime(claim.decision.at)].filter(Boolean).join(', ')
    lines.push(`Decided: ${who}`)
    if (claim.decision.quote !== claim.quote) lines.push(`Decided on these words: “${claim.decision.quote}”`)
  }
  for (const correction of claim.corrections)
    lines.push(`Correction: “${oneLine(correction.before)}” → “${oneLine(correction.after)}”. ${correctionFacts(correction)}`)
  for (const { note, isReply } of threaded(claim.notes))
    lines.push(
      ...note.text
        .split('\n')
        .map((line, index) => (index === 0 ? `${isReply ? '↳ ' : ''}${noteHead(note, isReply ? claim.notes : [])}: ${line}` : line)),
    )
  for (const evidence of claim.evidence) {
    const source = snapshot.sources.find((one) => one.id === evidence.sourceId)
    if (!source) continue
    const facts = [
      STANCE_LABELS[evidence.stance],
      DIRECTNESS_LABELS[evidence.directness].toLowerCase(),
      evidence.credibility ? CREDIBILITY_LABELS[evidence.credibility] : '',
      evidence.locator ?? '',
      evidence.isToBeConfirmed ? 'to be confirmed' : '',
    ]
    lines.push(`[${source.number}] ${cite(source)} ${facts.filter(Boolean).join(' · ')}${source.URL ? ` ${source.URL}` : ''}`)
    if (evidence.quote) lines.push(`“${evidence.quote}”`)
    if (evidence.note) lines.push(evidence.note)
  }
  return lines
}

/** A text on one line: Word refuses a raw line break inside a run. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}
