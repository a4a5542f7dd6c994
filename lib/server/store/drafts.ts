import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'

const include = { createdBy: { select: { id: true, name: true } } } as const

export interface DraftRecord {
  readonly id: string
  readonly articleId: string
  /** ProseMirror document JSON. */
  readonly document: string
  readonly messages: string
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly appliedVersion: number | null
  readonly discardedAt: Date | null
}

export async function insertDraft(
  tx: Tx,
  draft: Pick<DraftRecord, 'id' | 'articleId' | 'document' | 'messages' | 'createdAt'> & { readonly createdById: string },
): Promise<void> {
  await tx.draft.create({ data: draft })
  tieRow(tx, 'Draft', draft.id)
}

export function findDraft(articleId: OpenedId, id: string, tx: Tx = database()): Promise<DraftRecord | null> {
  return tx.draft.findFirst({ where: { id, articleId }, include })
}

/** Drafts that wait: neither applied nor discarded, newest first. */
export function waitingDrafts(articleId: OpenedId, tx: Tx = database()): Promise<DraftRecord[]> {
  return tx.draft.findMany({
    where: { articleId, appliedVersion: null, discardedAt: null },
    include,
    orderBy: { createdAt: 'desc' },
    take: 20,
  })
}

/** Marks a draft as applied. False when somebody applied or discarded it first. */
export async function setDraftApplied(tx: Tx, id: string, version: number): Promise<boolean> {
  const { count } = await tx.draft.updateMany({ where: { id, appliedVersion: null, discardedAt: null }, data: { appliedVersion: version } })
  if (count === 1) tieRow(tx, 'Draft', id)
  return count === 1
}

export async function setDraftDiscarded(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.draft.updateMany({ where: { id, appliedVersion: null, discardedAt: null }, data: { discardedAt: at } })
  if (count === 1) tieRow(tx, 'Draft', id)
  return count === 1
}
