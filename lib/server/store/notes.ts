import 'server-only'
import type { NoteKind } from '@/lib/core/claim/claim'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

export interface NoteRecord {
  readonly id: string
  readonly claimId: string
  readonly kind: NoteKind
  readonly text: string
  readonly replyToId: string | null
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  /** Of a query: who is to answer it, and by when. */
  readonly owner: { readonly id: string; readonly name: string } | null
  readonly dueAt: Date | null
}

const person = { select: { id: true, name: true } } as const
const include = { createdBy: person, owner: person } as const satisfies Prisma.NoteInclude

function toRecord(row: Prisma.NoteGetPayload<{ include: typeof include }>): NoteRecord {
  return {
    id: row.id,
    claimId: row.claimId,
    kind: row.kind as NoteKind,
    text: row.text,
    replyToId: row.replyToId,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    owner: row.owner,
    dueAt: row.dueAt,
  }
}

export async function notesOfClaim(articleId: OpenedId, claimId: string, tx: Tx = database()): Promise<NoteRecord[]> {
  const rows = await tx.note.findMany({
    where: { claimId, claim: { articleId }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export async function notesOfArticle(articleId: OpenedId): Promise<NoteRecord[]> {
  const rows = await database().note.findMany({
    where: { claim: { articleId, deletedAt: null }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export async function findNote(articleId: OpenedId, id: string, tx: Tx = database()): Promise<NoteRecord | null> {
  const row = await tx.note.findFirst({ where: { id, claim: { articleId }, deletedAt: null }, include })
  return row ? toRecord(row) : null
}

export async function findDeletedNote(articleId: OpenedId, id: string, tx: Tx = database()): Promise<NoteRecord | null> {
  const row = await tx.note.findFirst({ where: { id, claim: { articleId }, deletedAt: { not: null } }, include })
  return row ? toRecord(row) : null
}

export async function insertNote(
  tx: Tx,
  note: Omit<NoteRecord, 'createdBy' | 'owner'> & { readonly createdById: string; readonly ownerId: string | null },
): Promise<void> {
  await tx.note.create({ data: note })
  tieRow(tx, 'Note', note.id)
}

export async function setNoteDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.note.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Note', id)
}
