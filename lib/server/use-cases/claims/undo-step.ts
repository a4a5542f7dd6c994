import 'server-only'
import type { ClaimChanges, ClaimPlace } from '@/lib/core/claim/claim-changes'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { freshness } from '@/lib/core/freshness/freshness'
import { claimOf, freshnessEvent } from '@/lib/core/history/events'
import type { TextRange } from '@/lib/core/text/range'
import { ACTION_OF_FIELD, difference } from '@/lib/core/workflow/judge-change'
import { SETTLING, toUndo, UNDO_WITHIN_MS, UNDOABLE, type Undoable } from '@/lib/core/workflow/undo'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { claimViewsOf } from '@/lib/server/article/claim-views'
import { openArticle } from '@/lib/server/article/open-article'
import type { Actor } from '@/lib/server/session'
import { findClaim, findDeletedClaim, updateClaim as writeClaim } from '@/lib/server/store/claims'
import { countEvidence, type EvidenceFields, findEvidence } from '@/lib/server/store/evidence'
import { type HistoryRecord, historyOfArticle } from '@/lib/server/store/history'
import { dropUnseen } from '@/lib/server/store/notifications'
import { answerWithin } from '@/lib/server/use-cases/claims/answer-checklist'
import { claimIn, moveWithin, removeWithin, restoreWithin } from '@/lib/server/use-cases/claims/move-claim'
import { declineWithin } from '@/lib/server/use-cases/claims/write-corrections'
import { removeNoteWithin, restoreNoteWithin } from '@/lib/server/use-cases/claims/write-notes'
import { takeUpWithin } from '@/lib/server/use-cases/coverage/dismiss'
import { removeEvidenceWithin, restoreEvidenceWithin, updateEvidenceWithin } from '@/lib/server/use-cases/evidence/write-evidence'

/** What was taken back. */
export interface Undone {
  readonly seq: number
  readonly action: Undoable
  /** Null for words that were proposed, or waved away, without a claim. */
  readonly claimId: string | null
  readonly claimNumber: number | null
}

/** How many of a person's last entries are looked at; a longer run of undoing stops there. */
const LOOK_BACK = 400

/**
 * Takes back what the actor did last on claims of the article, or on one of
 * them, with all that the same press did to that claim: the history keeps both. Throws `nothing-to-undo`, and `refused` when
 * somebody changed the same since.
 */
export async function undoStep(actor: Actor, articleId: string, onClaim: string | null): Promise<Undone> {
  // What each step needs is asked below, step by step.
  return changeArticle(actor, 'article.read', articleId, async (change) => {
    const entries = await historyOfArticle(
      change.id,
      {
        actorId: actor.id,
        actions: [...UNDOABLE, ...SETTLING],
        limit: LOOK_BACK,
        ...(onClaim ? { subject: `claim:${onClaim}` } : {}),
      },
      change.tx,
    )
    const candidates = toUndo(entries).filter(({ at }) => change.now.getTime() - Date.parse(at) <= UNDO_WITHIN_MS)
    const done = await firstThatGoesBack(change, candidates)
    if (!done) throw new AppError('nothing-to-undo')
    const { entry, claimId } = done
    for (const { entry, put } of [done, ...(await alongWith(change, done, candidates))])
      change.record({
        name: 'claim.undone',
        subject: claimId ? `claim:${claimId}` : 'text',
        before: put.before,
        after: { ...put.after, undoes: entry.seq, action: entry.action },
      })
    const claim = claimId && ((await findClaim(change.id, claimId, change.tx)) ?? (await findDeletedClaim(change.id, claimId, change.tx)))
    return { seq: entry.seq, action: entry.action as Undoable, claimId, claimNumber: claim ? claim.number : null }
  })
}

/** The answer to it: the claim as it is now, or null when undoing removed it. */
export async function readUndone(actor: Actor, articleId: string, { action, claimId, claimNumber }: Undone) {
  const open = await openArticle(actor, 'article.read', articleId)
  const [claim] = claimId ? await claimViewsOf(open, [claimId]) : []
  return { action, claimId, claimNumber, claim: claim ?? null }
}

/**
 * Takes back the newest step that is still there to be taken back: what was
 * restored, decided or removed since has nothing to go back to.
 */
async function firstThatGoesBack(change: ArticleChange, candidates: readonly HistoryRecord[]) {
  for (const entry of candidates) {
    const claimId = claimOf(entry.subject)
    try {
      return { entry, claimId, put: await takeBack(change, claimId, entry) }
    } catch (error) {
      // Each step looks for its thing before it writes anything.
      if (!(error instanceof AppError && (error.code === 'not-found' || error.code === 'already-done'))) throw error
    }
  }
  return null
}

/** What the same change did to the same claim: the evidence that was copied along with a decision. What cannot go back stays. */
async function alongWith(
  change: ArticleChange,
  done: { readonly entry: HistoryRecord; readonly claimId: string | null },
  candidates: readonly HistoryRecord[],
) {
  const same = candidates.filter(({ at, seq, subject }) => at === done.entry.at && seq < done.entry.seq && subject === done.entry.subject)
  const along: { entry: HistoryRecord; put: Put }[] = []
  for (const entry of done.claimId ? same : []) {
    const put = await backOrNot(change, entry)
    if (put) along.push({ entry, put })
  }
  return along
}

async function backOrNot(change: ArticleChange, entry: HistoryRecord): Promise<Put | null> {
  try {
    return await takeBack(change, claimOf(entry.subject), entry)
  } catch (error) {
    // Each step looks for its thing before it writes anything.
    if (error instanceof AppError && ['not-found', 'already-done', 'refused'].includes(error.code)) return null
    throw error
  }
}

type Put = ReturnType<typeof difference>
const NO_FIELDS: Put = { before: {}, after: {} }

async function takeBack(change: ArticleChange, onClaim: string | null, entry: HistoryRecord): Promise<Put> {
  const claimId = onClaim ?? ''
  const before = (entry.before ?? {}) as Record<string, unknown>
  const after = (entry.after ?? {}) as Record<string, unknown>
  switch (entry.action as Undoable) {
    case 'claim.updated':
    case 'claim.decided':
      return putBack(change, claimId, before, after)
    case 'claim.created':
      await unmark(change, claimId, entry.seq)
      return NO_FIELDS
    case 'claim.removed':
      change.demand('claim.remove')
      await restoreWithin(change, claimId)
      return NO_FIELDS
    case 'claim.moved': {
      change.demand('claim.move')
      await mustStandAt(change, claimId, String(after.quote))
      const [range, ...more] = (before.ranges as readonly TextRange[] | undefined) ?? []
      if (more.length > 0) throw new AppError('refused', 'This claim was on several stretches of text before; put it back on them by hand.')
      await moveWithin(change, claimId, range ? { ...range, version: entry.version ?? 0 } : null)
      return NO_FIELDS
    }
    case 'evidence.added':
      change.demand('evidence.write')
      await removeEvidenceWithin(change, String(after.evidenceId))
      return NO_FIELDS
    case 'evidence.removed':
      change.demand('evidence.write')
      await restoreEvidenceWithin(change, String(before.evidenceId))
      return NO_FIELDS
    case 'evidence.updated': {
      change.demand('evidence.write')
      const { evidenceId, ...fields } = before
      const now = await findEvidence(change.id, String(evidenceId), change.tx)
      if (!now) throw new AppError('not-found')
      for (const field of Object.keys(fields))
        if (JSON.stringify(now[field as keyof EvidenceFields] ?? null) !== JSON.stringify(after[field] ?? null)) throw changedSince()
      await updateEvidenceWithin(change, String(evidenceId), fields as Partial<EvidenceFields>)
      return NO_FIELDS
    }
    case 'note.added':
      await removeNoteWithin(change, String(after.noteId))
      return NO_FIELDS
    case 'note.removed':
      await restoreNoteWithin(change, String(before.noteId))
      return NO_FIELDS
    case 'checklist.answered': {
      change.demand('claim.describe')
      const { item, answer } = before as { item: string; answer: string | null }
      try {
        await answerWithin(change, claimId, { item, answer: answer ?? '', was: String(after.answer ?? '') })
      } catch (error) {
        throw error instanceof AppError && error.code === 'stale-revision' ? changedSince() : error
      }
      return NO_FIELDS
    }
    case 'sentence.dismissed':
      change.demand('sentence.dismiss')
      await takeUpWithin(change, String(after.dismissalId))
      return NO_FIELDS
    case 'correction.proposed':
      await declineWithin(change, String(after.correctionId), null)
      return NO_FIELDS
  }
}

/** Gives fields the values they had, decision and all, if nobody changed them since. */
async function putBack(
  change: ArticleChange,
  claimId: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<Put> {
  const claim = await claimIn(change, claimId)
  const fields = Object.keys(after).filter(
    (field) => field === 'decision' || field === 'assigneeId' || field === 'evidenceOverride' || field in ACTION_OF_FIELD,
  )
  for (const field of fields) {
    const action =
      field === 'decision' || field === 'evidenceOverride'
        ? 'claim.decide'
        : ACTION_OF_FIELD[(field === 'assigneeId' ? 'assignee' : field) as keyof typeof ACTION_OF_FIELD]
    change.demand(action)
    if (!isStill(claim, field, after[field])) throw changedSince()
  }
  const place = placesOf(change.doc, [claimId]).get(claimId) ?? null
  const decision = fields.includes('decision') ? decisionOf(before.decision) : undefined
  const plain = Object.fromEntries(fields.filter((field) => field !== 'decision').map((field) => [field, before[field] ?? null]))
  const changes = {
    ...plain,
    ...(decision === undefined ? {} : await standingOn(change, claimId, decision, place)),
  } as ClaimChanges
  await writeClaim(change.tx, claim, claim.revision, change.now, changes)
  // Who was told of it, and has not looked yet, was not assigned after all.
  if (fields.includes('assigneeId') && after.assigneeId)
    await dropUnseen(change.tx, { personId: String(after.assigneeId), kind: 'assigned', claimId })
  return difference(claim, changes)
}

/** A decision put back, with how it stands to the words there are now, and whose they are. */
async function standingOn(
  change: ArticleChange,
  claimId: string,
  decision: NonNullable<ClaimChanges['decision']> | null,
  place: ClaimPlace | null,
): Promise<ClaimChanges> {
  const now = freshness(decision, { isPresent: place !== null, quote: place?.quote ?? '', sentence: place?.sentence ?? '' })
  return { decision, freshness: now, change: now === 'fresh' ? null : await lastEdit(change, claimId, decision?.at ?? null) }
}

/** The last edit that changed a claim's words or sentence after it was decided: whose words stand there. */
async function lastEdit(change: ArticleChange, claimId: string, decidedAt: Date | null): Promise<ClaimChanges['change']> {
  const actions = (['reworded', 'context-changed', 'stale', 'orphaned'] as const).map(freshnessEvent)
  const [entry] = await historyOfArticle(change.id, { subject: `claim:${claimId}`, actions, limit: 1 }, change.tx)
  if (!entry || (decidedAt && new Date(entry.at) <= decidedAt)) return null
  return { version: entry.version ?? change.version, at: new Date(entry.at), byId: entry.actor?.id ?? null }
}

function changedSince(): AppError {
  return new AppError('refused', 'Somebody changed the same since, so it stays as it is. Look at the history of the claim.')
}

function isStill(claim: ClaimRecord, field: string, value: unknown): boolean {
  if (field === 'assigneeId') return (claim.assignee?.id ?? null) === value
  if (field === 'decision') {
    const decided = value as { at: string; byId: string } | null
    return decided === null
      ? claim.decision === null
      : claim.decision?.by.id === decided.byId && claim.decision.at.toISOString() === decided.at
  }
  return JSON.stringify((claim as unknown as Record<string, unknown>)[field] ?? null) === JSON.stringify(value ?? null)
}

// A decision as the history keeps it: with its person's name, and its time in words.
function decisionOf(kept: unknown): NonNullable<ClaimChanges['decision']> | null {
  if (!kept) return null
  const { quote, sentence, version, at, by } = kept as { quote: string; sentence: string; version: number; at: string; by: { id: string } }
  return { quote, sentence, version, at: new Date(at), byId: by.id }
}

// Who marked a claim may unmark it while nothing hangs on it yet; later it is a removal like any other.
async function unmark(change: ArticleChange, claimId: string, seq: number): Promise<void> {
  const claim = await claimIn(change, claimId)
  const byOthers = await historyOfArticle(
    change.id,
    { subject: `claim:${claimId}`, notBy: change.actor.id, afterSeq: seq, limit: 1 },
    change.tx,
  )
  const isBare =
    byOthers.length === 0 && claim.decision === null && claim.noteCount === 0 && (await countEvidence(change.id, claimId, change.tx)) === 0
  change.demand(isBare ? 'claim.create' : 'claim.remove')
  await removeWithin(change, claimId)
}

async function mustStandAt(change: ArticleChange, claimId: string, quote: string): Promise<void> {
  const now = placesOf(change.doc, [claimId]).get(claimId)?.quote ?? ''
  if (now !== quote) throw new AppError('refused', 'The words were changed since, so the claim stays where it is.')
}
