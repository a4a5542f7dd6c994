import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName, LEGAL_KIND_LABELS } from '@/lib/core/claim/claim'
import { CREDIBILITY_LABELS, DIRECTNESS_LABELS, RELIABILITY_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite, nameOf, SOURCE_TYPE_LABELS, STANDING_LABELS } from '@/lib/core/evidence/source'
import { type ClaimFacts, claimFacts } from '@/lib/core/report/claim-facts'
import { claimAuthorLine, plainNotes } from '@/lib/core/report/report-text'

type Column = readonly [string, (claim: SnapshotClaim, said: ClaimFacts, snapshot: ArticleSnapshot) => string]

/** The claim log as a table, a row a claim: what spreadsheets are made of. */
export const CLAIM_COLUMNS: readonly Column[] = [
  ['Claim', (claim) => claimName(claim.number)],
  ['Words', (claim) => claim.quote],
  ['Type', (_, said) => said.type],
  ['Priority', (_, said) => said.priority],
  ['State', (_, said) => said.state],
  ['Outcome', (_, said) => said.outcome],
  ['Verdict', (_, said) => said.verdict],
  ['Confidence', (_, said) => said.confidence],
  ['Confidence reason', (_, said) => said.confidenceReason],
  ['Confidence given by', (_, said) => said.confidenceBy],
  ['Let pass without evidence', (_, said) => said.letPass],
  ['Freshness', (_, said) => said.freshness],
  ['Words when decided', (_, said) => said.decidedOn],
  ['Decided by', (_, said) => said.decidedBy],
  ['Decided at (UTC)', (_, said) => said.decidedAt],
  ['Corrections', (_, said) => said.corrections.join('\n')],
  ['Checklist', (_, said) => said.checklist],
  ['Checked again, blind', (_, said) => said.secondCheck],
  ['Assignee', (_, said) => said.assignee],
  ['Legal flag', (claim, said) => (said.legal ? (claim.legalKind ? LEGAL_KIND_LABELS[claim.legalKind] : 'yes') : '')],
  ['Look again on', (_, said) => said.recheckOn],
  ['Statement', (_, said) => said.statement],
  ['Tags', (_, said) => said.tags],
  ['Notes', (claim) => plainNotes(claim)],
  ['Sources', (claim, _, snapshot) => claim.evidence.map((evidence) => describeEvidence(evidence.sourceId, evidence, snapshot)).join('\n')],
  ['Start (UTF-16)', (claim) => String(claim.ranges[0]?.start ?? '')],
  ['End (UTF-16)', (claim) => String(claim.ranges[claim.ranges.length - 1]?.end ?? '')],
  ['Made by', (claim) => claimAuthorLine(claim)],
]

/** What each cell of a claim's row says. */
export function claimRow(claim: SnapshotClaim, snapshot: ArticleSnapshot): string[] {
  const said = claimFacts(claim)
  return CLAIM_COLUMNS.map(([, cell]) => cell(claim, said, snapshot))
}

function describeEvidence(sourceId: string, evidence: SnapshotClaim['evidence'][number], snapshot: ArticleSnapshot): string {
  const source = snapshot.sources.find((one) => one.id === sourceId)
  if (!source) return ''
  const parts = [
    `[${source.number}] ${STANCE_LABELS[evidence.stance]}, ${DIRECTNESS_LABELS[evidence.directness].toLowerCase()}: ${cite(source)}`,
    source.URL ?? '',
    evidence.locator ?? '',
    evidence.isToBeConfirmed ? '(to be confirmed)' : '',
    evidence.quote ? `“${evidence.quote}”` : '',
    evidence.proof ? `(quote ${describeProof(evidence.proof)})` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

/** The evidence as a table, a row for each piece: names of the columns, and how wide they are, in characters. */
export const EVIDENCE_COLUMNS: readonly (readonly [string, number])[] = [
  ['Claim', 9],
  ['Words', 40],
  ['It', 14],
  ['Directness', 14],
  ['Source', 9],
  ['Title', 44],
  ['Author', 28],
  ['Published in', 24],
  ['Kind', 18],
  ['Date', 13],
  ['Seen on', 13],
  ['Address', 44],
  ['Where in it', 18],
  ['Quote', 60],
  ['Quote in the captured copy', 30],
  ['Credibility', 24],
  ['Reliability of the source', 24],
  ['What became of it', 20],
  ['DOI', 24],
  ['Counts once with', 24],
  ['Why it is so', 30],
  ['Remark', 36],
]

/** What each cell of each piece of evidence says, in reading order. */
export function evidenceRows(snapshot: ArticleSnapshot): string[][] {
  return snapshot.claims.flatMap((claim) =>
    claim.evidence.flatMap((evidence) => {
      const source = snapshot.sources.find((one) => one.id === evidence.sourceId)
      if (!source) return []
      return [
        [
          claimName(claim.number),
          claim.quote,
          STANCE_LABELS[evidence.stance],
          DIRECTNESS_LABELS[evidence.directness],
          `[${source.number}]`,
          source.title,
          source.author.map(nameOf).join('; '),
          source['container-title'] ?? source.publisher ?? '',
          SOURCE_TYPE_LABELS[source.type],
          source.issued ?? '',
          source.accessed ?? '',
          source.URL ?? '',
          [evidence.locator, evidence.isToBeConfirmed ? 'to be confirmed' : null].filter(Boolean).join(', '),
          evidence.quote ?? '',
          evidence.proof ? describeProof(evidence.proof) : '',
          evidence.credibility ? CREDIBILITY_LABELS[evidence.credibility] : '',
          source.reliability ? RELIABILITY_LABELS[source.reliability] : '',
          source.standing ? STANDING_LABELS[source.standing] : '',
          source.DOI ?? '',
          source.independenceGroup ?? '',
          source.standingNote ?? '',
          evidence.note ?? '',
        ],
      ]
    }),
  )
}
