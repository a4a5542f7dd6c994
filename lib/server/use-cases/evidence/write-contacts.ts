import 'server-only'
import { CONTACT_LIMITS, type ContactAnswer } from '@/lib/core/evidence/contact'
import { toldFields } from '@/lib/core/history/told-fields'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { type ContactView, isContactHiddenFrom, presentContact } from '@/lib/server/present/contact'
import type { Actor } from '@/lib/server/session'
import { findClaims } from '@/lib/server/store/claims'
import {
  type ContactFields,
  contactsOfArticle,
  countContacts,
  findContact,
  insertContact,
  setContactDeleted,
  updateContact,
} from '@/lib/server/store/contacts'
import { tellOfDoubts } from '@/lib/server/use-cases/notifications/notify'

/** Who was asked for an article, the last first. */
export async function readContacts(actor: Actor, articleId: string): Promise<ContactView[]> {
  const open = await openArticle(actor, 'article.read', articleId)
  return (await contactsOfArticle(open.id)).map((contact) => presentContact(contact, actor))
}

export async function readContact(actor: Actor, articleId: string, id: string): Promise<ContactView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const contact = await findContact(open.id, id)
  if (!contact) throw new AppError('not-found')
  return presentContact(contact, actor)
}

/** Logs who was asked, how, on what terms, and what they said of which claims. */
export async function logContact(actor: Actor, articleId: string, fields: ContactFields): Promise<{ readonly id: string }> {
  const id = newId()
  return changeArticle(actor, 'contact.write', articleId, async (change) => {
    if ((await countContacts(change.id, change.tx)) >= CONTACT_LIMITS.perArticle)
      throw new AppError('too-large', `An article can have at most ${CONTACT_LIMITS.perArticle} contacts.`)
    await mustHaveClaims(
      change,
      fields.answers.map((answer) => answer.claimId),
    )
    await insertContact(change.tx, { ...fields, id, articleId: change.id, createdById: actor.id, createdAt: change.now })
    await touch(change, fields.answers, [])
    change.record({ name: 'contact.logged', subject: 'article', before: null, after: { contactId: id, ...toldFields(fields) } })
    return { id }
  })
}

/** Changes a contact that was read at `revision`. Throws `stale-revision` with both values, and `forbidden` for who may not read it. */
export async function changeContact(
  actor: Actor,
  articleId: string,
  id: string,
  { revision, ...fields }: Partial<ContactFields> & { readonly revision: number },
): Promise<void> {
  await changeArticle(actor, 'contact.write', articleId, async (change) => {
    const before = await findContact(change.id, id, false, change.tx)
    if (!before) throw new AppError('not-found')
    if (isContactHiddenFrom(actor, before)) throw new AppError('forbidden', 'You may not read who this was, so you cannot change it.')
    // What was said of a claim that is removed since stays said.
    const known = new Set(before.answers.map((answer) => answer.claimId))
    await mustHaveClaims(
      change,
      (fields.answers ?? []).map((answer) => answer.claimId).filter((claimId) => !known.has(claimId)),
    )
    if (!(await updateContact(change.tx, id, revision, fields)))
      throw new AppError('stale-revision', undefined, { details: { current: presentContact(before, actor), yours: fields } })
    await touch(change, fields.answers ?? before.answers, before.answers)
    const was = Object.fromEntries(Object.keys(fields).map((key) => [key, before[key as keyof ContactFields]]))
    change.record({
      name: 'contact.changed',
      subject: 'article',
      before: { contactId: id, ...toldFields(was) },
      after: { contactId: id, ...toldFields(fields) },
    })
  })
}

export async function removeContact(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'contact.write', articleId, async (change) => {
    const found = await findContact(change.id, id, false, change.tx)
    if (!found) throw new AppError('not-found')
    if (isContactHiddenFrom(actor, found)) throw new AppError('forbidden', 'You may not read who this was, so you cannot remove it.')
    await setContactDeleted(change.tx, id, change.now)
    await touch(change, [], found.answers)
    change.record({ name: 'contact.removed', subject: 'article', before: { contactId: id }, after: null })
  })
}

export async function restoreContact(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'contact.write', articleId, async (change) => {
    const found = await findContact(change.id, id, true, change.tx)
    if (!found) throw new AppError('not-found')
    if (isContactHiddenFrom(actor, found)) throw new AppError('forbidden', 'You may not read who this was, so you cannot put it back.')
    await setContactDeleted(change.tx, id, null)
    await touch(change, found.answers, [])
    change.record({ name: 'contact.restored', subject: 'article', before: null, after: { contactId: id } })
  })
}

/** What is said of a claim may put it in doubt: those who have it open are told, and who decided it of what was not said before. */
async function touch(change: ArticleChange, now: readonly ContactAnswer[], before: readonly ContactAnswer[]): Promise<void> {
  for (const { claimId } of [...before, ...now]) change.touchedClaimIds.add(claimId)
  const disputed = (answers: readonly ContactAnswer[]) =>
    answers.filter(({ said }) => said === 'disputed' || said === 'corrected').map(({ claimId }) => claimId)
  const [are, were] = [disputed(now), disputed(before)]
  await tellOfDoubts(change, 'disputed', { raised: are.filter((id) => !were.includes(id)), touched: were })
}

/** Claims something is said of belong to the article. */
export async function mustHaveClaims(change: ArticleChange, claimIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(claimIds)]
  if ((await findClaims(change.id, wanted, change.tx)).length !== wanted.length)
    throw new AppError('invalid-input', 'One of these claims is not in this article. Nothing was saved.')
}
