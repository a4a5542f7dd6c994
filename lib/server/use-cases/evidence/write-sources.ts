import 'server-only'
import type { SourceFields } from '@/lib/core/evidence/source'
import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { readCursor, writeCursor } from '@/lib/server/cursor'
import { newId } from '@/lib/server/ids'
import { isHiddenFrom, presentSource } from '@/lib/server/present/evidence'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import {
  claimsOnSource,
  countClaimsOn,
  findSource,
  listSources as findSources,
  insertSource,
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
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const before = await findSource(sourceId, tx)
    if (!before) throw new AppError('not-found')
    if (isHiddenFrom(actor, before))
      throw new AppError('forbidden', 'This source is confidential and you may not read it, so you cannot change it.')
    if (!(await writeSource(tx, sourceId, revision, now, fields)))
      throw new AppError('stale-revision', undefined, { details: { current: presentSource(before, actor), yours: fields } })
    const was = Object.fromEntries(Object.keys(fields).map((key) => [key, before[key as keyof SourceFields]]))
    record({ name: 'source.updated', subject: `source:${sourceId}`, before: was, after: { ...fields } })
  })
}

/** A source and the claims that rest on it, in articles this person may open. */
export async function readSource(actor: Actor, sourceId: string) {
  const source = await findSource(sourceId)
  if (!source) throw new AppError('not-found')
  const claims = await claimsOnSource(actor.id, sourceId)
  return { ...presentSource(source, actor), claimCount: claims.length, claims }
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
