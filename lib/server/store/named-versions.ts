import 'server-only'
import { database, type Tx } from '@/lib/server/db'

export interface NamedVersionRecord {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

export function namedVersions(articleId: string, tx: Tx = database()): Promise<NamedVersionRecord[]> {
  return tx.namedVersion.findMany({
    where: { articleId },
    orderBy: [{ version: 'desc' }, { createdAt: 'desc' }],
    select: { id: true, version: true, name: true, createdAt: true, createdBy: { select: { id: true, name: true } } },
  })
}

/** Throws P2002 when the article has a version of that name. */
export async function insertNamedVersion(
  tx: Tx,
  named: {
    readonly id: string
    readonly articleId: string
    readonly version: number
    readonly name: string
    readonly createdById: string
    readonly createdAt: Date
  },
): Promise<void> {
  await tx.namedVersion.create({ data: named })
}

export async function hasVersionName(tx: Tx, articleId: string, name: string): Promise<boolean> {
  return (await tx.namedVersion.count({ where: { articleId, name } })) > 0
}
