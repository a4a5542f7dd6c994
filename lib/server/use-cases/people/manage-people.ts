import 'server-only'
import { can, type Role } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { hashPassword } from '@/lib/server/auth'
import type { Tx } from '@/lib/server/db'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import { type PersonView, presentPersonOnDesk } from '@/lib/server/present/person'
import { changeDesk, type DeskChange } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import {
  findInvitation,
  findInvitationById,
  insertInvitation,
  listOpenInvitations,
  openInvitationsOf,
  takeInvitation,
} from '@/lib/server/store/invitations'
import {
  countActiveAdmins,
  endSessions,
  listPeople as findPeople,
  findPerson,
  findPersonByEmail,
  insertPerson,
  setPassword,
  updatePerson as writePerson,
} from '@/lib/server/store/people'
import { revokeTokens } from '@/lib/server/store/tokens'

/** How long an invitation link works, in hours. */
export const INVITATION_HOURS = 24

export async function listPeople(actor: Actor): Promise<PersonView[]> {
  return (await findPeople()).map((person) => presentPersonOnDesk(person, actor))
}

/** Makes a one-time link for a new person. The admin hands it on. */
export async function invitePerson(actor: Actor, input: { email: string; name: string; role: Role }) {
  if (await findPersonByEmail(input.email))
    throw new AppError('already-exists', 'Somebody with this e-mail address is on this desk already.')
  const token = newSecret()
  const id = newId()
  const { name, role } = input
  const expiresAt = await changeDesk(actor.id, async ({ tx, now, record }) => {
    const end = new Date(now.getTime() + INVITATION_HOURS * 3_600_000)
    await insertInvitation(tx, { ...input, id, tokenHash: sha256(token), expiresAt: end, createdById: actor.id })
    record({ name: 'person.invited', subject: `invitation:${id}`, before: null, after: { name, role } })
    return end
  })
  return { path: `/invitation/${token}`, expiresAt: expiresAt.toISOString(), name, role }
}

export async function listInvitations() {
  return (await listOpenInvitations(new Date())).map(({ id, email, name, role, expiresAt }) => ({
    id,
    email,
    name,
    role,
    expiresAt: expiresAt.toISOString(),
  }))
}

/** Makes a one-time link with which somebody who is here chooses a new password. The admin hands it on; links made before stop working. */
export function makeResetLink(actor: Actor, personId: string) {
  return makeLink(actor.id, personId, actor.id)
}

/** The same for oneself, sent by mail. */
export function makeOwnResetLink(person: { readonly id: string }) {
  return makeLink(person.id, person.id, null)
}

/** `actorId`: who the record says made it; null when nobody signed in did. */
async function makeLink(makerId: string, personId: string, actorId: string | null) {
  const token = newSecret()
  const { name, expiresAt } = await changeDesk(actorId, async ({ tx, now, record }) => {
    const person = await findPerson(personId, tx)
    if (!person) throw new AppError('not-found')
    if (person.isSample || person.disabledAt) throw new AppError('refused', 'Only somebody who may sign in can be given a new password.')
    // A link that an admin handed over stays, whoever asks for one by mail.
    const earlier = (await openInvitationsOf(tx, personId, false)).filter((one) => actorId !== null || one.createdById === personId)
    await withdraw({ tx, now, record }, earlier)
    const end = new Date(now.getTime() + INVITATION_HOURS * 3_600_000)
    const { name, email, role } = person
    const invitation = { id: newId(), name, email, role, tokenHash: sha256(token), expiresAt: end }
    await insertInvitation(tx, { ...invitation, createdById: makerId, forPersonId: personId })
    record({ name: 'person.reset-link-made', subject: `person:${personId}`, before: null, after: null })
    return { name, expiresAt: end }
  })
  return { path: `/invitation/${token}`, expiresAt: expiresAt.toISOString(), name }
}

/** Takes an open invitation back; its link stops working. */
export async function withdrawInvitation(actor: Actor, invitationId: string): Promise<void> {
  await changeDesk(actor.id, async (change) => {
    const invitation = await findInvitationById(change.tx, invitationId, change.now)
    if (!invitation) throw new AppError('not-found', 'This invitation was used, withdrawn, or has run out.')
    await withdraw(change, [invitation])
  })
}

async function withdraw(
  { tx, now, record }: Pick<DeskChange, 'tx' | 'now' | 'record'>,
  invitations: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  for (const { id, name } of invitations)
    if (await takeInvitation(tx, id, now))
      record({ name: 'person.invitation-withdrawn', subject: `invitation:${id}`, before: { name }, after: null })
}

const NO_INVITATION = 'This link was used already, was withdrawn or has run out. Ask for a new one.'

/** The invitation of a link, while whoever made it may invite. Throws `not-found`. */
async function openInvitation(token: string, now: Date, tx?: Tx) {
  const invitation = await findInvitation(sha256(token), now, tx)
  const inviter = invitation ? await findPerson(invitation.createdById, tx) : null
  const isOwn = invitation?.forPersonId !== null && invitation?.forPersonId === inviter?.id
  if (!invitation || !inviter || inviter.disabledAt || !(isOwn || can(inviter, 'people.manage')))
    throw new AppError('not-found', NO_INVITATION)
  return invitation
}

/** Who an invitation is for; throws `not-found` when it was used, was withdrawn or has run out. */
export async function readInvitation(token: string) {
  const { email, name, role, forPersonId } = await openInvitation(token, new Date())
  return { email, name, role, isReset: forPersonId !== null }
}

/** Joins by an invitation, or chooses a new password by a link for one; once. */
export async function acceptInvitation(input: { token: string; name?: string | undefined; password: string }): Promise<{ email: string }> {
  const { email, forPersonId } = await openInvitation(input.token, new Date())
  const passwordHash = await hashPassword(input.password)
  const id = forPersonId ?? newId()
  await changeDesk(id, async ({ tx, now, record }) => {
    const invitation = await openInvitation(input.token, now, tx)
    if (!(await takeInvitation(tx, invitation.id, now))) throw new AppError('not-found', NO_INVITATION)
    if (invitation.forPersonId) {
      const person = await findPerson(invitation.forPersonId, tx)
      if (!person || person.disabledAt) throw new AppError('not-found', NO_INVITATION)
      await setPassword(tx, id, newId(), passwordHash)
      record({ name: 'person.password-changed', subject: `person:${id}`, before: null, after: null })
      await dropCredentials({ tx, now, record }, id)
      return
    }
    if (await findPersonByEmail(invitation.email, tx))
      throw new AppError('already-exists', 'Somebody with this e-mail address is on this desk already.')
    const { role } = invitation
    const name = input.name ?? invitation.name
    await insertPerson(tx, { id, name, email: invitation.email, role, passwordHash, accountId: newId() })
    record({ name: 'person.joined', subject: `person:${id}`, before: null, after: { name, role } })
  })
  return { email }
}

/** Ends every session of somebody and revokes every token of theirs. */
export async function endCredentials(actor: Actor, personId: string): Promise<void> {
  await changeDesk(actor.id, async (change) => {
    if (!(await findPerson(personId, change.tx))) throw new AppError('not-found')
    await dropCredentials(change, personId)
  })
}

/** Ends what a person could sign in by: sessions, also half of one, tokens and links to a new password; each of the last two leaves its event. */
export async function dropCredentials({ tx, now, record }: Pick<DeskChange, 'tx' | 'now' | 'record'>, personId: string): Promise<void> {
  await endSessions(tx, personId)
  await withdraw({ tx, now, record }, await openInvitationsOf(tx, personId, false))
  for (const tokenId of await revokeTokens(tx, personId, now))
    record({ name: 'token.revoked', subject: `person:${personId}`, before: { tokenId }, after: null })
}

/** Changes a role, or deactivates and reactivates somebody. What they could do by it ends with it. The desk keeps at least one admin. */
export async function updatePerson(
  actor: Actor,
  personId: string,
  patch: { role?: Role | undefined; isActive?: boolean | undefined },
): Promise<void> {
  await changeDesk(actor.id, async (change) => {
    const { tx, now, record } = change
    const person = await findPerson(personId, tx)
    if (!person) throw new AppError('not-found')
    if (person.isSample) throw new AppError('refused', 'The people of the sample article cannot sign in and cannot be changed.')
    const role = patch.role ?? person.role
    const disabledAt = patch.isActive === undefined ? person.disabledAt : patch.isActive ? null : (person.disabledAt ?? now)
    const losesAdmin = person.role === 'admin' && !person.disabledAt && (role !== 'admin' || disabledAt !== null)
    if (losesAdmin && (await countActiveAdmins(tx)) <= 1)
      throw new AppError('refused', 'This is the last admin. Make somebody else an admin first.')
    await writePerson(tx, personId, { role, disabledAt })
    record({
      name: disabledAt && !person.disabledAt ? 'person.deactivated' : 'person.updated',
      subject: `person:${personId}`,
      before: { role: person.role, isActive: person.disabledAt === null },
      after: { role, isActive: disabledAt === null },
    })
    if (disabledAt) await dropCredentials(change, personId)
    if (disabledAt || losesAdmin) await withdraw(change, await openInvitationsOf(tx, personId, true))
  })
}

export async function readPerson(actor: Actor, personId: string): Promise<PersonView> {
  const person = await findPerson(personId)
  if (!person) throw new AppError('not-found')
  return presentPersonOnDesk(person, actor)
}

/** Adds a person from the command line, with a password that signs in once, within a day. */
export async function addPerson(input: { email: string; name: string; role: Role }): Promise<{ password: string }> {
  if (await findPersonByEmail(input.email)) throw new AppError('already-exists', `${input.email} is on this desk already.`)
  const password = newSecret().slice(0, 20)
  const passwordHash = await hashPassword(password)
  const id = newId()
  const { name, role } = input
  await changeDesk(null, async ({ tx, now, record }) => {
    const passwordOnceUntil = new Date(now.getTime() + INVITATION_HOURS * 3_600_000)
    await insertPerson(tx, { id, ...input, passwordHash, passwordOnceUntil, accountId: newId() })
    record({ name: 'person.joined', subject: `person:${id}`, before: null, after: { name, role } })
  })
  return { password }
}

/** Adds somebody who is only told of in the sample article and never signs in; they are at work until {@link retireSamplePeople}. */
export async function addSamplePerson(person: { id: string; name: string; email: string; role: Role }): Promise<void> {
  await changeDesk(null, async ({ tx, record }) => {
    await insertPerson(tx, { ...person, passwordHash: null, accountId: newId(), isSample: true })
    record({ name: 'person.joined', subject: `person:${person.id}`, before: null, after: { name: person.name, role: person.role } })
  })
}

/** The sample article is made: nobody in it is at work any more. */
export async function retireSamplePeople(people: readonly { readonly id: string; readonly role: Role }[]): Promise<void> {
  await changeDesk(null, async ({ tx, now, record }) => {
    for (const { id, role } of people) {
      await writePerson(tx, id, { disabledAt: now })
      const was = { role, isActive: true }
      record({ name: 'person.deactivated', subject: `person:${id}`, before: was, after: { ...was, isActive: false } })
    }
  })
}
