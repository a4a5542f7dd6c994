import 'server-only'
import { ROLES, type Role } from '@/lib/core/permissions/policy'
import type { Retention } from '@/lib/core/workflow/retention'
import { database, type Tx } from '@/lib/server/db'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { tieRow } from '@/lib/server/store/ties'
import { Prisma } from '@/prisma/generated/client'

export interface PersonRecord {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly isSample: boolean
  readonly disabledAt: Date | null
  readonly createdAt: Date
  /** Until when a password from the command line signs in, once; null when the password is the person's own. */
  readonly passwordOnceUntil: Date | null
  /** Signs in with a code of an app too. */
  readonly twoFactorEnabled: boolean
}

const select = {
  id: true,
  name: true,
  email: true,
  role: true,
  isSample: true,
  disabledAt: true,
  createdAt: true,
  passwordOnceUntil: true,
  twoFactorEnabled: true,
} as const

export type PersonRow = { readonly role: string } & Omit<PersonRecord, 'role'>

export function toPersonRecord(row: PersonRow): PersonRecord {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: ROLES.find((role) => role === row.role) ?? 'viewer',
    isSample: row.isSample,
    disabledAt: row.disabledAt,
    createdAt: row.createdAt,
    passwordOnceUntil: row.passwordOnceUntil,
    // SQLite's own rows have 0 and 1.
    twoFactorEnabled: Boolean(row.twoFactorEnabled),
  }
}

export async function findPerson(id: string, tx: Tx = database()): Promise<PersonRecord | null> {
  const row = await tx.user.findUnique({ where: { id }, select })
  return row ? toPersonRecord(row) : null
}

export async function findPersonByEmail(email: string, tx: Tx = database()): Promise<PersonRecord | null> {
  const row = await tx.user.findUnique({ where: { email: normaliseEmail(email) }, select })
  return row ? toPersonRecord(row) : null
}

export async function listPeople(): Promise<PersonRecord[]> {
  return (await selectRows<PersonRow>(Prisma.sql`SELECT * FROM "User" ORDER BY "disabledAt" ASC, "name" ASC`)).map(toPersonRecord)
}

/** People who can sign in: the sample article's are not counted. */
export function countPeople(tx: Tx = database()): Promise<number> {
  return tx.user.count({ where: { isSample: false } })
}

export function countActiveAdmins(tx: Tx): Promise<number> {
  return tx.user.count({ where: { role: 'admin', disabledAt: null, isSample: false } })
}

export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase()
}

/** Adds a person. Without a password hash they cannot sign in. */
export async function insertPerson(
  tx: Tx,
  person: Omit<PersonRecord, 'createdAt' | 'disabledAt' | 'isSample' | 'passwordOnceUntil' | 'twoFactorEnabled'> & {
    readonly passwordOnceUntil?: Date | null
    readonly passwordHash: string | null
    readonly accountId: string
    readonly isSample?: boolean
    readonly disabledAt?: Date | null
  },
): Promise<void> {
  const { passwordHash, accountId, ...fields } = person
  await tx.user.create({ data: { ...fields, email: normaliseEmail(person.email), emailVerified: true } })
  tieRow(tx, 'User', person.id)
  if (passwordHash)
    await tx.account.create({
      data: { id: accountId, accountId: person.id, providerId: 'credential', userId: person.id, password: passwordHash },
    })
}

export async function updatePerson(tx: Tx, id: string, changes: { role?: Role; disabledAt?: Date | null; name?: string }): Promise<void> {
  await tx.user.update({ where: { id }, data: changes })
  tieRow(tx, 'User', id)
}

/** Ends every session of a person, and those of which only the password was given yet. */
export async function endSessions(tx: Tx, userId: string): Promise<void> {
  await tx.session.deleteMany({ where: { userId } })
  await tx.verification.deleteMany({ where: { value: userId } })
}

/** One's own sessions that have not run out, last used first. */
export function listSessions(userId: string, now: Date) {
  return database().session.findMany({
    where: { userId, expiresAt: { gt: now } },
    select: { id: true, token: true, userAgent: true, createdAt: true, updatedAt: true },
    orderBy: { updatedAt: 'desc' },
  })
}

/** False when the person has no such session. */
export async function endSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { userId, id } })).count === 1
}

/** Uses up a password that signs in once. False when somebody did before. */
export async function takePasswordOnce(tx: Tx, userId: string, now: Date): Promise<boolean> {
  const { count } = await tx.user.updateMany({ where: { id: userId, passwordOnceUntil: { gt: now } }, data: { passwordOnceUntil: now } })
  return count === 1
}

/** Gives a person a password of their own. */
export async function setPassword(tx: Tx, userId: string, accountId: string, passwordHash: string): Promise<void> {
  const { count } = await tx.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password: passwordHash } })
  await tx.user.update({ where: { id: userId }, data: { passwordOnceUntil: null } })
  if (count === 0)
    await tx.account.create({ data: { id: accountId, accountId: userId, providerId: 'credential', userId, password: passwordHash } })
}

export async function passwordHashOf(userId: string): Promise<string | null> {
  const account = await database().account.findFirst({ where: { userId, providerId: 'credential' } })
  return account?.password ?? null
}

/** Whether somebody has signed in with the desk's OpenID provider. */
export async function hasSingleSignOn(userId: string): Promise<boolean> {
  return (await database().account.count({ where: { userId, providerId: 'sso' } })) > 0
}

/** The person whom the OpenID provider knows by its own name (`sub`). */
export async function findPersonBySubject(subject: string): Promise<PersonRecord | null> {
  if (subject === '') return null
  const account = await database().account.findFirst({ where: { providerId: 'sso', accountId: subject }, select: { userId: true } })
  return account ? findPerson(account.userId) : null
}

/** Takes a person's second factor away. False when they have none. */
export async function dropSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const { count } = await tx.twoFactor.deleteMany({ where: { userId } })
  await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: false } })
  return count > 0
}

/** Some people's names, in the order given. */
export async function namesOf(ids: readonly string[], tx: Tx = database()): Promise<{ id: string; name: string }[]> {
  const rows = await tx.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

/** Whether somebody's notes are held, and when their words go; null when there is no such person. */
export async function findNotesRetention(id: string, tx: Tx = database()): Promise<Retention | null> {
  const row = await tx.user.findUnique({ where: { id }, select: { notesHold: true, notesPurgeOn: true } })
  return row && { hold: row.notesHold, purgeOn: row.notesPurgeOn }
}

export async function setNotesRetention(tx: Tx, id: string, { hold, purgeOn }: Retention): Promise<void> {
  await tx.user.update({ where: { id }, data: { notesHold: hold, notesPurgeOn: purgeOn } })
  tieRow(tx, 'User', id)
}

/** People whose notes are due on a day (ISO date), and not held. */
export async function peopleWithNotesToPurge(today: string): Promise<string[]> {
  const rows = await database().user.findMany({ where: { notesHold: null, notesPurgeOn: { lte: today } }, select: { id: true } })
  return rows.map(({ id }) => id)
}
