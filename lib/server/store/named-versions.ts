import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'

export interface NamedVersionRecord {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

export function namedVersions(articleId: OpenedId, tx: Tx = database()): Promise<NamedVersionRecord[]> {
  return tx.namedVersion.findMany({
    where: { articleId },
    orderBy: [{ version: 'desc' }, { createdAt: 'desc' }],
    select: { id: true, version: true, name: true, createdAt: true, createdBy: { select: { id: true, name: true } } },
  })
}

/** Throws, as any row that is there already, when the article has a version of that name. */
export async function insertNamedVersion(
  tx: Tx,
  named: {
    readonly id: string
    readonly articleId: OpenedId
    readonly version: number
    readonly name: string
    readonly createdById: string
    readonly createdAt: Date
  },
): Promise<void> {
  await tx.namedVersion.create({ data: named })
  tieRow(tx, 'NamedVersion', named.id)
}

export async function hasVersionName(tx: Tx, articleId: OpenedId, name: string): Promise<boolean> {
  return (await tx.namedVersion.count({ where: { articleId, name } })) > 0
}
