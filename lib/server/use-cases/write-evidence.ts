import 'server-only'
import { EVIDENCE_LIMITS } from '@/lib/core/evidence/evidence'
import type { SourceFields } from '@/lib/core/evidence/source'
import { AppError } from '@/lib/server/boundary/app-error'
import { newId } from '@/lib/server/ids'
import { changeArticle } from '@/lib/server/live/change-article'
import { presentEvidence } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { findClaim } from '@/lib/server/store/claims'
import {
  type EvidenceFields,
  evidenceOfClaims,
  findEvidence,
  insertEvidence,
  setEvidenceDeleted,
  updateEvidence as writeEvidence,
} from '@/lib/server/store/evidence'
import { findSource, insertSource } from '@/lib/server/store/sources'

/** Ties a source to a claim: one from the library by id, or a new one. */
export async function addEvidence(
  actor: Actor,
  claimId: string,
  input: EvidenceFields & { readonly source: { readonly id: string } | SourceFields },
) {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  const { source, ...fields } = input
  const id = newId()
  const evidence = await changeArticle(actor, claim.articleId, async (change) => {
    if ((await evidenceOfClaims([claimId], change.tx)).length >= EVIDENCE_LIMITS.perClaim)
      throw new AppError('too-large', `A claim can have at most ${EVIDENCE_LIMITS.perClaim} pieces of evidence.`)
    let sourceId: string
    if ('id' in source) {
      if (!(await findSource(source.id, change.tx))) throw new AppError('invalid-input', 'This source is not in the library.')
      sourceId = source.id
    } else {
      sourceId = newId()
      await insertSource(change.tx, { ...source, id: sourceId, createdById: actor.id, createdAt: change.now })
      await change.record('source.added', `source:${sourceId}`, null, source)
    }
    await insertEvidence(change.tx, { ...fields, id, claimId, sourceId, createdById: actor.id, createdAt: change.now })
    change.touchedClaimIds.add(claimId)
    await change.record('evidence.added', `claim:${claimId}`, null, { evidenceId: id, sourceId, ...fields })
    return findEvidence(id, change.tx)
  })
  if (!evidence) throw new AppError('not-found')
  return presentEvidence(evidence, actor)
}

/** Changes what a source does for a claim. Throws `stale-revision` with both values. */
export async function updateEvidence(actor: Actor, evidenceId: string, patch: Partial<EvidenceFields> & { readonly revision: number }) {
  const { revision, ...fields } = patch
  const found = await findEvidence(evidenceId)
  const claim = found && (await findClaim(found.claimId))
  if (!found || !claim) throw new AppError('not-found')
  const evidence = await changeArticle(actor, claim.articleId, async (change) => {
    const before = await findEvidence(evidenceId, change.tx)
    if (!before) throw new AppError('not-found')
    if (!(await writeEvidence(change.tx, evidenceId, revision, change.now, fields)))
      throw new AppError('stale-revision', undefined, { details: { current: presentEvidence(before, actor), yours: fields } })
    change.touchedClaimIds.add(claim.id)
    const was = Object.fromEntries(Object.keys(fields).map((key) => [key, before[key as keyof EvidenceFields]]))
    await change.record('evidence.updated', `claim:${claim.id}`, { evidenceId, ...was }, { evidenceId, ...fields })
    return findEvidence(evidenceId, change.tx)
  })
  if (!evidence) throw new AppError('not-found')
  return presentEvidence(evidence, actor)
}

/** Unties a source from a claim. The source stays in the library; `isRemoved` false ties it again. */
export async function setEvidenceRemoved(actor: Actor, evidenceId: string, claimId: string, isRemoved: boolean): Promise<void> {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  await changeArticle(actor, claim.articleId, async (change) => {
    await setEvidenceDeleted(change.tx, evidenceId, isRemoved ? change.now : null)
    change.touchedClaimIds.add(claimId)
    await change.record(isRemoved ? 'evidence.removed' : 'evidence.restored', `claim:${claimId}`, { evidenceId }, null)
  })
}

/** Unties a piece of evidence by its id alone. */
export async function removeEvidence(actor: Actor, evidenceId: string): Promise<void> {
  const found = await findEvidence(evidenceId)
  if (!found) throw new AppError('not-found')
  await setEvidenceRemoved(actor, evidenceId, found.claimId, true)
}
