import 'server-only'
import type { Step } from '@tiptap/pm/transform'
import { nameFromFile } from '@/lib/core/article/from-file'
import { excerpt, type ImportMessage, plural } from '@/lib/core/article/import-messages'
import type { ClaimChanges } from '@/lib/core/claim/claim-changes'
import { sourceFields } from '@/lib/core/evidence/source'
import { can, type Who } from '@/lib/core/permissions/policy'
import { placeOf } from '@/lib/editor/queries/claim-place'
import { addClaimSteps } from '@/lib/editor/steps/claim-steps'
import { textOf } from '@/lib/editor/text-map'
import type { BroughtBack } from '@/lib/formats/support/snapshot-shape'
import type { ArticleChange } from '@/lib/server/article/change-article'
import { newId, sha256 } from '@/lib/server/ids'
import { writeChecklistAnswer } from '@/lib/server/store/checklist-answers'
import { insertClaims } from '@/lib/server/store/claims'
import { insertContact } from '@/lib/server/store/contacts'
import { decideCorrection, insertCorrection } from '@/lib/server/store/corrections'
import { insertDismissal } from '@/lib/server/store/dismissals'
import { insertAllEvidence, type NewEvidence } from '@/lib/server/store/evidence'
import { insertNotes, type NewNote } from '@/lib/server/store/notes'
import { findPersonByEmail, insertPerson } from '@/lib/server/store/people'
import { insertErratum, insertPublication } from '@/lib/server/store/publications'
import { insertReplyRequest } from '@/lib/server/store/reply-requests'
import { closeSecondCheck, insertSecondCheck } from '@/lib/server/store/second-checks'
import { capturesOfSource, insertCapture } from '@/lib/server/store/source-captures'
import { findSource, insertSource } from '@/lib/server/store/sources'

type FileClaim = BroughtBack['claims'][number]

/**
 * Puts back what an export of ours told of an article besides its text: claims
 * on their words with all that hangs on them, sources with what was kept of
 * them, and what was done around them, with names and times as the file has
 * them. Names become people who are only told of: whoever brings a file in
 * cannot speak for an account of this desk, nor do through it what they may not
 * do by hand. Sign-offs are told, not given. Returns what was left out.
 */
export async function bringBack(change: ArticleChange, whole: BroughtBack): Promise<ImportMessage[]> {
  const { tx, id: articleId } = change
  const { file, messages } = withinRights(change.actor, whole)
  const people = new PeopleOfFile(change)
  const sources = await bringSources(change, file, people)
  const claims = [...file.claims].sort((a, b) => a.number - b.number)
  const { idOf, steps } = await bringClaims(change, claims, people)
  await bringNotes(change, claims, { people, idOf })
  await bringEvidence(change, claims, { people, idOf, sources })
  for (const claim of claims) await bringChecks(change, claim, { people, claimId: idOf.get(claim.number) as string })
  const known = (numbers: readonly number[]) => numbers.flatMap((number) => idOf.get(number) ?? [])
  const by = change.actor.id
  const { contacts, replies, publications, errata, proposals, dismissals, trail, more } = file.record
  const contactIds = idsInOrder(contacts.length).reverse()
  for (const [index, { answers, ...contact }] of contacts.entries())
    await insertContact(tx, {
      ...contact,
      id: contactIds[index] as string,
      articleId,
      at: new Date(contact.at),
      answers: answers.flatMap(({ claim, said, words }) => known([claim]).map((claimId) => ({ claimId, said, words }))),
      createdById: by,
      createdAt: change.now,
    })
  const replyIds = idsInOrder(replies.length)
  for (const [index, { claims, ...reply }] of replies.entries())
    await insertReplyRequest(tx, {
      ...reply,
      id: replyIds[index] as string,
      articleId,
      claimIds: known(claims),
      askedAt: dateOf(reply.askedAt),
      deadline: dateOf(reply.deadline),
      answeredAt: dateOf(reply.answeredAt),
      createdById: by,
      createdAt: change.now,
    })
  const publicationIds = idsInOrder(publications.length).reverse()
  for (const [index, { address, place, at, version, textHash, isOutdated }] of publications.entries())
    await insertPublication(tx, {
      id: publicationIds[index] as string,
      articleId,
      address,
      place,
      at: new Date(at),
      version,
      textHash: textHash ?? (isOutdated ? sha256('') : file.article.textHash),
      createdById: by,
      createdAt: change.now,
    })
  const erratumIds = idsInOrder(errata.length)
  const sourceTitled = new Map(file.sources.map(({ id, title }) => [title, sources.get(id)]))
  for (const [index, { claim, source, cause, printedAt, ...erratum }] of errata.entries()) {
    if (source !== null && !sourceTitled.has(source))
      messages.push({ level: 'warning', message: `The file says that ${excerpt(source)} failed, and does not hold this source.` })
    await insertErratum(tx, {
      ...erratum,
      id: erratumIds[index] as string,
      articleId,
      claimId: claim === null ? null : (idOf.get(claim) ?? null),
      sourceId: source === null ? null : (sourceTitled.get(source) ?? null),
      cause: cause ?? 'unknown',
      printedAt: dateOf(printedAt),
      createdById: by,
      createdAt: change.now,
    })
  }
  await bringCorrections(change, proposals, { people, claimId: null })
  const dismissalIds = idsInOrder(dismissals.length)
  for (const [index, { by: who, at, ...dismissal }] of dismissals.entries())
    await insertDismissal(tx, {
      ...dismissal,
      id: dismissalIds[index] as string,
      articleId,
      createdById: await people.idOf(who),
      createdAt: new Date(at),
    })
  change.record({
    name: 'article.brought-back',
    subject: 'article',
    before: null,
    after: {
      exportedAt: file.generatedAt,
      exportedBy: file.generatedBy,
      audience: file.audience,
      version: file.article.version,
      textHash: file.article.textHash,
      claims: file.claims.length,
      sources: file.sources.length,
      signOffs: file.limits.signOffs,
      confidenceBy: Object.fromEntries(
        file.claims.flatMap(({ number, confidence, confidenceBy }) => {
          const id = idOf.get(number)
          return id && confidence && confidenceBy ? [[`${id} ${confidence}`, nameFromFile(confidenceBy)]] : []
        }),
      ),
      trail,
      more,
    },
  })
  await change.appendSteps(steps, { kind: 'claim' })
  return messages
}

/** A file gives nobody a right they have not: what only others may do is left out of it, and told. */
function withinRights(actor: Who, file: BroughtBack): { readonly file: BroughtBack; readonly messages: ImportMessage[] } {
  const mayOverride = can(actor, 'claim.override-evidence')
  const maySettle = can(actor, 'second-check.settle')
  const mayPublish = can(actor, 'article.publish')
  const mayFlag = can(actor, 'claim.flag-legal')
  const mayDecide = can(actor, 'correction.accept')
  const flags = mayFlag ? 0 : file.claims.filter((claim) => claim.legalFlag || claim.legalKind !== null).length
  const isOpen = ({ state }: { readonly state: string }) => state === 'proposed'
  const allProposed = [...file.claims.flatMap((claim) => claim.corrections), ...file.record.proposals]
  const decided = mayDecide ? 0 : allProposed.filter((one) => !isOpen(one)).length
  const overrides = mayOverride ? 0 : file.claims.filter((claim) => claim.evidenceOverride !== null).length
  const settled = maySettle ? 0 : file.claims.flatMap((claim) => claim.blindChecks).filter((check) => check.settled !== null).length
  const publications = mayPublish ? 0 : file.record.publications.length
  const told = [
    ...(overrides > 0 ? [plural(overrides, 'reason for deciding without evidence', 'reasons for deciding without evidence')] : []),
    ...(settled > 0 ? [plural(settled, 'settled second check')] : []),
    ...(flags > 0 ? [plural(flags, 'legal flag')] : []),
    ...(decided > 0 ? [plural(decided, 'decision on proposed words', 'decisions on proposed words')] : []),
    ...(publications > 0 ? [plural(publications, 'publication')] : []),
  ]
  return {
    file: {
      ...file,
      claims: file.claims.map((claim) => ({
        ...claim,
        legalFlag: mayFlag && claim.legalFlag,
        legalKind: mayFlag ? claim.legalKind : null,
        corrections: mayDecide ? claim.corrections : claim.corrections.filter(isOpen),
        evidenceOverride: mayOverride ? claim.evidenceOverride : null,
        blindChecks: maySettle ? claim.blindChecks : claim.blindChecks.map((check) => ({ ...check, settled: null })),
      })),
      record: {
        ...file.record,
        proposals: mayDecide ? file.record.proposals : file.record.proposals.filter(isOpen),
        publications: mayPublish ? file.record.publications : [],
      },
    },
    messages:
      told.length > 0
        ? [
            {
              level: 'warning',
              message: `Left out, since your role may not say it by hand either: ${told.join(', ')}. An editor can bring the file back whole.`,
            },
          ]
        : [],
  }
}

/** The claims themselves; returns their ids by number, and the steps that put them on their words. */
async function bringClaims(change: ArticleChange, claims: readonly FileClaim[], people: PeopleOfFile) {
  const idOf = new Map<number, string>()
  const steps: Step[] = []
  const rows: Parameters<typeof insertClaims>[1][number][] = []
  for (const claim of claims) {
    // Numbers that are missing in the file stay missing: people know claims by them.
    while (change.takeClaimNumber() < claim.number);
    const id = newId()
    idOf.set(claim.number, id)
    change.touchedClaimIds.add(id)
    for (const range of claim.ranges) steps.push(...addClaimSteps(change.doc, id, range))
    rows.push({
      claim: {
        id,
        articleId: change.id,
        number: claim.number,
        quote: claim.quote,
        prefix: claim.prefix,
        suffix: claim.suffix,
        type: claim.type,
        createdById: await people.idOf(claim.createdBy),
        createdAt: new Date(claim.createdAt),
      },
      fields: await fieldsOf(change, claim, people),
    })
  }
  await insertClaims(change.tx, rows)
  return { idOf, steps }
}

async function fieldsOf(change: ArticleChange, claim: FileClaim, people: PeopleOfFile): Promise<ClaimChanges> {
  const { decision, change: changed } = claim
  return {
    priority: claim.priority,
    state: claim.state,
    outcome: claim.outcome,
    verdict: claim.verdict,
    confidence: claim.confidence,
    confidenceReason: claim.confidenceReason,
    evidenceOverride: claim.evidenceOverride,
    freshness: claim.freshness,
    legalFlag: claim.legalFlag,
    legalKind: claim.legalKind,
    recheckOn: claim.recheckOn,
    dueOn: claim.dueOn,
    statement: claim.statement,
    tags: claim.tags,
    assigneeId: claim.assignee === null ? null : await people.idOf(claim.assignee),
    decision: decision && {
      quote: decision.quote,
      sentence: decision.sentence ?? (claim.ranges.length > 0 ? (placeOf(change.doc, claim.ranges)?.sentence ?? '') : ''),
      // Versions are counted by the desk that has them.
      version: 0,
      at: new Date(decision.at),
      byId: await people.idOf(decision.by),
    },
    change: changed && { version: 0, at: new Date(changed.at), byId: changed.by === null ? null : await people.idOf(changed.by) },
  }
}

interface Around {
  readonly people: PeopleOfFile
  /** Ids of claims by their number. */
  readonly idOf: ReadonlyMap<number, string>
}

/** Notes in their order; an answer stands behind the note it belongs to, which is no answer itself. */
async function bringNotes(change: ArticleChange, claims: readonly FileClaim[], { people, idOf }: Around): Promise<void> {
  const rows: NewNote[] = []
  for (const { number, notes } of claims) {
    const ids = idsInOrder(notes.length)
    /** Ids in the file → the note on this desk that begins their thread. */
    const threads = new Map<string, string>()
    for (const [index, { id, kind, text, replyToId, by, at }] of notes.entries()) {
      const noteId = ids[index] as string
      const thread = threads.get(replyToId ?? '') ?? null
      threads.set(id, thread ?? noteId)
      rows.push({
        id: noteId,
        claimId: idOf.get(number) as string,
        kind,
        text,
        replyToId: thread,
        createdById: await people.idOf(by),
        createdAt: new Date(at),
        ownerId: null,
        dueAt: null,
      })
    }
  }
  await insertNotes(change.tx, rows)
}

async function bringEvidence(
  change: ArticleChange,
  claims: readonly FileClaim[],
  { people, idOf, sources }: Around & { readonly sources: ReadonlyMap<string, string> },
): Promise<void> {
  const rows: NewEvidence[] = []
  for (const claim of claims) {
    const ids = idsInOrder(claim.evidence.length)
    for (const [index, { sourceId, by, at, ...evidence }] of claim.evidence.entries()) {
      rows.push({
        ...evidence,
        id: ids[index] as string,
        claimId: idOf.get(claim.number) as string,
        sourceId: sources.get(sourceId) as string,
        createdById: await people.idOf(by),
        createdAt: dateOf(at ?? null) ?? change.now,
      })
    }
  }
  await insertAllEvidence(change.tx, rows)
}

/** Words that were proposed: for a claim, or for stretches that no claim touches (`claimId` null). */
async function bringCorrections(
  change: ArticleChange,
  corrections: FileClaim['corrections'],
  { people, claimId }: { readonly people: PeopleOfFile; readonly claimId: string | null },
): Promise<void> {
  const text = textOf(change.doc)
  for (const { place, before, after, reason, state, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } of corrections) {
    const correctionId = newId()
    const stands = place && before !== '' && text.slice(place.start, place.end) === before
    await insertCorrection(change.tx, {
      id: correctionId,
      articleId: change.id,
      claimId,
      // What stands alone and has no place any more is of the article, and of no words of it.
      place: stands ? { ...place, version: change.version } : claimId ? null : { start: 0, end: 0, version: change.version },
      before,
      after,
      reason,
      proposedById: await people.idOf(proposedBy),
      proposedAt: new Date(proposedAt),
    })
    if (state !== 'proposed' && decidedAt !== null)
      await decideCorrection(change.tx, correctionId, {
        state,
        decidedById: await people.idOf(decidedBy ?? ''),
        decidedAt: new Date(decidedAt),
        decisionReason,
      })
  }
}

/** What was proposed for a claim, answered of its checklist, and found by others. */
async function bringChecks(
  change: ArticleChange,
  claim: FileClaim,
  { people, claimId }: { readonly people: PeopleOfFile; readonly claimId: string },
): Promise<void> {
  const { tx, id: articleId } = change
  await bringCorrections(change, claim.corrections, { people, claimId })
  const answerIds = idsInOrder(claim.checklist.length)
  for (const [index, { item, answer, by }] of claim.checklist.entries())
    await writeChecklistAnswer(
      tx,
      { id: answerIds[index] as string, claimId, item, answer, byId: await people.idOf(by), at: change.now },
      '',
    )
  const checkIds = idsInOrder(claim.blindChecks.length)
  for (const [index, { by, at, outcome, firstOutcome, reason, settled }] of claim.blindChecks.entries()) {
    const checkId = checkIds[index] as string
    const answeredAt = new Date(at)
    await insertSecondCheck(tx, {
      id: checkId,
      articleId,
      claimId,
      checkerId: await people.idOf(by),
      // The file does not tell who asked.
      askedById: await people.idOf(''),
      askedAt: answeredAt,
    })
    await closeSecondCheck(
      tx,
      checkId,
      {},
      {
        quote: claim.quote,
        outcome,
        reason,
        answeredAt,
        firstOutcome,
        agrees: firstOutcome === null ? null : firstOutcome === outcome,
        ...(settled
          ? {
              settledById: await people.idOf(settled.by),
              settledAt: answeredAt,
              settledOutcome: settled.outcome,
              settledReason: settled.reason,
            }
          : {}),
      },
    )
  }
}

/** Sources of the file; one that is on this desk as it stands in the file, with all that was kept of it, is that one. */
async function bringSources(change: ArticleChange, file: BroughtBack, people: PeopleOfFile): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const { id, captures, ...fields } of file.sources) {
    const known = await findSource(id, change.tx)
    const isSame = known !== null && JSON.stringify(sourceFields(known)) === JSON.stringify(sourceFields(fields))
    const kept = new Set(isSame && captures.length > 0 ? (await capturesOfSource(id, change.tx)).map(({ hash }) => hash) : [])
    if (isSame && captures.every(({ hash }) => kept.has(hash))) {
      ids.set(id, id)
      continue
    }
    const made = newId()
    ids.set(id, made)
    await insertSource(change.tx, { ...fields, id: made, createdById: change.actor.id, createdAt: change.now })
    change.recordOnDesk({ name: 'source.added', subject: `source:${made}`, before: null, after: { ...sourceFields(fields) } })
    const captureIds = idsInOrder(captures.length).reverse()
    for (const [index, { by, at, ...capture }] of captures.entries()) {
      const captureId = captureIds[index] as string
      const createdById = await people.idOf(by)
      await insertCapture(change.tx, {
        ...capture,
        id: captureId,
        sourceId: made,
        document: null,
        fileId: null,
        createdById,
        createdAt: new Date(at),
      })
      change.recordOnDesk({
        name: 'source.captured',
        subject: `source:${made}`,
        before: null,
        after: { captureId, label: capture.label, hash: capture.hash, characters: capture.text.length },
      })
    }
  }
  return ids
}

/** Whom a file does not name: in one for readers nobody is named. */
const UNNAMED = 'Somebody who is not named'

/** People a file tells of, who have no account here: one for each name. */
class PeopleOfFile {
  readonly #change: ArticleChange
  readonly #ids = new Map<string, string>()

  constructor(change: ArticleChange) {
    this.#change = change
  }

  async idOf(given: string): Promise<string> {
    const name = given.trim() === '' ? UNNAMED : given
    const known = this.#ids.get(name)
    if (known) return known
    const email = `${sha256(name).slice(0, 32)}@from-a-file.invalid`
    const id = (await findPersonByEmail(email, this.#change.tx))?.id ?? (await this.#add(name, email))
    this.#ids.set(name, id)
    return id
  }

  async #add(name: string, email: string): Promise<string> {
    const id = newId()
    const person = { id, name: nameFromFile(name), email, role: 'viewer' as const, isSample: true, disabledAt: this.#change.now }
    await insertPerson(this.#change.tx, { ...person, passwordHash: null, accountId: newId() })
    this.#change.recordOnDesk({ name: 'person.told-of', subject: `person:${id}`, before: null, after: { name: person.name } })
    return id
  }
}

const dateOf = (at: string | null) => (at === null ? null : new Date(at))

/** Ids whose order is the one they are given in: what was written in one moment is told by the order of its ids. */
function idsInOrder(count: number): string[] {
  return Array.from({ length: count }, newId).sort()
}
