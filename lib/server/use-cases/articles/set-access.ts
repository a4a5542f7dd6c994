import 'server-only'
import { ARTICLE_PEOPLE_LIMIT, type ArticleAccess, canOpen } from '@/lib/core/permissions/article-access'
import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { NOT_DONE } from '@/lib/server/db'
import type { AccessView } from '@/lib/server/present/access'
import type { Actor } from '@/lib/server/session'
import { setArticlePeople, setAssistantFrom } from '@/lib/server/store/articles'
import { findPerson, namesOf } from '@/lib/server/store/people'

/** Who may open an article. */
export async function readAccess(actor: Actor, articleId: string): Promise<AccessView> {
  const { article } = await openArticle(actor, 'article.read', articleId)
  return {
    access: article.access,
    people: await namesOf(article.people),
    assistant: article.assistantFrom !== null,
    canChange: can(actor, 'article.set-access', { writtenBy: article.createdById }),
    canAllowAssistant: can(actor, 'assistant.allow'),
  }
}

/**
 * Sets who may open an article: everyone on the desk, or only the people
 * listed. Who sets a list stays on it, so that nobody locks themselves out.
 */
export async function setAccess(
  actor: Actor,
  articleId: string,
  input: {
    readonly access?: ArticleAccess | undefined
    readonly people?: readonly string[] | undefined
    /** The list that was seen: refused when somebody changed it since. */
    readonly seen?: readonly string[] | undefined
    readonly assistant?: boolean | undefined
  },
): Promise<void> {
  // No role is above the list; an admin who is not on it can do one thing: put themselves on it.
  if (can(actor, 'article.add-oneself') && input.people?.includes(actor.id)) {
    if ((await addOneself(actor, articleId)) !== NOT_DONE) return
  }
  await changeArticle(actor, 'article.set-access', articleId, async (change) => {
    change.demand('article.set-access', { writtenBy: change.article.createdById })
    const { seen } = input
    const now = new Set(change.article.people)
    if (seen && (seen.length !== now.size || seen.some((id) => !now.has(id))))
      throw new AppError('stale-version', 'Somebody changed the list after you opened it. Nothing was changed; look at it again.', {
        details: { people: await namesOf(change.article.people, change.tx) },
      })
    await writeAssistant(change, input.assistant)
    const access = input.access ?? change.article.access
    if (access === 'desk') return writePeople(change, access, [])
    const people = [...new Set(input.people ?? change.article.people)]
    if (people.length > ARTICLE_PEOPLE_LIMIT) throw new AppError('too-large', `A list can have at most ${ARTICLE_PEOPLE_LIMIT} people.`)
    for (const id of people) {
      const person = await findPerson(id, change.tx)
      if (!person || person.isSample) throw new AppError('invalid-input', 'Somebody on the list is not on this desk. Nothing was changed.')
    }
    if (!people.includes(actor.id)) people.push(actor.id)
    return writePeople(change, access, people)
  })
}

/** Puts an admin who could not see an article on its list, and nothing else. {@link NOT_DONE} when they could see it before. */
async function addOneself(actor: Actor, articleId: string): Promise<typeof NOT_DONE | null> {
  return changeArticle(
    actor,
    'article.add-oneself',
    articleId,
    async (change) => {
      if (canOpen(actor, change.article)) return NOT_DONE
      await writePeople(change, 'listed', [...change.article.people, actor.id])
      return null
    },
    { isUnlisted: true },
  )
}

/** Whether the assistant may see the article though it is restricted, and confidential sources asked about for it. */
async function writeAssistant(change: ArticleChange, wanted: boolean | undefined): Promise<void> {
  const before = change.article.assistantFrom !== null
  if (wanted === undefined || wanted === before) return
  // What is confidential is not only theirs who brought the article in.
  change.demand('assistant.allow')
  await setAssistantFrom(change.tx, change.id, wanted ? change.now : null)
  change.record({ name: 'article.assistant-changed', subject: 'article', before: { assistant: before }, after: { assistant: wanted } })
}

async function writePeople(change: ArticleChange, access: ArticleAccess, people: readonly string[]): Promise<void> {
  const before = change.article
  const isSame = access === before.access && people.length === before.people.length && people.every((id) => before.people.includes(id))
  if (isSame) return
  await setArticlePeople(change.tx, change.id, access, { before: before.people, after: people }, { id: change.actor.id, at: change.now })
  change.record({
    name: 'article.access-changed',
    subject: 'article',
    before: { access: before.access, people: await namesOf(before.people, change.tx) },
    after: { access, people: await namesOf(people, change.tx) },
  })
}
