import type { Node } from '@tiptap/pm/model'
import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { readStoredDocument } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'

/** The article of a report with where its notes belong. Offsets are UTF-16 units of the canonical text. */
export interface Annotated {
  readonly doc: Node
  /** Position of a text block → where its text begins. */
  readonly starts: ReadonlyMap<number, number>
  readonly byId: ReadonlyMap<string, SnapshotClaim>
  /** Claim → its place in reading order, from 1: the number of its note. */
  readonly places: ReadonlyMap<string, number>
  /** Text offset → claims whose last words end there. */
  readonly endings: ReadonlyMap<number, readonly SnapshotClaim[]>
}

export function annotated({ article, claims }: ArticleSnapshot): Annotated {
  const doc = readStoredDocument(article.document)
  const endings = new Map<number, SnapshotClaim[]>()
  for (const claim of claims) {
    const end = claim.ranges[claim.ranges.length - 1]?.end
    if (end !== undefined) endings.set(end, [...(endings.get(end) ?? []), claim])
  }
  return {
    doc,
    starts: new Map(textMapOf(doc).blocks.map((block) => [block.from - 1, block.start])),
    byId: new Map(claims.map((claim) => [claim.id, claim])),
    places: new Map(claims.map((claim, index) => [claim.id, index + 1])),
    endings,
  }
}
