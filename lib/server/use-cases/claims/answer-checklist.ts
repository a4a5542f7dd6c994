import 'server-only'
import { withAnswers } from '@/lib/core/claim/checklist'
import type { ClaimType } from '@/lib/core/claim/claim'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeOwned } from '@/lib/server/article/change-article'
import { newId } from '@/lib/server/ids'
import type { ChecklistItemView } from '@/lib/server/present/claim-detail'
import type { Actor } from '@/lib/server/session'
import { type ChecklistAnswerRecord, checklistAnswersOf, writeChecklistAnswer } from '@/lib/server/store/checklist-answers'
import { touchClaim } from '@/lib/server/store/claims'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'
import { deskSettings } from '@/lib/server/use-cases/desk/change-settings'

/** Questions one claim can have answers to, asked now or before. */
export const ANSWERS_PER_CLAIM = 100

/** The questions a desk asks of a claim of this type, with what was answered. */
export async function checklistOf(type: ClaimType, answers: readonly ChecklistAnswerRecord[]): Promise<ChecklistItemView[]> {
  const { checklists } = await deskSettings()
  return withAnswers(checklists[type], answers).map(({ item, answer, isAsked }) => ({
    item,
    answer: answer?.answer ?? null,
    by: answer && { id: answer.by.id, name: answer.by.name },
    at: answer?.at.toISOString() ?? null,
    isAsked,
  }))
}

/**
 * Answers a question of a claim's checklist; an empty answer takes it back.
 * Throws `stale-revision` with both when another answer stands there than the
 * one that was seen.
 */
export async function answerChecklist(
  actor: Actor,
  claimId: string,
  input: { readonly item: string; readonly answer: string; readonly was: string },
): Promise<void> {
  await changeOwned(actor, 'claim.describe', 'claim', claimId, (change) => answerWithin(change, claimId, input))
}

/** The same inside a change of the article. */
export async function answerWithin(
  change: ArticleChange,
  claimId: string,
  { item, answer, was }: { readonly item: string; readonly answer: string; readonly was: string },
): Promise<void> {
  await claimIn(change, claimId)
  if (answer === was) return
  const known = await checklistAnswersOf(change.id, claimId, change.tx)
  if (known.length >= ANSWERS_PER_CLAIM && !known.some((one) => one.item === item))
    throw new AppError('too-large', `A claim can have answers to at most ${ANSWERS_PER_CLAIM} questions.`)
  const row = { id: newId(), claimId, item, answer, byId: change.actor.id, at: change.now }
  if (!(await writeChecklistAnswer(change.tx, row, was))) {
    const current = known.find((one) => one.item === item)?.answer ?? ''
    throw new AppError('stale-revision', 'Somebody else answered this meanwhile. What you wrote is kept here.', {
      details: { current: { item, answer: current }, yours: { item, answer } },
    })
  }
  await touchClaim(change.tx, claimId, change.now)
  change.record({
    name: 'checklist.answered',
    subject: `claim:${claimId}`,
    before: { item, answer: was || null },
    after: { item, answer: answer || null },
  })
}
