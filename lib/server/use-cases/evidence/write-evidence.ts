import 'server-only'
import { EVIDENCE_LIMITS } from '@/lib/core/evidence/evidence'
import type { SourceFields } from '@/lib/core/evidence/source'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeOwned } from '@/lib/server/article/change-article'
import { openOwned } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { type EvidenceView, isHiddenFrom, presentEvidence } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { touchClaim } from '@/lib/server/store/claims'
import {
  countEvidence,
  type EvidenceFields,
  type EvidenceRecord,
  findEvidence,
  findRemovedEvidence,
  insertEvidence,
  setEvidenceDeleted,
  updateEvidence as writeEvidence,
} from '@/lib/server/store/evidence'
import { findSource, insertSource } from '@/lib/server/store/sources'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'

/** Ties a source to a claim: one from the library by id, or a new one. */
export async function addEvidence(
  actor: Actor,
  claimId: string,
  input: EvidenceFields & { readonly source: { readonly id: string } | SourceFields },
): Promise<{ readonly id: string; readonly sourceId: string }> {
  const { source, ...fields } = input
  const id = newId()
  return changeOwned(actor, 'evidence.write', 'claim', claimId, async (change) => {
    await claimIn(change, claimId)
    if ((await countEvidence(change.id, claimId, change.tx)) >= EVIDENCE_LIMITS.perClaim)
      throw new AppError('too-large', `A claim can have at most ${EVIDENCE_LIMITS.perClaim} pieces of evidence.`)
    let sourceId: string
    if ('id' in source) {
      const found = await findSource(source.id, change.tx)
      if (!found) throw new AppError('invalid-input', 'This source is not in the library.')
      sourceId = found.mergedIntoId ?? found.id
    } else {
      sourceId = newId()
      await insertSource(change.tx, { ...source, id: sourceId, createdById: actor.id, createdAt: change.now })
      change.recordOnDesk({ name: 'source.added', subject: `source:${sourceId}`, before: null, after: { ...source } })
    }
    await insertEvidence(change.tx, { ...fields, id, claimId, sourceId, createdById: actor.id, createdAt: change.now })
    await touchClaim(change.tx, claimId, change.now)
    change.record({ name: 'evidence.added', subject: `claim:${claimId}`, before: null, after: { evidenceId: id, sourceId, ...fields } })
    return { id, sourceId }
  })
}

/**
 * Changes what a source does for a claim. Throws `stale-revision` with both
 * values, and `forbidden` for somebody who may not read the source: what they
 * were shown are blanks, not values.
 */
export async function updateEvidence(
  actor: Actor,
  evidenceId: string,
  patch: Partial<EvidenceFields> & { readonly revision: number },
): Promise<void> {
  await changeOwned(actor, 'evidence.write', 'evidence', evidenceId, (change) => updateEvidenceWithin(change, evidenceId, patch))
}

/** The same inside a change of the article; without a revision, over whatever is there. */
export async function updateEvidenceWithin(
  change: ArticleChange,
  evidenceId: string,
  patch: Partial<EvidenceFields> & { readonly revision?: number },
): Promise<void> {
  const { revision, ...fields } = patch
  const before = await findEvidence(change.id, evidenceId, change.tx)
  if (!before) throw new AppError('not-found')
  await claimIn(change, before.claimId)
  if (isHiddenFrom(change.actor, before.source))
    throw new AppError('forbidden', 'This evidence rests on a confidential source that you may not read, so you cannot change it.')
  if (!(await writeEvidence(change.tx, evidenceId, revision ?? before.revision, change.now, fields)))
    throw new AppError('stale-revision', undefined, { details: { current: presentEvidence(before, change.actor), yours: fields } })
  await touchClaim(change.tx, before.claimId, change.now)
  const was = Object.fromEntries(Object.keys(fields).map((key) => [key, before[key as keyof EvidenceFields]]))
  change.record({
    name: 'evidence.updated',
    subject: `claim:${before.claimId}`,
    before: { evidenceId, ...was },
    after: { evidenceId, ...fields },
  })
}

export async function readEvidence(actor: Actor, evidenceId: string): Promise<EvidenceView> {
  const open = await openOwned(actor, 'article.read', 'evidence', evidenceId)
  const evidence = await findEvidence(open.id, evidenceId)
  if (!evidence) throw new AppError('not-found')
  return presentEvidence(evidence, actor)
}

/** What rests on a source one may not read is taken off and put back by who put it there, or by who may read it. */
function mustKnow(change: ArticleChange, { source, createdBy }: EvidenceRecord): void {
  if (isHiddenFrom(change.actor, source) && createdBy.id !== change.actor.id)
    throw new AppError(
      'forbidden',
      'This evidence rests on a confidential source that you may not read, so you cannot take it off or put it back.',
    )
}

/** Unties a source from a claim. The source stays in the library. */
export async function removeEvidence(actor: Actor, evidenceId: string): Promise<void> {
  await changeOwned(actor, 'evidence.write', 'evidence', evidenceId, (change) => removeEvidenceWithin(change, evidenceId))
}

/** The same inside a change of the article. */
export async function removeEvidenceWithin(change: ArticleChange, evidenceId: string): Promise<void> {
  const evidence = await findEvidence(change.id, evidenceId, change.tx)
  if (!evidence) throw new AppError('not-found')
  mustKnow(change, evidence)
  await claimIn(change, evidence.claimId)
  await setEvidenceDeleted(change.tx, evidenceId, change.now)
  await touchClaim(change.tx, evidence.claimId, change.now)
  change.record({ name: 'evidence.removed', subject: `claim:${evidence.claimId}`, before: { evidenceId }, after: null })
}

/** Ties a source to its claim again. */
export async function restoreEvidence(actor: Actor, evidenceId: string): Promise<void> {
  await changeOwned(actor, 'evidence.write', 'evidence', evidenceId, (change) => restoreEvidenceWithin(change, evidenceId))
}

/** The same inside a change of the article. */
export async function restoreEvidenceWithin(change: ArticleChange, evidenceId: string): Promise<void> {
  const evidence = await findRemovedEvidence(change.id, evidenceId, change.tx)
  if (!evidence) throw new AppError('not-found')
  mustKnow(change, evidence)
  await claimIn(change, evidence.claimId)
  await setEvidenceDeleted(change.tx, evidenceId, null)
  await touchClaim(change.tx, evidence.claimId, change.now)
  change.record({ name: 'evidence.restored', subject: `claim:${evidence.claimId}`, before: { evidenceId }, after: null })
}
