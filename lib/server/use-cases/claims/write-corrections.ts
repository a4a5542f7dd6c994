import 'server-only'
import type { Node, ResolvedPos } from '@tiptap/pm/model'
import type { Step } from '@tiptap/pm/transform'
import { LRUCache } from 'lru-cache'
import { CORRECTION_LIMITS } from '@/lib/core/claim/correction'
import { can } from '@/lib/core/permissions/policy'
import { narrowChange } from '@/lib/core/text/narrow-change'
import { cutsCharacter, overlaps, type TextRange } from '@/lib/core/text/range'
import { difference } from '@/lib/core/workflow/judge-change'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { editSteps, type TextEdit } from '@/lib/editor/steps/edit-steps'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeArticle, changeOwned } from '@/lib/server/article/change-article'
import { type OpenArticle, openArticle, openOwned } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { type CorrectionView, type ProposalView, presentCorrection } from '@/lib/server/present/correction'
import type { Actor } from '@/lib/server/session'
import { findClaim, touchClaim, updateClaim as writeClaim } from '@/lib/server/store/claims'
import {
  type CorrectionRecord,
  correctionsOfArticle,
  decideCorrection,
  findCorrection,
  insertCorrection,
} from '@/lib/server/store/corrections'
import { evidenceOfClaim, updateEvidence } from '@/lib/server/store/evidence'
import { findPerson } from '@/lib/server/store/people'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'
import { type Present, rangeNow } from '@/lib/server/use-cases/claims/resolve-selector'

/** Proposes new words for a claim. The text does not change. */
export async function proposeCorrection(
  actor: Actor,
  claimId: string,
  input: { readonly after: string; readonly reason?: string | null | undefined },
): Promise<{ readonly id: string }> {
  const id = newId()
  return changeOwned(actor, 'correction.propose', 'claim', claimId, async (change) => {
    await claimIn(change, claimId)
    const { quote } = singlePlace(change, claimId)
    const after = input.after.trim()
    if (after === quote) throw new AppError('invalid-input', 'These are the words as they are. Change them, then propose.')
    await insertCorrection(change.tx, {
      id,
      articleId: change.id,
      claimId,
      place: null,
      before: quote,
      after,
      reason: input.reason?.trim() || null,
      proposedById: actor.id,
      proposedAt: change.now,
    })
    await touchClaim(change.tx, claimId, change.now)
    change.record({
      name: 'correction.proposed',
      subject: `claim:${claimId}`,
      before: { words: quote },
      after: { words: after, correctionId: id },
    })
    return { id }
  })
}

/**
 * Proposes other words for a stretch of the article, none to leave it out. They
 * hang on the innermost claim they touch, or stand alone. The text does not
 * change.
 */
export async function proposeWords(
  actor: Actor,
  articleId: string,
  input: {
    readonly selector: { readonly start: number; readonly end: number; readonly version: number }
    /** The words the person saw there. */
    readonly before?: string | undefined
    readonly after: string
    readonly reason?: string | null | undefined
  },
): Promise<{ readonly id: string }> {
  const id = newId()
  return changeArticle(actor, 'correction.propose', articleId, async (change) => {
    const range = await rangeNow(presentOf(change), input.selector)
    const text = textOf(change.doc)
    if (range.start >= range.end || range.end > text.length || cutsCharacter(text, range.start) || cutsCharacter(text, range.end))
      throw new AppError('invalid-input', 'There are no such words in the text. Select some, then propose.')
    const before = text.slice(range.start, range.end)
    if (before.length > CORRECTION_LIMITS.after)
      throw new AppError(
        'too-large',
        `New words can be proposed for at most ${CORRECTION_LIMITS.after.toLocaleString('en')} characters at once.`,
      )
    if (input.before !== undefined && input.before !== before)
      throw new AppError(
        'stale-version',
        'The text there was changed meanwhile. Look at it again, then propose your words for it as it is.',
      )
    // Over several paragraphs, where one of them is in a cell or the like: nobody could accept it.
    if (stepsOf(change.doc, { ...range, text: input.after }) === null)
      throw new AppError(
        'invalid-input',
        'These words cannot be proposed together: they stand in parts that do not join. Propose them one by one.',
      )
    if (input.after === before) throw new AppError('invalid-input', 'These are the words as they are. Change them, then propose.')
    const claimId = await touchedClaim(change, range)
    await insertCorrection(change.tx, {
      id,
      articleId: change.id,
      claimId,
      place: { ...range, version: change.version },
      before,
      after: input.after,
      reason: input.reason?.trim() || null,
      proposedById: actor.id,
      proposedAt: change.now,
    })
    if (claimId) await touchClaim(change.tx, claimId, change.now)
    change.record({
      name: 'correction.proposed',
      subject: subjectOf(claimId),
      before: { words: before },
      after: { words: input.after, correctionId: id },
    })
    return { id }
  })
}

/**
 * The steps that put words in place of others, where they differ: words that
 * stay keep their marks and claims. Null where the paragraphs they stand in
 * cannot be joined.
 */
function stepsOf(doc: Node, { start, end, text }: TextEdit): Step[] | null {
  const change = narrowChange(textOf(doc).slice(start, end), text)
  const [first, last] = [doc.resolve(textMapOf(doc).positionAt(start)), doc.resolve(textMapOf(doc).positionAt(end))]
  if (cellOf(first) !== cellOf(last)) return null
  try {
    return change ? editSteps(doc, [{ start: start + change.start, end: start + change.end, text: change.after }]) : []
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The cell of a table a place is in. */
function cellOf(place: ResolvedPos): Node | null {
  for (let depth = place.depth; depth > 0; depth--) if (place.node(depth).type.spec.tableRole?.endsWith('cell')) return place.node(depth)
  return null
}

/**
 * Accepts a correction: its words take the place of those it was proposed for,
 * in the actor's name; a claim stays on them. Throws `refused` when the words
 * are not those it was proposed for any more.
 */
export async function acceptCorrection(actor: Actor, correctionId: string): Promise<void> {
  await changeOwned(actor, 'correction.accept', 'correction', correctionId, async (change) => {
    const correction = await openCorrection(change, correctionId)
    const { range, quote } = await placeOfCorrection(presentOf(change), correction)
    if (quote !== correction.before)
      throw new AppError(
        'refused',
        'The words were changed after this was proposed. Decline it, or propose it again for the words as they are.',
        { details: { now: quote, proposedFor: correction.before } },
      )
    const steps = stepsOf(change.doc, { ...range, text: correction.after })
    if (!steps)
      throw new AppError('refused', 'The parts of the text these words stand in do not join any more. Decline it, or propose it again.')
    await change.appendSteps(steps, { kind: 'correction' })
    await decide(change, correction, { state: 'accepted', reason: null, appliedVersion: change.version })
    // Words that only touch a claim say nothing about what checking found.
    if (correction.claimId && !correction.place) await decideOnNewWords(change, correction.claimId, correction.proposedBy.id)
    change.record({
      name: 'correction.accepted',
      subject: subjectOf(correction.claimId),
      before: { words: correction.before },
      after: { words: correction.after, version: change.version, correctionId },
    })
  })
}

/** What is proposed and not decided, with where its words stand now; null for words that are not there any more. */
export async function readProposals(
  actor: Actor,
  articleId: string,
): Promise<{ readonly version: number; readonly proposals: readonly ProposalView[] }> {
  const open = await openArticle(actor, 'article.read', articleId)
  return { version: open.article.version, proposals: await proposalViews(open) }
}

/** What is proposed in an article that is open, as it leaves the server. */
export async function proposalViews(open: OpenArticle): Promise<ProposalView[]> {
  return (await openProposals(open)).map(({ correction, range }) => ({ correction: presentCorrection(correction), range }))
}

/** What is proposed and not decided, and where it stands in the text as it is. */
export async function openProposals(open: OpenArticle): Promise<readonly PlacedCorrection[]> {
  const key = `${open.id}:${open.article.version}:${open.article.historySeq}`
  const known = PLACED.get(key)
  if (known) return known
  const placed = await placeProposals(open)
  PLACED.set(key, placed)
  return placed
}

interface PlacedCorrection {
  readonly correction: CorrectionRecord
  readonly range: TextRange | null
}

/** Where what is proposed stands, kept while nothing changes: each may go through many versions to get here. */
const PLACED = new LRUCache<string, readonly PlacedCorrection[]>({ max: 200 })

async function placeProposals(open: OpenArticle): Promise<PlacedCorrection[]> {
  const present: Present = { id: open.id, version: open.article.version, doc: await open.document(), ways: new Map() }
  const proposals = []
  for (const correction of await correctionsOfArticle(open.id, 'proposed')) {
    const place = await placeOfCorrection(present, correction).catch((error) => {
      if (error instanceof AppError) return null
      throw error
    })
    proposals.push({ correction, range: place?.quote === correction.before ? place.range : null })
  }
  return proposals
}

function presentOf(change: ArticleChange): Present {
  return { id: change.id, version: change.version, doc: change.doc, tx: change.tx }
}

function subjectOf(claimId: string | null) {
  return claimId ? (`claim:${claimId}` as const) : ('text' as const)
}

/** The smallest claim that shares a character with a range, or null. */
async function touchedClaim(change: ArticleChange, range: TextRange): Promise<string | null> {
  const touched = [...claimRanges(change.doc)]
    .flatMap(([id, ranges]) => ranges.filter((one) => overlaps(one, range)).map((one) => ({ id, length: one.end - one.start })))
    .sort((a, b) => a.length - b.length)
  for (const { id } of touched) if (await findClaim(change.id, id, change.tx)) return id
  return null
}

/** Where the words of a correction stand. Throws when they are gone. */
async function placeOfCorrection(
  present: Present,
  { claimId, place }: CorrectionRecord,
): Promise<{ readonly range: TextRange; readonly quote: string }> {
  if (!place) return singlePlace(present, claimId ?? '')
  const range = await rangeNow(present, place)
  return { range, quote: textOf(present.doc).slice(range.start, range.end) }
}

/** Declines a correction with a reason, or takes back one's own. The text does not change. */
export async function declineCorrection(actor: Actor, correctionId: string, reason: string | null): Promise<void> {
  await changeOwned(actor, 'correction.decline', 'correction', correctionId, (change) => declineWithin(change, correctionId, reason))
}

/** The same inside a change of the article. */
export async function declineWithin(change: ArticleChange, correctionId: string, reason: string | null): Promise<void> {
  const correction = await openCorrection(change, correctionId)
  change.demand('correction.decline', { writtenBy: correction.proposedBy.id })
  const isOwn = correction.proposedBy.id === change.actor.id
  const why = reason?.trim() || null
  if (!isOwn && !why) throw new AppError('invalid-input', 'Say why in a sentence, for the person who proposed it.')
  const state = isOwn ? 'withdrawn' : 'declined'
  await decide(change, correction, { state, reason: why })
  change.record({
    name: `correction.${state}`,
    subject: subjectOf(correction.claimId),
    before: { words: correction.after },
    after: { reason: why, correctionId },
  })
}

export async function readCorrection(actor: Actor, id: string): Promise<CorrectionView> {
  const open = await openOwned(actor, 'article.read', 'correction', id)
  const correction = await findCorrection(open.id, id)
  if (!correction) throw new AppError('not-found')
  return presentCorrection(correction)
}

async function decide(
  change: ArticleChange,
  correction: CorrectionRecord,
  decision: { readonly state: CorrectionRecord['state']; readonly reason: string | null; readonly appliedVersion?: number },
): Promise<void> {
  const { reason, ...rest } = decision
  const isFirst = await decideCorrection(change.tx, correction.id, {
    ...rest,
    decidedById: change.actor.id,
    decidedAt: change.now,
    decisionReason: reason,
  })
  if (!isFirst) throw new AppError('already-done', 'Somebody has decided this correction already.')
  if (correction.claimId) await touchClaim(change.tx, correction.claimId, change.now)
}

/**
 * Who proposed the words checked them: the claim is decided, in their name
 * where they may decide and else in the name of who accepts, as *changed*.
 */
async function decideOnNewWords(change: ArticleChange, claimId: string, proposedById: string): Promise<void> {
  const claim = await claimIn(change, claimId)
  const place = placesOf(change.doc, [claimId]).get(claimId)
  const proposer = await findPerson(proposedById, change.tx)
  const decider = [proposer?.disabledAt ? null : proposer, change.actor].find((one) => one && can(one, 'claim.decide'))
  // What was put aside stays there; the new words are in the text all the same.
  if (!place || !decider || claim.state === 'dismissed') return
  // How sure somebody else was, and why, is of what they found.
  const isTheirs = claim.decision?.by.id === decider.id || claim.outcome === null
  const changes = {
    outcome: 'changed',
    state: 'checked',
    decision: { quote: place.quote, sentence: place.sentence, version: change.version, at: change.now, byId: decider.id },
    freshness: 'fresh',
    change: null,
    ...(isTheirs ? {} : { confidence: null, confidenceReason: null }),
    evidenceOverride: null,
    quote: place.quote,
    prefix: place.prefix,
    suffix: place.suffix,
  } as const
  await writeClaim(change.tx, claim, claim.revision, change.now, changes)
  // What refuted the words before says nothing of these until somebody looked.
  for (const { id, revision, stance, isToBeConfirmed } of await evidenceOfClaim(change.id, claimId, change.tx)) {
    if (stance !== 'refutes' || isToBeConfirmed) continue
    await updateEvidence(change.tx, id, revision, change.now, { isToBeConfirmed: true })
    change.record({
      name: 'evidence.updated',
      subject: `claim:${claimId}`,
      before: { evidenceId: id, isToBeConfirmed: false },
      after: { evidenceId: id, isToBeConfirmed: true },
    })
  }
  change.record({ name: 'claim.decided', subject: `claim:${claimId}`, ...difference(claim, changes) })
}

function singlePlace({ doc }: Pick<Present, 'doc'>, claimId: string) {
  const place = placesOf(doc, [claimId]).get(claimId)
  const [range] = place?.ranges ?? []
  if (!place || !range)
    throw new AppError('refused', 'The words of this claim are not in the article any more, so there is nothing to correct.')
  if (place.ranges.length > 1)
    throw new AppError('refused', 'This claim is on several stretches of text. Put it on one before you propose new words.')
  return { quote: place.quote, range }
}

async function openCorrection(change: ArticleChange, correctionId: string): Promise<CorrectionRecord> {
  const correction = await findCorrection(change.id, correctionId, change.tx)
  if (!correction) throw new AppError('not-found')
  // Words with a place of their own outlive a claim they touched.
  if (correction.claimId && !correction.place) await claimIn(change, correction.claimId)
  if (correction.state !== 'proposed') throw new AppError('already-done', 'Somebody has decided this correction already.')
  return correction
}
