import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { LRUCache } from 'lru-cache'
import { readStoredDocument, readStoredStep } from '@/lib/editor/schema'
import { AppError } from '@/lib/server/app-error'
import type { Tx } from '@/lib/server/db'
import { type LoggedStep, snapshotAt, stepsSince } from '@/lib/server/store/article-log'
import type { OpenedId } from '@/lib/server/store/opened-id'

export interface VersionedDocument {
  readonly version: number
  readonly doc: Node
}

/**
 * Documents kept in memory: only a cache of the log. Of each article the last versions, newest at the end; they share all but
 * what was edited. Per module graph on purpose: Next loads this module more
 * than once, each time with a schema of its own, and a step of one schema does
 * not fit a document of another.
 */
const MAX_ARTICLES = 40
const MAX_VERSIONS = 80
const documents = new LRUCache<string, VersionedDocument[]>({ max: MAX_ARTICLES })

/** The document of an article at a version: from memory, or the last snapshot plus the tail of the log. */
export async function loadDocument(articleId: OpenedId, version: number, tx?: Tx): Promise<Node> {
  const kept = documents.get(articleId) ?? []
  const near = kept.findLast((one) => one.version <= version)
  if (near?.version === version) return near.doc
  const start = near ?? (await loadSnapshot(articleId, version, tx))
  const doc = replay(start.doc, await stepsSince(articleId, start.version, version, tx))
  // An old version that somebody looks at must not push out the current ones.
  if (version > (kept[kept.length - 1]?.version ?? -1)) keepDocument(articleId, { version, doc })
  return doc
}

async function loadSnapshot(articleId: OpenedId, version: number, tx?: Tx): Promise<VersionedDocument> {
  const snapshot = await snapshotAt(articleId, version, tx)
  if (!snapshot) throw new AppError('not-found', undefined, { log: 'article without snapshot' })
  return { version: snapshot.version, doc: readStoredDocument(JSON.parse(snapshot.document)) }
}

export function keepDocument(articleId: OpenedId, document: VersionedDocument): void {
  const kept = documents.get(articleId) ?? []
  if ((kept[kept.length - 1]?.version ?? -1) < document.version) kept.push(document)
  if (kept.length > MAX_VERSIONS) kept.shift()
  documents.set(articleId, kept)
}

/** Applies logged steps. They were valid when logged, so a failure means a damaged log. */
export function replay(doc: Node, steps: readonly Pick<LoggedStep, 'version' | 'step'>[]): Node {
  let current = doc
  for (const logged of steps) {
    const result = readStoredStep(JSON.parse(logged.step)).apply(current)
    if (!result.doc) throw new Error(`The log is damaged at version ${logged.version}: ${result.failed}`)
    current = result.doc
  }
  return current
}
