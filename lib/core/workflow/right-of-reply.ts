/** What an answer was used for in the copy. */
export const USES = ['yes', 'in-part', 'no'] as const
export type Use = (typeof USES)[number]
export const USE_LABELS: Record<Use, string> = { yes: 'Used in the copy', 'in-part': 'Used in part', no: 'Not used' }

/** A request for a reply, as far as whether it is settled goes. Times are ISO 8601 UTC. */
export interface ReplyFacts {
  readonly askedAt: string | null
  readonly deadline: string | null
  readonly answer: string | null
  readonly used: Use | null
  readonly closedReason: string | null
}

/** What is still to be done about a right of reply, in a sentence; null when it is settled. `now` is ISO 8601 UTC. */
export function openReply(reply: ReplyFacts, now: string): string | null {
  if (reply.closedReason) return null
  if (!reply.askedAt) return 'was not asked yet.'
  if (reply.answer === null)
    return reply.deadline && reply.deadline < now
      ? 'did not answer, and the deadline has passed: say so and close it.'
      : 'was asked and has not answered yet.'
  return reply.used === null ? 'answered: say whether the answer is used in the copy.' : null
}
