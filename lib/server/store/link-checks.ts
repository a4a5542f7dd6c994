import 'server-only'
import type { LinkState } from '@/lib/core/evidence/link-check'
import { database, type Tx } from '@/lib/server/db'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

export interface LinkCheckRecord {
  readonly id: string
  readonly sourceId: string
  readonly state: LinkState
  /** HTTP status; null when there was no answer. */
  readonly status: number | null
  /** Where it led in the end. */
  readonly address: string
  /** Beside the copy kept last; null without one. */
  readonly content: 'same' | 'changed' | null
  /** Evidence whose quote stands there no more. */
  readonly lostQuotes: readonly string[]
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

const include = { createdBy: { select: { id: true, name: true } } } as const

/** The last checks of a source, the newest first. */
export async function linkChecksOf(sourceId: string, limit: number): Promise<LinkCheckRecord[]> {
  const rows = await database().linkCheck.findMany({
    where: { sourceId },
    include,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return rows.map(toRecord)
}

/** The last check of each of some sources, by source. */
export async function lastLinkChecks(sourceIds: readonly string[]): Promise<Map<string, LinkCheckRecord>> {
  const last = new Map<string, LinkCheckRecord>()
  for (let at = 0; at < sourceIds.length; at += 500) {
    const rows = await database().linkCheck.findMany({
      where: { sourceId: { in: sourceIds.slice(at, at + 500) } },
      include,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    for (const row of rows) last.set(row.sourceId, toRecord(row))
  }
  return last
}

function toRecord(row: Prisma.LinkCheckGetPayload<{ include: typeof include }>): LinkCheckRecord {
  return {
    ...row,
    state: row.state as LinkState,
    content: row.content as LinkCheckRecord['content'],
    lostQuotes: JSON.parse(row.lostQuotes) as string[],
  }
}

export async function insertLinkCheck(
  tx: Tx,
  { lostQuotes, ...check }: Omit<LinkCheckRecord, 'createdBy'> & { readonly createdById: string },
): Promise<void> {
  await tx.linkCheck.create({ data: { ...check, lostQuotes: JSON.stringify(lostQuotes) } })
  tieRow(tx, 'LinkCheck', check.id)
}
