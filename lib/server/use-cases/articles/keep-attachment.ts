import 'server-only'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import { pictureIdsIn } from '@/lib/editor/queries/pictures'
import { IMPORT_LIMITS } from '@/lib/formats/importers/import-result'
import { pictureType } from '@/lib/formats/support/pictures'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { EXPORT_LIMITS } from '@/lib/server/child/write-report'
import type { Actor } from '@/lib/server/session'
import { describeAttachments, findAttachment, keepAttachment } from '@/lib/server/store/attachments'

/** Keeps a picture pasted into an article; returns its address for the document. */
export async function keepPicture(actor: Actor, articleId: string, bytes: Uint8Array): Promise<{ src: string }> {
  const mediaType = pictureType(bytes)
  if (!mediaType) throw new AppError('unknown-format', 'Only PNG, JPEG, GIF and WebP pictures can be kept.')
  if (bytes.byteLength > IMPORT_LIMITS.imageBytes) throw new AppError('too-large', 'A picture can have at most 10 MB.')
  return changeArticle(actor, 'article.edit-text', articleId, async (change) => {
    const kept = await describeAttachments(change.id, [...pictureIdsIn([change.doc])], change.tx)
    if (kept.length >= IMPORT_LIMITS.images) throw new AppError('too-large', `An article can have ${IMPORT_LIMITS.images} pictures.`)
    if (kept.reduce((sum, one) => sum + one.size, bytes.byteLength) > EXPORT_LIMITS.pictureBytes)
      throw new AppError(
        'too-large',
        `The pictures of one article can have ${describeBytes(EXPORT_LIMITS.pictureBytes)} together. This one was not kept; make it smaller, or take another one out.`,
      )
    const attachmentId = await keepAttachment(change.tx, change.id, { bytes, mediaType }, { id: actor.id, at: change.now })
    change.record({ name: 'article.picture-added', subject: 'article', before: null, after: { attachmentId } })
    return { src: `attachment:${attachmentId}` }
  })
}

/** A kept file of an article this person may open. */
export async function readAttachment(actor: Actor, id: string): Promise<{ mediaType: string; bytes: Uint8Array }> {
  const attachment = await findAttachment(actor.id, id)
  if (!attachment) throw new AppError('not-found')
  return attachment
}
