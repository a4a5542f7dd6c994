import type {
  ArticleSnapshot,
  Audience,
  SnapshotClaim,
  SnapshotEvidence,
  SnapshotLimits,
  SnapshotRecord,
  SnapshotSource,
} from '@/lib/core/article/article-snapshot'
import { hideSource, sourceFields } from '@/lib/core/evidence/source'

/** All but the pictures: they are of the text, which every audience sees. */
type TakenSnapshot = Omit<ArticleSnapshot, 'pictures'>

/**
 * What an audience gets to see of a snapshot: the one place, applied once before
 * any exporter, so no format can forget it (design D9). Everything that leaves
 * is named here; a field that is not named is absent.
 *
 * - internal, legal: everything.
 * - author: confidential sources by their public label, without the words taken
 *   from them; no legal flags.
 * - public: also without notes, corrections, tags, reasons, remarks, assignees
 *   and names of the desk, without every claim that is not checked or whose words
 *   are gone, and without earlier wording; how much
 *   was looked at is said in numbers, and that somebody signed, not who; of
 *   errors in print the notice readers were given; nobody who was asked.
 */
export function redact(snapshot: TakenSnapshot, audience: Audience): TakenSnapshot {
  const isWhole = audience === 'internal' || audience === 'legal'
  const isPublic = audience === 'public'
  const confidential = new Set(snapshot.sources.filter((source) => source.confidential).map((source) => source.id))
  const claims = snapshot.claims
    // Words that were cut are nobody's to read any more.
    .filter((claim) => !isPublic || ((claim.state === 'checked' || claim.state === 'cross-checked') && claim.ranges.length > 0))
    .map((claim) => redactClaim(claim, { isWhole, isPublic, confidential }))
  const used = new Set(claims.flatMap((claim) => claim.evidence.map((evidence) => evidence.sourceId)))
  const { article } = snapshot
  return {
    schema: snapshot.schema,
    generatedAt: snapshot.generatedAt,
    generatedBy: isPublic ? '' : snapshot.generatedBy,
    audience,
    article: {
      id: article.id,
      title: article.title,
      version: article.version,
      text: article.text,
      textHash: article.textHash,
      document: withClaimMarks(article.document, new Set(claims.map((claim) => claim.id))),
    },
    claims,
    leftOut: snapshot.leftOut + snapshot.claims.length - claims.length,
    limits: redactLimits(snapshot.limits, { isWhole, isPublic }),
    record: redactRecord(snapshot.record, { isWhole, isPublic, shown: new Set(claims.map((claim) => claim.number)) }),
    sources: snapshot.sources
      .filter((source) => !isPublic || used.has(source.id))
      .map((source) => redactSource(source, { isWhole, isPublic })),
  }
}

function redactLimits(limits: SnapshotLimits, { isWhole, isPublic }: { isWhole: boolean; isPublic: boolean }): SnapshotLimits {
  const { coverage, signOffs } = limits
  return {
    coverage: { checkable: coverage.checkable, covered: coverage.covered, decided: coverage.decided, caution: coverage.caution },
    notLookedAt: isPublic ? [] : limits.notLookedAt,
    findings: isPublic ? [] : limits.findings,
    blockers: isPublic ? [] : limits.blockers.filter(({ kind }) => isWhole || kind !== 'legal'),
    signOffs: signOffs.map(({ role, by, at, version, isVoid, exceptions }) => ({
      role,
      by: isPublic ? '' : by,
      at,
      version,
      isVoid,
      exceptions: isWhole ? exceptions : [],
    })),
  }
}

/** What readers may see of errors is the notice they were given. */
function redactRecord(
  record: SnapshotRecord,
  { isWhole, isPublic, shown }: { isWhole: boolean; isPublic: boolean; shown: ReadonlySet<number> },
): SnapshotRecord {
  return {
    contacts: isPublic
      ? []
      : record.contacts.map(({ name, role, channel, terms, at, summary, answers }) => {
          const isHidden = !isWhole && terms !== 'on-record'
          return {
            name: isHidden ? 'Somebody who is not named' : name,
            role: isHidden ? null : role,
            channel,
            terms,
            at,
            summary: isHidden ? null : summary,
            answers: answers.map(({ claim, said, words }) => ({ claim, said, words: isHidden ? null : words })),
          }
        }),
    replies: isPublic
      ? []
      : record.replies.map(({ party, criticism, claims, channel, askedAt, deadline, answer, answeredAt, used, closedReason, open }) => ({
          party,
          criticism,
          claims,
          channel,
          askedAt,
          deadline,
          answer,
          answeredAt,
          used,
          closedReason,
          open,
        })),
    publications: record.publications.map(({ address, place, at, version, textHash, isOutdated }) => ({
      address,
      place,
      at,
      version,
      textHash,
      isOutdated,
    })),
    errata: record.errata
      .filter((erratum) => !isPublic || (erratum.notice !== null && erratum.printedAt !== null))
      .map((erratum) => ({
        claim: erratum.claim !== null && shown.has(erratum.claim) ? erratum.claim : null,
        source: isPublic ? null : isWhole ? erratum.source : erratum.publicSource,
        publicSource: isPublic ? null : erratum.publicSource,
        kind: erratum.kind,
        wrong: isPublic ? '' : erratum.wrong,
        right: isPublic ? '' : erratum.right,
        cause: isPublic ? null : erratum.cause,
        causeNote: isPublic ? null : erratum.causeNote,
        notice: erratum.notice,
        printedAt: erratum.printedAt,
      })),
    proposals: isPublic ? [] : record.proposals,
    dismissals: isWhole ? record.dismissals : [],
    trail: isWhole ? record.trail.map(({ at, by, action, claim }) => ({ at, by, action, claim })) : [],
    more: isWhole ? record.more : 0,
  }
}

// The marks of claims that are left out would still tell how many there are, and where.
function withClaimMarks(document: unknown, kept: ReadonlySet<string>): unknown {
  if (Array.isArray(document)) return document.map((one) => withClaimMarks(one, kept))
  if (typeof document !== 'object' || document === null) return document
  const { marks, content, ...node } = document as { marks?: { type: string; attrs?: { id?: string } }[]; content?: unknown }
  const left = marks?.filter((mark) => mark.type !== 'claim' || kept.has(mark.attrs?.id ?? ''))
  return { ...node, ...(left?.length ? { marks: left } : {}), ...(content === undefined ? {} : { content: withClaimMarks(content, kept) }) }
}

interface Rules {
  readonly isWhole: boolean
  readonly isPublic: boolean
  readonly confidential: ReadonlySet<string>
}

function redactClaim(claim: SnapshotClaim, rules: Rules): SnapshotClaim {
  const { isWhole, isPublic } = rules
  const { decision, change } = claim
  return {
    id: claim.id,
    number: claim.number,
    ranges: claim.ranges,
    quote: claim.quote,
    prefix: claim.prefix,
    suffix: claim.suffix,
    type: claim.type,
    priority: claim.priority,
    state: claim.state,
    outcome: claim.outcome,
    verdict: claim.verdict,
    confidence: claim.confidence,
    confidenceReason: isPublic ? null : claim.confidenceReason,
    evidenceOverride: isPublic ? null : claim.evidenceOverride,
    confidenceBy: isPublic ? null : claim.confidenceBy,
    freshness: claim.freshness,
    legalFlag: isWhole && claim.legalFlag,
    legalKind: isWhole ? claim.legalKind : null,
    recheckOn: isPublic ? null : claim.recheckOn,
    dueOn: isPublic ? null : claim.dueOn,
    statement: claim.statement,
    tags: isPublic ? [] : claim.tags,
    assignee: isPublic ? null : claim.assignee,
    decision: decision && {
      // What stood there before is what readers were spared.
      quote: isPublic && decision.quote !== claim.quote ? '' : decision.quote,
      sentence: isWhole ? decision.sentence : null,
      by: isPublic ? '' : decision.by,
      at: decision.at,
      version: decision.version,
    },
    change: change && { by: isPublic ? null : change.by, at: change.at },
    createdBy: isPublic ? '' : claim.createdBy,
    createdAt: claim.createdAt,
    notes: isPublic ? [] : claim.notes,
    evidence: claim.evidence
      .filter((evidence) => !isPublic || !evidence.isToBeConfirmed)
      .map((evidence) => redactEvidence(evidence, rules)),
    corrections: isPublic ? [] : claim.corrections,
    checklist: isPublic ? [] : claim.checklist,
    blindChecks: isPublic ? [] : claim.blindChecks,
  }
}

function redactEvidence(evidence: SnapshotEvidence, { isWhole, isPublic, confidential }: Rules): SnapshotEvidence {
  const isHidden = !isWhole && confidential.has(evidence.sourceId)
  return {
    sourceId: evidence.sourceId,
    stance: evidence.stance,
    directness: evidence.directness,
    credibility: evidence.credibility,
    quote: isHidden ? null : evidence.quote,
    locator: isHidden ? null : evidence.locator,
    note: isHidden || isPublic ? null : evidence.note,
    isToBeConfirmed: evidence.isToBeConfirmed,
    by: isPublic ? '' : evidence.by,
    at: evidence.at,
    proof: isHidden ? null : evidence.proof,
  }
}

function redactSource(source: SnapshotSource, { isWhole, isPublic }: { isWhole: boolean; isPublic: boolean }): SnapshotSource {
  return {
    id: source.id,
    number: source.number,
    ...(source.confidential && !isWhole ? hideSource(source) : sourceFields(source)),
    // Remarks of the desk.
    ...(isPublic ? { independenceGroup: null, standingNote: null } : {}),
    captures: isWhole ? source.captures : [],
  }
}
