import 'server-only'
import { database, type Tx } from '@/lib/server/db'

/** One step of an article's log, as stored. The step at version n leads to version n + 1. */
export interface LoggedStep {
  readonly version: number
  /** ProseMirror step JSON. */
  readonly step: string
  readonly clientId: string
  readonly userId: string
  readonly at: Date
}

/** Appends to the log. The primary key (article, version) decides races. */
export async function insertSteps(tx: Tx, articleId: string, steps: readonly LoggedStep[]): Promise<void> {
  if (steps.length === 0) return
  await tx.articleStep.createMany({ data: steps.map((step) => ({ ...step, articleId })) })
}

/** The log from a version on, oldest first, up to (not including) `until`. */
export function stepsSince(articleId: string, version: number, until?: number, tx: Tx = database()): Promise<LoggedStep[]> {
  return tx.articleStep.findMany({
    where: { articleId, version: { gte: version, ...(until === undefined ? {} : { lt: until }) } },
    orderBy: { version: 'asc' },
    select: { version: true, step: true, clientId: true, userId: true, at: true },
  })
}

/** The newest snapshot at or before a version. */
export function snapshotAt(articleId: string, version?: number, tx: Tx = database()) {
  return tx.articleSnapshot.findFirst({
    where: { articleId, ...(version === undefined ? {} : { version: { lte: version } }) },
    orderBy: { version: 'desc' },
    select: { version: true, document: true },
  })
}

export async function insertSnapshot(tx: Tx, articleId: string, version: number, document: string): Promise<void> {
  await tx.articleSnapshot.upsert({
    where: { articleId_version: { articleId, version } },
    create: { articleId, version, document },
    update: {},
  })
}

/** The person who wrote the step at a version. */
export async function authorOfStep(articleId: string, version: number) {
  return database().articleStep.findUnique({
    where: { articleId_version: { articleId, version } },
    select: { at: true, user: { select: { id: true, name: true } } },
  })
}

/** A step without its content: who and when. */
export interface StepStamp {
  readonly version: number
  readonly clientId: string
  readonly at: Date
  readonly user: { readonly id: string; readonly name: string }
}

/** Stamps of the steps before a version, newest first. */
export function stepStamps(articleId: string, before: number, limit: number): Promise<StepStamp[]> {
  return database().articleStep.findMany({
    where: { articleId, version: { lt: before } },
    orderBy: { version: 'desc' },
    take: limit,
    select: { version: true, clientId: true, at: true, user: { select: { id: true, name: true } } },
  })
}

/** Who made some steps, and when, by version. */
export async function authorsOfSteps(articleId: string, versions: readonly number[]): Promise<Map<number, Pick<StepStamp, 'at' | 'user'>>> {
  const authors = new Map<number, Pick<StepStamp, 'at' | 'user'>>()
  for (let at = 0; at < versions.length; at += 500) {
    const rows = await database().articleStep.findMany({
      where: { articleId, version: { in: versions.slice(at, at + 500) } },
      select: { version: true, at: true, user: { select: { id: true, name: true } } },
    })
    for (const { version, ...author } of rows) authors.set(version, author)
  }
  return authors
}
