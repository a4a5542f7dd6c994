import 'server-only'
import type { Confidence, Outcome } from '@/lib/core/claim/claim'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

interface Person {
  readonly id: string
  readonly name: string
}

export interface SecondCheckRecord {
  readonly id: string
  readonly articleId: string
  readonly claimId: string
  readonly checker: Person
  readonly askedBy: Person
  readonly askedAt: Date
  /** The words they answered on. */
  readonly quote: string | null
  readonly outcome: Outcome | null
  readonly confidence: Confidence | null
  readonly reason: string | null
  readonly answeredAt: Date | null
  readonly firstOutcome: Outcome | null
  readonly agrees: boolean | null
  readonly closedAt: Date | null
  readonly settledBy: Person | null
  readonly settledAt: Date | null
  readonly settledOutcome: Outcome | null
  readonly settledReason: string | null
}

const person = { select: { id: true, name: true } } as const
const include = { checker: person, askedBy: person, settledBy: person } as const satisfies Prisma.SecondCheckInclude

function toRecord(row: Prisma.SecondCheckGetPayload<{ include: typeof include }>): SecondCheckRecord {
  return {
    id: row.id,
    articleId: row.articleId,
    claimId: row.claimId,
    checker: row.checker,
    askedBy: row.askedBy,
    askedAt: row.askedAt,
    quote: row.quote,
    outcome: row.outcome as Outcome | null,
    confidence: row.confidence as Confidence | null,
    reason: row.reason,
    answeredAt: row.answeredAt,
    firstOutcome: row.firstOutcome as Outcome | null,
    agrees: row.agrees,
    closedAt: row.closedAt,
    settledBy: row.settledBy,
    settledAt: row.settledAt,
    settledOutcome: row.settledOutcome as Outcome | null,
    settledReason: row.settledReason,
  }
}

/** Second checks of an article, or of one of its claims, the oldest first. */
export async function secondChecksOf(articleId: OpenedId, claimId?: string, tx: Tx = database()): Promise<SecondCheckRecord[]> {
  const rows = await tx.secondCheck.findMany({
    where: { articleId, ...(claimId ? { claimId } : {}) },
    include,
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

/** By its id alone; who may see it is asked of its article. */
export async function findSecondCheck(id: string, tx: Tx = database()): Promise<SecondCheckRecord | null> {
  const row = await tx.secondCheck.findUnique({ where: { id }, include })
  return row && toRecord(row)
}

/** Checks that wait for somebody, the oldest first, whose article is not in the bin. */
export async function openSecondChecksOf(checkerId: string, limit: number) {
  const rows = await database().secondCheck.findMany({
    where: { checkerId, answeredAt: null, closedAt: null, article: { deletedAt: null }, claim: { deletedAt: null } },
    select: { id: true, askedAt: true, askedBy: person, claim: { select: { number: true } }, article: { select: { title: true } } },
    orderBy: { askedAt: 'asc' },
    take: limit,
  })
  return rows
}

export async function insertSecondCheck(
  tx: Tx,
  check: {
    readonly id: string
    readonly articleId: OpenedId
    readonly claimId: string
    readonly checkerId: string
    readonly askedById: string
    readonly askedAt: Date
  },
): Promise<void> {
  await tx.secondCheck.create({ data: check })
  tieRow(tx, 'SecondCheck', check.id)
}

/** Writes what became of a check that still stands open in the way `open` says. False when it does not. */
export async function closeSecondCheck(
  tx: Tx,
  id: string,
  open: { readonly answeredAt?: null; readonly settledAt?: null },
  fields: Prisma.SecondCheckUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await tx.secondCheck.updateMany({ where: { id, closedAt: null, ...open }, data: fields })
  if (count === 1) tieRow(tx, 'SecondCheck', id)
  return count === 1
}
