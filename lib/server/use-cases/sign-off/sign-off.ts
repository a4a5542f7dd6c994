import 'server-only'
import { can } from '@/lib/core/permissions/policy'
import { type Blocker, type Exception, isLetPass } from '@/lib/core/workflow/blockers'
import { ownSignOffRole, SIGN_OFF_ACTIONS, SIGN_OFF_LABELS, type SignOffRole } from '@/lib/core/workflow/sign-off'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { NOT_DONE } from '@/lib/server/db'
import { newId } from '@/lib/server/ids'
import { presentSignOff, type SignOffView } from '@/lib/server/present/sign-off'
import type { Actor } from '@/lib/server/session'
import { findSignOff, insertSignOff, setSignOffWithdrawn, signOffsOfArticle } from '@/lib/server/store/sign-offs'
import { blockersOf } from '@/lib/server/use-cases/sign-off/read-readiness'

/** A blocker somebody lets pass: by its id, or by its kind and claim. */
export interface GivenException {
  readonly blocker?: string | undefined
  readonly kind?: string | undefined
  readonly claimId?: string | undefined
  readonly reason: string
}

export interface SignOffInput {
  readonly role?: SignOffRole | undefined
  /** SHA-256 of the text somebody looked at; another text is not signed for. */
  readonly textHash?: string | undefined
  readonly exceptions?: readonly GivenException[] | undefined
}

/** How often the article is read anew because somebody changed it between the look and the signature. */
const TRIES = 5

/**
 * Signs for exactly this text. Throws `blocked` with what stands open unless
 * each of it is let pass with a reason, `stale-version` when the text is not
 * the one that was looked at, and `already-exists` when the same person signed
 * for it in the same role and let pass all that stands open.
 */
export async function signOff(actor: Actor, articleId: string, input: SignOffInput): Promise<{ readonly id: string }> {
  // Whether there is such an article comes first, as everywhere.
  await openArticle(actor, 'sign-off.give', articleId)
  const role = input.role ?? ownSignOffRole(actor.role)
  if (!role || !can(actor, SIGN_OFF_ACTIONS[role]))
    throw new AppError(
      'forbidden',
      role ? `Your role does not sign off as ${SIGN_OFF_LABELS[role].toLowerCase()}.` : 'Your role signs nothing off.',
    )
  const id = newId()
  for (let attempt = 1; ; attempt++) {
    const open = await openArticle(actor, 'article.read', articleId)
    const { version, textHash, historySeq } = open.article
    if (input.textHash !== undefined && input.textHash !== textHash)
      throw new AppError('stale-version', 'The text was changed after you looked at it. Nothing was signed; look at what changed first.', {
        details: { textHash, version },
      })
    const { exceptions, left } = letPass(await blockersOf(open, new Date()), input.exceptions ?? [])
    if (left.length > 0) throw new AppError('blocked', undefined, { details: { blockers: left } })
    const signed = await changeArticle(actor, 'sign-off.give', articleId, async (change) => {
      // What was looked at is what is signed: nothing on the article happened in between.
      if (change.article.historySeq !== historySeq || change.article.version !== version) return NOT_DONE
      const given = await signOffsOfArticle(change.id, change.tx)
      const own = given.filter((one) => one.role === role && one.person.id === actor.id && one.textHash === textHash && !one.withdrawnAt)
      // What came to stand open since is let pass by another signature, not by the one before.
      const isCovered = exceptions.every(({ blocker, message }) => isLetPass(own, { id: blocker, message }))
      if (own.length > 0 && isCovered) throw new AppError('already-exists', 'You have signed for exactly this text already.')
      await insertSignOff(change.tx, { id, articleId: change.id, role, personId: actor.id, at: change.now, version, textHash, exceptions })
      change.record({
        name: 'sign-off.given',
        subject: 'article',
        before: null,
        after: { signOffId: id, role, version, textHash, exceptions },
      })
      return { id }
    })
    if (signed !== NOT_DONE) return signed
    if (attempt >= TRIES)
      throw new AppError('stale-version', 'The article is being worked on right now. Nothing was signed; try again in a moment.')
  }
}

function letPass(blockers: readonly Blocker[], given: readonly GivenException[]): { exceptions: Exception[]; left: Blocker[] } {
  const exceptions: Exception[] = []
  const left: Blocker[] = []
  for (const blocker of blockers) {
    const exception = given.find(
      (one) =>
        one.blocker === blocker.id ||
        (one.blocker === undefined && one.kind === blocker.kind && (one.claimId === undefined || one.claimId === blocker.claimId)),
    )
    if (exception) exceptions.push({ blocker: blocker.id, message: blocker.message, reason: exception.reason })
    else left.push(blocker)
  }
  return { exceptions, left }
}

export async function readSignOff(actor: Actor, articleId: string, id: string): Promise<SignOffView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const found = await findSignOff(open.id, id)
  if (!found) throw new AppError('not-found')
  return presentSignOff(found, open.article.textHash)
}

/** Takes a sign-off back; who gave it may, and editors and admins. */
export async function withdrawSignOff(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'sign-off.withdraw', articleId, async (change) => {
    const found = await findSignOff(change.id, id, change.tx)
    if (!found) throw new AppError('not-found')
    change.demand('sign-off.withdraw', { writtenBy: found.person.id })
    if (!(await setSignOffWithdrawn(change.tx, id, { at: change.now, personId: actor.id }))) throw new AppError('already-done')
    const { role, version, textHash } = found
    change.record({ name: 'sign-off.withdrawn', subject: 'article', before: { signOffId: id, role, version, textHash }, after: null })
  })
}
