import 'server-only'
import type { LinkState } from '@/lib/core/evidence/link-check'
import { database, type Tx } from '@/lib/server/db'
import { tieRow } from '@/lib/server/store/ties'

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
  return rows.map((row) => ({
    ...row,
    state: row.state as LinkState,
    content: row.content as LinkCheckRecord['content'],
    lostQuotes: JSON.parse(row.lostQuotes) as string[],
  }))
}

export async function insertLinkCheck(
  tx: Tx,
  { lostQuotes, ...check }: Omit<LinkCheckRecord, 'createdBy'> & { readonly createdById: string },
): Promise<void> {
  await tx.linkCheck.create({ data: { ...check, lostQuotes: JSON.stringify(lostQuotes) } })
  tieRow(tx, 'LinkCheck', check.id)
}
