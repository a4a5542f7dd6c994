import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { canOpen } from '@/lib/core/permissions/article-access'
import { type Action, couldEver } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { loadDocument } from '@/lib/server/article/article-document'
import type { Tx } from '@/lib/server/db'
import type { Actor } from '@/lib/server/session'
import { type ArticleRecord, findArticle } from '@/lib/server/store/articles'
import { asOpened, type OpenedId } from '@/lib/server/store/opened-id'
import { OWNERS, type Owned } from '@/lib/server/store/owners'

/** An article somebody may open, for what they asked to do. */
export interface OpenArticle {
  readonly id: OpenedId
  readonly actor: Actor
  readonly article: ArticleRecord
  /** The document at a version; the current one unless said. */
  readonly document: (version?: number) => Promise<Node>
}

/** Where the article is looked for. */
export interface Whereabouts {
  /** Look in the bin, and not among the others. */
  readonly inBin?: boolean
  /** An admin who is not on the list asks to be put on it. */
  readonly isUnlisted?: boolean
  /** For the blind check itself, which shows what it may. */
  readonly isBlind?: boolean
}

/**
 * The one way to an article, for reading (design D14). Throws `not-found` when
 * there is none, or it is in the bin, or the person is not on its list, all in
 * the same words; `forbidden` when the policy does not let their role do this.
 */
export async function openArticle(actor: Actor, action: Action, articleId: string, where: Whereabouts = {}): Promise<OpenArticle> {
  const article = await admit(actor, action, articleId, where)
  return {
    id: asOpened(article.id),
    actor,
    article,
    document: (version = article.version) => loadDocument(asOpened(article.id), version),
  }
}

/** Opens the article that a claim, note, piece of evidence or correction hangs on. */
export async function openOwned(actor: Actor, action: Action, kind: Owned, id: string): Promise<OpenArticle> {
  return openArticle(actor, action, await articleOf(kind, id))
}

/** The article something hangs on. Throws `not-found`. */
export async function articleOf(kind: Owned, id: string): Promise<string> {
  const articleId = await OWNERS[kind](id)
  if (!articleId) throw new AppError('not-found')
  return articleId
}

/** Loads an article and asks whether this person may do this to it; for reading and changing alike. Throws `blind-check` while they check a claim of it blind. */
export async function admit(actor: Actor, action: Action, articleId: string, where: Whereabouts, tx?: Tx): Promise<ArticleRecord> {
  const article = await findArticle(articleId, tx)
  if (!article || (article.deletedAt !== null) !== (where.inBin ?? false)) throw new AppError('not-found')
  if (!canOpen(actor, article) && !where.isUnlisted) throw new AppError('not-found')
  const checkId = article.blindFor[actor.id]
  if (checkId && !where.isBlind) throw new AppError('blind-check', undefined, { details: { checkId } })
  // Whether the thing is theirs, where that matters, is asked once it is known (`demand`).
  if (!couldEver(actor.role, action)) throw new AppError('forbidden', undefined, { log: `${actor.role} ${action}` })
  return article
}

/** An article that was opened before, as it is now, for a feed that several people follow; null when it is gone. */
export async function reopen(id: OpenedId): Promise<Omit<OpenArticle, 'actor'> | null> {
  const article = await findArticle(id)
  if (!article || article.deletedAt) return null
  return { id, article, document: (version = article.version) => loadDocument(id, version) }
}
