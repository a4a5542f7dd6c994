import type { Node } from '@tiptap/pm/model'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'

/** Ids of all claims in the order their first words stand in the text. */
export function readingOrder(doc: Node): string[] {
  return [...claimRanges(doc)].sort(([, a], [, b]) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0)).map(([id]) => id)
}
