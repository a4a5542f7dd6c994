import 'server-only'
import type { Role } from '@/lib/core/permissions/policy'
import { hashPassword } from '@/lib/server/auth'
import { AppError } from '@/lib/server/boundary/app-error'
import { write } from '@/lib/server/db'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { recordDeskHistory } from '@/lib/server/store/history'
import {
  countActiveAdmins,
  endSessions,
  findInvitation,
  listPeople as findPeople,
  findPerson,
  findPersonByEmail,
  insertInvitation,
  insertPerson,
  listOpenInvitations,
  type PersonRecord,
  takeInvitation,
  updatePerson as writePerson,
} from '@/lib/server/store/people'

/** How long an invitation link works, in hours. */
export const INVITATION_HOURS = 24

export interface PersonView extends Omit<PersonRecord, 'disabledAt' | 'createdAt' | 'email'> {
  /** Only admins see addresses. */
  readonly email: string | null
  readonly isActive: boolean
}

export async function listPeople(actor: Actor): Promise<PersonView[]> {
  return (await findPeople()).map(({ disabledAt, createdAt, email, ...person }) => ({
    ...person,
    email: actor.role === 'admin' || person.id === actor.id ? email : null,
    isActive: disabledAt === null,
  }))
}

/** Makes a one-time link for a new person. The admin hands it on. */
export async function invitePerson(actor: Actor, input: { email: string; name: string; role: Role }) {
  if (await findPersonByEmail(input.email))
    throw new AppError('already-exists', 'Somebody with this e-mail address is on this desk already.')
  const token = newSecret()
  const id = newId()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + INVITATION_HOURS * 3_600_000)
  await write(async (tx) => {
    await insertInvitation(tx, { ...input, id, tokenHash: sha256(token), expiresAt, createdById: actor.id })
    await recordDeskHistory(tx, {
      at: now,
      actorId: actor.id,
      action: 'person.invited',
      subject: `invitation:${id}`,
      after: { name: input.name, role: input.role },
    })
  })
  return { path: `/invitation/${token}`, expiresAt: expiresAt.toISOString(), name: input.name, role: input.role }
}

export async function listInvitations() {
  return (await listOpenInvitations(new Date())).map((one) => ({ ...one, expiresAt: one.expiresAt.toISOString() }))
}

/** Who an invitation is for; throws `not-found` when it was used or has run out. */
export async function readInvitation(token: string) {
  const invitation = await findInvitation(sha256(token), new Date())
  if (!invitation) throw new AppError('not-found', 'This invitation was used already or has run out. Ask for a new one.')
  return { email: invitation.email, name: invitation.name, role: invitation.role }
}

/** Joins by an invitation, once. */
export async function acceptInvitation(input: { token: string; name: string; password: string }): Promise<{ email: string }> {
  const now = new Date()
  const { email } = await readInvitation(input.token)
  const passwordHash = await hashPassword(input.password)
  await write(async (tx) => {
    const invitation = await findInvitation(sha256(input.token), now, tx)
    if (!invitation || !(await takeInvitation(tx, invitation.id, now)))
      throw new AppError('not-found', 'This invitation was used already or has run out. Ask for a new one.')
    if (await findPersonByEmail(invitation.email, tx))
      throw new AppError('already-exists', 'Somebody with this e-mail address is on this desk already.')
    const id = newId()
    await insertPerson(tx, { id, name: input.name, email: invitation.email, role: invitation.role, passwordHash, accountId: newId() })
    await recordDeskHistory(tx, {
      at: now,
      actorId: id,
      action: 'person.joined',
      subject: `person:${id}`,
      after: { name: input.name, role: invitation.role },
    })
  })
  return { email }
}

/** Changes a role, or deactivates and reactivates somebody. The desk keeps at least one admin. */
export async function updatePerson(actor: Actor, personId: string, patch: { role?: Role | undefined; isActive?: boolean | undefined }) {
  const now = new Date()
  await write(async (tx) => {
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
    await recordDeskHistory(tx, {
      at: now,
      actorId: actor.id,
      action: disabledAt && !person.disabledAt ? 'person.deactivated' : 'person.updated',
      subject: `person:${personId}`,
      before: { role: person.role, isActive: person.disabledAt === null },
      after: { role, isActive: disabledAt === null },
    })
  })
  return (await listPeople(actor)).find((person) => person.id === personId)
}

/** Adds a person from the command line, with a one-time password. */
export async function addPerson(input: { email: string; name: string; role: Role }): Promise<{ password: string }> {
  if (await findPersonByEmail(input.email)) throw new AppError('already-exists', `${input.email} is on this desk already.`)
  const password = newSecret().slice(0, 20)
  const passwordHash = await hashPassword(password)
  const id = newId()
  await write(async (tx) => {
    await insertPerson(tx, { id, ...input, passwordHash, accountId: newId() })
    await recordDeskHistory(tx, {
      at: new Date(),
      actorId: null,
      action: 'person.joined',
      subject: `person:${id}`,
      after: { name: input.name, role: input.role },
    })
  })
  return { password }
}
