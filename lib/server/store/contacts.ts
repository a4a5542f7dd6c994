import 'server-only'
import type { Channel, ContactAnswer, Terms } from '@/lib/core/evidence/contact'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

export interface ContactFields {
  readonly name: string
  readonly role: string | null
  readonly channel: Channel
  readonly terms: Terms
  readonly at: Date
  readonly summary: string | null
  readonly answers: readonly ContactAnswer[]
}

export interface ContactRecord extends ContactFields {
  readonly id: string
  readonly revision: number
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

const include = { createdBy: { select: { id: true, name: true } } } as const satisfies Prisma.ContactInclude

function toRecord(row: Prisma.ContactGetPayload<{ include: typeof include }>): ContactRecord {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    role: row.role,
    channel: row.channel as Channel,
    terms: row.terms as Terms,
    at: row.at,
    summary: row.summary,
    answers: JSON.parse(row.answers) as ContactAnswer[],
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  }
}

const columns = ({ answers, ...rest }: Partial<ContactFields>) => ({ ...rest, ...(answers ? { answers: JSON.stringify(answers) } : {}) })

/** Who was asked for an article, the last first. */
export async function contactsOfArticle(articleId: OpenedId, tx: Tx = database()): Promise<ContactRecord[]> {
  const rows = await tx.contact.findMany({ where: { articleId, deletedAt: null }, include, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  return rows.map(toRecord)
}

/** Who was asked about a claim, the last first. */
export async function contactsOfClaim(articleId: OpenedId, claimId: string): Promise<ContactRecord[]> {
  return (await contactsOfArticle(articleId)).filter((contact) => contact.answers.some((answer) => answer.claimId === claimId))
}

export async function countContacts(articleId: OpenedId, tx: Tx): Promise<number> {
  return tx.contact.count({ where: { articleId, deletedAt: null } })
}

export async function findContact(articleId: OpenedId, id: string, isDeleted = false, tx: Tx = database()): Promise<ContactRecord | null> {
  const row = await tx.contact.findFirst({ where: { id, articleId, deletedAt: isDeleted ? { not: null } : null }, include })
  return row && toRecord(row)
}

export async function insertContact(
  tx: Tx,
  contact: ContactFields & { readonly id: string; readonly articleId: OpenedId; readonly createdById: string; readonly createdAt: Date },
): Promise<void> {
  await tx.contact.create({ data: { ...contact, answers: JSON.stringify(contact.answers) } })
  tieRow(tx, 'Contact', contact.id)
}

/** Writes a change if the row is still at `revision`. False when it is not. */
export async function updateContact(tx: Tx, id: string, revision: number, fields: Partial<ContactFields>): Promise<boolean> {
  const { count } = await tx.contact.updateMany({
    where: { id, revision, deletedAt: null },
    data: { ...columns(fields), revision: revision + 1 },
  })
  if (count === 1) tieRow(tx, 'Contact', id)
  return count === 1
}

export async function setContactDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.contact.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Contact', id)
}
