import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { apiOf } from './desk'

/** Successive revisions of real prose with passages to find again (../shared/corpora/revisions). Offsets are code points. */
interface Pair {
  readonly id: string
  readonly old: string
  readonly new: string
  readonly anchors: readonly {
    readonly id: number
    readonly start: number
    readonly end: number
    readonly truth: 'same' | 'moved' | 'edited' | 'deleted'
    readonly new_start?: number
    readonly new_end?: number
  }[]
}

export type Fate = 'carried right' | 'carried elsewhere' | 'proposed right' | 'proposed elsewhere' | 'lost'
export type FateTable = Record<Pair['anchors'][number]['truth'], Record<Fate, number>>

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

export function readPairs(file: string): Pair[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Pair)
}

/**
 * Between offsets of a text as it is in the corpus (code points) and as an
 * article holds it (UTF-16): importing changes white space only, so the nth
 * visible character is the same in both.
 */
class Offsets {
  readonly #visible: number[] = []
  readonly #inArticle: number[] = []
  readonly #article: string

  constructor(raw: string, article: string) {
    this.#article = article
    ;[...raw].forEach((letter, index) => {
      if (/\S/u.test(letter)) this.#visible.push(index)
    })
    let at = 0
    for (const letter of article) {
      if (/\S/u.test(letter)) this.#inArticle.push(at)
      at += letter.length
    }
    if (this.#visible.length !== this.#inArticle.length) throw new Error('Importing changed more than white space')
  }

  toArticle(start: number, end: number): { start: number; end: number } {
    const first = this.#visible.findIndex((index) => index >= start)
    let last = this.#visible.findIndex((index) => index >= end)
    last = (last === -1 ? this.#visible.length : last) - 1
    const at = this.#inArticle[last] ?? 0
    return { start: this.#inArticle[first] ?? 0, end: at + String.fromCodePoint(this.#article.codePointAt(at) ?? 32).length }
  }
}

/** Intersection over union of two ranges. */
function overlap(a: { start: number; end: number }, b: { start: number; end: number }): number {
  const shared = Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
  return shared / Math.max(1, Math.max(a.end, b.end) - Math.min(a.start, b.start))
}

/**
 * Puts every pair through the product: article in, a claim on each anchor, the
 * later revision as a draft, applied without accepting anything; then reads
 * where the claims are.
 */
export async function judgeRevisions(api: ReturnType<typeof apiOf>, pairs: readonly Pair[]): Promise<FateTable> {
  const none = (): Record<Fate, number> => ({
    'carried right': 0,
    'carried elsewhere': 0,
    'proposed right': 0,
    'proposed elsewhere': 0,
    lost: 0,
  })
  const table: FateTable = { same: none(), moved: none(), edited: none(), deleted: none() }
  for (const pair of pairs) {
    const { body: made } = await api<Any>('POST', '/api/articles', { text: pair.old })
    const { body: article } = await api<Any>('GET', `/api/articles/${made.id}`)
    const before = new Offsets(pair.old, article.text)
    const claims = new Map<number, string>()
    for (const anchor of pair.anchors) {
      const answer = await api<Any>('POST', `/api/articles/${made.id}/claims`, { selector: before.toArticle(anchor.start, anchor.end) })
      if (answer.status !== 201) throw new Error(`No claim on an anchor: ${JSON.stringify(answer.body)}`)
      claims.set(anchor.id, answer.body.id)
    }
    const draft = await api<Any>('POST', `/api/articles/${made.id}/drafts`, { text: pair.new })
    if (draft.status !== 201) throw new Error(`No draft: ${JSON.stringify(draft.body)}`)
    const applied = await api<Any>('POST', `/api/articles/${made.id}/drafts/${draft.body.id}/apply`, { accept: [] })
    if (applied.status !== 200) throw new Error(`Not applied: ${JSON.stringify(applied.body)}`)
    const after = new Offsets(pair.new, applied.body.text)
    const placed = new Map<string, Any>(applied.body.claims.map((claim: Any) => [claim.id, claim]))
    for (const anchor of pair.anchors) {
      const id = claims.get(anchor.id) as string
      const [range] = placed.get(id).ranges
      const last = placed.get(id).ranges.at(-1)
      const proposal = draft.body.proposals.find((one: Any) => one.claimId === id)
      const truth =
        anchor.new_start === undefined || anchor.new_end === undefined ? null : after.toArticle(anchor.new_start, anchor.new_end)
      const isRight = (at: { start: number; end: number }) =>
        truth !== null && overlap(at, truth) >= (anchor.truth === 'edited' ? 0.5 : 0.999)
      const fate: Fate = range
        ? isRight({ start: range.start, end: last.end })
          ? 'carried right'
          : 'carried elsewhere'
        : proposal
          ? isRight(proposal)
            ? 'proposed right'
            : 'proposed elsewhere'
          : 'lost'
      table[anchor.truth][fate]++
    }
  }
  return table
}

/** The table as people read it. */
export function printFates(table: FateTable): string {
  const fates: readonly Fate[] = ['carried right', 'proposed right', 'lost', 'proposed elsewhere', 'carried elsewhere']
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['what became of the passage', 'passages', ...fates]),
    line(['---', ...fates.map(() => '---:'), '---:']),
    ...Object.entries(table).map(([truth, row]) => {
      const total = Object.values(row).reduce((sum, count) => sum + count, 0)
      return line([truth, String(total), ...fates.map((fate) => `${row[fate]} (${((100 * row[fate]) / Math.max(1, total)).toFixed(1)} %)`)])
    }),
  ].join('\n')
}
