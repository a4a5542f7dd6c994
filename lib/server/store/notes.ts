import 'server-only'
import type { NoteKind } from '@/lib/core/claim/claim'
import { database, type Tx } from '@/lib/server/db'

export interface NoteRecord {
  readonly id: string
  readonly claimId: string
  readonly kind: NoteKind
  readonly text: string
  readonly replyToId: string | null
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

const include = { createdBy: { select: { id: true, name: true } } } as const

export async function notesOfClaims(claimIds: readonly string[], tx: Tx = database()): Promise<NoteRecord[]> {
  const rows = await tx.note.findMany({
    where: { claimId: { in: [...claimIds] }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows as NoteRecord[]
}

export async function notesOfArticle(articleId: string): Promise<NoteRecord[]> {
  const rows = await database().note.findMany({
    where: { claim: { articleId, deletedAt: null }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows as NoteRecord[]
}

export async function findNote(id: string, tx: Tx = database()): Promise<NoteRecord | null> {
  return (await tx.note.findFirst({ where: { id, deletedAt: null }, include })) as NoteRecord | null
}

export async function findDeletedNote(id: string): Promise<NoteRecord | null> {
  return (await database().note.findFirst({ where: { id, deletedAt: { not: null } }, include })) as NoteRecord | null
}

export async function insertNote(tx: Tx, note: Omit<NoteRecord, 'createdBy'> & { readonly createdById: string }): Promise<void> {
  await tx.note.create({ data: note })
}

export async function setNoteDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.note.update({ where: { id }, data: { deletedAt } })
}
