import 'server-only'
import { type ChainedEntry, canonicalJson } from '@/lib/core/history/chain'
import { database, type Tx } from '@/lib/server/db'

export interface HistoryRecord extends ChainedEntry {
  readonly articleId: string | null
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly previousHash: string
  readonly hash: string
}

export async function insertHistory(
  tx: Tx,
  entry: Omit<ChainedEntry, 'seq'> & {
    readonly seq: number | null
    readonly articleId: string | null
    readonly previousHash: string | null
    readonly hash: string | null
  },
): Promise<void> {
  await tx.historyEntry.create({
    data: {
      articleId: entry.articleId,
      seq: entry.seq,
      at: new Date(entry.at),
      actorId: entry.actorId,
      action: entry.action,
      subject: entry.subject,
      before: canonicalJson(entry.before),
      after: canonicalJson(entry.after),
      previousHash: entry.previousHash,
      hash: entry.hash,
    },
  })
}

/** An entry about people or settings, outside any article's chain. */
export function recordDeskHistory(
  tx: Tx,
  entry: {
    readonly at: Date
    readonly actorId: string | null
    readonly action: string
    readonly subject: string
    readonly before?: unknown
    readonly after?: unknown
  },
): Promise<void> {
  return insertHistory(tx, {
    seq: null,
    articleId: null,
    at: entry.at.toISOString(),
    actorId: entry.actorId,
    action: entry.action,
    subject: entry.subject,
    before: entry.before ?? null,
    after: entry.after ?? null,
    previousHash: null,
    hash: null,
  })
}

/** What entries after a place in an article's chain are about. */
export async function subjectsSince(articleId: string, seq: number): Promise<string[]> {
  const rows = await database().historyEntry.findMany({
    where: { articleId, seq: { gt: seq } },
    select: { subject: true },
    distinct: ['subject'],
  })
  return rows.map((row) => row.subject)
}

/** Entries of an article, newest first, or oldest first for verifying. */
export async function historyOfArticle(
  articleId: string,
  options: {
    readonly subject?: string | undefined
    readonly beforeSeq?: number | undefined
    readonly limit?: number | undefined
    readonly order?: 'asc' | 'desc'
  } = {},
): Promise<HistoryRecord[]> {
  const rows = await database().historyEntry.findMany({
    where: {
      articleId,
      ...(options.subject ? { subject: options.subject } : {}),
      ...(options.beforeSeq ? { seq: { lt: options.beforeSeq } } : {}),
    },
    orderBy: { seq: options.order ?? 'desc' },
    ...(options.limit ? { take: options.limit } : {}),
    include: { actor: { select: { id: true, name: true } } },
  })
  return rows.map((row) => ({
    articleId: row.articleId,
    seq: row.seq ?? 0,
    at: row.at.toISOString(),
    actorId: row.actorId,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    previousHash: row.previousHash ?? '',
    hash: row.hash ?? '',
  }))
}
