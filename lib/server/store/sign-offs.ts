import 'server-only'
import type { Exception } from '@/lib/core/workflow/blockers'
import type { SignOffRole } from '@/lib/core/workflow/sign-off'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { tieRow } from '@/lib/server/store/ties'
import { visibleTo } from '@/lib/server/store/visibility'
import { Prisma } from '@/prisma/generated/client'

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

/** A signature that does not hold: the text has another hash since. */
export interface VoidSignOff {
  readonly articleId: string
  readonly articleTitle: string
  readonly role: SignOffRole
  readonly at: Date
}

/** Signatures of one person on texts that were changed since, where nobody signed anew in that role; the newest first. */
export async function voidSignOffsOf(personId: string, limit: number): Promise<VoidSignOff[]> {
  return selectRows<VoidSignOff>(Prisma.sql`
    SELECT s."articleId", a."title" AS "articleTitle", s."role", s."at" FROM "SignOff" s JOIN "Article" a ON a."id" = s."articleId"
    WHERE s."personId" = ${personId} AND s."withdrawnAt" IS NULL AND a."deletedAt" IS NULL AND s."textHash" <> a."textHash" AND ${visibleTo(personId)}
      AND NOT EXISTS (SELECT 1 FROM "SignOff" n WHERE n."articleId" = s."articleId" AND n."role" = s."role" AND n."at" > s."at" AND n."withdrawnAt" IS NULL)
    ORDER BY s."at" DESC LIMIT ${limit}`)
}

/** A role that signed an article, and whether a signature of it is for the text as it is. */
export interface StandingSignOff {
  readonly articleId: string
  readonly role: SignOffRole
  readonly isVoid: boolean
}

/** Who signed some articles, by role. */
export async function standingSignOffs(articleIds: readonly string[]): Promise<StandingSignOff[]> {
  if (articleIds.length === 0) return []
  const rows = await selectRows<{ articleId: string; role: SignOffRole; holds: number | bigint }>(Prisma.sql`
    SELECT s."articleId", s."role", MAX(s."textHash" = a."textHash") AS "holds" FROM "SignOff" s JOIN "Article" a ON a."id" = s."articleId"
    WHERE s."articleId" IN (${Prisma.join(articleIds)}) AND s."withdrawnAt" IS NULL GROUP BY s."articleId", s."role"`)
  return rows.map(({ articleId, role, holds }) => ({ articleId, role, isVoid: Number(holds) === 0 }))
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
