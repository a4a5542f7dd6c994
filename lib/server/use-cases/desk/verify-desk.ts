import 'server-only'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DESK_CHAIN } from '@/lib/core/history/chain'
import { titleOf } from '@/lib/editor/queries/title'
import { readStoredDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { replay } from '@/lib/server/article/article-document'
import { env } from '@/lib/server/env'
import { sha256 } from '@/lib/server/ids'
import { integrityProblem, openForReading } from '@/lib/server/store/sqlite/open-database'
import { readLog } from '@/lib/server/store/sqlite/read-log'
import { type RecordReport, verifyRecord } from '@/lib/server/store/sqlite/verify-record'

export interface Verdict {
  readonly isSound: boolean
  readonly lines: readonly string[]
  readonly heads: RecordReport['heads']
}

/**
 * Checks the file, the record and every text: chains, the rows they tie, and
 * that each log replayed from version 0 gives every snapshot and the text.
 */
export function verifyDesk(onProgress: (sentence: string) => void = () => {}, file: string = env().databaseFile): Verdict {
  const lines: string[] = []
  const problems: string[] = []
  const db = openForReading(file)
  try {
    const damage = integrityProblem(db)
    lines.push(damage ? `Database file: DAMAGED: ${damage}` : 'Database file: sound.')
    if (damage) problems.push('The database file itself is damaged; restore a backup.')
    const record = verifyRecord(db, (entries) => onProgress(`${entries.toLocaleString('en')} history entries read …`))
    problems.push(...record.problems)
    let articles = 0
    for (const article of readLog(db)) {
      articles++
      if (articles % 100 === 0) onProgress(`${articles} articles replayed …`)
      problems.push(...textProblems(article))
    }
    lines.push(
      `Record: ${record.entries.toLocaleString('en')} entries in ${record.heads.size} chains tie ${record.rows.toLocaleString('en')} rows; ${articles} texts replayed from their first version.`,
      ...(record.purged > 0
        ? [
            `Purged: ${record.purged} ${record.purged === 1 ? 'article' : 'articles'}; the desk’s history says which, when and why, with the head of each chain.`,
          ]
        : []),
      ...(record.emptied > 0
        ? [
            `Purged notes: the words of ${record.emptied} history ${record.emptied === 1 ? 'entry' : 'entries'} are gone; their hashes stand in their chains, and later entries name them.`,
          ]
        : []),
      ...problems,
      problems.length === 0
        ? 'Everything is sound.'
        : `SOMETHING IS WRONG: ${problems.length} ${problems.length === 1 ? 'thing' : 'things'}, see above.`,
    )
    return { isSound: problems.length === 0, lines, heads: record.heads }
  } catch (error) {
    // A file so damaged that it cannot be read on: what was found so far stands.
    const code = (error as { code?: string }).code ?? ''
    if (!code.startsWith('SQLITE_')) throw error
    // A table or column that is not there: not damage, but not what this version reads.
    if (code === 'SQLITE_ERROR') {
      lines.push('This is not a desk of this version of Tickmark: start the desk once to bring it up to date, then verify.')
      return { isSound: false, lines, heads: new Map() }
    }
    lines.push(...problems, `SOMETHING IS WRONG: the file cannot be read further (${code}); restore a backup.`)
    return { isSound: false, lines, heads: new Map() }
  } finally {
    db.close()
  }
}

type Log = ReturnType<typeof readLog> extends Iterable<infer One> ? One : never

function textProblems({ id, textHash, title, snapshots, steps }: Log): string[] {
  const [first, ...later] = snapshots
  if (first?.version !== 0) return [`Article ${id}: the snapshot of version 0 is missing.`]
  const problems: string[] = []
  try {
    let doc = readStoredDocument(JSON.parse(first.document))
    let version = 0
    const takeTo = (next: number) => {
      doc = replay(doc, steps.slice(version, next))
      version = next
    }
    for (const snapshot of later) {
      takeTo(snapshot.version)
      if (JSON.stringify(doc.toJSON()) !== snapshot.document)
        problems.push(`ArticleSnapshot ${id}:${snapshot.version}: it is not what the log gives.`)
    }
    takeTo(steps.length)
    if (sha256(textOf(doc)) !== textHash) problems.push(`Article ${id}: its log does not replay to its text.`)
    const headline = titleOf(doc)
    if (headline !== null && headline !== title) problems.push(`Article ${id}: its title is not its headline.`)
  } catch {
    problems.push(`Article ${id}: its log cannot be replayed.`)
  }
  return problems
}

/** Where every chain has come to, signed by this desk: kept elsewhere, it shows a record that was written anew. */
export interface SignedHead {
  readonly at: string
  readonly chains: Readonly<Record<string, string>>
  readonly signature: string
}

/** The heads as one line to print and keep elsewhere. */
export function signHeads(heads: RecordReport['heads'], now: Date): SignedHead {
  const chains = Object.fromEntries([...heads].sort().map(([chain, { seq, hash }]) => [chain, `${seq} ${hash}`]))
  const at = now.toISOString()
  return { at, chains, signature: signatureOf({ at, chains }) }
}

function signatureOf({ at, chains }: Omit<SignedHead, 'signature'>): string {
  return createHmac('sha256', `tickmark-head ${env().authSecret}`)
    .update(JSON.stringify([at, chains]))
    .digest('hex')
}

/** Compares today's chains with heads printed before. Returns a sentence for each that was written anew. */
export function compareHeads(file: string, databaseFile: string = env().databaseFile): string[] {
  let kept: SignedHead
  try {
    kept = JSON.parse(readFileSync(file, 'utf8')) as SignedHead
  } catch {
    return [`${file} does not hold heads printed by “verify --head”.`]
  }
  const problems: string[] = []
  if (signatureOf(kept) !== kept.signature) problems.push('The kept heads were not signed by this desk, or were altered since.')
  const db = openForReading(databaseFile)
  try {
    const hashAt = db.prepare('SELECT "hash" FROM "HistoryEntry" WHERE "chain" = ? AND "seq" = ?').pluck()
    for (const [chain, head] of Object.entries(kept.chains)) {
      const [seq, hash] = head.split(' ')
      if (hashAt.get(chain, Number(seq)) !== hash)
        problems.push(
          `${chain === DESK_CHAIN ? 'The desk’s history' : `Article ${chain}`}: entry ${seq} is not what it was on ${kept.at}; the history was written anew.`,
        )
    }
  } finally {
    db.close()
  }
  return problems
}
