import 'server-only'
import { toldFields } from '@/lib/core/history/told-fields'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { presentReply, type ReplyView } from '@/lib/server/present/contact'
import type { Actor } from '@/lib/server/session'
import {
  findReplyRequest,
  insertReplyRequest,
  type ReplyFields,
  replyRequestsOfArticle,
  setReplyRequestDeleted,
  updateReplyRequest,
} from '@/lib/server/store/reply-requests'
import { mustHaveClaims } from '@/lib/server/use-cases/evidence/write-contacts'

/** Most criticism an article can list. */
export const REPLIES_PER_ARTICLE = 200

/** Criticism in an article and who answered it, oldest first. */
export async function readReplies(actor: Actor, articleId: string): Promise<ReplyView[]> {
  const open = await openArticle(actor, 'article.read', articleId)
  const now = new Date()
  return (await replyRequestsOfArticle(open.id)).map((reply) => presentReply(reply, now))
}

export async function readReply(actor: Actor, articleId: string, id: string): Promise<ReplyView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const reply = await findReplyRequest(open.id, id)
  if (!reply) throw new AppError('not-found')
  return presentReply(reply, new Date())
}

/** Notes criticism of somebody, who has a right to answer it. */
export async function addReply(actor: Actor, articleId: string, fields: ReplyFields): Promise<{ readonly id: string }> {
  const id = newId()
  return changeArticle(actor, 'reply.write', articleId, async (change) => {
    if ((await replyRequestsOfArticle(change.id, change.tx)).length >= REPLIES_PER_ARTICLE)
      throw new AppError('too-large', `An article can list at most ${REPLIES_PER_ARTICLE} rights of reply.`)
    await mustHaveClaims(change, fields.claimIds)
    await insertReplyRequest(change.tx, { ...fields, id, articleId: change.id, createdById: actor.id, createdAt: change.now })
    change.record({ name: 'reply.added', subject: 'article', before: null, after: { replyId: id, ...toldFields(fields) } })
    return { id }
  })
}

/** Says that they were asked, what they answered, whether it was used. Throws `stale-revision` with both values. */
export async function changeReply(
  actor: Actor,
  articleId: string,
  id: string,
  { revision, ...fields }: Partial<ReplyFields> & { readonly revision: number },
): Promise<void> {
  await changeArticle(actor, 'reply.write', articleId, async (change) => {
    const before = await findReplyRequest(change.id, id, false, change.tx)
    if (!before) throw new AppError('not-found')
    if (fields.claimIds) await mustHaveClaims(change, fields.claimIds)
    // An answer has a time, and none without it.
    const answered =
      fields.answer === undefined || fields.answeredAt !== undefined ? {} : { answeredAt: fields.answer === null ? null : change.now }
    const changes = { ...fields, ...answered }
    if (!(await updateReplyRequest(change.tx, id, revision, changes)))
      throw new AppError('stale-revision', undefined, { details: { current: presentReply(before, change.now), yours: fields } })
    const was = Object.fromEntries(Object.keys(changes).map((key) => [key, before[key as keyof ReplyFields]]))
    change.record({
      name: 'reply.changed',
      subject: 'article',
      before: { replyId: id, ...toldFields(was) },
      after: { replyId: id, ...toldFields(changes) },
    })
  })
}

export async function removeReply(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'reply.write', articleId, async (change) => {
    if (!(await findReplyRequest(change.id, id, false, change.tx))) throw new AppError('not-found')
    await setReplyRequestDeleted(change.tx, id, change.now)
    change.record({ name: 'reply.removed', subject: 'article', before: { replyId: id }, after: null })
  })
}

export async function restoreReply(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'reply.write', articleId, async (change) => {
    if (!(await findReplyRequest(change.id, id, true, change.tx))) throw new AppError('not-found')
    await setReplyRequestDeleted(change.tx, id, null)
    change.record({ name: 'reply.restored', subject: 'article', before: null, after: { replyId: id } })
  })
}
