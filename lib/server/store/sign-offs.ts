import 'server-only'
import type { Exception } from '@/lib/core/workflow/blockers'
import type { SignOffRole } from '@/lib/core/workflow/sign-off'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

interface Person {
  readonly id: string
  readonly name: string
}

export interface SignOffRecord {
  readonly id: string
  readonly role: SignOffRole
  readonly person: Person
  readonly at: Date
  readonly version: number
  readonly textHash: string
  readonly exceptions: readonly Exception[]
  readonly withdrawnAt: Date | null
  readonly withdrawnBy: Person | null
}

const person = { select: { id: true, name: true } } as const
const include = { person, withdrawnBy: person } as const satisfies Prisma.SignOffInclude

function toRecord(row: Prisma.SignOffGetPayload<{ include: typeof include }>): SignOffRecord {
  return {
    id: row.id,
    role: row.role as SignOffRole,
    person: row.person,
    at: row.at,
    version: row.version,
    textHash: row.textHash,
    exceptions: JSON.parse(row.exceptions) as Exception[],
    withdrawnAt: row.withdrawnAt,
    withdrawnBy: row.withdrawnBy,
  }
}

/** Sign-offs of an article, the newest first, withdrawn ones too. */
export async function signOffsOfArticle(articleId: OpenedId, tx: Tx = database()): Promise<SignOffRecord[]> {
  const rows = await tx.signOff.findMany({ where: { articleId }, include, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  return rows.map(toRecord)
}

export async function findSignOff(articleId: OpenedId, id: string, tx: Tx = database()): Promise<SignOffRecord | null> {
  const row = await tx.signOff.findFirst({ where: { id, articleId }, include })
  return row && toRecord(row)
}

export async function insertSignOff(
  tx: Tx,
  signOff: Pick<SignOffRecord, 'id' | 'role' | 'at' | 'version' | 'textHash' | 'exceptions'> & {
    readonly articleId: OpenedId
    readonly personId: string
  },
): Promise<void> {
  await tx.signOff.create({ data: { ...signOff, exceptions: JSON.stringify(signOff.exceptions) } })
  tieRow(tx, 'SignOff', signOff.id)
}

/** False when it was withdrawn before. */
export async function setSignOffWithdrawn(tx: Tx, id: string, by: { readonly at: Date; readonly personId: string }): Promise<boolean> {
  const { count } = await tx.signOff.updateMany({
    where: { id, withdrawnAt: null },
    data: { withdrawnAt: by.at, withdrawnById: by.personId },
  })
  if (count === 1) tieRow(tx, 'SignOff', id)
  return count === 1
}
