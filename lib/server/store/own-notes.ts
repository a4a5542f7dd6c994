import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'

export interface OwnNoteRecord {
  readonly text: string
  readonly revision: number
  readonly updatedAt: Date
}

/** What somebody noted for themselves on an article; nobody else's can be asked for. */
export function findOwnNote(articleId: OpenedId, personId: string, tx: Tx = database()): Promise<OwnNoteRecord | null> {
  return tx.ownNote.findUnique({
    where: { articleId_personId: { articleId, personId } },
    select: { text: true, revision: true, updatedAt: true },
  })
}

/** Writes it if it is still at `revision` (0: there was none). False when it is not. */
export async function writeOwnNote(
  tx: Tx,
  note: { readonly articleId: OpenedId; readonly personId: string; readonly text: string; readonly updatedAt: Date },
  revision: number,
): Promise<boolean> {
  const { articleId, personId, text, updatedAt } = note
  if (revision === 0) {
    if (await findOwnNote(articleId, personId, tx)) return false
    await tx.ownNote.create({ data: note })
    return true
  }
  const { count } = await tx.ownNote.updateMany({
    where: { articleId, personId, revision },
    data: { text, updatedAt, revision: revision + 1 },
  })
  return count === 1
}

export async function purgeOwnNotes(tx: Tx, articleId: OpenedId, personId: string): Promise<void> {
  await tx.ownNote.deleteMany({ where: { articleId, personId } })
}
