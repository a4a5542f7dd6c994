import 'server-only'
import { CHAIN_START, type ChainedEntry, canonicalJson, chainHash, DESK_CHAIN, type PurgedEntry, type Ties } from '@/lib/core/history/chain'
import { type ArticleEvent, type DeskEvent, type EventName, eventNames } from '@/lib/core/history/events'
import { database, type Tx } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { readSetting, swapSetting } from '@/lib/server/store/settings'

export interface HistoryRecord {
  readonly id: number
  readonly seq: number
  /** ISO 8601 UTC. */
  readonly at: string
  /** Version of the text right after it; null on the desk's chain. */
  readonly version: number | null
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly action: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
  readonly previousHash: string
  readonly hash: string
}

/** Where a chain has come to. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/** An event that waits to be written, with when it happened in the text. */
export interface NewEntry {
  readonly event: ArticleEvent | DeskEvent
  readonly version: number | null
}

/** Adds entries to the end of a chain, the last of them with the ties. Returns the new head. */
export async function appendEntries(
  tx: Tx,
  chain: { readonly name: string; readonly head: ChainHead },
  by: { readonly actorId: string | null; readonly at: Date },
  entries: readonly NewEntry[],
  ties: Ties,
): Promise<ChainHead> {
  let { seq, hash } = chain.head
  const rows = entries.map(({ event, version }, index) => {
    const entry: ChainedEntry = {
      seq: seq + 1,
      at: by.at.toISOString(),
      actorId: by.actorId,
      action: event.name,
      subject: event.subject,
      version,
      before: canonicalJson(event.before),
      after: canonicalJson(event.after),
      ties: index === entries.length - 1 ? canonicalJson(ties) : '{}',
    }
    const previousHash = hash
    hash = chainHash(previousHash, entry, sha256)
    seq = entry.seq
    return { ...entry, at: by.at, chain: chain.name, articleId: chain.name === DESK_CHAIN ? null : chain.name, previousHash, hash }
  })
  await tx.historyEntry.createMany({ data: rows })
  return { seq, hash }
}

const DESK_HEAD = 'desk-chain-head'

/** Where the desk's own chain has come to. */
export async function readDeskHead(tx: Tx = database()): Promise<ChainHead> {
  return parseHead(await readSetting(DESK_HEAD, tx))
}

/** Moves the desk's head on. False when somebody else moved it first. */
export function moveDeskHead(tx: Tx, from: ChainHead, to: ChainHead): Promise<boolean> {
  return swapSetting(tx, DESK_HEAD, from.seq === 0 ? null : writeHead(from), writeHead(to))
}

export function writeHead({ seq, hash }: ChainHead): string {
  return `${seq} ${hash}`
}

export function parseHead(text: string | null): ChainHead {
  const [seq, hash] = (text ?? '').split(' ')
  return seq && hash ? { seq: Number(seq), hash } : { seq: 0, hash: CHAIN_START }
}

const include = { actor: { select: { id: true, name: true } } } as const

interface Row {
  readonly id: number
  readonly seq: number | null
  readonly at: Date
  readonly version: number | null
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly action: string
  readonly subject: string
  readonly before: string
  readonly after: string
  readonly previousHash: string | null
  readonly hash: string | null
}

function toRecord(row: Row): HistoryRecord {
  return {
    id: row.id,
    seq: row.seq ?? 0,
    at: row.at.toISOString(),
    version: row.version,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    previousHash: row.previousHash ?? '',
    hash: row.hash ?? '',
  }
}

/** Entries of the desk's own chain, newest first; `silent` names are left out. */
export async function historyOfDesk(limit: number, silent: readonly EventName[]): Promise<HistoryRecord[]> {
  const rows = await database().historyEntry.findMany({
    where: { chain: DESK_CHAIN, action: { notIn: [...silent] } },
    orderBy: { seq: 'desc' },
    take: limit,
    include,
  })
  return rows.map(toRecord)
}

/** What was made of a person's account since a moment: role and whether they are active, oldest first. */
export async function accountsSince(
  personId: string,
  since: Date,
): Promise<readonly { readonly role: string; readonly isActive: boolean }[]> {
  const actions: EventName[] = ['person.updated', 'person.deactivated']
  const rows = await database().historyEntry.findMany({
    where: { chain: DESK_CHAIN, subject: `person:${personId}`, action: { in: actions }, at: { gte: since } },
    orderBy: { seq: 'asc' },
    select: { after: true },
  })
  return rows.flatMap(({ after }) => (after ? (JSON.parse(after) as { role: string; isActive: boolean }) : []))
}

/** An entry without what it changed: what it is about, what was done, by whom. */
export interface ToldEntry {
  readonly subject: string
  readonly action: string
  readonly actor: { readonly id: string; readonly name: string } | null
}

/** What entries after a place in an article's chain tell, oldest first; the same told twice is told once. */
export function toldSince(articleId: OpenedId, seq: number): Promise<ToldEntry[]> {
  return database().historyEntry.findMany({
    where: { chain: articleId, seq: { gt: seq } },
    select: { subject: true, action: true, actor: { select: { id: true, name: true } } },
    distinct: ['subject', 'action', 'actorId'],
    orderBy: { seq: 'asc' },
  })
}

/** For each claim that lost its words, the version that had them last. */
export async function lastOrphanings(articleId: OpenedId, claimIds: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const action: EventName = 'claim.orphaned'
  for (let at = 0; at < claimIds.length; at += 500) {
    const rows = await database().historyEntry.findMany({
      where: { chain: articleId, action, subject: { in: claimIds.slice(at, at + 500).map((id) => `claim:${id}`) } },
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

/** Who gave a claim each level of confidence it had, the last one to do so: "CLAIM LEVEL" → name. Taking a change back gives nothing. */
export async function confidenceGivers(articleId: OpenedId): Promise<Map<string, string>> {
  const actions: EventName[] = ['claim.created', 'claim.updated', 'claim.decided', 'article.brought-back']
  const rows = await database().historyEntry.findMany({
    where: { chain: articleId, action: { in: actions } },
    select: { subject: true, after: true, actor: { select: { name: true } } },
    orderBy: { seq: 'asc' },
  })
  const givers = new Map<string, string>()
  for (const { subject, after, actor } of rows) {
    const { confidence, confidenceBy = {} } = JSON.parse(after) as { confidence?: string | null; confidenceBy?: Record<string, string> }
    for (const [key, name] of Object.entries(confidenceBy)) givers.set(key, name)
    if (confidence && actor) givers.set(`${subject.slice('claim:'.length)} ${confidence}`, actor.name)
  }
  return givers
}

/** What the last merge of a source did, of what the desk's chain tells: what it filled in the other, and which sources went along. */
export async function lastMerge(sourceId: string, tx: Tx): Promise<{ readonly filled: Record<string, unknown>; readonly along: string[] }> {
  const action: EventName = 'source.merged'
  const row = await tx.historyEntry.findFirst({
    where: { chain: DESK_CHAIN, action, subject: `source:${sourceId}` },
    select: { after: true },
    orderBy: { seq: 'desc' },
  })
  const { filled = {}, along = [] } = JSON.parse(row?.after ?? '{}') as { filled?: Record<string, unknown>; along?: string[] }
  return { filled, along }
}

/** Entries of an article, newest first. */
export async function historyOfArticle(
  articleId: OpenedId,
  options: {
    readonly subject?: string | undefined
    readonly actorId?: string | undefined
    readonly actions?: readonly EventName[] | undefined
    /** Names that are left out. */
    readonly silent?: readonly EventName[] | undefined
    readonly beforeSeq?: number | undefined
    readonly afterSeq?: number | undefined
    /** Only entries made when the text had moved on from this version. */
    readonly afterVersion?: number | undefined
    readonly notBy?: string | undefined
    readonly limit?: number | undefined
  } = {},
  tx: Tx = database(),
): Promise<HistoryRecord[]> {
  const { subject, actorId, actions, silent, beforeSeq, afterSeq, afterVersion, notBy, limit } = options
  const rows = await tx.historyEntry.findMany({
    where: {
      chain: articleId,
      ...(subject ? { subject } : {}),
      ...(actorId ? { actorId } : {}),
      ...(notBy ? { NOT: { actorId: notBy } } : {}),
      ...(actions || silent ? { action: { ...(actions ? { in: [...actions] } : {}), ...(silent ? { notIn: [...silent] } : {}) } } : {}),
      ...(afterVersion === undefined ? {} : { version: { gt: afterVersion } }),
      ...(beforeSeq || afterSeq ? { seq: { ...(beforeSeq ? { lt: beforeSeq } : {}), ...(afterSeq ? { gt: afterSeq } : {}) } } : {}),
    },
    orderBy: { seq: 'desc' },
    ...(limit ? { take: limit } : {}),
    include,
  })
  return rows.map(toRecord)
}

/**
 * Takes the words of notes out of the entries that held them. Their hashes
 * stay; what is returned names them, with the hash of what is left, for an
 * entry behind them. Entries from before rows were tied are proven by what they
 * say, and keep it.
 */
export async function purgeNoteEntries(tx: Tx, articleId: OpenedId, noteIds: readonly string[], purgedAt: Date): Promise<PurgedEntry[]> {
  const ids = new Set(noteIds)
  const actions: EventName[] = [...eventNames('note.'), 'claim.undone']
  const rows = await tx.historyEntry.findMany({
    where: { chain: articleId, action: { in: actions }, purgedAt: null, ties: { not: null } },
    orderBy: { seq: 'asc' },
  })
  const purged: PurgedEntry[] = []
  for (const row of rows) {
    const before = JSON.parse(row.before) as Record<string, unknown> | null
    const after = JSON.parse(row.after) as Record<string, unknown> | null
    if (![before, after].some((one) => one && ids.has(String(one.noteId)) && 'text' in one)) continue
    const left = { before: canonicalJson(withoutText(before)), after: canonicalJson(withoutText(after)) }
    await tx.historyEntry.update({ where: { id: row.id }, data: { ...left, purgedAt } })
    const entry = { ...row, ...left, seq: row.seq ?? 0, at: row.at.toISOString() }
    purged.push({ seq: entry.seq, left: chainHash(row.previousHash ?? '', entry, sha256) })
  }
  return purged
}

function withoutText(payload: Record<string, unknown> | null): Record<string, unknown> | null {
  if (payload === null) return null
  const { text: _, ...rest } = payload
  return { ...rest, isPurged: true }
}
