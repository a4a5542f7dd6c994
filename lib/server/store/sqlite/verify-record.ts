import { CHAIN_START, type ChainedEntry, ChainReader, DESK_CHAIN, type Ties } from '@/lib/core/history/chain'
import { sha256 } from '@/lib/server/ids'
import { derivedProblems } from '@/lib/server/store/sqlite/derived'
import type { Database } from '@/lib/server/store/sqlite/open-database'
import { digestEntry, readEntries, type StoredEntry } from '@/lib/server/store/sqlite/record-rows'
import { hashRow, hashSteps, rowKey, rowText, SELECT_STEPS, TIED_TABLES } from '@/lib/server/store/sqlite/tied-rows'

export interface RecordReport {
  /** One sentence for each row that is not what the record says, naming it. */
  readonly problems: readonly string[]
  readonly entries: number
  readonly rows: number
  /** Articles whose contents are gone, as the desk's chain tells. */
  readonly purged: number
  /** Entries of the history that words were purged from. */
  readonly emptied: number
  /** Chain → where it has come to. */
  readonly heads: ReadonlyMap<string, { readonly seq: number; readonly hash: string }>
}

interface Tie {
  readonly hash: string | null
  readonly chain: string
  readonly seq: number
}

/**
 * Proves the record: every chain from its first entry to its head, every row
 * against the last entry that tied it, every stretch of every log.
 *
 * 1. Chains are followed; ties are collected, stretches of logs checked as they come.
 * 2. Rows are compared with their ties; what is left over on either side is told.
 * 3. Heads, and the articles the desk knows of, are compared.
 */
export function verifyRecord(db: Database, onProgress: (entries: number) => void = () => {}): RecordReport {
  const problems: string[] = []
  const ties = new Map<string, Tie>()
  const logs = new Map<string, number>()
  const heads = new Map<string, { seq: number; hash: string }>()
  const registered = new Set<string>()
  const purged = new Set<string>()
  const selectSteps = db.prepare(SELECT_STEPS).pluck()
  let entries = 0
  let emptied = 0
  let current = { chain: '', reader: new ChainReader(sha256), digest: CHAIN_START, untied: 0, isAdopted: false }

  const endChain = () => {
    if (current.chain === '') return
    if (current.untied > 0 && !current.isAdopted)
      problems.push(
        `${chainName(current.chain)}: its first ${current.untied} entries were never taken over, so nothing proves what they say.`,
      )
    const { count, problems: wrong } = current.reader.settlePurged()
    emptied += count
    problems.push(...wrong.map((problem) => `${chainName(current.chain)}: ${problem}.`))
    heads.set(current.chain, current.reader.head)
  }

  // 1.
  for (const entry of readEntries(db)) {
    if (entry.chain !== current.chain) {
      endChain()
      current = { chain: entry.chain, reader: new ChainReader(sha256), digest: CHAIN_START, untied: 0, isAdopted: false }
    }
    entries++
    if (entries % 100_000 === 0) onProgress(entries)
    const where = `${chainName(entry.chain)}, history entry ${entry.seq ?? `with id ${entry.id}`}`
    if (entry.seq === null) {
      problems.push(`${where}: it is not in the chain.`)
      continue
    }
    if (entry.articleId !== (entry.chain === DESK_CHAIN ? null : entry.chain)) problems.push(`${where}: it was put on another article.`)
    const problem = current.reader.read(entry as ChainedEntry & StoredEntry)
    if (problem) problems.push(`${chainName(entry.chain)}: ${problem}.`)
    if (entry.ties === null) {
      current.untied++
      current.digest = digestEntry(current.digest, entry)
      if (current.isAdopted) problems.push(`${where}: it ties no rows though the record does since entry ${current.untied}.`)
      continue
    }
    if (entry.action === 'record.adopted') {
      current.isAdopted = true
      const { digest } = readJson<{ digest?: string }>(entry.after) ?? {}
      if (current.untied > 0 && digest !== current.digest)
        problems.push(`${chainName(entry.chain)}: one of the first ${current.untied} entries was altered after it was taken over.`)
    }
    if (entry.chain === DESK_CHAIN && entry.subject.startsWith('article:')) {
      if (entry.action === 'article.registered') registered.add(entry.subject.slice('article:'.length))
      if (entry.action === 'article.purged') purged.add(entry.subject.slice('article:'.length))
    }
    if (entry.ties === '{}') continue
    for (const [name, hash] of Object.entries(readJson<Ties>(entry.ties) ?? {})) {
      if (!name.startsWith('ArticleStep:')) {
        ties.set(name, { hash, chain: entry.chain, seq: entry.seq })
        continue
      }
      const [, articleId = '', stretch = ''] = name.split(':')
      const [from = 0, to = 0] = stretch.split('-').map(Number)
      const known = logs.get(articleId) ?? 0
      if (from !== known) problems.push(`Article ${articleId}: steps ${known} to ${from - 1} of its log are in no entry.`)
      logs.set(articleId, to)
      const rows = selectSteps.all(articleId, from, to) as string[]
      if (hashSteps(rows) !== hash) problems.push(describeSteps(articleId, from, to, rows, where))
    }
  }
  endChain()

  // 2.
  let rows = 0
  for (const table of TIED_TABLES) {
    for (const { key, row } of db
      .prepare(`SELECT ${rowKey(table)} AS "key", ${rowText(table)} AS "row" FROM "${table}"`)
      .iterate() as Iterable<{ key: string; row: string }>) {
      rows++
      const name = `${table}:${key}`
      const tie = ties.get(name)
      ties.delete(name)
      if (!tie) problems.push(`${table} ${key}: it is in no entry of the record; it was added from outside.`)
      else if (hashRow(table, row) !== tie.hash)
        problems.push(`${table} ${key}: it was altered after entry ${tie.seq} of ${chainName(tie.chain)}.`)
    }
  }
  for (const [name, tie] of ties) {
    if (tie.hash === null || (tie.chain !== DESK_CHAIN && purged.has(tie.chain))) continue
    problems.push(`${name.replace(':', ' ')}: it is missing; entry ${tie.seq} of ${chainName(tie.chain)} tells of it.`)
  }
  for (const { articleId, count, last } of db
    .prepare('SELECT "articleId", COUNT(*) AS "count", MAX("version") AS "last" FROM "ArticleStep" GROUP BY "articleId"')
    .iterate() as Iterable<{ articleId: string; count: number; last: number }>) {
    rows += count
    const told = logs.get(articleId) ?? 0
    if (last >= told)
      problems.push(`Article ${articleId}: steps ${told} to ${last} of its log are in no entry; they were added from outside.`)
  }

  // 3.
  for (const article of db.prepare('SELECT "id", "historySeq", "historyHash", "version" FROM "Article"').iterate() as Iterable<{
    id: string
    historySeq: number
    historyHash: string
    version: number
  }>) {
    const head = heads.get(article.id)
    if (!head || head.seq !== article.historySeq || head.hash !== article.historyHash)
      problems.push(
        `Article ${article.id}: its history ends at entry ${head?.seq ?? 0} and not at ${article.historySeq} as the article says; entries are missing or were added.`,
      )
    if ((logs.get(article.id) ?? 0) !== article.version)
      problems.push(`Article ${article.id}: it says it is at version ${article.version}, its record at ${logs.get(article.id) ?? 0}.`)
    if (!registered.has(article.id))
      problems.push(`Article ${article.id}: the desk’s history does not know of it; it was added from outside.`)
    registered.delete(article.id)
  }
  for (const id of registered)
    if (!purged.has(id)) problems.push(`Article ${id}: it is missing with all that hung on it; the desk’s history tells of it.`)
  const stored = db.prepare(`SELECT "value" FROM "Setting" WHERE "key" = 'desk-chain-head'`).pluck().get() as string | undefined
  const desk = heads.get(DESK_CHAIN)
  if ((stored ?? '') !== (desk ? `${desk.seq} ${desk.hash}` : ''))
    problems.push(`The desk’s history ends at entry ${desk?.seq ?? 0} and not where the desk says; entries are missing or were added.`)
  for (const { id, bytes } of db.prepare('SELECT "id", "bytes" FROM "Attachment"').iterate() as Iterable<{ id: string; bytes: Buffer }>)
    if (sha256(bytes) !== id) problems.push(`Attachment ${id}: its bytes are not those it was kept under.`)
  problems.push(...derivedProblems(db))
  return { problems, entries, rows, heads, purged: purged.size, emptied }
}

function chainName(chain: string): string {
  return chain === DESK_CHAIN ? 'The desk’s history' : `Article ${chain}`
}

function describeSteps(articleId: string, from: number, to: number, rows: readonly string[], where: string): string {
  const versions = new Set(rows.map((row) => (readJson<unknown[]>(row) ?? [])[0]))
  const missing = Array.from({ length: to - from }, (_, index) => from + index).filter((version) => !versions.has(version))
  if (missing.length > 0) return `ArticleStep ${articleId}:${missing.join(', ')}: missing from the log (${where}).`
  return `ArticleStep ${articleId}:${to - from === 1 ? from : `${from} to ${to - 1}`}: altered in the log (${where}).`
}

function readJson<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T
  } catch {
    return null
  }
}
