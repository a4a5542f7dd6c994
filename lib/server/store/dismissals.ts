import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

export interface DismissalRecord {
  readonly id: string
  /** sentence, or finding:KIND */
  readonly kind: string
  readonly key: string
  readonly quote: string
  readonly reason: string
  readonly note: string | null
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

const include = { createdBy: { select: { id: true, name: true } } } as const satisfies Prisma.DismissalInclude

function toRecord(row: Prisma.DismissalGetPayload<{ include: typeof include }>): DismissalRecord {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    quote: row.quote,
    reason: row.reason,
    note: row.note,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  }
}

/** What the desk waved away in an article, oldest first. */
export async function dismissalsOfArticle(articleId: OpenedId, tx: Tx = database()): Promise<DismissalRecord[]> {
  const rows = await tx.dismissal.findMany({
    where: { articleId, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export async function findDismissal(articleId: OpenedId, id: string, tx: Tx = database()): Promise<DismissalRecord | null> {
  const row = await tx.dismissal.findFirst({ where: { id, articleId, deletedAt: null }, include })
  return row && toRecord(row)
}

export async function insertDismissal(
  tx: Tx,
  dismissal: Omit<DismissalRecord, 'createdBy'> & { readonly articleId: OpenedId; readonly createdById: string },
): Promise<void> {
  await tx.dismissal.create({ data: dismissal })
  tieRow(tx, 'Dismissal', dismissal.id)
}

export async function setDismissalDeleted(tx: Tx, id: string, deletedAt: Date): Promise<void> {
  await tx.dismissal.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Dismissal', id)
}
