import { type ClaimAxes, LOOKS, type Look, lookOf } from '@/lib/core/claim/look'
import { isDecidedState } from '@/lib/core/workflow/transitions'

/** How far an article is: claims by look, and the two numbers people say aloud. */
export interface Progress {
  /** Claims by look. Every look is present, also with 0. */
  readonly byLook: Readonly<Record<Look, number>>
  /** Claims that need checking: all but the dismissed and those gone from the copy. */
  readonly total: number
  /** Of those, the ones checked or cross-checked whose decision still covers the words. */
  readonly checked: number
}

/** A claim counts as checked only while its decision covers today's words. */
export function isChecked(claim: ClaimAxes): boolean {
  const look = lookOf(claim)
  return look === 'checked' || look === 'cross-checked' || (look === 'wrong' && isDecidedState(claim.state))
}

/**
 * Counts claims. `weight` lets a caller pass groups instead of single claims
 * (the list of articles counts in the database).
 */
export function progressOf(claims: Iterable<ClaimAxes & { readonly weight?: number }>): Progress {
  const byLook = Object.fromEntries(LOOKS.map((look) => [look, 0])) as Record<Look, number>
  let total = 0
  let checked = 0
  for (const claim of claims) {
    const weight = claim.weight ?? 1
    const look = lookOf(claim)
    byLook[look] += weight
    if (look === 'dismissed' || look === 'gone') continue
    total += weight
    if (isChecked(claim)) checked += weight
  }
  return { byLook, total, checked }
}

/** "34 of 52 checked". */
export function describeProgress(progress: Progress): string {
  if (progress.total === 0) return 'No claims yet'
  return `${progress.checked} of ${progress.total} checked`
}
