import { type ClaimAxes, LOOK_SIGNS, LOOKS, type Look, lookOf } from '@/lib/core/claim/look'
import { inThousands } from '@/lib/core/text/in-thousands'
import { isDecidedState } from '@/lib/core/workflow/transitions'

/** How far an article is: claims by look, and the two numbers people say aloud. */
export interface Progress {
  /** Claims by look. Every look is present, also with 0. */
  readonly byLook: Readonly<Record<Look, number>>
  /** Claims that need checking: all but the dismissed and those gone from the copy. */
  readonly total: number
  /** Of those, the ones checked or cross-checked whose decision still covers the words. */
  readonly checked: number
  /** Of the ones that are right now, those whose words had to be changed. */
  readonly changed: number
}

/** Looks with a tick: confirmed, or changed and right now. */
const RIGHT: readonly Look[] = ['checked', 'cross-checked']
const OPEN: readonly Look[] = ['unchecked', 'in-progress', 'waiting']
const NOT_COUNTED: readonly Look[] = ['dismissed', 'gone']

/** A claim counts as checked, whatever came of it, only while its decision covers today's words. */
export function isChecked(claim: ClaimAxes): boolean {
  const look = lookOf(claim)
  return look === 'wrong' ? isDecidedState(claim.state) : !OPEN.includes(look) && !NOT_COUNTED.includes(look) && look !== 'stale'
}

/**
 * Counts claims. `weight` lets a caller pass groups instead of single claims
 * (the list of articles counts in the database).
 */
export function progressOf(claims: Iterable<ClaimAxes & { readonly weight?: number }>): Progress {
  const byLook = Object.fromEntries(LOOKS.map((look) => [look, 0])) as Record<Look, number>
  let total = 0
  let checked = 0
  let changed = 0
  for (const claim of claims) {
    const weight = claim.weight ?? 1
    const look = lookOf(claim)
    byLook[look] += weight
    if (NOT_COUNTED.includes(look)) continue
    total += weight
    if (isChecked(claim)) checked += weight
    if (RIGHT.includes(look) && claim.outcome === 'changed') changed += weight
  }
  return { byLook, total, checked, changed }
}

/** How each kind is counted aloud: right first, open last; numbers that mean different things are never one. */
const SPOKEN: readonly (readonly [string, readonly Look[]])[] = [
  ['confirmed', RIGHT],
  ['attributed', ['attributed']],
  ['on author', ['on-author']],
  ['conflicting', ['conflicting']],
  ['not verifiable', ['not-verifiable']],
  ['opinion', ['opinion']],
  ['wrong', ['wrong']],
  ['stale', ['stale']],
  ['open', OPEN],
]

/** "6 confirmed · 2 wrong · 1 not verifiable · 6 open". */
export function describeProgress(progress: Progress): string {
  if (progress.total === 0) return 'No claims yet'
  return SPOKEN.flatMap(([name, looks]) => {
    const count = looks.reduce((sum, look) => sum + progress.byLook[look], 0)
    return looks === RIGHT
      ? ([
          [name, count - progress.changed],
          ['changed', progress.changed],
        ] as const)
      : ([[name, count]] as const)
  })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${inThousands(count)} ${name}`)
    .join(' · ')
}

/** The same by signs, where there is no room for words: "✓ 6 · ✗ 2 · ○ 6". */
export function describeProgressBySigns(progress: Progress): string {
  return SPOKEN.map(
    ([, looks]) =>
      [LOOK_SIGNS[looks === OPEN ? 'unchecked' : (looks[0] as Look)], looks.reduce((sum, look) => sum + progress.byLook[look], 0)] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([sign, count]) => `${sign} ${inThousands(count)}`)
    .join(' · ')
}
