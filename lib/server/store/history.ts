import 'server-only'
import { type ChainedEntry, canonicalJson } from '@/lib/core/history/chain'
import { database, type Tx } from '@/lib/server/db'

export interface HistoryRecord extends ChainedEntry {
  readonly articleId: string | null
  /** Version of the text right after it. */
  readonly version: number | null
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly previousHash: string
  readonly hash: string
}

export async function insertHistory(
  tx: Tx,
  entry: Omit<ChainedEntry, 'seq'> & {
    readonly seq: number | null
    readonly articleId: string | null
    readonly version: number | null
    readonly previousHash: string | null
    readonly hash: string | null
  },
): Promise<void> {
  await tx.historyEntry.create({
    data: {
      articleId: entry.articleId,
      seq: entry.seq,
      version: entry.version,
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
    version: null,
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

export interface DeskHistoryRecord {
  readonly id: number
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly action: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}

/** Entries outside any article's chain, newest first. */
export async function historyOfDesk(limit: number): Promise<DeskHistoryRecord[]> {
  const rows = await database().historyEntry.findMany({
    where: { articleId: null },
    orderBy: { id: 'desc' },
    take: limit,
    include: { actor: { select: { id: true, name: true } } },
  })
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
  }))
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

/** For each claim that lost its words, the version that had them last. */
export async function lastOrphanings(articleId: string, claimIds: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (let at = 0; at < claimIds.length; at += 500) {
    const rows = await database().historyEntry.findMany({
      where: { articleId, action: 'claim.orphaned', subject: { in: claimIds.slice(at, at + 500).map((id) => `claim:${id}`) } },
      select: { subject: true, before: true },
      orderBy: { seq: 'asc' },
    })
    for (const { subject, before } of rows) {
      const { version } = JSON.parse(before) as { version?: number }
      if (version !== undefined) found.set(subject.slice('claim:'.length), version)
    }
  }
  return found
}

/** Entries of an article, newest first, or oldest first for verifying. */
export async function historyOfArticle(
  articleId: string,
  options: {
    readonly subject?: string | undefined
    readonly actorId?: string | undefined
    /** Beginning of the action's name: "claim.", "text.edited". */
    readonly action?: string | undefined
    readonly beforeSeq?: number | undefined
    readonly afterSeq?: number | undefined
    /** Only entries made when the text had moved on from this version. */
    readonly afterVersion?: number | undefined
    readonly notBy?: string | undefined
    readonly limit?: number | undefined
    readonly order?: 'asc' | 'desc'
  } = {},
): Promise<HistoryRecord[]> {
  const rows = await database().historyEntry.findMany({
    where: {
      articleId,
      ...(options.subject ? { subject: options.subject } : {}),
      ...(options.actorId ? { actorId: options.actorId } : {}),
      ...(options.notBy ? { NOT: { actorId: options.notBy } } : {}),
      ...(options.action ? { action: { startsWith: options.action } } : {}),
      ...(options.afterVersion === undefined ? {} : { version: { gt: options.afterVersion } }),
      ...(options.beforeSeq || options.afterSeq
        ? { seq: { ...(options.beforeSeq ? { lt: options.beforeSeq } : {}), ...(options.afterSeq ? { gt: options.afterSeq } : {}) } }
        : {}),
    },
    orderBy: { seq: options.order ?? 'desc' },
    ...(options.limit ? { take: options.limit } : {}),
    include: { actor: { select: { id: true, name: true } } },
  })
  return rows.map((row) => ({
    articleId: row.articleId,
    version: row.version,
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
