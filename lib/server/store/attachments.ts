import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import { visibleTo } from '@/lib/server/store/visibility'

/** A file as it is kept. Its id is the SHA-256 of its bytes. */
export interface AttachmentRecord {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Keeps a file once and ties it to an article. Returns its id. */
export async function keepAttachment(
  tx: Tx,
  articleId: OpenedId,
  file: { readonly bytes: Uint8Array; readonly mediaType: string },
  by: { readonly id: string; readonly at: Date },
): Promise<string> {
  const id = await keepFile(tx, file)
  await tieAttachment(tx, articleId, id, by)
  return id
}

/** Keeps a file once. Returns its id. */
export async function keepFile(tx: Tx, file: AttachmentRecord): Promise<string> {
  const id = sha256(file.bytes)
  if (!(await tx.attachment.findUnique({ where: { id }, select: { id: true } })))
    await tx.attachment.create({
      data: { id, mediaType: file.mediaType, size: file.bytes.byteLength, bytes: file.bytes as Uint8Array<ArrayBuffer> },
    })
  return id
}

/** Makes a file that is kept already belong to one more article. */
export async function tieAttachment(
  tx: Tx,
  articleId: OpenedId,
  id: string,
  by: { readonly id: string; readonly at: Date },
): Promise<void> {
  const where = { articleId_attachmentId: { articleId, attachmentId: id } }
  if (await tx.articleAttachment.findUnique({ where })) return
  await tx.articleAttachment.create({ data: { articleId, attachmentId: id, addedById: by.id, addedAt: by.at } })
  tieRow(tx, 'ArticleAttachment', articleId, id)
}

/** Which of some files belong to an article. */
export async function attachmentsOfArticle(articleId: OpenedId, ids: readonly string[], tx: Tx = database()): Promise<Set<string>> {
  const rows = await tx.articleAttachment.findMany({ where: { articleId, attachmentId: { in: [...ids] } }, select: { attachmentId: true } })
  return new Set(rows.map((row) => row.attachmentId))
}

/** Type and size in bytes of some files of an article; those that are not there are left out. */
export async function describeAttachments(
  articleId: OpenedId,
  ids: readonly string[],
  tx: Tx = database(),
): Promise<{ id: string; mediaType: string; size: number }[]> {
  const own = [...(await attachmentsOfArticle(articleId, ids, tx))]
  return tx.attachment.findMany({ where: { id: { in: own } }, select: { id: true, mediaType: true, size: true } })
}

/** A file that belongs to an article somebody may open. */
export async function findAttachment(readerId: string, id: string, tx: Tx = database()): Promise<AttachmentRecord | null> {
  const [belongs] = await tx.$queryRaw<{ id: string }[]>`
    SELECT a."id" FROM "ArticleAttachment" f JOIN "Article" a ON a."id" = f."articleId"
    WHERE f."attachmentId" = ${id} AND a."deletedAt" IS NULL AND ${visibleTo(readerId)} LIMIT 1`
  if (!belongs) return null
  const row = await tx.attachment.findUnique({ where: { id }, select: { mediaType: true, bytes: true } })
  return row ? { mediaType: row.mediaType, bytes: row.bytes } : null
}
