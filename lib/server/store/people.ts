import 'server-only'
import { ROLES, type Role } from '@/lib/core/permissions/policy'
import { database, type Tx } from '@/lib/server/db'

export interface PersonRecord {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly isSample: boolean
  readonly disabledAt: Date | null
  readonly createdAt: Date
}

const select = { id: true, name: true, email: true, role: true, isSample: true, disabledAt: true, createdAt: true } as const

function toRecord(row: { role: string } & Omit<PersonRecord, 'role'>): PersonRecord {
  return { ...row, role: ROLES.find((role) => role === row.role) ?? 'viewer' }
}

export async function findPerson(id: string, tx: Tx = database()): Promise<PersonRecord | null> {
  const row = await tx.user.findUnique({ where: { id }, select })
  return row ? toRecord(row) : null
}

export async function findPersonByEmail(email: string, tx: Tx = database()): Promise<PersonRecord | null> {
  const row = await tx.user.findUnique({ where: { email: normaliseEmail(email) }, select })
  return row ? toRecord(row) : null
}

export async function listPeople(): Promise<PersonRecord[]> {
  return (await database().user.findMany({ select, orderBy: [{ disabledAt: 'asc' }, { name: 'asc' }] })).map(toRecord)
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
  person: Omit<PersonRecord, 'createdAt' | 'disabledAt' | 'isSample'> & {
    readonly passwordHash: string | null
    readonly accountId: string
    readonly isSample?: boolean
    readonly disabledAt?: Date | null
  },
): Promise<void> {
  const { passwordHash, accountId, ...fields } = person
  await tx.user.create({ data: { ...fields, email: normaliseEmail(person.email), emailVerified: true } })
  if (passwordHash)
    await tx.account.create({
      data: { id: accountId, accountId: person.id, providerId: 'credential', userId: person.id, password: passwordHash },
    })
}

export async function updatePerson(tx: Tx, id: string, changes: { role?: Role; disabledAt?: Date | null; name?: string }): Promise<void> {
  await tx.user.update({ where: { id }, data: changes })
}

/** Ends every session of a person. */
export async function endSessions(tx: Tx, userId: string): Promise<void> {
  await tx.session.deleteMany({ where: { userId } })
}

export async function setPassword(tx: Tx, userId: string, accountId: string, passwordHash: string): Promise<void> {
  const { count } = await tx.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password: passwordHash } })
  if (count === 0)
    await tx.account.create({ data: { id: accountId, accountId: userId, providerId: 'credential', userId, password: passwordHash } })
}

export async function passwordHashOf(userId: string): Promise<string | null> {
  const account = await database().account.findFirst({ where: { userId, providerId: 'credential' } })
  return account?.password ?? null
}

// ── Personal tokens ──

export function findToken(hash: string) {
  return database().token.findUnique({ where: { hash } })
}

export async function insertToken(tx: Tx, token: { id: string; userId: string; name: string; hash: string }): Promise<void> {
  await tx.token.create({ data: token })
}

export async function touchToken(id: string, lastUsedAt: Date): Promise<void> {
  await database().token.update({ where: { id }, data: { lastUsedAt } })
}

export function listTokens(userId: string) {
  return database().token.findMany({
    where: { userId, revokedAt: null },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: 'desc' },
  })
}

/** False when there is no such token of this person. */
export async function revokeToken(tx: Tx, userId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.token.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: now } })
  return count === 1
}

// ── Invitations ──

export async function insertInvitation(
  tx: Tx,
  invitation: { id: string; email: string; name: string; role: Role; tokenHash: string; expiresAt: Date; createdById: string },
): Promise<void> {
  await tx.invitation.create({ data: { ...invitation, email: normaliseEmail(invitation.email) } })
}

export async function findInvitation(tokenHash: string, now: Date, tx: Tx = database()) {
  const row = await tx.invitation.findUnique({ where: { tokenHash } })
  if (!row || row.usedAt || row.expiresAt <= now) return null
  return { ...row, role: ROLES.find((role) => role === row.role) ?? ('viewer' as const) }
}

/** False when somebody used it first. */
export async function takeInvitation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } })
  return count === 1
}

export function listOpenInvitations(now: Date) {
  return database().invitation.findMany({
    where: { usedAt: null, expiresAt: { gt: now } },
    select: { id: true, email: true, name: true, role: true, expiresAt: true },
    orderBy: { createdAt: 'desc' },
  })
}

// ── Settings ──

export async function readSetting(key: string, tx: Tx = database()): Promise<string | null> {
  return (await tx.setting.findUnique({ where: { key } }))?.value ?? null
}

export async function writeSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
}

/** Removes a setting if it has this value. False when it had not: somebody was first. */
export async function takeSetting(tx: Tx, key: string, value: string): Promise<boolean> {
  const { count } = await tx.setting.deleteMany({ where: { key, value } })
  return count === 1
}
