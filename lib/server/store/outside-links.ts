import 'server-only'
import type { OutsideAnswer } from '@/lib/core/evidence/outside'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

export interface OutsideLinkRecord {
  readonly id: string
  readonly articleId: string
  readonly name: string
  readonly message: string | null
  readonly claimIds: readonly string[]
  readonly expiresAt: Date
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly revokedAt: Date | null
  readonly openedAt: Date | null
  readonly contactId: string | null
  /** Everything they answered, the first first. */
  readonly answers: readonly OutsideAnswer[]
}

const include = { createdBy: { select: { id: true, name: true } } } as const

function toRecord(row: Prisma.OutsideLinkGetPayload<{ include: typeof include }>): OutsideLinkRecord {
  return {
    id: row.id,
    articleId: row.articleId,
    name: row.name,
    message: row.message,
    claimIds: JSON.parse(row.claimIds) as string[],
    expiresAt: row.expiresAt,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    revokedAt: row.revokedAt,
    openedAt: row.openedAt,
    contactId: row.contactId,
    answers: JSON.parse(row.answers ?? '[]') as OutsideAnswer[],
  }
}

/** Links of an article, the newest first. */
export async function outsideLinksOf(articleId: OpenedId, tx: Tx = database()): Promise<OutsideLinkRecord[]> {
  const rows = await tx.outsideLink.findMany({ where: { articleId }, include, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
  return rows.map(toRecord)
}

/** By what the link holds; what it opens is asked of its article. */
export async function findOutsideLink(tokenHash: string, tx: Tx = database()): Promise<OutsideLinkRecord | null> {
  const row = await tx.outsideLink.findUnique({ where: { tokenHash }, include })
  return row && toRecord(row)
}

export async function insertOutsideLink(
  tx: Tx,
  link: Pick<OutsideLinkRecord, 'id' | 'name' | 'message' | 'claimIds' | 'expiresAt' | 'createdAt'> & {
    readonly articleId: OpenedId
    readonly tokenHash: string
    readonly createdById: string
  },
): Promise<void> {
  await tx.outsideLink.create({ data: { ...link, claimIds: JSON.stringify(link.claimIds) } })
  tieRow(tx, 'OutsideLink', link.id)
}

export async function updateOutsideLink(
  tx: Tx,
  id: string,
  {
    answers,
    ...fields
  }: {
    readonly revokedAt?: Date
    readonly openedAt?: Date
    readonly contactId?: string
    readonly answers?: readonly OutsideAnswer[]
  },
): Promise<void> {
  await tx.outsideLink.update({ where: { id }, data: { ...fields, ...(answers ? { answers: JSON.stringify(answers) } : {}) } })
  tieRow(tx, 'OutsideLink', id)
}
