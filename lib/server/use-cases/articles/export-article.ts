import 'server-only'
import {
  type ArticleSnapshot,
  AUDIENCES,
  type Audience,
  SNAPSHOT_SCHEMA,
  type SnapshotCorrection,
  type SnapshotLimits,
  type SnapshotRecord,
  TRAIL_MAX,
} from '@/lib/core/article/article-snapshot'
import { nameFromFile } from '@/lib/core/article/from-file'
import { redact } from '@/lib/core/article/redact'
import { uncoveredIn } from '@/lib/core/coverage/coverage'
import { hideSource, sourceFields } from '@/lib/core/evidence/source'
import { groupBy } from '@/lib/core/group-by'
import { claimOf } from '@/lib/core/history/events'
import { can, type Who } from '@/lib/core/permissions/policy'
import { EXPORT_FORMATS, type ExportFormat, type FormatFacts } from '@/lib/core/report/export-formats'
import { pictureIdsIn } from '@/lib/editor/queries/pictures'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { claimViews } from '@/lib/server/article/claim-views'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import { atOnce, breathe, oneByOne, type Pace } from '@/lib/server/breathe'
import { writeReport } from '@/lib/server/child/write-report'
import type { ClaimView } from '@/lib/server/present/claim'
import { presentReply } from '@/lib/server/present/contact'
import type { Actor } from '@/lib/server/session'
import { describeAttachments, findAttachment } from '@/lib/server/store/attachments'
import { checklistAnswersOf } from '@/lib/server/store/checklist-answers'
import { claimsOfArticle } from '@/lib/server/store/claims'
import { contactsOfArticle } from '@/lib/server/store/contacts'
import { type CorrectionRecord, correctionsOfArticle } from '@/lib/server/store/corrections'
import { dismissalsOfArticle } from '@/lib/server/store/dismissals'
import { evidenceOfArticle } from '@/lib/server/store/evidence'
import { confidenceGivers, type HistoryRecord, historyOfArticle } from '@/lib/server/store/history'
import { notesOfArticle } from '@/lib/server/store/notes'
import { errataOfArticle, publicationsOfArticle } from '@/lib/server/store/publications'
import { replyRequestsOfArticle } from '@/lib/server/store/reply-requests'
import { secondChecksOf } from '@/lib/server/store/second-checks'
import { signOffsOfArticle } from '@/lib/server/store/sign-offs'
import { capturesWithText } from '@/lib/server/store/source-captures'
import { findSource } from '@/lib/server/store/sources'
import { SILENT_EVENTS } from '@/lib/server/use-cases/articles/read-history'
import { openProposals } from '@/lib/server/use-cases/claims/write-corrections'
import { coverageOfArticle } from '@/lib/server/use-cases/coverage/read-coverage'
import { findingsOfArticle } from '@/lib/server/use-cases/coverage/read-findings'
import { proofsOf } from '@/lib/server/use-cases/evidence/capture-source'
import { blockersOf } from '@/lib/server/use-cases/sign-off/read-readiness'

/** Audiences somebody may make a report for, the fullest first. */
export function audiencesFor(who: Who): Audience[] {
  return AUDIENCES.filter((audience) => can(who, `report.${audience}`))
}

/** A file to download, with a telling name. */
export interface ExportedFile {
  readonly name: string
  readonly mediaType: string
  /** In bytes. */
  readonly size: number
  /** The bytes; more than once only while they are kept. */
  readonly stream: (isKept?: boolean) => ReadableStream<Uint8Array>
  /** Gives them up. */
  readonly close: () => Promise<void>
}

/** Format and audience of a report somebody asks for. Throws `not-found`, or `forbidden` where they may not. */
export async function mayExport(
  actor: Actor,
  articleId: string,
  format: string,
  audience?: Audience,
): Promise<{ readonly facts: FormatFacts; readonly chosen: Audience }> {
  await openArticle(actor, 'article.export', articleId)
  const facts: FormatFacts | undefined = Object.hasOwn(EXPORT_FORMATS, format) ? EXPORT_FORMATS[format as ExportFormat] : undefined
  if (!facts)
    throw new AppError('not-found', `There is no export format “${format}”. There are: ${Object.keys(EXPORT_FORMATS).join(', ')}.`)
  const allowed = audiencesFor(actor)
  const chosen = facts.isForReaders ? 'public' : (audience ?? (allowed[0] as Audience))
  if (!allowed.includes(chosen)) throw new AppError('forbidden', 'Your role does not allow a report for this audience.')
  return { facts, chosen }
}

/** The annotated report in a format, written outside of the server's loop; that it was made is in the history. */
export async function exportArticle(
  actor: Actor,
  articleId: string,
  format: string,
  audience?: Audience,
  { signal, onBegun }: { readonly signal?: AbortSignal | undefined; readonly onBegun?: () => void } = {},
): Promise<ExportedFile> {
  const { facts, chosen } = await mayExport(actor, articleId, format, audience)
  const { open, snapshot: whole } = await takeWhole(actor, articleId)
  await breathe()
  const taken = redact(whole, chosen)
  if (facts.isForReaders) mustBePublished(taken.record)
  // What was kept of sources goes along only in the form that can be brought back.
  const snapshot = format === 'json' && isWhole(chosen) ? await withCaptures(taken) : taken
  const doc = await open.document()
  const pictures = (await describeAttachments(open.id, [...pictureIdsIn([doc])])).map((picture) => ({
    ...picture,
    read: async () => (await findAttachment(actor.id, picture.id))?.bytes ?? new Uint8Array(picture.size),
  }))
  const report = await writeReport({ format: format as ExportFormat, snapshot, pictures, personId: actor.id, signal, onBegun })
  try {
    await changeArticle(actor, 'article.export', articleId, async (change) => {
      change.record({
        name: 'article.exported',
        subject: 'article',
        before: null,
        after: { format, audience: chosen, version: snapshot.article.version, textHash: snapshot.article.textHash },
      })
    })
  } catch (error) {
    await report.close()
    throw error
  }
  return {
    name: fileName(snapshot, facts.extension),
    mediaType: facts.mediaType,
    size: report.size,
    stream: report.stream,
    close: report.close,
  }
}

/** Readers are told of the very text they read. */
function mustBePublished({ publications }: SnapshotRecord): void {
  if (publications.length === 0)
    throw new AppError('refused', 'This is for readers of a published article. Say first, under Sign-off, where it was published and when.')
  if (publications[0]?.isOutdated)
    throw new AppError(
      'refused',
      'The text was changed after it was published, so this would tell readers of another text than theirs. Say that the new one was published, or bring the text back.',
    )
}

const isWhole = (audience: Audience) => audience === 'internal' || audience === 'legal'

async function withCaptures(snapshot: Omit<ArticleSnapshot, 'pictures'>): Promise<Omit<ArticleSnapshot, 'pictures'>> {
  const texts = await capturesWithText(snapshot.sources.map(({ id }) => id))
  const of = (id: string) =>
    (texts.get(id) ?? []).map(({ label, text, hash, url, createdBy, createdAt }) => ({
      label,
      text,
      hash,
      url,
      by: createdBy.name,
      at: createdAt.toISOString(),
    }))
  return { ...snapshot, sources: snapshot.sources.map((source) => ({ ...source, captures: of(source.id) })) }
}

/** How often an article that somebody changes meanwhile is read anew before it is read at once, and others wait. */
const READINGS = 3

/** A snapshot of one moment: read anew when somebody changed the article meanwhile. */
async function takeWhole(
  actor: Actor,
  articleId: string,
): Promise<{ readonly open: OpenArticle; readonly snapshot: Omit<ArticleSnapshot, 'pictures'> }> {
  for (let reading = 1; ; reading++) {
    const open = await openArticle(actor, 'article.export', articleId)
    const isLast = reading > READINGS
    const snapshot = await takeSnapshot(open, new Date(), isLast ? atOnce : oneByOne)
    const after = await openArticle(actor, 'article.export', articleId)
    if (isLast || after.article.historySeq === open.article.historySeq) return { open, snapshot }
  }
}

/** Everything about an article as it is now but its pictures, in plain values. */
export async function takeSnapshot(open: OpenArticle, now: Date, pace: Pace = oneByOne): Promise<Omit<ArticleSnapshot, 'pictures'>> {
  const { article } = open
  const doc = await open.document()
  const [records, claims, givers, notes, allEvidence, corrections, checks, answers] = await pace(
    () => claimsOfArticle(open.id),
    () => claimViews(open),
    () => confidenceGivers(open.id),
    async () => groupBy(await notesOfArticle(open.id), (one) => one.claimId ?? ''),
    () => evidenceOfArticle(open.id),
    async () => groupBy(await correctionsOfArticle(open.id), (one) => one.claimId),
    async () => groupBy(await secondChecksOf(open.id), (one) => one.claimId),
    async () => groupBy(await checklistAnswersOf(open.id), (one) => one.claimId),
  )
  const standing = new Map((await openProposals(open)).map(({ correction, range }) => [correction.id, correction.place && range]))
  const presentCorrection = (one: CorrectionRecord): SnapshotCorrection => ({
    place: standing.get(one.id) ?? null,
    before: one.before,
    after: one.after,
    reason: one.reason,
    state: one.state,
    proposedBy: one.proposedBy.name,
    proposedAt: one.proposedAt.toISOString(),
    decidedBy: one.decidedBy?.name ?? null,
    decidedAt: one.decidedAt?.toISOString() ?? null,
    decisionReason: one.decisionReason,
  })
  const sentences = new Map(records.map(({ id, decision }) => [id, decision?.sentence ?? null]))
  const evidence = groupBy(allEvidence, (one) => one.claimId)
  const proofs = await proofsOf(allEvidence)
  // Sources are numbered in the order a reader meets them.
  const sources = new Map<string, ArticleSnapshot['sources'][number]>()
  for (const claim of claims)
    for (const { source } of evidence.get(claim.id) ?? [])
      if (!sources.has(source.id))
        sources.set(source.id, { id: source.id, number: sources.size + 1, ...sourceFields(source), captures: [] })
  const [limits, record] = await pace(
    () => limitsOf(open, claims, now, pace),
    () => recordOf(open, claims, now),
  )
  return {
    schema: SNAPSHOT_SCHEMA,
    generatedAt: now.toISOString(),
    generatedBy: open.actor.name,
    audience: 'internal',
    article: {
      id: article.id,
      title: article.title,
      version: article.version,
      text: textOf(doc),
      textHash: article.textHash,
      document: doc.toJSON(),
    },
    claims: claims.map((claim) => ({
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
      confidenceReason: claim.confidenceReason,
      evidenceOverride: claim.evidenceOverride,
      confidenceBy: claim.confidence ? (givers.get(`${claim.id} ${claim.confidence}`) ?? claim.decision?.by.name ?? null) : null,
      freshness: claim.freshness,
      legalFlag: claim.legalFlag,
      legalKind: claim.legalKind,
      recheckOn: claim.recheckOn,
      dueOn: claim.dueOn,
      statement: claim.statement,
      tags: claim.tags,
      assignee: claim.assignee?.name ?? null,
      decision: claim.decision && {
        quote: claim.decision.quote,
        sentence: sentences.get(claim.id) ?? null,
        by: claim.decision.by.name,
        at: claim.decision.at,
        version: claim.decision.version,
      },
      change: claim.change && { by: claim.change.by?.name ?? null, at: claim.change.at },
      createdBy: claim.createdBy.name,
      createdAt: claim.createdAt,
      notes: (notes.get(claim.id) ?? []).map((note) => ({
        id: note.id,
        kind: note.kind,
        text: note.text,
        replyToId: note.replyToId,
        by: note.createdBy.name,
        at: note.createdAt.toISOString(),
      })),
      evidence: (evidence.get(claim.id) ?? []).map(
        ({ id, source, stance, directness, credibility, quote, locator, note, isToBeConfirmed, createdBy, createdAt }) => ({
          sourceId: source.id,
          stance,
          directness,
          credibility,
          quote,
          locator,
          note,
          isToBeConfirmed,
          by: createdBy.name,
          at: createdAt.toISOString(),
          proof: proofs.get(id) ?? null,
        }),
      ),
      corrections: (corrections.get(claim.id) ?? []).map(presentCorrection),
      checklist: (answers.get(claim.id) ?? []).map(({ item, answer, by }) => ({ item, answer, by: by.name })),
      blindChecks: (checks.get(claim.id) ?? []).flatMap(
        ({ checker, answeredAt, outcome, firstOutcome, reason, settledBy, settledOutcome, settledReason }) =>
          answeredAt && outcome
            ? [
                {
                  by: checker.name,
                  at: answeredAt.toISOString(),
                  outcome,
                  firstOutcome,
                  reason: reason ?? '',
                  settled:
                    settledBy && settledOutcome ? { by: settledBy.name, outcome: settledOutcome, reason: settledReason ?? '' } : null,
                },
              ]
            : [],
      ),
    })),
    leftOut: 0,
    limits,
    record: { ...record, proposals: (corrections.get(null) ?? []).map(presentCorrection) },
    sources: [...sources.values()],
  }
}

/** What the report does not vouch for: the same that the gate and the gaps list say. */
async function limitsOf(open: OpenArticle, claims: readonly ClaimView[], now: Date, pace: Pace): Promise<SnapshotLimits> {
  const text = textOf(await open.document())
  const numbers = new Map(claims.map((claim) => [claim.id, claim.number]))
  const [coverage, { findings }, blockers, signOffs] = await pace(
    () => coverageOfArticle(open, claims),
    () => findingsOfArticle(open),
    () => blockersOf(open, now),
    () => signOffsOfArticle(open.id),
  )
  return {
    coverage: { checkable: coverage.checkable, covered: coverage.covered, decided: coverage.decided, caution: coverage.caution },
    notLookedAt: uncoveredIn(coverage).map(({ start, end, reasons }) => ({ text: text.slice(start, end), reasons })),
    findings: findings
      .filter((finding) => finding.dismissal === null)
      .map(({ message, ranges }) => ({ message, words: ranges.map(({ start, end }) => text.slice(start, end)) })),
    // Sentences nobody looked at have a list of their own.
    blockers: blockers
      .filter(({ kind }) => kind !== 'uncovered')
      .map(({ kind, message, claimId }) => ({ kind, message, claim: numbers.get(claimId ?? '') ?? null })),
    signOffs: signOffs
      .filter((one) => one.withdrawnAt === null)
      .map(({ role, person, at, version, textHash, exceptions }) => ({
        role,
        by: person.name,
        at: at.toISOString(),
        version,
        isVoid: textHash !== open.article.textHash,
        exceptions: exceptions.map(({ message, reason }) => ({ message, reason })),
      })),
  }
}

/** Whom the desk asked, who answered, what was published and what happened. */
async function recordOf(open: OpenArticle, claims: readonly ClaimView[], now: Date): Promise<Omit<SnapshotRecord, 'proposals'>> {
  const numbers = new Map(claims.map((claim) => [claim.id, claim.number]))
  const numberOf = (id: string | null) => (id === null ? null : (numbers.get(id) ?? null))
  const [contacts, replies, publications, errata, dismissals, entries] = await Promise.all([
    contactsOfArticle(open.id),
    replyRequestsOfArticle(open.id),
    publicationsOfArticle(open.id),
    errataOfArticle(open.id),
    dismissalsOfArticle(open.id),
    historyOfArticle(open.id, { silent: SILENT_EVENTS, limit: TRAIL_MAX }),
  ])
  const failed = new Map(
    (await Promise.all([...new Set(errata.flatMap(({ sourceId }) => sourceId ?? []))].map((id) => findSource(id)))).flatMap((source) =>
      source ? [[source.id, source] as const] : [],
    ),
  )
  return {
    contacts: contacts.map(({ name, role, channel, terms, at, summary, answers }) => ({
      name,
      role,
      channel,
      terms,
      at: at.toISOString(),
      summary,
      answers: answers.flatMap(({ claimId, said, words }) => {
        const claim = numberOf(claimId)
        return claim === null ? [] : [{ claim, said, words }]
      }),
    })),
    replies: replies.map((reply) => {
      const {
        party,
        criticism,
        claimIds,
        channel,
        askedAt,
        deadline,
        answer,
        answeredAt,
        used,
        closedReason,
        open: still,
      } = presentReply(reply, now)
      return {
        party,
        criticism,
        claims: claimIds.flatMap((id) => numberOf(id) ?? []),
        channel,
        askedAt,
        deadline,
        answer,
        answeredAt,
        used,
        closedReason,
        open: still,
      }
    }),
    publications: publications.map(({ address, place, at, version, textHash }) => ({
      address,
      place,
      at: at.toISOString(),
      version,
      textHash,
      isOutdated: textHash !== open.article.textHash,
    })),
    errata: errata.map((erratum) => {
      const source = erratum.sourceId ? failed.get(erratum.sourceId) : undefined
      return {
        claim: numberOf(erratum.claimId),
        source: source?.title ?? null,
        publicSource: source ? (source.confidential ? hideSource(source).title : source.title) : null,
        kind: erratum.kind,
        wrong: erratum.wrong,
        right: erratum.right,
        cause: erratum.cause,
        causeNote: erratum.causeNote,
        notice: erratum.notice,
        printedAt: erratum.printedAt?.toISOString() ?? null,
      }
    }),
    dismissals: dismissals.map(({ kind, key, quote, reason, note, createdBy, createdAt }) => ({
      kind,
      key,
      quote,
      reason,
      note,
      by: createdBy.name,
      at: createdAt.toISOString(),
    })),
    trail: [
      ...entries.map(({ at, actor, action, subject }) => ({ at, by: actor?.name ?? '', action, claim: numberOf(claimOf(subject)) })),
      ...trailOfFile(entries),
    ].slice(0, TRAIL_MAX),
    more: Math.max(0, open.article.historySeq - (entries[0]?.seq ?? 0) + ((entries[entries.length - 1]?.seq ?? 1) - 1)),
  }
}

/** What happened before the article was brought back, as its file told. */
function trailOfFile(entries: readonly HistoryRecord[]): SnapshotRecord['trail'] {
  const after = entries.find(({ action }) => action === 'article.brought-back')?.after as { trail?: SnapshotRecord['trail'] } | undefined
  return (after?.trail ?? []).map((entry) => ({ ...entry, by: entry.by && nameFromFile(entry.by) }))
}

function fileName(snapshot: Pick<ArticleSnapshot, 'article' | 'audience' | 'generatedAt'>, extension: string): string {
  const slug = snapshot.article.title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const audience = snapshot.audience === 'internal' ? '' : `-${snapshot.audience}`
  return `${snapshot.generatedAt.slice(0, 10)}_${[...slug].slice(0, 60).join('') || 'article'}_factcheck${audience}_v${snapshot.article.version}.${extension}`
}
