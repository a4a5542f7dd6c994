import type { LoggedStep } from '@/lib/server/store/article-log'

/** A step of the log as it leaves the server. */
export interface StepView {
  readonly version: number
  /** ProseMirror step JSON. */
  readonly step: unknown
  /** The tab that sent it; empty for what the server made. */
  readonly clientId: string
  readonly userId: string
}

export function presentStep(step: LoggedStep): StepView {
  return { version: step.version, step: JSON.parse(step.step), clientId: step.clientId, userId: step.userId }
}
