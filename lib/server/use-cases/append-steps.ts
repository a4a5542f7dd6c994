import 'server-only'
import { AppError } from '@/lib/server/boundary/app-error'
import { readSteps } from '@/lib/server/live/article-document'
import { changeArticle } from '@/lib/server/live/change-article'
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
  | { readonly kind: 'appended'; readonly version: number }
  /** Somebody was first: the steps missed, to rebase over. */
  | { readonly kind: 'behind'; readonly version: number; readonly steps: readonly StepView[] }

/** Appends a client's steps if it has seen everything before them (design D3). */
export async function appendSteps(
  actor: Actor,
  articleId: string,
  input: { readonly version: number; readonly clientId: string; readonly steps: readonly unknown[] },
): Promise<AppendResult> {
  const steps = readSteps(input.steps)
  const behind = async (): Promise<AppendResult> => {
    const missed = await readStepsSince(articleId, input.version)
    return { kind: 'behind', version: missed.version, steps: missed.steps }
  }
  const article = await findArticle(articleId)
  if (!article) throw new AppError('not-found')
  if (input.version < article.version) return behind()
  try {
    return await changeArticle(actor, articleId, async (change) => {
      if (input.version > change.article.version)
        throw new AppError('invalid-steps', 'This edit builds on a version the article never had.')
      if (input.version < change.article.version) throw new AppError('stale-version')
      await change.appendSteps(steps, input.clientId)
      await change.record(
        'text.edited',
        'text',
        { version: change.article.version, textHash: change.article.textHash },
        { version: change.version, clientId: input.clientId },
      )
      return { kind: 'appended', version: change.version } as const
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'stale-version') return behind()
    throw error
  }
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
