import 'server-only'
import { searchWords } from '@/lib/core/text/fold'
import type { Tx } from '@/lib/server/db'

export type SearchKind = 'article' | 'claim' | 'source'

/** Rows of one statement: SQLite takes a limited number of parameters. */
export const ROWS_AT_ONCE = 400

/** Puts the words something is found by into the index. What was changed last is found first. */
export async function indexText(
  tx: Tx,
  kind: SearchKind,
  id: string,
  text: string,
  options: { readonly isNew?: boolean } = {},
): Promise<void> {
  if (!options.isNew) await tx.searchText.deleteMany({ where: { kind, id } })
  await tx.searchText.create({ data: { kind, id, text } })
}

/** The words of things that were not there before, a few statements in all. */
export async function indexNewTexts(
  tx: Tx,
  kind: SearchKind,
  things: readonly { readonly id: string; readonly text: string }[],
): Promise<void> {
  const rows = things.map(({ id, text }) => ({ kind, id, text }))
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await tx.searchText.createMany({ data: rows.slice(at, at + ROWS_AT_ONCE) })
}

/** A query for the index: every word, each also as a beginning. Null when there is nothing to look for. */
export function indexQuery(query: string): string | null {
  const words = searchWords(query)
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ')
}
