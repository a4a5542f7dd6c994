import type { Node } from '@tiptap/pm/model'
import { AddMarkStep, RemoveMarkStep, type Step } from '@tiptap/pm/transform'
import type { TextRange } from '@/lib/core/text/range'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { type TextMap, textMapOf, textOf } from '@/lib/editor/text-map'

/**
 * Claims that steps put on other words, with the words they were on: words
 * that stood in the text before gained or lost the claim by a step that does
 * nothing but mark. Typing over claimed words marks only the new ones, and is
 * no move.
 */
export function movedClaims(before: Node, steps: readonly Step[], after: Node): Map<string, string> {
  const marked = new Set<string>()
  for (const step of steps)
    if ((step instanceof AddMarkStep || step instanceof RemoveMarkStep) && step.mark.type.name === 'claim')
      marked.add(step.mark.attrs.id as string)
  const moved = new Map<string, string>()
  if (marked.size === 0) return moved
  const [was, is] = [claimRanges(before, marked), claimRanges(after, marked)]
  const [mapBefore, mapAfter] = [textMapOf(before), textMapOf(after)]
  for (const id of marked) {
    const old = was.get(id) ?? []
    const now = is.get(id) ?? []
    if (old.length === 0 || now.length === 0) continue
    // The first and last characters that are there both before and after tell: the cost does not grow with the claim.
    const lost = edgesOf(old).some((at) => {
      const place = follow(steps, mapBefore.positionAt(at))
      return place !== null && !isWithin(mapAfter, now, place)
    })
    const gained = edgesOf(now).some((at) => {
      const place = followBack(steps, mapAfter.positionAt(at))
      return place !== null && !isWithin(mapBefore, old, place)
    })
    if (lost || gained) moved.set(id, quoteAt(textOf(before), old))
  }
  return moved
}

function edgesOf(ranges: readonly TextRange[]): number[] {
  return ranges.flatMap(({ start, end }) => [start, end - 1])
}

function isWithin(map: TextMap, ranges: readonly TextRange[], position: number): boolean {
  return ranges.some(({ start, end }) => map.positionAt(start) <= position && position <= map.positionAt(end - 1))
}

/** Where the character at a position is after some steps; null when it was removed. */
function follow(steps: readonly Step[], position: number): number | null {
  let at = position
  for (const step of steps) {
    const result = step.getMap().mapResult(at, 1)
    if (result.deletedAfter) return null
    at = result.pos
  }
  return at
}

/** Where the character at a position was before some steps; null when they brought it. */
function followBack(steps: readonly Step[], position: number): number | null {
  let at = position
  for (let index = steps.length - 1; index >= 0; index--) {
    const result = (steps[index] as Step).getMap().invert().mapResult(at, 1)
    if (result.deletedAfter) return null
    at = result.pos
  }
  return at
}
