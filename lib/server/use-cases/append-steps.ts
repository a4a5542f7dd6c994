import 'server-only'
import type { Step } from '@tiptap/pm/transform'
import { rebaseUnsent } from '@/lib/editor/steps/unsent-steps'
import { AppError } from '@/lib/server/boundary/app-error'
import { loadDocument, readSteps } from '@/lib/server/live/article-document'
import { type ArticleChange, changeArticle } from '@/lib/server/live/change-article'
import type { Actor } from '@/lib/server/session'
import { type LoggedStep, stepsSince } from '@/lib/server/store/article-log'
import { findArticle } from '@/lib/server/store/articles'

export interface StepView {
  readonly version: number
  readonly step: unknown
  readonly clientId: string
  readonly userId: string
}

export type AppendResult =
  /** `steps`: what the log has now from the version they built on, theirs last, when others were first and theirs were rebased. */
  | { readonly kind: 'appended'; readonly version: number; readonly steps?: readonly StepView[] }
  /** Somebody was first: the steps missed, to rebase over. */
  | { readonly kind: 'behind'; readonly version: number; readonly steps: readonly StepView[] }

export interface SentSteps {
  readonly version: number
  readonly clientId: string
  readonly steps: readonly unknown[]
  /** Rebase them here when somebody was first, rather than send them back: under load they would lose the race again. */
  readonly rebase?: boolean | undefined
}

/** Steps a request may be behind and still be rebased here; further behind, the client reads the log first. */
const MAX_BEHIND = 200

/** Appends a client's steps if it has seen everything before them, or they still fit after what others did (design D3). */
export async function appendSteps(actor: Actor, articleId: string, input: SentSteps): Promise<AppendResult> {
  const sent = readSteps(input.steps)
  const behind = async (): Promise<AppendResult> => {
    const missed = await readStepsSince(articleId, input.version)
    return { kind: 'behind', version: missed.version, steps: missed.steps }
  }
  const article = await findArticle(articleId)
  if (!article) throw new AppError('not-found')
  if (input.version < article.version && !input.rebase) return behind()
  try {
    return await changeArticle(actor, articleId, async (change) => {
      const head = change.article.version
      if (input.version > head) throw new AppError('invalid-steps', 'This edit builds on a version the article never had.')
      const missed = input.version < head ? await missedSteps(change, input) : []
      const steps = missed.length > 0 ? await rebased(change, input, missed) : sent
      await change.appendSteps(steps, input.clientId)
      await change.record(
        'text.edited',
        'text',
        { version: head, textHash: change.article.textHash },
        { version: change.version, clientId: input.clientId },
      )
      if (missed.length === 0) return { kind: 'appended', version: change.version } as const
      const own = steps.map((step, index) => ({
        version: head + index,
        step: step.toJSON() as unknown,
        clientId: input.clientId,
        userId: actor.id,
      }))
      return { kind: 'appended', version: change.version, steps: [...missed.map(presentStep), ...own] } as const
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'stale-version') return behind()
    throw error
  }
}

async function missedSteps(change: ArticleChange, input: SentSteps): Promise<LoggedStep[]> {
  const head = change.article.version
  if (!input.rebase || head - input.version > MAX_BEHIND) throw new AppError('stale-version')
  const missed = await stepsSince(change.article.id, input.version, head, change.tx)
  // Some of these may be the very steps sent, when the answer to an earlier try was lost: the client sorts that out.
  if (missed.some((step) => step.clientId === input.clientId)) throw new AppError('stale-version')
  return missed
}

// The same library on the same input as in the client, so both come to the same steps. One that has
// nowhere to go is the client's to show.
async function rebased(change: ArticleChange, input: SentSteps, missed: readonly LoggedStep[]): Promise<readonly Step[]> {
  const base = await loadDocument(change.article.id, input.version, change.tx)
  const log = missed.map((one) => ({ step: JSON.parse(one.step) as unknown, clientId: one.clientId }))
  try {
    const { steps } = rebaseUnsent(base, input, log)
    if (steps.length === input.steps.length) return steps
  } catch {
    throw new AppError('invalid-steps')
  }
  throw new AppError('stale-version')
}

/** The log of an article from a version on. */
export async function readStepsSince(articleId: string, version: number): Promise<{ version: number; steps: StepView[] }> {
  const article = await findArticle(articleId)
  if (!article) throw new AppError('not-found')
  const steps = await stepsSince(articleId, version)
  const last = steps[steps.length - 1]
  return { version: last ? last.version + 1 : article.version, steps: steps.map(presentStep) }
}

export function presentStep(step: LoggedStep): StepView {
  return { version: step.version, step: JSON.parse(step.step), clientId: step.clientId, userId: step.userId }
}
