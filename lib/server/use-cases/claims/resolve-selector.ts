import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { Mapping } from '@tiptap/pm/transform'
import { anchorQuote, type TextQuoteSelector } from '@/lib/core/anchoring/quote-selector'
import { CLAIM_LIMITS } from '@/lib/core/claim/claim'
import { cutsCharacter, type TextRange, trimRange } from '@/lib/core/text/range'
import { readStoredStep } from '@/lib/editor/schema'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { loadDocument } from '@/lib/server/article/article-document'
import type { ArticleChange } from '@/lib/server/article/change-article'
import type { Tx } from '@/lib/server/db'
import { stepsSince } from '@/lib/server/store/article-log'
import type { OpenedId } from '@/lib/server/store/opened-id'

/** Where a claim shall be: words, or offsets at a version (the current one unless said). */
export type ClaimSelector = TextQuoteSelector | (TextRange & { readonly version?: number | undefined })

/** The range a selector names in the document as it is. */
export async function resolveSelector(change: ArticleChange, selector: ClaimSelector): Promise<TextRange> {
  const text = textOf(change.doc)
  let range: TextRange
  if ('exact' in selector) {
    const located = anchorQuote(text, { ...selector, exact: selector.exact.replace(/\r\n?/g, '\n') })
    if (located.kind === 'not-found') throw new AppError('quote-not-found')
    if (located.kind === 'ambiguous') throw new AppError('ambiguous-quote', undefined, { details: { candidates: located.candidates } })
    range = located.range
  } else {
    range = await rangeNow({ id: change.id, version: change.article.version, doc: change.doc, tx: change.tx }, selector)
  }
  if (range.start >= range.end || range.end > text.length)
    throw new AppError('invalid-input', `There are no words from ${range.start} to ${range.end}; the text has ${text.length} characters.`)
  const trimmed = trimRange(text, range)
  if (trimmed.start >= trimmed.end) throw new AppError('invalid-input', 'A claim needs words; only spaces were selected.')
  if (trimmed.end - trimmed.start > CLAIM_LIMITS.quote)
    throw new AppError('too-large', `A claim can be at most ${CLAIM_LIMITS.quote.toLocaleString('en')} characters long.`)
  return trimmed
}

/** The article as it is: its document at its version. */
export interface Present {
  readonly id: OpenedId
  readonly version: number
  readonly doc: Node
  readonly tx?: Tx
  /** Ways from earlier versions to this one, for who asks for many ranges. */
  readonly ways?: Map<number, Promise<Way>>
}

/** An earlier version's text, and what its positions became. */
interface Way {
  readonly before: ReturnType<typeof textMapOf>
  readonly mapping: Mapping
}

async function wayFrom({ id, version: current, tx }: Present, version: number): Promise<Way> {
  const before = textMapOf(await loadDocument(id, version, tx))
  const mapping = new Mapping()
  for (const logged of await stepsSince(id, version, current, tx)) mapping.appendMap(readStoredStep(JSON.parse(logged.step)).getMap())
  return { before, mapping }
}

/**
 * Where a range of an earlier version stands now: a person selects in the
 * version they see; what others did since is mapped over. Throws
 * `stale-version` when its words are gone, `invalid-input` for offsets that
 * are outside the text or cut a character.
 */
export async function rangeNow(present: Present, selector: TextRange & { readonly version?: number | undefined }): Promise<TextRange> {
  const { start, end, version } = selector
  const current = present.version
  if (version === undefined || version === current) return { start, end }
  if (version > current) throw new AppError('bad-request', 'The article never had this version.')
  const known = present.ways?.get(version) ?? wayFrom(present, version)
  present.ways?.set(version, known)
  const { before: beforeMap, mapping } = await known
  if (start >= end || end > beforeMap.length) throw new AppError('invalid-input', 'These offsets are outside the text.')
  if (cutsCharacter(beforeMap.text, start) || cutsCharacter(beforeMap.text, end))
    throw new AppError('invalid-input', 'These offsets start or end in the middle of a character.')
  const map = textMapOf(present.doc)
  const from = mapping.map(beforeMap.positionAt(start), 1)
  const to = mapping.map(beforeMap.positionAt(end), -1)
  if (from >= to) throw new AppError('stale-version', 'The words you selected were removed by somebody in the meantime.')
  return { start: map.offsetAt(from), end: map.offsetAt(to) }
}
