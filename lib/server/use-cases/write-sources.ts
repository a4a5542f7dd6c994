import 'server-only'
import type { SourceFields } from '@/lib/core/evidence/source'
import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/boundary/app-error'
import { readCursor, writeCursor } from '@/lib/server/boundary/cursor'
import { write } from '@/lib/server/db'
import { newId } from '@/lib/server/ids'
import { presentSource } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { recordDeskHistory } from '@/lib/server/store/history'
import {
  claimsOnSource,
  findSource,
  listSources as findSources,
  insertSource,
  updateSource as writeSource,
} from '@/lib/server/store/sources'

/** Adds a source to the library. */
export async function createSource(actor: Actor, fields: SourceFields) {
  const id = newId()
  const now = new Date()
  const source = await write(async (tx) => {
    await insertSource(tx, { ...fields, id, createdById: actor.id, createdAt: now })
    await recordDeskHistory(tx, { at: now, actorId: actor.id, action: 'source.added', subject: `source:${id}`, after: fields })
    return findSource(id, tx)
  })
  if (!source) throw new AppError('not-found')
  return presentSource(source, actor)
}

/** Changes a source. Throws `stale-revision` with both values. */
export async function updateSource(actor: Actor, sourceId: string, patch: Partial<SourceFields> & { readonly revision: number }) {
  const { revision, ...fields } = patch
  const now = new Date()
  const source = await write(async (tx) => {
    const before = await findSource(sourceId, tx)
    if (!before) throw new AppError('not-found')
    if (!(await writeSource(tx, sourceId, revision, now, fields)))
      throw new AppError('stale-revision', undefined, { details: { current: presentSource(before, actor), yours: fields } })
    const was = Object.fromEntries(Object.keys(fields).map((key) => [key, before[key as keyof SourceFields]]))
    await recordDeskHistory(tx, {
      at: now,
      actorId: actor.id,
      action: 'source.updated',
      subject: `source:${sourceId}`,
      before: was,
      after: fields,
    })
    return findSource(sourceId, tx)
  })
  if (!source) throw new AppError('not-found')
  return presentSource(source, actor)
}

/** A source and the claims that rest on it. */
export async function readSource(actor: Actor, sourceId: string) {
  const source = await findSource(sourceId)
  if (!source) throw new AppError('not-found')
  const claims = (await claimsOnSource(sourceId)).map(({ claim, ...evidence }) => ({ ...claim, evidence }))
  return { ...presentSource(source, actor), claims }
}

/** The library, last changed first. */
export async function listSources(actor: Actor, filter: { q?: string | undefined; cursor?: string | undefined; limit: number }) {
  const rows = await findSources({
    q: filter.q,
    withConfidential: can(actor.role, 'source.read-confidential'),
    limit: filter.limit + 1,
    cursor: readCursor(filter.cursor),
  })
  const page = rows.slice(0, filter.limit)
  return {
    sources: page.map((source) => presentSource(source, actor)),
    nextCursor: rows.length > filter.limit ? writeCursor(page[page.length - 1]) : null,
  }
}
