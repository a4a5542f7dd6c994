import 'server-only'
import type { Node } from '@tiptap/pm/model'
import type { Step } from '@tiptap/pm/transform'
import { describeRange, type TextRange } from '@/lib/core/anchoring/quote-selector'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { type DecidedOn, freshness } from '@/lib/core/freshness/freshness'
import { chainHash } from '@/lib/core/history/chain'
import { countWords, sentenceAround } from '@/lib/core/text/words'
import { changedBlocks, claimIdsIn } from '@/lib/editor/queries/changed-blocks'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/boundary/app-error'
import { type Tx, write } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import { keepDocument, loadDocument } from '@/lib/server/live/article-document'
import { publish } from '@/lib/server/live/hub'
import type { Actor } from '@/lib/server/session'
import { insertSnapshot, insertSteps } from '@/lib/server/store/article-log'
import { type ArticleRecord, findArticle, updateArticleHead } from '@/lib/server/store/articles'
import { type ClaimChanges, findClaims, knownClaimIds, settleClaim } from '@/lib/server/store/claims'
import { insertHistory } from '@/lib/server/store/history'

/** A snapshot is taken when the log has grown by this many steps since the last. */
export const SNAPSHOT_EVERY = 200

/** Limits of one article: what the editor stays usable with. Checked on every edit. */
export const ARTICLE_LIMITS = {
  /** UTF-16 code units of canonical text. */
  text: 2_000_000,
  /** Words: beyond this the article is refused on import. */
  words: 150_000,
} as const

/** Where a claim stands now, read from the document. */
export interface ClaimPlace {
  readonly ranges: readonly TextRange[]
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  /** The enclosing sentence or sentences. */
  readonly sentence: string
}

/**
 * Reads the place of a claim; null when no words carry it. Finding the sentence
 * costs most of it, so who reads thousands can do without.
 */
export function placeOf(
  doc: Node,
  ranges: readonly TextRange[] | undefined,
  options: { readonly hasSentence: boolean } = { hasSentence: true },
): ClaimPlace | null {
  const first = ranges?.[0]
  const last = ranges?.[ranges.length - 1]
  if (!ranges || !first || !last) return null
  const text = textOf(doc)
  const { start, end } = options.hasSentence ? sentenceAround(text, { start: first.start, end: last.end }) : { start: 0, end: 0 }
  return {
    ranges,
    quote: quoteAt(text, ranges),
    prefix: describeRange(text, first).prefix,
    suffix: describeRange(text, last).suffix,
    sentence: text.slice(start, end),
  }
}

/** Where some claims stand. */
export function placesOf(doc: Node, ids: Iterable<string>): Map<string, ClaimPlace | null> {
  const wanted = new Set(ids)
  const ranges = claimRanges(doc, wanted)
  return new Map([...wanted].map((id) => [id, placeOf(doc, ranges.get(id))]))
}

/**
 * One change to an article, in one transaction: the text, its claims and the
 * history move together or not at all. What a use case may do with it.
 */
export class ArticleChange {
  readonly tx: Tx
  readonly actor: Actor
  readonly now: Date
  readonly article: ArticleRecord
  readonly documentBefore: Node
  #doc: Node
  #version: number
  #head: { seq: number; hash: string }
  #nextClaimNumber: number
  readonly touchedClaimIds = new Set<string>()
  readonly removedClaimIds = new Set<string>()

  constructor(tx: Tx, actor: Actor, now: Date, article: ArticleRecord, doc: Node) {
    this.tx = tx
    this.actor = actor
    this.now = now
    this.article = article
    this.documentBefore = doc
    this.#doc = doc
    this.#version = article.version
    this.#head = { seq: article.historySeq, hash: article.historyHash }
    this.#nextClaimNumber = article.nextClaimNumber
  }

  /** The document with everything done so far. */
  get doc(): Node {
    return this.#doc
  }

  /** Number of steps in the log with everything done so far. */
  get version(): number {
    return this.#version
  }

  /** The next claim number of this article. Never reused. */
  takeClaimNumber(): number {
    return this.#nextClaimNumber++
  }

  /**
   * Appends steps to the log. Throws `invalid-steps` when one does not apply or
   * what comes out is not valid for the schema; nothing is saved then.
   */
  async appendSteps(steps: readonly Step[], clientId: string): Promise<void> {
    if (steps.length === 0) return
    const before = this.#doc
    let doc = before
    for (const step of steps) {
      let result: ReturnType<Step['apply']>
      try {
        result = step.apply(doc)
      } catch {
        throw new AppError('invalid-steps')
      }
      if (!result.doc) throw new AppError('invalid-steps')
      doc = result.doc
    }
    checkDocument(before, doc)
    await insertSteps(
      this.tx,
      this.article.id,
      steps.map((step, index) => ({
        version: this.#version + index,
        step: JSON.stringify(step.toJSON()),
        clientId,
        userId: this.actor.id,
        at: this.now,
      })),
    )
    this.#doc = doc
    this.#version += steps.length
  }

  /** Writes an entry into the article's chained history. */
  async record(action: string, subject: string, before: unknown, after: unknown): Promise<void> {
    const entry = {
      seq: this.#head.seq + 1,
      at: this.now.toISOString(),
      actorId: this.actor.id,
      action,
      subject,
      before: toPlain(before),
      after: toPlain(after),
    }
    const previousHash = this.#head.hash
    const hash = chainHash(previousHash, entry, sha256)
    await insertHistory(this.tx, { ...entry, articleId: this.article.id, version: this.#version, previousHash, hash })
    this.#head = { seq: entry.seq, hash }
  }

  /**
   * Brings claims in step with the words they are on now and moves the head of
   * the article. Called once, at the end.
   */
  async settle(): Promise<void> {
    const isEdited = this.#doc !== this.documentBefore
    if (isEdited) await this.#settleClaims()
    const text = textOf(this.#doc)
    const textHash = isEdited ? sha256(text) : this.article.textHash
    const isMoved = await updateArticleHead(
      this.tx,
      this.article.id,
      { version: this.article.version, historySeq: this.article.historySeq },
      {
        version: this.#version,
        textHash,
        // Counting words reads the whole text; near enough is good enough between snapshots.
        words: isEdited && this.#isSnapshotDue() ? countWords(text) : this.article.words,
        title: isEdited ? (titleOf(this.#doc) ?? this.article.title) : this.article.title,
        updatedAt: this.now,
        historySeq: this.#head.seq,
        historyHash: this.#head.hash,
        nextClaimNumber: this.#nextClaimNumber,
      },
    )
    if (!isMoved) throw new AppError('stale-version')
    if (this.#isSnapshotDue()) await insertSnapshot(this.tx, this.article.id, this.#version, JSON.stringify(this.#doc.toJSON()))
  }

  #isSnapshotDue(): boolean {
    return Math.floor(this.#version / SNAPSHOT_EVERY) > Math.floor(this.article.version / SNAPSHOT_EVERY)
  }

  // Only the claims in blocks that changed: the cost of an edit does not grow
  // with the number of claims in the article.
  async #settleClaims(): Promise<void> {
    const changed = changedBlocks(this.documentBefore, this.#doc, { withNeighbours: true })
    const idsAfter = claimIdsIn(changed.after)
    const ids = new Set([...claimIdsIn(changed.before), ...idsAfter])
    for (const id of this.touchedClaimIds) ids.add(id)
    if (ids.size === 0) return
    const known = await knownClaimIds(this.article.id, [...ids], this.tx)
    for (const id of idsAfter)
      if (!known.has(id)) throw new AppError('invalid-steps', 'This edit carries a claim that is not of this article.')
    const claims = await findClaims([...ids], this.tx)
    const places = placesOf(
      this.#doc,
      claims.map((claim) => claim.id),
    )
    for (const claim of claims) await this.#settleClaim(claim, places.get(claim.id) ?? null)
  }

  async #settleClaim(claim: ClaimRecord, place: ClaimPlace | null): Promise<void> {
    const changes = settledChanges(claim, place, {
      version: this.#version,
      at: this.now,
      byId: this.actor.id,
    })
    if (!changes) return
    await settleClaim(this.tx, claim.id, changes)
    this.touchedClaimIds.add(claim.id)
    if (changes.freshness && changes.freshness !== claim.freshness)
      await this.record(
        `claim.${changes.freshness}`,
        `claim:${claim.id}`,
        { freshness: claim.freshness, quote: claim.decision?.quote ?? claim.quote, version: this.article.version },
        { freshness: changes.freshness, quote: place?.quote ?? null },
      )
  }
}

/** What an edit of the text did to a claim; null when nothing. Pure. */
export function settledChanges(
  claim: ClaimRecord,
  place: ClaimPlace | null,
  change: { version: number; at: Date; byId: string },
): ClaimChanges | null {
  const decision: DecidedOn | null = claim.decision
  const now = freshness(decision, { isPresent: place !== null, quote: place?.quote ?? '', sentence: place?.sentence ?? '' })
  const isQuoteChanged = place !== null && place.quote !== claim.quote
  const isFreshnessChanged = now !== claim.freshness
  if (!isQuoteChanged && !isFreshnessChanged) return null
  return {
    // An orphan keeps the last words it had.
    ...(place ? { quote: place.quote, prefix: place.prefix, suffix: place.suffix } : {}),
    freshness: now,
    change: now === 'fresh' ? null : change,
  }
}

/**
 * Runs one change to an article. Everything `work` does, the settling of
 * claims and the history are on disk when this returns; then listeners hear of
 * it. A race with another process is tried again.
 */
export async function changeArticle<T>(
  actor: Actor,
  articleId: string,
  work: (change: ArticleChange) => Promise<T>,
  now: Date = new Date(),
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      let done: ArticleChange | undefined
      const result = await write((tx) =>
        changeWithin(tx, actor, articleId, now, async (change) => {
          done = change
          return work(change)
        }),
      )
      if (done) {
        keepDocument(articleId, { version: done.version, doc: done.doc })
        publish({
          articleId,
          claimIds: [...done.touchedClaimIds],
          removedClaimIds: [...done.removedClaimIds],
          actorId: actor.id,
        })
      }
      return result
    } catch (error) {
      const isRace = (error as { code?: string }).code === 'P2002' && !(error instanceof AppError)
      if (!isRace || attempt >= 3) throw error
    }
  }
}

/** The same inside a transaction that is already open, for a use case that makes the article in it. */
export async function changeWithin<T>(
  tx: Tx,
  actor: Actor,
  articleId: string,
  now: Date,
  work: (change: ArticleChange) => Promise<T>,
): Promise<T> {
  const article = await findArticle(articleId, tx)
  if (!article) throw new AppError('not-found')
  const change = new ArticleChange(tx, actor, now, article, await loadDocument(articleId, article.version, tx))
  const value = await work(change)
  await change.settle()
  return value
}

/** The headline, when the document has one with words in it. */
export function titleOf(doc: Node): string | null {
  const first = doc.firstChild
  if (first?.type.name !== 'headline') return null
  const title = first.textContent.trim()
  return title === '' ? null : title.slice(0, 500)
}

// Only what changed is checked; the rest was checked when it came.
function checkDocument(before: Node, after: Node): void {
  try {
    if (!after.type.validContent(after.content)) throw new RangeError('Invalid content')
    for (const node of changedBlocks(before, after).after) node.check()
  } catch {
    throw new AppError('invalid-steps')
  }
  if (after.content.size > ARTICLE_LIMITS.text)
    throw new AppError('too-large', `An article can have at most ${ARTICLE_LIMITS.text.toLocaleString('en')} characters.`)
}

function toPlain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
