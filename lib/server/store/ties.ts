import 'server-only'
import type { Ties } from '@/lib/core/history/chain'
import type { Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { hashRow, hashSteps, OF_ARTICLE, SELECT_STEPS, selectByKeys, stepsName, type TiedTable } from '@/lib/server/store/sqlite/tied-rows'

interface Touched {
  readonly rows: Map<TiedTable, Map<string, readonly (string | number)[]>>
  readonly steps: { readonly articleId: OpenedId; readonly from: number; readonly to: number }[]
}

// What each open transaction has written so far. Stores tell; the record takes.
const touched = new WeakMap<object, Touched>()

function touchedIn(tx: Tx): Touched {
  const known = touched.get(tx) ?? { rows: new Map(), steps: [] }
  touched.set(tx, known)
  return known
}

/** Says that a row was written (or removed) in this transaction: the record will tie what it holds at the end. */
export function tieRow(tx: Tx, table: TiedTable, ...key: (string | number)[]): void {
  const { rows } = touchedIn(tx)
  const ofTable = rows.get(table) ?? new Map<string, readonly (string | number)[]>()
  rows.set(table, ofTable)
  ofTable.set(key.join(':'), key)
}

/** Says that steps were appended to an article's log; `to` is not included. */
export function tieSteps(tx: Tx, articleId: OpenedId, from: number, to: number): void {
  touchedIn(tx).steps.push({ articleId, from, to })
}

/** Whether anything was written that is not tied yet. */
export function hasUntied(tx: Tx): boolean {
  const known = touched.get(tx)
  return known !== undefined && (known.rows.size > 0 || known.steps.length > 0)
}

/** Reads what was written in this transaction, and belongs to an article or to the desk, as it stands now; it counts as tied then. */
export async function takeTies(tx: Tx, of: 'article' | 'desk'): Promise<Ties> {
  const known = touched.get(tx)
  const ties: Record<string, string | null> = {}
  if (!known) return ties
  for (const [table, keys] of known.rows) {
    if (table in OF_ARTICLE !== (of === 'article')) continue
    known.rows.delete(table)
    const found = await tx.$queryRawUnsafe<{ key: string; row: string }[]>(selectByKeys(table), JSON.stringify([...keys.values()]))
    for (const key of keys.keys()) ties[`${table}:${key}`] = null
    for (const { key, row } of found) ties[`${table}:${key}`] = hashRow(table, row)
  }
  if (of === 'article')
    for (const { articleId, from, to } of known.steps.splice(0)) {
      const rows = await tx.$queryRawUnsafe<{ row: string }[]>(SELECT_STEPS, articleId, from, to)
      ties[stepsName(articleId, from, to)] = hashSteps(rows.map(({ row }) => row))
    }
  return ties
}
