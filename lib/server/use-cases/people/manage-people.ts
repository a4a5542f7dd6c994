import 'server-only'
import type { Role } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { hashPassword } from '@/lib/server/auth'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import { type PersonView, presentPersonOnDesk } from '@/lib/server/present/person'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { findInvitation, insertInvitation, listOpenInvitations, takeInvitation } from '@/lib/server/store/invitations'
import {
  countActiveAdmins,
  endSessions,
  listPeople as findPeople,
  findPerson,
  findPersonByEmail,
  insertPerson,
  updatePerson as writePerson,
} from '@/lib/server/store/people'

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

const NO_INVITATION = 'This invitation was used already or has run out. Ask for a new one.'

/** Who an invitation is for; throws `not-found` when it was used or has run out. */
export async function readInvitation(token: string) {
  const invitation = await findInvitation(sha256(token), new Date())
  if (!invitation) throw new AppError('not-found', NO_INVITATION)
  return { email: invitation.email, name: invitation.name, role: invitation.role }
}

/** Joins by an invitation, once. */
export async function acceptInvitation(input: { token: string; name: string; password: string }): Promise<{ email: string }> {
  const { email } = await readInvitation(input.token)
  const passwordHash = await hashPassword(input.password)
  const id = newId()
  await changeDesk(id, async ({ tx, now, record }) => {
    const invitation = await findInvitation(sha256(input.token), now, tx)
    if (!invitation || !(await takeInvitation(tx, invitation.id, now))) throw new AppError('not-found', NO_INVITATION)
    if (await findPersonByEmail(invitation.email, tx))
      throw new AppError('already-exists', 'Somebody with this e-mail address is on this desk already.')
    const { role } = invitation
    await insertPerson(tx, { id, name: input.name, email: invitation.email, role, passwordHash, accountId: newId() })
    record({ name: 'person.joined', subject: `person:${id}`, before: null, after: { name: input.name, role } })
  })
  return { email }
}

/** Changes a role, or deactivates and reactivates somebody. The desk keeps at least one admin. */
export async function updatePerson(
  actor: Actor,
  personId: string,
  patch: { role?: Role | undefined; isActive?: boolean | undefined },
): Promise<void> {
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const person = await findPerson(personId, tx)
    if (!person) throw new AppError('not-found')
    if (person.isSample) throw new AppError('refused', 'The people of the sample article cannot sign in and cannot be changed.')
    const role = patch.role ?? person.role
    const disabledAt = patch.isActive === undefined ? person.disabledAt : patch.isActive ? null : (person.disabledAt ?? now)
    const losesAdmin = person.role === 'admin' && !person.disabledAt && (role !== 'admin' || disabledAt !== null)
    if (losesAdmin && (await countActiveAdmins(tx)) <= 1)
      throw new AppError('refused', 'This is the last admin. Make somebody else an admin first.')
    await writePerson(tx, personId, { role, disabledAt })
    if (disabledAt) await endSessions(tx, personId)
    record({
      name: disabledAt && !person.disabledAt ? 'person.deactivated' : 'person.updated',
      subject: `person:${personId}`,
      before: { role: person.role, isActive: person.disabledAt === null },
      after: { role, isActive: disabledAt === null },
    })
  })
}

export async function readPerson(actor: Actor, personId: string): Promise<PersonView> {
  const person = await findPerson(personId)
  if (!person) throw new AppError('not-found')
  return presentPersonOnDesk(person, actor)
}

/** Adds a person from the command line, with a one-time password. */
export async function addPerson(input: { email: string; name: string; role: Role }): Promise<{ password: string }> {
  if (await findPersonByEmail(input.email)) throw new AppError('already-exists', `${input.email} is on this desk already.`)
  const password = newSecret().slice(0, 20)
  const passwordHash = await hashPassword(password)
  const id = newId()
  const { name, role } = input
  await changeDesk(null, async ({ tx, record }) => {
    await insertPerson(tx, { id, ...input, passwordHash, accountId: newId() })
    record({ name: 'person.joined', subject: `person:${id}`, before: null, after: { name, role } })
  })
  return { password }
}

/** Adds somebody who is only told of in the sample article and never signs in. */
export async function addSamplePerson(person: { id: string; name: string; email: string; role: Role }): Promise<void> {
  await changeDesk(null, async ({ tx, now, record }) => {
    await insertPerson(tx, { ...person, passwordHash: null, accountId: newId(), isSample: true, disabledAt: now })
    record({ name: 'person.joined', subject: `person:${person.id}`, before: null, after: { name: person.name, role: person.role } })
  })
}
