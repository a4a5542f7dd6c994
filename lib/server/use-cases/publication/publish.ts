import 'server-only'
import { PUBLICATION_LIMITS } from '@/lib/core/publication/erratum'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { type PublicationView, presentPublication } from '@/lib/server/present/publication'
import type { Actor } from '@/lib/server/session'
import { findPublication, insertPublication, publicationsOfArticle, setPublicationDeleted } from '@/lib/server/store/publications'
import { signOffsOfArticle } from '@/lib/server/store/sign-offs'

export interface PublicationInput {
  readonly address: string | null
  readonly place: string | null
  readonly at: Date
  /** SHA-256 of the text that was published; another text than this one is not said to be it. */
  readonly textHash?: string | undefined
}

/** Where an article was published, the newest first. */
export async function readPublications(actor: Actor, articleId: string): Promise<PublicationView[]> {
  const open = await openArticle(actor, 'article.read', articleId)
  return (await publicationsOfArticle(open.id)).map((one) => presentPublication(one, open.article.textHash))
}

export async function readPublication(actor: Actor, articleId: string, id: string): Promise<PublicationView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const found = await findPublication(open.id, id)
  if (!found) throw new AppError('not-found')
  return presentPublication(found, open.article.textHash)
}

/**
 * Says that the text as it is now was published, where and when. Whether
 * somebody had signed for exactly this text is kept with it. Throws
 * `stale-version` when the text is not the one that was looked at.
 */
export async function publishArticle(actor: Actor, articleId: string, input: PublicationInput): Promise<{ readonly id: string }> {
  const id = newId()
  return changeArticle(actor, 'article.publish', articleId, async (change) => {
    const { version, textHash } = change.article
    if (input.textHash !== undefined && input.textHash !== textHash)
      throw new AppError('stale-version', 'The text was changed after you looked at it. Nothing was kept; look at what changed first.', {
        details: { textHash, version },
      })
    if (input.address === null && input.place === null)
      throw new AppError('invalid-input', 'Say where it was published: its web address, or the place in words.')
    if ((await publicationsOfArticle(change.id, change.tx)).length >= PUBLICATION_LIMITS.publications)
      throw new AppError('too-large', `An article can be published in at most ${PUBLICATION_LIMITS.publications} places.`)
    const { address, place, at } = input
    const signed = await signOffsOfArticle(change.id, change.tx)
    const isSigned = signed.some((one) => one.withdrawnAt === null && one.textHash === textHash)
    const publication = { id, address, place, at, version, textHash }
    await insertPublication(change.tx, { ...publication, articleId: change.id, createdById: actor.id, createdAt: change.now })
    change.record({
      name: 'article.published',
      subject: 'article',
      before: null,
      after: { publicationId: id, address, place, at: at.toISOString(), version, textHash, isSigned },
    })
    return { id }
  })
}

/** Takes back that it was published there. */
export async function withdrawPublication(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'article.publish', articleId, async (change) => {
    const found = await findPublication(change.id, id, change.tx)
    if (!found) throw new AppError('not-found')
    await setPublicationDeleted(change.tx, id, change.now)
    const { address, place } = found
    change.record({ name: 'article.publication-withdrawn', subject: 'article', before: { publicationId: id, address, place }, after: null })
  })
}
