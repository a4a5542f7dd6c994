import 'server-only'
import type { Node } from '@tiptap/pm/model'
import type { Step } from '@tiptap/pm/transform'
import type { ClaimChanges, ClaimPlace } from '@/lib/core/claim/claim-changes'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { freshness } from '@/lib/core/freshness/freshness'
import { type ArticleEvent, claimOf, type DeskEvent, freshnessEvent } from '@/lib/core/history/events'
import { type Action, can, type Thing } from '@/lib/core/permissions/policy'
import { countWords } from '@/lib/core/text/words'
import { changedBlocks, claimIdsIn } from '@/lib/editor/queries/changed-blocks'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { movedClaims } from '@/lib/editor/queries/moved-claims'
import { pictureIdsIn } from '@/lib/editor/queries/pictures'
import { titleOf } from '@/lib/editor/queries/title'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { ARTICLE_LIMITS, applySteps } from '@/lib/server/article/apply-steps'
import { keepDocument, loadDocument } from '@/lib/server/article/article-document'
import { publish } from '@/lib/server/article/hub'
import { admit, articleOf, type Whereabouts } from '@/lib/server/article/open-article'
import { NOT_DONE, type Tx, write } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import { LostRace, mustBeTied, Recorder, recordDesk, retryRace } from '@/lib/server/record/recorder'
import type { Actor } from '@/lib/server/session'
import { bindTab, insertSnapshot, insertSteps, type StepKind } from '@/lib/server/store/article-log'
import { type ArticleRecord, describeArticle, updateArticleHead } from '@/lib/server/store/articles'
import { attachmentsOfArticle, findAttachment, tieAttachment } from '@/lib/server/store/attachments'
import { findClaims, knownClaimIds, settleClaim } from '@/lib/server/store/claims'
import { asOpened, type OpenedId } from '@/lib/server/store/opened-id'
import type { Owned } from '@/lib/server/store/owners'
import { storageErrorOf } from '@/lib/server/store/sqlite/storage-errors'

export { ARTICLE_LIMITS }

/** A snapshot is taken when the log has grown by this many steps since the last. */
export const SNAPSHOT_EVERY = 200

/** Who made steps: the server, or a tab of the actor's browser. */
export interface StepOrigin {
  readonly kind: StepKind
  readonly clientId?: string
}

/**
 * One change to an article, in one transaction: the text, its claims and the
 * record move together or not at all. What a use case may do with it.
 */
export class ArticleChange {
  readonly id: OpenedId
  readonly tx: Tx
  readonly actor: Actor
  readonly now: Date
  readonly article: ArticleRecord
  readonly documentBefore: Node
  readonly touchedClaimIds = new Set<string>()
  readonly removedClaimIds = new Set<string>()
  readonly #action: Action
  readonly #recorder = new Recorder()
  readonly #deskRecorder = new Recorder()
  readonly #afterwards: (() => void)[] = []
  readonly #movedByHand = new Map<string, string>()
  #doc: Node
  #version: number
  #nextClaimNumber: number
  #isDemanded = false

  constructor(tx: Tx, actor: Actor, action: Action, now: Date, article: ArticleRecord, doc: Node) {
    this.id = asOpened(article.id)
    this.tx = tx
    this.actor = actor
    this.#action = action
    this.now = now
    this.article = article
    this.documentBefore = doc
    this.#doc = doc
    this.#version = article.version
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

  /** Asks whether the actor may do an action to a thing, now that it is known. Throws `forbidden`. */
  demand(action: Action, thing: Thing = {}, message?: string): void {
    if (action === this.#action) this.#isDemanded = true
    if (!can(this.actor, action, thing)) throw new AppError('forbidden', message, { log: `${this.actor.role} ${action}` })
  }

  /**
   * Appends steps to the log. Throws `invalid-steps` when one does not apply or
   * what comes out is not valid for the schema, and `forbidden` when the tab's
   * id is another person's; nothing is saved then.
   */
  async appendSteps(steps: readonly Step[], origin: StepOrigin): Promise<void> {
    if (steps.length === 0) return
    const { kind, clientId = '' } = origin
    if (clientId && (await bindTab(this.tx, this.id, clientId, this.actor.id)) !== this.actor.id)
      throw new AppError('forbidden', 'These edits came under the name of another person’s tab. Load the article again.')
    const before = this.#doc
    const doc = applySteps(before, steps)
    await this.#mustHavePictures(changedBlocks(before, doc).after)
    await insertSteps(
      this.tx,
      this.id,
      steps.map((step, index) => ({
        version: this.#version + index,
        step: JSON.stringify(step.toJSON()),
        kind,
        clientId,
        userId: this.actor.id,
        at: this.now,
      })),
    )
    // Claims that hand-made steps put on other words: told like any other move.
    if (kind === 'typed')
      for (const [id, quote] of movedClaims(before, steps, doc)) if (!this.#movedByHand.has(id)) this.#movedByHand.set(id, quote)
    this.#doc = doc
    this.#version += steps.length
  }

  /** Tells what happened to the article; written, with the rows of the change tied, at the end. */
  record(event: ArticleEvent): void {
    const claimId = claimOf(event.subject)
    if (claimId) this.touchedClaimIds.add(claimId)
    this.#recorder.add({ event, version: this.#version })
  }

  /** Tells what happened to the desk in the same change: a source that came with its evidence. */
  recordOnDesk(event: DeskEvent): void {
    this.#deskRecorder.add({ event, version: null })
  }

  /** Runs once everything is on disk, and never when it is not: mail, for example. */
  afterwards(work: () => void): void {
    this.#afterwards.push(work)
  }

  /** What is to be run once everything is on disk. */
  get dueAfterwards(): readonly (() => void)[] {
    return this.#afterwards
  }

  /** Brings claims in step with the words they are on now, writes the record and moves the head of the article. Called once, at the end. */
  async settle(): Promise<void> {
    if (!can(this.actor, this.#action) && !this.#isDemanded) throw new Error(`${this.#action} needs to know whose the thing is`)
    const isEdited = this.#doc !== this.documentBefore
    if (isEdited) await this.#settleClaims()
    const text = textOf(this.#doc)
    const title = isEdited ? (titleOf(this.#doc) ?? this.article.title) : this.article.title
    const described = {
      ...(title === this.article.title ? {} : { title }),
      ...(this.#nextClaimNumber === this.article.nextClaimNumber ? {} : { nextClaimNumber: this.#nextClaimNumber }),
    }
    if (Object.keys(described).length > 0) await describeArticle(this.tx, this.id, described)
    if (this.#isSnapshotDue()) await insertSnapshot(this.tx, this.id, this.#version, JSON.stringify(this.#doc.toJSON()), this.now)
    const by = { actorId: this.actor.id, at: this.now }
    const { historySeq: seq, historyHash: hash } = this.article
    const head = this.#recorder.isEmpty ? { seq, hash } : await this.#recorder.append(this.tx, { name: this.id, head: { seq, hash } }, by)
    if (!this.#deskRecorder.isEmpty) await recordDesk(this.tx, this.#deskRecorder, by)
    mustBeTied(this.tx)
    const isMoved = await updateArticleHead(
      this.tx,
      this.id,
      { version: this.article.version, historySeq: seq },
      {
        version: this.#version,
        textHash: isEdited ? sha256(text) : this.article.textHash,
        // Counting words reads the whole text; near enough is good enough between snapshots.
        words: isEdited && this.#isSnapshotDue() ? countWords(text) : this.article.words,
        title,
        updatedAt: this.now,
        historySeq: head.seq,
        historyHash: head.hash,
        nextClaimNumber: this.#nextClaimNumber,
      },
    )
    if (!isMoved) throw new LostRace()
  }

  #isSnapshotDue(): boolean {
    return Math.floor(this.#version / SNAPSHOT_EVERY) > Math.floor(this.article.version / SNAPSHOT_EVERY)
  }

  // A picture that is on another article of this desk may be put into this one by who can open that one; others are unknown here.
  async #mustHavePictures(blocks: readonly Node[]): Promise<void> {
    const ids = [...pictureIdsIn(blocks)]
    if (ids.length === 0) return
    const known = await attachmentsOfArticle(this.id, ids, this.tx)
    for (const id of ids.filter((one) => !known.has(one))) {
      if (!(await findAttachment(this.actor.id, id, this.tx)))
        throw new AppError('invalid-steps', 'This edit shows a picture that is not on this desk. Add the picture itself.')
      await tieAttachment(this.tx, this.id, id, { id: this.actor.id, at: this.now })
    }
  }

  // Only the claims in blocks that changed: the cost of an edit does not grow
  // with the number of claims in the article.
  async #settleClaims(): Promise<void> {
    const changed = changedBlocks(this.documentBefore, this.#doc, { withNeighbours: true })
    const idsAfter = claimIdsIn(changed.after)
    const ids = new Set([...claimIdsIn(changed.before), ...idsAfter])
    for (const id of this.touchedClaimIds) ids.add(id)
    if (ids.size === 0) return
    const known = await knownClaimIds(this.id, [...ids], this.tx)
    for (const id of idsAfter)
      if (!known.has(id)) throw new AppError('invalid-steps', 'This edit carries a claim that is not of this article.')
    const claims = await findClaims(this.id, [...ids], this.tx)
    const places = placesOf(
      this.#doc,
      claims.map((claim) => claim.id),
    )
    for (const claim of claims) await this.#settleClaim(claim, places.get(claim.id) ?? null)
  }

  async #settleClaim(claim: ClaimRecord, place: ClaimPlace | null): Promise<void> {
    const wasOn = this.#movedByHand.get(claim.id)
    if (wasOn !== undefined && place)
      this.record({
        name: 'claim.moved',
        subject: `claim:${claim.id}`,
        before: { quote: wasOn },
        after: { quote: place.quote, ranges: place.ranges },
      })
    const changes = settledChanges(claim, place, { version: this.#version, at: this.now, byId: this.actor.id })
    if (!changes) return
    await settleClaim(this.tx, claim, this.now, changes)
    this.touchedClaimIds.add(claim.id)
    if (!changes.freshness || changes.freshness === claim.freshness) return
    this.record({
      name: freshnessEvent(changes.freshness),
      subject: `claim:${claim.id}`,
      before: { freshness: claim.freshness, quote: claim.decision?.quote ?? claim.quote, version: this.article.version },
      after: { freshness: changes.freshness, quote: place?.quote ?? null },
    })
  }
}

/** What an edit of the text did to a claim; null when nothing. Pure. */
export function settledChanges(
  claim: ClaimRecord,
  place: ClaimPlace | null,
  change: { version: number; at: Date; byId: string },
): ClaimChanges | null {
  const now = freshness(claim.decision, { isPresent: place !== null, quote: place?.quote ?? '', sentence: place?.sentence ?? '' })
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
 * The one way to change an article (design D14): loads it, asks whether this
 * person may, runs the work, records, settles, commits, then tells who listens.
 * Everything is on disk when this returns, or nothing is. A race, for the log
 * or for a head, is run again. Throws what {@link admit} throws.
 */
export async function changeArticle<T>(
  actor: Actor,
  action: Action,
  articleId: string,
  work: (change: ArticleChange) => Promise<T>,
  where: Whereabouts = {},
): Promise<T> {
  return runChange(actor, action, work, async (tx) => {
    const article = await admit(actor, action, articleId, where, tx)
    return { article, doc: await loadDocument(asOpened(article.id), article.version, tx) }
  })
}

/** The same for the article that a claim, note, piece of evidence or correction hangs on. */
export async function changeOwned<T>(
  actor: Actor,
  action: Action,
  kind: Owned,
  id: string,
  work: (change: ArticleChange) => Promise<T>,
): Promise<T> {
  return changeArticle(actor, action, await articleOf(kind, id), work)
}

/** Runs a change on an article that `prepare` finds, or makes, in the same transaction. */
export async function runChange<T>(
  actor: Actor,
  action: Action,
  work: (change: ArticleChange) => Promise<T>,
  prepare: (tx: Tx, now: Date) => Promise<{ readonly article: ArticleRecord; readonly doc: Node }>,
): Promise<T> {
  return retryRace(async () => {
    let done: ArticleChange | undefined
    const result = await write(async (tx) => {
      const now = new Date()
      const { article, doc } = await prepare(tx, now)
      const change = new ArticleChange(tx, actor, action, now, article, doc)
      const value = await work(change)
      if (value === NOT_DONE) return value
      await change.settle()
      done = change
      return value
    })
    if (done) {
      tell(done)
      for (const work of done.dueAfterwards) work()
    }
    return result
  }, isRace)
}

function tell(change: ArticleChange): void {
  keepDocument(change.id, { version: change.version, doc: change.doc })
  publish({
    articleId: change.id,
    claimIds: [...change.touchedClaimIds].filter((id) => !change.removedClaimIds.has(id)),
    removedClaimIds: [...change.removedClaimIds],
    actorId: change.actor.id,
  })
}

function isRace(error: unknown): boolean {
  if (error instanceof AppError) return false
  return error instanceof LostRace || storageErrorOf(error) === 'already-there'
}
