import 'server-only'
import type { Use } from '@/lib/core/workflow/right-of-reply'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

export interface ReplyFields {
  readonly party: string
  readonly criticism: string
  readonly claimIds: readonly string[]
  readonly channel: string | null
  readonly askedAt: Date | null
  readonly deadline: Date | null
  readonly answer: string | null
  readonly answeredAt: Date | null
  readonly used: Use | null
  readonly closedReason: string | null
}

export interface ReplyRecord extends ReplyFields {
  readonly id: string
  readonly revision: number
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

const include = { createdBy: { select: { id: true, name: true } } } as const satisfies Prisma.ReplyRequestInclude

function toRecord(row: Prisma.ReplyRequestGetPayload<{ include: typeof include }>): ReplyRecord {
  return {
    id: row.id,
    revision: row.revision,
    party: row.party,
    criticism: row.criticism,
    claimIds: JSON.parse(row.claimIds) as string[],
    channel: row.channel,
    askedAt: row.askedAt,
    deadline: row.deadline,
    answer: row.answer,
    answeredAt: row.answeredAt,
    used: row.used as Use | null,
    closedReason: row.closedReason,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  }
}

const columns = ({ claimIds, ...rest }: Partial<ReplyFields>) => ({ ...rest, ...(claimIds ? { claimIds: JSON.stringify(claimIds) } : {}) })

/** Criticism of an article and the right to answer it, oldest first. */
export async function replyRequestsOfArticle(articleId: OpenedId, tx: Tx = database()): Promise<ReplyRecord[]> {
  const rows = await tx.replyRequest.findMany({
    where: { articleId, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export async function findReplyRequest(
  articleId: OpenedId,
  id: string,
  isDeleted = false,
  tx: Tx = database(),
): Promise<ReplyRecord | null> {
  const row = await tx.replyRequest.findFirst({ where: { id, articleId, deletedAt: isDeleted ? { not: null } : null }, include })
  return row && toRecord(row)
}

export async function insertReplyRequest(
  tx: Tx,
  reply: ReplyFields & { readonly id: string; readonly articleId: OpenedId; readonly createdById: string; readonly createdAt: Date },
): Promise<void> {
  await tx.replyRequest.create({ data: { ...reply, claimIds: JSON.stringify(reply.claimIds) } })
  tieRow(tx, 'ReplyRequest', reply.id)
}

/** Writes a change if the row is still at `revision`. False when it is not. */
export async function updateReplyRequest(tx: Tx, id: string, revision: number, fields: Partial<ReplyFields>): Promise<boolean> {
  const { count } = await tx.replyRequest.updateMany({
    where: { id, revision, deletedAt: null },
    data: { ...columns(fields), revision: revision + 1 },
  })
  if (count === 1) tieRow(tx, 'ReplyRequest', id)
  return count === 1
}

export async function setReplyRequestDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.replyRequest.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'ReplyRequest', id)
}
