import 'server-only'
import { type SourceFields, sourceFields } from '@/lib/core/evidence/source'
import { groupBy } from '@/lib/core/group-by'
import { canonicalJson } from '@/lib/core/history/chain'
import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { listenedTo, publish } from '@/lib/server/article/hub'
import { readCursor, writeCursor } from '@/lib/server/cursor'
import { newId } from '@/lib/server/ids'
import { isHiddenFrom, presentSource } from '@/lib/server/present/evidence'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { lastMerge } from '@/lib/server/store/history'
import { tellDecidersOn } from '@/lib/server/store/notifications'
import {
  claimsOfArticlesOn,
  claimsOnSource,
  countClaimsOn,
  findSource,
  listSources as findSources,
  insertSource,
  mergedInto,
  type SourceRecord,
  setMergedInto,
  updateSource as writeSource,
} from '@/lib/server/store/sources'

/** Adds a source to the library. */
export async function createSource(actor: Actor, fields: SourceFields): Promise<{ readonly id: string }> {
  const id = newId()
  return changeDesk(actor.id, async ({ tx, now, record }) => {
    await insertSource(tx, { ...fields, id, createdById: actor.id, createdAt: now })
    record({ name: 'source.added', subject: `source:${id}`, before: null, after: { ...fields } })
    return { id }
  })
}

/**
 * Changes a source. Throws `stale-revision` with both values, and `forbidden`
 * for somebody who may not read it: neither its fields nor its secrecy are
 * theirs to change.
 */
export async function updateSource(
  actor: Actor,
  sourceId: string,
  patch: Partial<SourceFields> & { readonly revision: number },
): Promise<void> {
  const { revision, ...fields } = patch
  const isOther = await changeDesk(actor.id, async ({ tx, now, record }) => {
    const before = await findSource(sourceId, tx)
    if (!before) throw new AppError('not-found')
    if (isHiddenFrom(actor, before))
      throw new AppError('forbidden', 'This source is confidential and you may not read it, so you cannot change it.')
    if (before.mergedIntoId) throw new AppError('refused', 'This source was merged into another one. Change that one, or part them first.')
    if (fields.confidential === false && (await mergedInto(sourceId, tx)).some((one) => one.confidential))
      throw new AppError('refused', 'A confidential source is merged into this one. Part them first, or what it holds would be open too.')
    if (!(await writeSource(tx, sourceId, revision, now, fields)))
      throw new AppError('stale-revision', undefined, { details: { current: presentSource(before, actor), yours: fields } })
    // Who decided on it is told, where they decided, not what it is: it may be confidential.
    const stands = fields.standing !== undefined && fields.standing !== before.standing
    if (stands) await tellDecidersOn(tx, sourceId, { kind: 'source', byId: actor.id, at: now, newId, isSo: fields.standing !== null })
    const was = Object.fromEntries(Object.keys(fields).map((key) => [key, before[key as keyof SourceFields]]))
    record({ name: 'source.updated', subject: `source:${sourceId}`, before: was, after: { ...fields } })
    return stands
  })
  if (isOther) await tellOpenDesks(actor, sourceId)
}

/** Desks that are open on articles with claims that rest on a source hear that they may be in doubt, or not any more. */
async function tellOpenDesks(actor: Actor, sourceId: string): Promise<void> {
  const resting = groupBy(await claimsOfArticlesOn(sourceId, listenedTo()), (one) => one.articleId)
  for (const [articleId, claims] of resting)
    publish({ articleId, claimIds: claims.map(({ id }) => id), removedClaimIds: [], actorId: actor.id })
}

/**
 * Says that a source is another one: what rests on it, and what was kept of it,
 * counts as that one's from here on. What the other leaves open is filled from
 * it. Throws `refused` where a secret would come out.
 */
export async function mergeSource(actor: Actor, sourceId: string, into: string): Promise<void> {
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const [source, kept] = [await findSource(sourceId, tx), await findSource(into, tx)]
    if (!source) throw new AppError('not-found')
    if (!kept || source.id === kept.id) throw new AppError('invalid-input', 'Name another source of the library to merge it into.')
    for (const one of [source, kept])
      if (isHiddenFrom(actor, one))
        throw new AppError('forbidden', 'One of them is confidential and you may not read it, so you cannot merge them.')
    if (source.mergedIntoId || kept.mergedIntoId) throw new AppError('already-done', 'One of them was merged already. Load the page again.')
    if (source.confidential && !kept.confidential)
      throw new AppError(
        'refused',
        'This source is confidential and the other is not. Make the other confidential first, or merge that one into this.',
      )
    const filled = whatIsLeftOpen(kept, source)
    if (Object.keys(filled).length > 0) await writeSource(tx, kept.id, kept.revision, now, filled)
    const along = (await mergedInto(source.id, tx)).map((one) => one.id)
    await setMergedInto(tx, [source.id, ...along], kept.id, now)
    record({ name: 'source.merged', subject: `source:${source.id}`, before: null, after: { into: kept.id, filled, along } })
  })
}

/**
 * Takes a merge back: the source is itself again, with what rested on it and
 * the sources that had gone along; what the other had from it and nobody
 * changed since is empty there again.
 */
export async function partSource(actor: Actor, sourceId: string): Promise<void> {
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const source = await findSource(sourceId, tx)
    if (!source) throw new AppError('not-found')
    if (isHiddenFrom(actor, source)) throw new AppError('forbidden')
    if (!source.mergedIntoId) throw new AppError('already-done', 'This source is not merged into another one.')
    const { filled, along: went } = await lastMerge(source.id, tx)
    const along = (await mergedInto(source.mergedIntoId, tx)).map((one) => one.id).filter((id) => went.includes(id))
    await setMergedInto(tx, [source.id], null, now)
    await setMergedInto(tx, along, source.id, now)
    const kept = await findSource(source.mergedIntoId, tx)
    const emptied = kept ? withoutFilled(kept, filled) : {}
    if (kept && Object.keys(emptied).length > 0) await writeSource(tx, kept.id, kept.revision, now, emptied)
    record({
      name: 'source.parted',
      subject: `source:${source.id}`,
      before: { into: source.mergedIntoId },
      after: { emptied: Object.keys(emptied), along },
    })
  })
}

/** Fields of a source that still hold what was filled into them, empty. */
function withoutFilled(kept: SourceFields, filled: Readonly<Record<string, unknown>>): Partial<SourceFields> {
  const same = Object.keys(filled).filter(
    (key) => canonicalJson(kept[key as keyof SourceFields] ?? null) === canonicalJson(filled[key] ?? null),
  )
  return Object.fromEntries(same.map((key) => [key, Array.isArray(filled[key]) ? [] : null]))
}

/** Fields that `kept` leaves empty and `other` does not; secrecy and standing are decided by hand. */
function whatIsLeftOpen(kept: SourceFields, other: SourceFields): Partial<SourceFields> {
  const { confidential: _c, publicLabel: _l, standing: _s, standingNote: _n, type: _t, title: _title, ...open } = sourceFields(other)
  return Object.fromEntries(
    Object.entries(open).filter(([key, value]) => {
      const has = kept[key as keyof SourceFields]
      const isOpen = has === null || (Array.isArray(has) && has.length === 0)
      return isOpen && value !== null && !(Array.isArray(value) && value.length === 0)
    }),
  )
}

/** A source and the claims that rest on it, in articles this person may open. */
export async function readSource(actor: Actor, sourceId: string) {
  const source = await findSource(sourceId)
  if (!source) throw new AppError('not-found')
  const [claims, merged] = [await claimsOnSource(actor.id, sourceId), await mergedInto(sourceId)]
  const named = (one: SourceRecord) => ({ id: one.id, title: presentSource(one, actor).title })
  const into = source.mergedIntoId ? await findSource(source.mergedIntoId) : null
  return {
    ...presentSource(source, actor),
    claimCount: claims.length,
    claims,
    mergedInto: into && named(into),
    merged: merged.map(named),
  }
}

/** The library, last changed first. */
export async function listSources(actor: Actor, filter: { q?: string | undefined; cursor?: string | undefined; limit: number }) {
  const rows = await findSources({
    q: filter.q,
    withConfidential: can(actor, 'source.read-confidential'),
    limit: filter.limit + 1,
    cursor: readCursor(filter.cursor),
  })
  const page = rows.slice(0, filter.limit)
  const counts = await countClaimsOn(
    actor.id,
    page.map((source) => source.id),
  )
  return {
    sources: page.map((source) => ({ ...presentSource(source, actor), claimCount: counts.get(source.id) ?? 0 })),
    nextCursor: rows.length > filter.limit ? writeCursor(page[page.length - 1]) : null,
  }
}
