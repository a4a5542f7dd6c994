import 'server-only'
import type { Step } from '@tiptap/pm/transform'
import { rebaseUnsent } from '@/lib/editor/steps/unsent-steps'
import { AppError } from '@/lib/server/app-error'
import { readSteps } from '@/lib/server/article/apply-steps'
import { loadDocument } from '@/lib/server/article/article-document'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { presentStep, type StepView } from '@/lib/server/present/step'
import type { Actor } from '@/lib/server/session'
import { type LoggedStep, stepsSince } from '@/lib/server/store/article-log'

export interface SentSteps {
  readonly version: number
  readonly clientId: string
  readonly steps: readonly unknown[]
  /** Rebase them here when somebody was first, rather than send them back: under load they would lose the race again. */
  readonly rebase?: boolean | undefined
}

/** What became of steps: the version they led to, and that of the first of the log to tell, when others were first. */
export interface AppendReceipt {
  readonly version: number
  readonly since: number | null
}

/** Steps a request may be behind and still be rebased here; further behind, the client reads the log first. */
const MAX_BEHIND = 200

/**
 * Appends a client's steps if it has seen everything before them, or they still
 * fit after what others did (design D3). Throws `behind` with the steps missed,
 * to rebase over, when somebody was first.
 */
export async function appendSteps(actor: Actor, articleId: string, input: SentSteps): Promise<AppendReceipt> {
  const sent = readSteps(input.steps)
  return changeArticle(actor, 'article.edit-text', articleId, async (change) => {
    const head = change.article.version
    if (input.version > head) throw new AppError('invalid-steps', 'This edit builds on a version the article never had.')
    const missed = input.version < head ? await stepsSince(change.id, input.version, head, change.tx) : []
    const steps = missed.length > 0 ? await rebased(change, input, missed) : sent
    await change.appendSteps(steps, { kind: 'typed', clientId: input.clientId })
    change.record({
      name: 'text.edited',
      subject: 'text',
      before: { version: head, textHash: change.article.textHash },
      after: { version: change.version, clientId: input.clientId },
    })
    return { version: change.version, since: missed.length > 0 ? input.version : null }
  })
}

// The same library on the same input as in the client, so both come to the same steps. One that has
// nowhere to go is the client's to show.
async function rebased(change: ArticleChange, input: SentSteps, missed: readonly LoggedStep[]): Promise<readonly Step[]> {
  const behind = () =>
    new AppError('stale-version', undefined, { answer: { version: change.article.version, steps: missed.map(presentStep) } })
  if (!input.rebase || missed.length > MAX_BEHIND) throw behind()
  // Some of these may be the very steps sent, when the answer to an earlier try was lost: the client sorts that out.
  if (missed.some((step) => step.clientId === input.clientId && step.userId === change.actor.id)) throw behind()
  const base = await loadDocument(change.id, input.version, change.tx)
  const log = missed.map((one) => ({ step: JSON.parse(one.step) as unknown, clientId: one.clientId }))
  let steps: readonly Step[]
  try {
    steps = rebaseUnsent(base, input, log).steps
  } catch {
    throw new AppError('invalid-steps')
  }
  if (steps.length !== input.steps.length) throw behind()
  return steps
}

/** The answer to steps that were appended: the version, and the log from the version they built on when others were first. */
export async function readAppended(
  actor: Actor,
  articleId: string,
  receipt: AppendReceipt,
): Promise<{ version: number; steps?: readonly StepView[] }> {
  if (receipt.since === null) return { version: receipt.version }
  const open = await openArticle(actor, 'article.read', articleId)
  const steps = await stepsSince(open.id, receipt.since, receipt.version)
  return { version: receipt.version, steps: steps.map(presentStep) }
}

/** The log of an article from a version on. */
export async function readStepsSince(actor: Actor, articleId: string, version: number): Promise<{ version: number; steps: StepView[] }> {
  const open = await openArticle(actor, 'article.read', articleId)
  const steps = await stepsSince(open.id, version)
  const last = steps[steps.length - 1]
  return { version: last ? last.version + 1 : open.article.version, steps: steps.map(presentStep) }
}
