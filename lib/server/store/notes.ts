import 'server-only'
import type { NoteKind } from '@/lib/core/claim/claim'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { ROWS_AT_ONCE } from '@/lib/server/store/search'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { tieRow } from '@/lib/server/store/ties'
import { visibleTo } from '@/lib/server/store/visibility'
import { Prisma } from '@/prisma/generated/client'

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

/** A question that waits for somebody's answer, with where it was asked. */
export interface OpenQuery {
  readonly id: string
  readonly text: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly dueAt: Date | null
  readonly claimId: string
  readonly claimNumber: number
  readonly claimQuote: string
  readonly articleId: string
  readonly articleTitle: string
}

/** Questions to somebody without an answer, in articles they may open: those due first, first. */
export function openQueriesTo(ownerId: string, limit: number): Promise<OpenQuery[]> {
  return selectRows<OpenQuery>(Prisma.sql`
    SELECT n."id", n."text", u."name" AS "askedBy", n."createdAt" AS "askedAt", n."dueAt", c."id" AS "claimId", c."number" AS "claimNumber",
      c."quote" AS "claimQuote", a."id" AS "articleId", a."title" AS "articleTitle"
    FROM "Note" n JOIN "Claim" c ON c."id" = n."claimId" JOIN "Article" a ON a."id" = c."articleId" JOIN "User" u ON u."id" = n."createdById"
    WHERE n."ownerId" = ${ownerId} AND n."kind" = 'author-query' AND n."deletedAt" IS NULL AND n."replyToId" IS NULL
      AND c."deletedAt" IS NULL AND a."deletedAt" IS NULL AND ${visibleTo(ownerId)}
      AND NOT EXISTS (SELECT 1 FROM "Note" r WHERE r."replyToId" = n."id" AND r."deletedAt" IS NULL)
    ORDER BY n."dueAt" IS NULL, n."dueAt", n."createdAt" LIMIT ${limit}`)
}

export async function findNote(articleId: OpenedId, id: string, tx: Tx = database()): Promise<NoteRecord | null> {
  const row = await tx.note.findFirst({ where: { id, claim: { articleId }, deletedAt: null }, include })
  return row ? toRecord(row) : null
}

export async function findDeletedNote(articleId: OpenedId, id: string, tx: Tx = database()): Promise<NoteRecord | null> {
  const row = await tx.note.findFirst({ where: { id, claim: { articleId }, deletedAt: { not: null } }, include })
  return row ? toRecord(row) : null
}

export type NewNote = Omit<NoteRecord, 'createdBy' | 'owner'> & { readonly createdById: string; readonly ownerId: string | null }

export async function insertNote(tx: Tx, note: NewNote): Promise<void> {
  await insertNotes(tx, [note])
}

/** Adds notes, a few statements in all; an answer stands behind what it answers. */
export async function insertNotes(tx: Tx, notes: readonly NewNote[]): Promise<void> {
  for (let at = 0; at < notes.length; at += ROWS_AT_ONCE) await tx.note.createMany({ data: notes.slice(at, at + ROWS_AT_ONCE) })
  for (const { id } of notes) tieRow(tx, 'Note', id)
}

export async function setNoteDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.note.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Note', id)
}

/** Articles in which somebody wrote notes whose words are still there, or noted something for themselves; any of the desk's, for its own schedule. */
export async function articlesWithNotesOf(personId: string): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(Prisma.sql`
    SELECT c."articleId" AS "id" FROM "Note" n JOIN "Claim" c ON c."id" = n."claimId" WHERE n."createdById" = ${personId} AND n."purgedAt" IS NULL
    UNION SELECT o."articleId" FROM "OwnNote" o WHERE o."personId" = ${personId} ORDER BY 1`)
  return rows.map(({ id }) => id)
}

/** Somebody's notes in an article whose words are still there, removed ones too. */
export async function notesOfPersonIn(
  articleId: OpenedId,
  personId: string,
  tx: Tx,
): Promise<{ readonly id: string; readonly claimId: string }[]> {
  return tx.note.findMany({ where: { createdById: personId, purgedAt: null, claim: { articleId } }, select: { id: true, claimId: true } })
}

/** Puts a sentence in the place of the words of notes. */
export async function purgeNotes(tx: Tx, ids: readonly string[], text: string, purgedAt: Date): Promise<void> {
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE)
    await tx.note.updateMany({ where: { id: { in: ids.slice(at, at + ROWS_AT_ONCE) } }, data: { text, purgedAt } })
  for (const id of ids) tieRow(tx, 'Note', id)
}
