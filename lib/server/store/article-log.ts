import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow, tieSteps } from '@/lib/server/store/ties'

/** What made a step. Set by the server; no id a client makes up means anything. */
export const STEP_KINDS = ['typed', 'claim', 'edit', 'draft', 'restore', 'correction'] as const
export type StepKind = (typeof STEP_KINDS)[number]

/** One step of an article's log, as stored. The step at version n leads to version n + 1. */
export interface LoggedStep {
  readonly version: number
  /** ProseMirror step JSON. */
  readonly step: string
  readonly kind: StepKind
  /** The tab that sent it; empty for what the server made itself. */
  readonly clientId: string
  readonly userId: string
  readonly at: Date
}

/** Appends to the log. The primary key (article, version) decides races. */
export async function insertSteps(tx: Tx, articleId: OpenedId, steps: readonly LoggedStep[]): Promise<void> {
  const [first] = steps
  if (!first) return
  await tx.articleStep.createMany({ data: steps.map((step) => ({ ...step, articleId })) })
  tieSteps(tx, articleId, first.version, first.version + steps.length)
}

/** The log from a version on, oldest first, up to (not including) `until`. */
export async function stepsSince(articleId: OpenedId, version: number, until?: number, tx: Tx = database()): Promise<LoggedStep[]> {
  const rows = await tx.articleStep.findMany({
    where: { articleId, version: { gte: version, ...(until === undefined ? {} : { lt: until }) } },
    orderBy: { version: 'asc' },
    select: { version: true, step: true, kind: true, clientId: true, userId: true, at: true },
  })
  return rows.map((row) => ({ ...row, kind: row.kind as StepKind }))
}

/** The newest snapshot at or before a version. */
export function snapshotAt(
  articleId: OpenedId,
  version?: number,
  tx: Tx = database(),
): Promise<{ version: number; document: string } | null> {
  return tx.articleSnapshot.findFirst({
    where: { articleId, ...(version === undefined ? {} : { version: { lte: version } }) },
    orderBy: { version: 'desc' },
    select: { version: true, document: true },
  })
}

export async function insertSnapshot(tx: Tx, articleId: OpenedId, version: number, document: string, createdAt: Date): Promise<void> {
  await tx.articleSnapshot.create({ data: { articleId, version, document, createdAt } })
  tieRow(tx, 'ArticleSnapshot', articleId, version)
}

/** A person as far as a log tells. */
export interface Author {
  readonly id: string
  readonly name: string
}

/** A step without its content: who and when. */
export interface StepStamp {
  readonly version: number
  readonly kind: StepKind
  readonly at: Date
  readonly user: Author
}

/** Stamps of the steps before a version, newest first. */
export async function stepStamps(articleId: OpenedId, before: number, limit: number, tx: Tx = database()): Promise<StepStamp[]> {
  const rows = await tx.articleStep.findMany({
    where: { articleId, version: { lt: before } },
    orderBy: { version: 'desc' },
    take: limit,
    select: { version: true, kind: true, at: true, user: { select: { id: true, name: true } } },
  })
  return rows.map((row) => ({ ...row, kind: row.kind as StepKind }))
}

/** Who made some steps, and when, by version. */
export async function authorsOfSteps(articleId: OpenedId, versions: readonly number[]): Promise<Map<number, { at: Date; user: Author }>> {
  const authors = new Map<number, { at: Date; user: Author }>()
  for (let at = 0; at < versions.length; at += 500) {
    const rows = await database().articleStep.findMany({
      where: { articleId, version: { in: versions.slice(at, at + 500) } },
      select: { version: true, at: true, user: { select: { id: true, name: true } } },
    })
    for (const { version, ...author } of rows) authors.set(version, author)
  }
  return authors
}

/** Binds a tab's id to the first person who sends under it. Returns whose it is. */
export async function bindTab(tx: Tx, articleId: OpenedId, clientId: string, userId: string): Promise<string> {
  const known = await tx.articleTab.findUnique({ where: { articleId_clientId: { articleId, clientId } }, select: { userId: true } })
  if (known) return known.userId
  await tx.articleTab.create({ data: { articleId, clientId, userId } })
  return userId
}

/** The same when a tab opens its stream, before it has sent anything: from then on others are told its id. Returns whose it is. */
export async function bindOpenTab(articleId: OpenedId, clientId: string, userId: string): Promise<string> {
  const tab = await database().articleTab.upsert({
    where: { articleId_clientId: { articleId, clientId } },
    create: { articleId, clientId, userId },
    update: {},
    select: { userId: true },
  })
  return tab.userId
}
