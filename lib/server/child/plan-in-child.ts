import 'server-only'
import { type DraftPlan, planDraft } from '@/lib/core/anchoring/plan-draft'
import type { TextRange } from '@/lib/core/text/range'
import { AppError } from '@/lib/server/app-error'
import { ChildEnded, runInChild } from '@/lib/server/child/run-in-child'

/** Both texts together up to this length, in UTF-16 units, are compared in the server: it takes some ms. */
const PLAN_HERE = 20_000

const LIMITS = { timeMs: 60_000, heapMb: 768 } as const

export interface TextsToPlan {
  readonly before: string
  readonly after: string
  /** Claim id → where it is in `before`. */
  readonly claims: ReadonlyMap<string, readonly TextRange[]>
  readonly personId: string
}

/** {@link planDraft}, in a process of its own for long texts. Throws `too-large` when it cannot be done within its limits. */
export async function planInChild({ before, after, claims, personId }: TextsToPlan): Promise<DraftPlan> {
  if (before.length + after.length <= PLAN_HERE) return planDraft(before, after, claims)
  try {
    const { outcome, body } = await runInChild({
      job: { kind: 'plan' },
      parts: [new TextEncoder().encode(JSON.stringify({ before, after, claims: [...claims] }))],
      personId,
      limits: LIMITS,
    })
    await body.close()
    if (!outcome.ok) throw new AppError('internal', undefined, { log: `plan: ${outcome.cause ?? outcome.code}` })
    return outcome.value as DraftPlan
  } catch (error) {
    if (error instanceof ChildEnded)
      throw new AppError('too-large', 'These two texts are too long and too different to compare. Nothing was changed.')
    throw error
  }
}
