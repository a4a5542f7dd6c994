import type { Node } from '@tiptap/pm/model'
import { type Step, Transform } from '@tiptap/pm/transform'
import type { TextRange } from '@/lib/core/text/range'
import { schema } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'

/** The steps that put a claim on a range of the canonical text. Empty when there are no words there. */
export function addClaimSteps(doc: Node, claimId: string, range: TextRange): Step[] {
  const map = textMapOf(doc)
  const mark = schema.mark('claim', { id: claimId })
  return new Transform(doc).addMark(map.positionAt(range.start), map.positionAt(range.end), mark).steps
}

/** The steps that take a claim off every word it is on. */
export function removeClaimSteps(doc: Node, claimId: string): Step[] {
  const mark = schema.mark('claim', { id: claimId })
  return new Transform(doc).removeMark(0, doc.content.size, mark).steps
}

/** The steps that move a claim to another range of the canonical text. */
export function moveClaimSteps(doc: Node, claimId: string, range: TextRange): Step[] {
  const mark = schema.mark('claim', { id: claimId })
  const map = textMapOf(doc)
  return new Transform(doc).removeMark(0, doc.content.size, mark).addMark(map.positionAt(range.start), map.positionAt(range.end), mark)
    .steps
}
