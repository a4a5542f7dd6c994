import type { Node } from '@tiptap/pm/model'
import { Paragraph, TextRun } from 'docx'
import type { ArticleSnapshot, SnapshotClaim, SnapshotNote } from '@/lib/core/article/article-snapshot'
import { type ClaimState, claimName, LEGAL_KIND_LABELS, NOTE_KIND_LABELS } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { CREDIBILITY_LABELS, DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite } from '@/lib/core/evidence/source'
import { claimFacts } from '@/lib/core/report/claim-facts'
import { noteHead, reportTime, threaded } from '@/lib/core/report/report-text'
import type { TextRange } from '@/lib/core/text/range'
import { type TextBlock, textMapOf } from '@/lib/editor/text-map'

/** A comment that will stand in the text. */
export interface PlannedComment {
  /** Word's id, used once. */
  readonly id: number
  readonly claim: SnapshotClaim
  /** Which of the claim's ranges. */
  readonly part: number
  /** The note it holds, as an answer to what the desk says of the claim. */
  readonly reply?: { readonly note: SnapshotNote; readonly to: number }
  readonly start: number
  readonly end: number
}

/** One comment a stretch of each claim, cut where a cell of a table begins or ends; its notes are answers to the first. Ids count from `firstId`. */
export function planComments(snapshot: ArticleSnapshot, doc: Node, firstId: number): PlannedComment[] {
  let next = firstId
  const cut = cutterAtCells(doc)
  return snapshot.claims.flatMap((claim) =>
    claim.ranges.flatMap(cut).flatMap(({ start, end }, part): PlannedComment[] => {
      const id = next++
      const replies = part === 0 ? threaded(claim.notes) : []
      return [
        { id, claim, part, start, end },
        ...replies.map(({ note }) => ({ id: next++, claim, part, start, end, reply: { note, to: id } })),
      ]
    }),
  )
}

/** Cuts ranges at the edges of cells: a comment that runs out of one is lost in LibreOffice. */
function cutterAtCells(doc: Node): (range: TextRange) => readonly TextRange[] {
  const { blocks } = textMapOf(doc)
  const cells = blocks.map(({ from }) => {
    const place = doc.resolve(from)
    for (let depth = place.depth; depth > 0; depth--)
      if (/^table(?:Cell|Header)$/.test(place.node(depth).type.name)) return place.node(depth)
    return null
  })
  if (cells.every((cell) => cell === null)) return (range) => [range]
  return (range) => {
    const pieces: { start: number; end: number; cell: Node | null }[] = []
    for (let index = firstEndingAfter(blocks, range.start); index < blocks.length; index++) {
      const block = blocks[index] as TextBlock
      if (block.start >= range.end) break
      const [start, end] = [Math.max(range.start, block.start), Math.min(range.end, block.start + block.node.content.size)]
      const last = pieces[pieces.length - 1]
      const cell = cells[index] ?? null
      if (last && last.cell === cell) last.end = end
      else if (start < end) pieces.push({ start, end, cell })
    }
    return pieces.length > 0 ? pieces : [range]
  }
}

function firstEndingAfter(blocks: readonly TextBlock[], offset: number): number {
  let [low, high] = [0, blocks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const { start, node } = blocks[middle] as TextBlock
    if (start + node.content.size <= offset) low = middle + 1
    else high = middle
  }
  return low
}

const RESOLVED: readonly ClaimState[] = ['checked', 'cross-checked', 'dismissed', 'cut']

/** A Word comment; a claim of several stretches says it all in the first. Resolved is what is decided. */
export function writeComment(comment: PlannedComment, snapshot: ArticleSnapshot) {
  const { claim, reply } = comment
  const author = (reply ? reply.note.by : claim.decision?.by || claim.createdBy) || 'Fact-check desk'
  return {
    id: comment.id,
    author,
    initials:
      author
        .split(/\s+/)
        .map((word) => word[0] ?? '')
        .join('')
        .slice(0, 4) || 'FC',
    date: new Date(reply ? reply.note.at : (claim.decision?.at ?? claim.createdAt)),
    ...(reply ? { parentId: reply.to } : {}),
    resolved: RESOLVED.includes(claim.state),
    children: linesOf(comment, snapshot).map((line) => new Paragraph({ children: [new TextRun(oneLine(line))] })),
  }
}

function linesOf({ claim, part, reply }: PlannedComment, snapshot: ArticleSnapshot): readonly string[] {
  if (!reply) return part === 0 ? claimLines(claim, snapshot, { hasNotes: false }) : [`${claimName(claim.number)}, continued`]
  const { kind, text } = reply.note
  const lines = text.split('\n')
  return kind === 'note' ? lines : [`${NOTE_KIND_LABELS[kind]}: ${lines[0] ?? ''}`, ...lines.slice(1)]
}

/** What the desk says of a claim, a line each: in its comment, and in the log. */
export function claimLines(claim: SnapshotClaim, snapshot: ArticleSnapshot, { hasNotes = true } = {}): string[] {
  const said = claimFacts(claim)
  const lines = [`${claimName(claim.number)} · ${describeAxes(claim)}`, `${said.type} · ${said.priority} priority`]
  if (said.verdict) lines.push(`Verdict: ${said.verdict}`)
  if (said.confidence) lines.push(`Confidence ${said.confidenceInWords.slice(0, 1).toLowerCase()}${said.confidenceInWords.slice(1)}`)
  if (said.statement) lines.push(`What is claimed: ${oneLine(said.statement)}`)
  if (said.assignee) lines.push(`Assigned to ${said.assignee}`)
  if (said.legal) lines.push(`Legal flag${claim.legalKind ? `: ${LEGAL_KIND_LABELS[claim.legalKind]}` : ''}`)
  if (said.recheckOn) lines.push(`Look again on ${said.recheckOn}`)
  if (said.checklist) lines.push(`Checklist: ${said.checklist}`)
  if (said.secondCheck) lines.push(`Checked again, blind: ${said.secondCheck}`)
  if (said.letPass) lines.push(`Let pass without the evidence the desk asks for: ${said.letPass}`)
  if (claim.decision) {
    const who = [claim.decision.by, reportTime(claim.decision.at)].filter(Boolean).join(', ')
    lines.push(`Decided: ${who}`)
    if (said.decidedOnOther) lines.push(`Decided on these words: “${said.decidedOnOther}”`)
  }
  for (const correction of said.corrections) lines.push(`Correction: ${oneLine(correction)}`)
  for (const { note, isReply } of hasNotes ? threaded(claim.notes) : [])
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
      evidence.proof ? `quote ${describeProof(evidence.proof)}` : '',
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
