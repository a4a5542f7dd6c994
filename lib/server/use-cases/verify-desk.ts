import 'server-only'
import SqliteDatabase from 'better-sqlite3'
import { verifyChain } from '@/lib/core/history/chain'
import { textOf } from '@/lib/editor/text-map'
import { env } from '@/lib/server/env'
import { sha256 } from '@/lib/server/ids'
import { loadDocument } from '@/lib/server/live/article-document'
import { listArticles } from '@/lib/server/store/articles'
import { historyOfArticle } from '@/lib/server/store/history'

/** Checks the database file, every history chain, and that each log replays to its text. */
export async function verifyDesk(): Promise<{ isSound: boolean; lines: string[] }> {
  const lines: string[] = []
  let isSound = true
  const db = new SqliteDatabase(env().databaseFile, { readonly: true })
  const integrity = String(db.pragma('integrity_check', { simple: true }))
  const foreign = (db.pragma('foreign_key_check') as unknown[]).length
  db.close()
  lines.push(integrity === 'ok' ? 'Database file: sound.' : `Database file: DAMAGED: ${integrity}`)
  if (integrity !== 'ok' || foreign > 0) isSound = false
  if (foreign > 0) lines.push(`References: ${foreign} broken.`)

  for (const inBin of [false, true])
    for (const article of await listArticles({ limit: 1_000_000, inBin })) {
      const entries = await historyOfArticle(article.id, { order: 'asc' })
      const verdict = verifyChain(entries, sha256)
      const last = entries[entries.length - 1]
      const headMatches = verdict.isIntact && last?.hash === article.historyHash && last.seq === article.historySeq
      let log = 'log replays to its text'
      try {
        if (sha256(textOf(await loadDocument(article.id, article.version))) !== article.textHash) log = 'LOG DOES NOT REPLAY TO ITS TEXT'
      } catch {
        log = 'LOG CANNOT BE REPLAYED'
      }
      const chain = !verdict.isIntact
        ? `HISTORY BROKEN: ${verdict.reason}`
        : headMatches
          ? `history intact (${verdict.entries} entries)`
          : 'HISTORY CUT SHORT: its last entries are missing'
      if (!headMatches || log !== 'log replays to its text') isSound = false
      lines.push(`Article ${article.id}: ${chain}; ${log}.`)
    }
  lines.push(isSound ? 'Everything is sound.' : 'SOMETHING IS WRONG; see above.')
  return { isSound, lines }
}
