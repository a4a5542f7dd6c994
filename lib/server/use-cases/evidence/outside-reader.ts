import 'server-only'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { CONTACT_LIMITS, type ContactAnswer } from '@/lib/core/evidence/contact'
import { OUTSIDE_LIMITS, type OutsideSays, saidOf } from '@/lib/core/evidence/outside'
import { can, type Role } from '@/lib/core/permissions/policy'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { quoteAt } from '@/lib/editor/queries/claim-ranges'
import { sentencesAround } from '@/lib/editor/queries/sentences-in-block'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import { type OutsideLinkView, type OutsideView, presentOutsideLink } from '@/lib/server/present/outside'
import type { Actor } from '@/lib/server/session'
import { findClaim } from '@/lib/server/store/claims'
import { countContacts, findContact, insertContact, updateContact } from '@/lib/server/store/contacts'
import { accountsSince, historyOfArticle } from '@/lib/server/store/history'
import type { OpenedId } from '@/lib/server/store/opened-id'
import {
  findOutsideLink,
  insertOutsideLink,
  type OutsideLinkRecord,
  outsideLinksOf,
  updateOutsideLink,
} from '@/lib/server/store/outside-links'
import { findPerson } from '@/lib/server/store/people'
import { publicationsOfArticle } from '@/lib/server/store/publications'
import { mustHaveClaims } from '@/lib/server/use-cases/evidence/write-contacts'
import { notify } from '@/lib/server/use-cases/notifications/notify'

const requests = new RateLimiterMemory({ points: OUTSIDE_LIMITS.perMinute, duration: 60 })
const DAY_MS = 86_400_000
const ENDED = 'This link does not work any more, or never did. Ask the newsroom for another one.'

/** Links of an article and what their readers answered, the newest first. */
export async function readOutsideLinks(actor: Actor, articleId: string): Promise<OutsideLinkView[]> {
  const open = await openArticle(actor, 'outside.ask', articleId)
  const now = new Date()
  return (await outsideLinksOf(open.id)).map((link) => presentOutsideLink(link, now))
}

/** Makes a link for one outside reader to some claims. Its path is given back once and kept by its hash. */
export async function askOutside(
  actor: Actor,
  articleId: string,
  input: { readonly name: string; readonly message: string | null; readonly claimIds: readonly string[]; readonly days: number },
): Promise<{ readonly id: string; readonly path: string }> {
  const [id, token] = [newId(), newSecret()]
  return changeArticle(actor, 'outside.ask', articleId, async (change) => {
    const { name, message, days } = input
    const claimIds = [...new Set(input.claimIds)]
    await mustHaveClaims(change, claimIds)
    if ((await outsideLinksOf(change.id, change.tx)).length >= OUTSIDE_LIMITS.perArticle)
      throw new AppError('too-large', `An article can have at most ${OUTSIDE_LIMITS.perArticle} outside readers.`)
    const expiresAt = new Date(change.now.getTime() + days * DAY_MS)
    await insertOutsideLink(change.tx, {
      ...{ id, articleId: change.id, name, message, claimIds, expiresAt, tokenHash: sha256(token) },
      ...{ createdById: actor.id, createdAt: change.now },
    })
    change.record({
      name: 'outside.asked',
      subject: 'article',
      before: null,
      after: { linkId: id, name, claims: claimIds.length, until: expiresAt.toISOString() },
    })
    return { id, path: `/outside/${token}` }
  })
}

/** Takes a link back: it opens nothing any more. What was answered stays. */
export async function revokeOutside(actor: Actor, articleId: string, linkId: string): Promise<void> {
  await changeArticle(actor, 'outside.ask', articleId, async (change) => {
    const link = (await outsideLinksOf(change.id, change.tx)).find((one) => one.id === linkId)
    if (!link) throw new AppError('not-found')
    if (link.revokedAt) throw new AppError('already-done')
    await updateOutsideLink(change.tx, linkId, { revokedAt: change.now })
    change.record({ name: 'outside.revoked', subject: 'article', before: { linkId, name: link.name }, after: null })
  })
}

/** What a link shows: the sentences its claims stand in now. The first look is in the history. Throws `not-found` for any link that opens nothing. */
export async function readOutside(token: string): Promise<OutsideView> {
  const { link, asker } = await admitted(token)
  if (!link.openedAt)
    await changeOpenLink(asker, link, async (change, now) => {
      if (now.openedAt) return
      await updateOutsideLink(change.tx, link.id, { openedAt: change.now })
      change.record({ name: 'outside.opened', subject: 'article', before: null, after: { linkId: link.id, name: link.name } })
    })
  const open = await openArticle(asker, 'outside.ask', link.articleId, FOR_OUTSIDE)
  const doc = await open.document()
  const text = textOf(doc)
  const places = placesOf(doc, link.claimIds)
  return {
    name: link.name,
    message: link.message,
    until: link.expiresAt.toISOString(),
    isPublished: (await publicationsOfArticle(open.id)).length > 0,
    passages: link.claimIds.flatMap((id) => {
      const ranges = places.get(id)?.ranges ?? []
      const [first, last] = [ranges[0], ranges.at(-1)]
      // Words that are gone from the article are nobody's to judge.
      if (!first || !last) return []
      const sentences = sentencesAround(doc, ranges)
      const [begin, finish] = [sentences[0]?.start ?? first.start, sentences.at(-1)?.end ?? last.end]
      // Between two stretches far apart stands what they were not asked about.
      const words = sentences.map(({ start, end }) => ({ start: Math.max(start, first.start), end: Math.min(end, last.end) }))
      const answer = link.answers.findLast((one) => one.claimId === id)
      return [
        {
          id,
          before: text.slice(begin, first.start),
          words: quoteAt(text, words),
          after: text.slice(last.end, finish),
          answer: answer ? { said: answer.said, words: answer.words } : null,
        },
      ]
    }),
  }
}

/**
 * Keeps what an outside reader says of a passage: in their words with the link,
 * which has every answer they gave, and as the answer of a contact, which has
 * the last and is the desk's to change.
 */
export async function answerOutside(
  token: string,
  { passage, said, words }: { readonly passage: string; readonly said: OutsideSays; readonly words: string | null },
): Promise<void> {
  const { link, asker } = await admitted(token)
  if (!link.claimIds.includes(passage)) throw new AppError('not-found', ENDED)
  await changeOpenLink(asker, link, async (change, now) => {
    await mustHaveClaims(change, [passage])
    if (now.answers.length >= OUTSIDE_LIMITS.answers)
      throw new AppError('too-large', 'This link took as many answers as it can. Please write to the newsroom.')
    const theirs = words?.trim() || null
    const answer: ContactAnswer = { claimId: passage, said: saidOf(said, theirs !== null), words: theirs }
    const known = now.contactId ? await findContact(change.id, now.contactId, false, change.tx) : null
    const contactId = known?.id ?? newId()
    if (known) {
      const answers = [...known.answers.filter((one) => one.claimId !== passage), answer]
      if (!(await updateContact(change.tx, known.id, known.revision, { answers }))) throw new AppError('busy')
    } else {
      if ((await countContacts(change.id, change.tx)) >= CONTACT_LIMITS.perArticle)
        throw new AppError('too-large', 'The newsroom cannot take more answers for this article. Please write to them.')
      await insertContact(change.tx, {
        ...{ id: contactId, articleId: change.id, name: link.name, role: null, channel: 'message', terms: 'on-record', at: change.now },
        ...{ summary: 'Answered by a link of their own.', answers: [answer], createdById: link.createdBy.id, createdAt: change.now },
      })
    }
    const answers = [...now.answers, { claimId: passage, said, words: theirs, at: change.now.toISOString() }]
    await updateOutsideLink(change.tx, link.id, { contactId, answers })
    const last = now.answers.findLast((one) => one.claimId === passage)
    const isNews = last?.said !== said || last.words !== theirs
    const claim = isNews ? await findClaim(change.id, passage, change.tx) : null
    if (claim)
      await notify(change, {
        to: [asker.id, ...(claim.decision ? [claim.decision.by.id] : [])],
        kind: 'outside',
        claimId: passage,
        isSelfTold: true,
      })
    change.record({
      name: 'outside.answered',
      subject: `claim:${passage}`,
      before: null,
      after: { linkId: link.id, contactId, said: answer.said },
    })
  })
}

// Whoever made the link may be checking a claim blind meanwhile; its reader learns nothing that they may not.
const FOR_OUTSIDE = { isBlind: true } as const

const isOpen = (link: OutsideLinkRecord, now: Date) => !link.revokedAt && link.expiresAt > now

/** Changes the article as who made the link, with the link as it is in this change. Throws `not-found` where it ended meanwhile. */
async function changeOpenLink(
  asker: Actor,
  link: OutsideLinkRecord,
  work: (change: ArticleChange, now: OutsideLinkRecord) => Promise<void>,
): Promise<void> {
  await changeArticle(
    asker,
    'outside.ask',
    link.articleId,
    async (change) => {
      const now = (await outsideLinksOf(change.id, change.tx)).find((one) => one.id === link.id)
      if (!now || !isOpen(now, change.now)) throw new AppError('not-found', ENDED)
      await work(change, now)
    },
    FOR_OUTSIDE,
  )
}

/** The link, and whoever made it, if it still opens something: every way it can have ended looks the same. */
async function admitted(token: string): Promise<{ link: OutsideLinkRecord; asker: Actor }> {
  const link = await findOutsideLink(sha256(token))
  // Each link is counted by itself, so that nobody is shut out by what others ask.
  await requests.consume(link?.id ?? 'none').catch(() => {
    throw new AppError('too-many-requests')
  })
  const person = link ? await findPerson(link.createdBy.id) : null
  if (!link || !isOpen(link, new Date()) || !person || person.disabledAt || !can(person, 'outside.ask'))
    throw new AppError('not-found', ENDED)
  const asker: Actor = { id: person.id, name: person.name, email: person.email, role: person.role }
  const open = await openArticle(asker, 'outside.ask', link.articleId, FOR_OUTSIDE).catch(() => {
    throw new AppError('not-found', ENDED)
  })
  if (await hasEnded(link, open.id)) throw new AppError('not-found', ENDED)
  return { link, asker }
}

/** Whether whoever made a link lost the right to since, on the desk or on the article: it stays ended when they have it again. */
async function hasEnded({ createdBy, createdAt }: OutsideLinkRecord, articleId: OpenedId): Promise<boolean> {
  const accounts = await accountsSince(createdBy.id, createdAt)
  if (accounts.some((one) => !one.isActive || !can({ id: createdBy.id, role: one.role as Role }, 'outside.ask'))) return true
  const lists = await historyOfArticle(articleId, { subject: 'article', actions: ['article.access-changed'] })
  return lists.some(({ at, after }) => {
    const { access, people = [] } = (after ?? {}) as { access?: string; people?: { id: string }[] }
    return new Date(at) >= createdAt && access === 'listed' && !people.some(({ id }) => id === createdBy.id)
  })
}
