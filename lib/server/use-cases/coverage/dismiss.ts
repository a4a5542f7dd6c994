import 'server-only'
import { sentenceKey } from '@/lib/core/coverage/coverage'
import type { DismissalReason } from '@/lib/core/coverage/dismissal'
import { sentencesInDocument } from '@/lib/editor/queries/sentences-in-block'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { newId } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { dismissalsOfArticle, findDismissal, insertDismissal, setDismissalDeleted } from '@/lib/server/store/dismissals'

/** Most things an article can have waved away. */
export const DISMISSALS_PER_ARTICLE = 10_000

/**
 * Says by name that the sentence at a place needs no claim. It holds while its
 * words do. Throws `stale-version` when the words there are others than those
 * that were looked at, and `already-done` when somebody said it before.
 */
export async function dismissSentence(
  actor: Actor,
  articleId: string,
  input: {
    readonly start: number
    readonly quote?: string | undefined
    readonly reason: DismissalReason
    readonly note?: string | null | undefined
  },
): Promise<{ readonly id: string }> {
  const id = newId()
  return changeArticle(actor, 'sentence.dismiss', articleId, async (change) => {
    const sentence = sentencesInDocument(change.doc).find(({ start, end }) => start <= input.start && input.start < end)
    if (!sentence) throw new AppError('invalid-input', 'There is no sentence at this place.')
    const quote = textOf(change.doc).slice(sentence.start, sentence.end)
    const key = sentenceKey(quote)
    if (input.quote !== undefined && sentenceKey(input.quote) !== key)
      throw new AppError('stale-version', 'The sentence was changed after you looked at it. Look at it again.')
    const known = await dismissalsOfArticle(change.id, change.tx)
    if (known.length >= DISMISSALS_PER_ARTICLE)
      throw new AppError('too-large', `At most ${DISMISSALS_PER_ARTICLE.toLocaleString('en')} sentences of an article can be waved away.`)
    if (known.some((one) => one.kind === 'sentence' && one.key === key)) throw new AppError('already-done')
    const { reason } = input
    await insertDismissal(change.tx, {
      id,
      articleId: change.id,
      kind: 'sentence',
      key,
      quote: quote.slice(0, 2_000),
      reason,
      note: input.note ?? null,
      createdById: actor.id,
      createdAt: change.now,
    })
    change.record({
      name: 'sentence.dismissed',
      subject: 'text',
      before: null,
      after: { dismissalId: id, kind: 'sentence', quote, reason },
    })
    return { id }
  })
}

/** Takes a sentence, or a finding, up again. */
export async function takeUp(actor: Actor, articleId: string, dismissalId: string): Promise<void> {
  await changeArticle(actor, 'sentence.dismiss', articleId, (change) => takeUpWithin(change, dismissalId))
}

/** The same inside a change of the article. */
export async function takeUpWithin(change: ArticleChange, dismissalId: string): Promise<void> {
  const found = await findDismissal(change.id, dismissalId, change.tx)
  if (!found) throw new AppError('not-found')
  await setDismissalDeleted(change.tx, dismissalId, change.now)
  const { kind, quote } = found
  change.record({ name: 'sentence.taken-up', subject: 'text', before: { dismissalId, kind, quote }, after: null })
}
