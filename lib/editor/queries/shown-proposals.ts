import type { Node } from '@tiptap/pm/model'
import type { TextRange } from '@/lib/core/text/range'
import { textMapOf } from '@/lib/editor/text-map'

/** Words that are proposed for a stretch of the document, in its positions. */
export interface ShownProposal {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly after: string
}

/** Where proposals stand in a document; those whose words are not in it are left out. `range` is in UTF-16 units of its text. */
export function shownProposals(
  doc: Node,
  proposals: readonly { readonly correction: { readonly id: string; readonly after: string }; readonly range: TextRange | null }[],
): ShownProposal[] {
  const map = proposals.some((one) => one.range) ? textMapOf(doc) : null
  return proposals.flatMap(({ correction: { id, after }, range }) =>
    range && map ? [{ id, from: map.positionAt(range.start), to: map.positionAt(range.end), after }] : [],
  )
}
