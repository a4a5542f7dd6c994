import 'server-only'
import { ROLES, type Role } from '@/lib/core/permissions/policy'
import { database, type Tx } from '@/lib/server/db'
import { normaliseEmail } from '@/lib/server/store/people'
import { tieRow } from '@/lib/server/store/ties'

export async function insertInvitation(
  tx: Tx,
  invitation: {
    id: string
    email: string
    name: string
    role: Role
    tokenHash: string
    expiresAt: Date
    createdById: string
    forPersonId?: string
  },
): Promise<void> {
  await tx.invitation.create({ data: { ...invitation, email: normaliseEmail(invitation.email) } })
  tieRow(tx, 'Invitation', invitation.id)
}

export interface InvitationRecord {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly expiresAt: Date
  readonly createdById: string
  /** Somebody who is here already: the link gives them a new password. */
  readonly forPersonId: string | null
}

/** An open invitation by the SHA-256 of its link's secret; null when it was used or has run out. */
export async function findInvitation(tokenHash: string, now: Date, tx: Tx = database()): Promise<InvitationRecord | null> {
  const row = await tx.invitation.findUnique({ where: { tokenHash } })
  if (!row || row.usedAt || row.expiresAt <= now) return null
  return toRecord(row)
}

/** Open invitations that a person made, or links for a new password of theirs. */
export function openInvitationsOf(tx: Tx, personId: string, made: boolean): Promise<{ id: string; name: string; createdById: string }[]> {
  const whose = made ? { OR: [{ createdById: personId }, { forPersonId: personId }] } : { forPersonId: personId }
  return tx.invitation.findMany({ where: { usedAt: null, ...whose }, select: { id: true, name: true, createdById: true } })
}

/** An open invitation by its id. */
export async function findInvitationById(tx: Tx, id: string, now: Date): Promise<InvitationRecord | null> {
  const row = await tx.invitation.findFirst({ where: { id, usedAt: null, expiresAt: { gt: now } } })
  return row ? toRecord(row) : null
}

/** Uses an invitation up. False when somebody used it first, or it was withdrawn. */
export async function takeInvitation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } })
  if (count === 1) tieRow(tx, 'Invitation', id)
  return count === 1
}

export async function listOpenInvitations(now: Date): Promise<InvitationRecord[]> {
  const rows = await database().invitation.findMany({
    where: { usedAt: null, forPersonId: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
  })
  return rows.map(toRecord)
}

function toRecord(row: Omit<InvitationRecord, 'role'> & { readonly role: string }): InvitationRecord {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: ROLES.find((role) => role === row.role) ?? 'viewer',
    expiresAt: row.expiresAt,
    createdById: row.createdById,
    forPersonId: row.forPersonId,
  }
}
