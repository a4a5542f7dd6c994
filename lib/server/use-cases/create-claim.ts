import 'server-only'
import { Mapping, Step } from '@tiptap/pm/transform'
import { anchorQuote, describeRange, type TextQuoteSelector, type TextRange } from '@/lib/core/anchoring/quote-selector'
import { CLAIM_LIMITS } from '@/lib/core/claim/claim'
import { trimSpan } from '@/lib/core/text/words'
import { schema } from '@/lib/editor/schema'
import { addClaimSteps } from '@/lib/editor/steps/claim-steps'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/boundary/app-error'
import { newId } from '@/lib/server/ids'
import { loadDocument } from '@/lib/server/live/article-document'
import { type ArticleChange, changeArticle } from '@/lib/server/live/change-article'
import type { ClaimView } from '@/lib/server/present/claim'
import type { Actor } from '@/lib/server/session'
import { stepsSince } from '@/lib/server/store/article-log'
import { insertClaim } from '@/lib/server/store/claims'
import { readClaim } from '@/lib/server/use-cases/read-claims'
import { type ClaimPatch, planClaimChange } from '@/lib/server/use-cases/update-claim'

/** Where a claim shall be: words, or offsets at a version (the current one unless said). */
export type ClaimSelector = TextQuoteSelector | (TextRange & { readonly version?: number | undefined })

/**
 * Makes a claim on some words; the server puts the mark. Throws
 * `ambiguous-quote` with the candidates, `quote-not-found`, or `invalid-input`.
 */
export async function createClaim(actor: Actor, articleId: string, selector: ClaimSelector, fields: ClaimPatch = {}): Promise<ClaimView> {
  const id = newId()
  await changeArticle(actor, articleId, async (change) => {
    const range = await resolveSelector(change, selector)
    const number = change.takeClaimNumber()
    if (number > CLAIM_LIMITS.claimsPerArticle)
      throw new AppError('too-large', `An article can have at most ${CLAIM_LIMITS.claimsPerArticle.toLocaleString('en')} claims.`)
    const described = describeRange(textOf(change.doc), range)
    await insertClaim(change.tx, {
      id,
      articleId,
      number,
      quote: described.exact,
      prefix: described.prefix,
      suffix: described.suffix,
      createdById: actor.id,
      createdAt: change.now,
    })
    await change.appendSteps(addClaimSteps(change.doc, id, range), `server-${id}`)
    await change.record('claim.created', `claim:${id}`, null, { number, quote: described.exact, ...range, version: change.version })
    change.touchedClaimIds.add(id)
    if (Object.keys(fields).length > 0) await planClaimChange(change, id, { revision: 1, ...fields })
  })
  return readClaim(actor, id)
}

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
    range = await mapRange(change, selector)
  }
  if (range.start >= range.end || range.end > text.length)
    throw new AppError('invalid-input', `There are no words from ${range.start} to ${range.end}; the text has ${text.length} characters.`)
  const trimmed = trimSpan(text, range)
  if (trimmed.start >= trimmed.end) throw new AppError('invalid-input', 'A claim needs words; only spaces were selected.')
  if (trimmed.end - trimmed.start > CLAIM_LIMITS.quote)
    throw new AppError('too-large', `A claim can be at most ${CLAIM_LIMITS.quote.toLocaleString('en')} characters long.`)
  return trimmed
}

// A person selects in the version they see; what others did since is mapped over.
async function mapRange(change: ArticleChange, selector: TextRange & { readonly version?: number | undefined }): Promise<TextRange> {
  const { start, end, version } = selector
  const current = change.article.version
  if (version === undefined || version === current) return { start, end }
  if (version > current) throw new AppError('bad-request', 'The article never had this version.')
  const before = await loadDocument(change.article.id, version)
  const beforeMap = textMapOf(before)
  if (start >= end || end > beforeMap.length) throw new AppError('invalid-input', 'These offsets are outside the text.')
  const mapping = new Mapping()
  for (const logged of await stepsSince(change.article.id, version, current, change.tx))
    mapping.appendMap(Step.fromJSON(schema, JSON.parse(logged.step)).getMap())
  const map = textMapOf(change.doc)
  const from = mapping.map(beforeMap.positionAt(start), 1)
  const to = mapping.map(beforeMap.positionAt(end), -1)
  if (from >= to) throw new AppError('stale-version', 'The words you selected were removed by somebody in the meantime.')
  return { start: map.offsetAt(from), end: map.offsetAt(to) }
}
