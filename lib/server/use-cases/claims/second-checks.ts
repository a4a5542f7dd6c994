import 'server-only'
import type { Confidence, Outcome } from '@/lib/core/claim/claim'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import type { EventName } from '@/lib/core/history/events'
import { can } from '@/lib/core/permissions/policy'
import { secondCheckState } from '@/lib/core/workflow/second-check'
import { isDecidedState } from '@/lib/core/workflow/transitions'
import { placeOf, placesOf } from '@/lib/editor/queries/claim-place'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle, changeOwned } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { presentIn } from '@/lib/server/live/presence'
import { presentPerson } from '@/lib/server/present/claim'
import { presentSource } from '@/lib/server/present/evidence'
import { type BlindView, presentSecondCheck, type SecondCheckView, secondCheckFacts } from '@/lib/server/present/second-check'
import type { Actor } from '@/lib/server/session'
import { setBlindFor } from '@/lib/server/store/articles'
import { findClaim, touchClaim } from '@/lib/server/store/claims'
import { evidenceOfClaim } from '@/lib/server/store/evidence'
import { historyOfArticle } from '@/lib/server/store/history'
import { findPerson } from '@/lib/server/store/people'
import {
  closeSecondCheck,
  findSecondCheck,
  insertSecondCheck,
  type SecondCheckRecord,
  secondChecksOf,
} from '@/lib/server/store/second-checks'
import { endChecks, openAgain } from '@/lib/server/use-cases/claims/end-second-checks'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'
import { changeFields } from '@/lib/server/use-cases/claims/update-claim'
import { notify } from '@/lib/server/use-cases/notifications/notify'

/** What somebody did to a claim who knows what was found. */
const TELLING: readonly EventName[] = ['claim.decided', 'second-check.asked', 'second-check.answered', 'second-check.settled']

/** Second checks one claim can have had. */
export const SECOND_CHECKS_PER_CLAIM = 20

/**
 * Asks somebody to check a claim again without seeing what was found. Until
 * they answered or handed it back, the article is closed to them: every page
 * and list of it would tell. Throws `refused` where it would not be blind.
 */
export async function askSecondCheck(actor: Actor, claimId: string, checkerId: string): Promise<{ readonly id: string }> {
  const id = newId()
  return changeOwned(actor, 'second-check.ask', 'claim', claimId, async (change) => {
    await claimIn(change, claimId)
    const claim = await findClaim(change.id, claimId, change.tx)
    if (!claim) throw new AppError('not-found')
    if (!isDecidedState(claim.state) || !claim.decision)
      throw new AppError('refused', 'A second check comes after a first one: decide the claim first.')
    const checker = await findPerson(checkerId, change.tx)
    if (!checker || checker.disabledAt) throw new AppError('invalid-input', 'The person you ask is not on this desk.')
    if (!can(checker, 'second-check.answer'))
      throw new AppError('invalid-input', `${checker.name} does not decide claims, so cannot check one.`)
    if (change.article.access === 'listed' && !change.article.people.includes(checker.id))
      throw new AppError('invalid-input', 'The person you ask may not open this article. Put them on its list first.')
    if (checker.id === actor.id || checker.id === claim.decision.by.id)
      throw new AppError('refused', 'A second pair of eyes: neither who checked it first nor you, who see what was found.')
    const seen = { subject: `claim:${claimId}`, actorId: checker.id, actions: TELLING, limit: 1 }
    if ((await historyOfArticle(change.id, seen, change.tx)).length > 0)
      throw new AppError('refused', `${checker.name} has decided this claim, or a check of it, before. Ask somebody who has not.`)
    if (change.article.blindFor[checker.id])
      throw new AppError('refused', `${checker.name} is checking a claim of this article blind already.`)
    if (presentIn(change.id).some((one) => one.person.id === checker.id))
      throw new AppError('refused', `${checker.name} has the article open right now, so it would not be blind.`)
    const known = await secondChecksOf(change.id, claimId, change.tx)
    if (known.length >= SECOND_CHECKS_PER_CLAIM)
      throw new AppError('too-large', `A claim can be checked again at most ${SECOND_CHECKS_PER_CLAIM} times.`)
    await insertSecondCheck(change.tx, {
      ...{ id, articleId: change.id, claimId, checkerId, askedById: actor.id, askedAt: change.now },
    })
    await setBlindFor(change.tx, change.id, { ...change.article.blindFor, [checker.id]: id })
    await touchClaim(change.tx, claimId, change.now)
    change.record({
      name: 'second-check.asked',
      subject: `claim:${claimId}`,
      before: null,
      after: { checkId: id, checkerId, checker: checker.name },
    })
    await notify(change, { to: [checkerId], kind: 'second-check', claimId })
    return { id }
  })
}

/** What a second checker may see: the words where they stand, and the sources without what they are said to show. */
export async function readBlind(actor: Actor, checkId: string): Promise<BlindView> {
  const check = await findSecondCheck(checkId)
  if (!check || check.checker.id !== actor.id || check.closedAt || check.answeredAt) throw new AppError('not-found')
  const open = await openArticle(actor, 'second-check.answer', check.articleId, { isBlind: true })
  const claim = await findClaim(open.id, check.claimId)
  if (!claim) throw new AppError('not-found')
  const doc = await open.document()
  const place = placeOf(doc, claimRanges(doc).get(claim.id), { hasSentence: false })
  const { passage, marked } = place ? passageOf(doc, place.ranges) : { passage: '', marked: [] }
  const evidence = await evidenceOfClaim(open.id, claim.id)
  return {
    id: check.id,
    askedBy: presentPerson(check.askedBy),
    askedAt: check.askedAt.toISOString(),
    article: { id: open.article.id, title: open.article.title, version: open.article.version },
    claim: { id: claim.id, number: claim.number, quote: place?.quote ?? claim.quote, isGone: place === null },
    passage,
    marked,
    sources: evidence.map(({ source, quote, locator }) => ({ source: presentSource(source, actor), quote, locator })),
  }
}

/** The paragraphs that some words stand in, and where in them. */
function passageOf(
  doc: Parameters<typeof textOf>[0],
  ranges: BlindView['marked'],
): { readonly passage: string; readonly marked: BlindView['marked'] } {
  const first = ranges[0]?.start ?? 0
  const last = ranges[ranges.length - 1]?.end ?? 0
  const { blocks } = textMapOf(doc)
  const start = blocks.findLast((block) => block.start <= first)?.start ?? 0
  const next = blocks.find((block) => block.start >= last && block.start > first)?.start
  const text = textOf(doc)
  return {
    passage: text.slice(start, next === undefined ? text.length : next - 1),
    marked: ranges.map((range) => ({ start: range.start - start, end: range.end - start })),
  }
}

export interface BlindAnswer {
  /** The words they looked at. */
  readonly quote: string
  readonly outcome: Outcome
  readonly confidence: Confidence
  readonly reason: string
}

/**
 * What the second checker found. The same as the first: the claim is
 * cross-checked. Something else: both stand, and a third person decides.
 */
export async function answerSecondCheck(actor: Actor, checkId: string, answer: BlindAnswer): Promise<void> {
  const { articleId } = await mine(actor, checkId)
  await changeArticle(
    actor,
    'second-check.answer',
    articleId,
    async (change) => {
      const check = await openCheck(checkId, change.tx)
      if (check.checker.id !== actor.id) throw new AppError('not-found')
      const claim = await findClaim(change.id, check.claimId, change.tx)
      if (!claim) throw new AppError('refused', 'This claim was removed meanwhile. Hand the check back.')
      const place = placesOf(change.doc, [claim.id]).get(claim.id) ?? null
      if (!place) throw new AppError('refused', 'The words are not in the article any more. Hand the check back.')
      if (place.quote !== answer.quote)
        throw new AppError(
          'stale-version',
          'The words were changed while you checked them. Look at them again; what you wrote is kept here.',
          {
            details: { quote: place.quote },
          },
        )
      const firstOutcome = isDecidedState(claim.state) ? claim.outcome : null
      const agrees = firstOutcome === null ? null : firstOutcome === answer.outcome
      const { quote, outcome, confidence, reason } = answer
      if (
        !(await closeSecondCheck(
          change.tx,
          checkId,
          { answeredAt: null },
          { quote, outcome, confidence, reason, answeredAt: change.now, firstOutcome, agrees },
        ))
      )
        throw new AppError('already-done')
      await openAgain(change, [actor.id])
      change.record({
        name: 'second-check.answered',
        subject: `claim:${claim.id}`,
        before: null,
        after: { checkId, outcome, agrees },
      })
      if (agrees === false)
        await notify(change, {
          to: [check.askedBy.id, ...(claim.decision ? [claim.decision.by.id] : [])],
          kind: 'difference',
          claimId: claim.id,
        })
      const isCrossChecked = agrees && claim.state === 'checked' && claim.freshness === 'fresh' && (await crossCheck(change, claim))
      if (!isCrossChecked) await touchClaim(change.tx, claim.id, change.now)
    },
    { isBlind: true },
  )
}

/** False when the desk's rules do not allow it any more: what was found is kept all the same. */
async function crossCheck(change: Change, claim: ClaimRecord): Promise<boolean> {
  try {
    await changeFields(change, claim.id, { revision: claim.revision, state: 'cross-checked' })
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'refused') return false
    throw error
  }
}

/** Ends a check that nobody answered: handed back by who was asked, or taken back by who asked, an editor or an admin. */
export async function endSecondCheck(actor: Actor, checkId: string): Promise<void> {
  const check = await findSecondCheck(checkId)
  if (!check) throw new AppError('not-found')
  const isBlind = check.checker.id === actor.id
  await changeArticle(
    actor,
    'second-check.answer',
    check.articleId,
    async (change) => {
      const open = await openCheck(checkId, change.tx)
      if (!isBlind && open.askedBy.id !== actor.id && !can(actor, 'second-check.settle')) throw new AppError('forbidden')
      await endChecks(change, [open])
    },
    { isBlind },
  )
}

/** A third person decides between two findings: the claim gets the outcome, and counts as cross-checked where it is one of the two. */
export async function settleSecondCheck(
  actor: Actor,
  checkId: string,
  {
    outcome,
    reason,
    override,
    quote,
  }: { readonly outcome: Outcome; readonly reason: string; readonly override?: string | undefined; readonly quote?: string | undefined },
): Promise<void> {
  const known = await findSecondCheck(checkId)
  if (!known) throw new AppError('not-found')
  await changeArticle(actor, 'second-check.settle', known.articleId, async (change) => {
    const check = await findSecondCheck(checkId, change.tx)
    if (!check || secondCheckState(secondCheckFacts(check)) !== 'differs')
      throw new AppError('already-done', 'There is no difference left to settle here.')
    const claim = await findClaim(change.id, check.claimId, change.tx)
    if (!claim) throw new AppError('not-found')
    if (check.checker.id === actor.id || claim.decision?.by.id === actor.id)
      throw new AppError('refused', 'You found one of the two yourself. Somebody else decides between them.')
    // Both looked at the words as they are.
    const isSameWords = claim.freshness === 'fresh' && check.quote === claim.quote
    const isOneOfTwo = isSameWords && (outcome === check.outcome || outcome === check.firstOutcome)
    const settled = { settledById: actor.id, settledAt: change.now, settledOutcome: outcome, settledReason: reason }
    if (!(await closeSecondCheck(change.tx, checkId, { settledAt: null }, settled))) throw new AppError('already-done')
    await changeFields(change, claim.id, {
      revision: claim.revision,
      ...(quote === undefined ? {} : { quote }),
      outcome,
      ...(claim.state === 'checked' && isOneOfTwo ? { state: 'cross-checked' } : {}),
      ...(override ? { override } : {}),
    })
    change.record({ name: 'second-check.settled', subject: `claim:${claim.id}`, before: null, after: { checkId, outcome, reason } })
  })
}

/** A second check by its id, for who may open its article; not for who does it. */
export async function readSecondCheck(actor: Actor, checkId: string): Promise<SecondCheckView> {
  const check = await findSecondCheck(checkId)
  if (!check) throw new AppError('not-found')
  await openArticle(actor, 'article.read', check.articleId)
  return presentSecondCheck(check)
}

type Change = Parameters<Parameters<typeof changeArticle>[3]>[0]

async function openCheck(checkId: string, tx: Change['tx']): Promise<SecondCheckRecord> {
  const check = await findSecondCheck(checkId, tx)
  if (!check) throw new AppError('not-found')
  if (check.closedAt || check.answeredAt) throw new AppError('already-done', 'This check is over: it was answered or taken back.')
  return check
}

async function mine(actor: Actor, checkId: string): Promise<SecondCheckRecord> {
  const check = await findSecondCheck(checkId)
  if (!check || check.checker.id !== actor.id) throw new AppError('not-found')
  return check
}
