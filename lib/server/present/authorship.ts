/** Words one person wrote in one sitting. Offsets are UTF-16 units of the canonical text, times ISO 8601 UTC. */
export interface AuthoredWords {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Version these words came in with, and who and when; version 0 is the article as it was brought in. */
  readonly version: number
  readonly by: { readonly id: string; readonly name: string }
  readonly at: string
  /** Numbers of claims on these words whose decision is older than the words. */
  readonly writtenAfterCheckOf: readonly number[]
}
