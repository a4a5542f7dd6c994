import type { Node } from '@tiptap/pm/model'
import { claimIdsAfter, claimIdsBefore, claimIdsCovering } from '@/lib/editor/queries/claim-ranges'

/**
 * Which claims new words belong to when they take the place of `from..to`
 * (design D1):
 *
 * 1. words put strictly inside a claim belong to it;
 * 2. words that replace a stretch lying wholly in a claim belong to it, so
 *    replacing exactly the claimed words keeps the claim on the new words;
 * 3. words typed at the edge of a claim do not.
 */
export function keptClaims(doc: Node, from: number, to: number): Set<string> {
  const after = claimIdsAfter(doc, to)
  const kept = new Set([...claimIdsBefore(doc, from)].filter((id) => after.has(id)))
  if (from < to) for (const id of claimIdsCovering(doc, from, to)) kept.add(id)
  return kept
}
