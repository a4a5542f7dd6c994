import { Fragment, type Mark, type Node, Slice } from '@tiptap/pm/model'
import { type Step, Transform } from '@tiptap/pm/transform'
import { cutsCharacter } from '@/lib/core/text/range'
import { keptClaims } from '@/lib/editor/queries/kept-claims'
import { schema } from '@/lib/editor/schema'
import { textMapOf, textOf } from '@/lib/editor/text-map'

/** Replace a stretch of the canonical text by other words. "\n" in `text` starts a new block. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The steps of some edits, all given against the same document and not
 * overlapping. They keep formatting and claims as typing would.
 * Throws RangeError for an edit outside the text or two that overlap.
 */
export function editSteps(doc: Node, edits: readonly TextEdit[]): Step[] {
  const map = textMapOf(doc)
  const ordered = edits.map((edit, index) => ({ ...edit, index })).sort((a, b) => b.start - a.start || b.end - a.end || b.index - a.index)
  let expected = map.text
  const tr = new Transform(doc)
  let previousStart = Number.POSITIVE_INFINITY
  for (const { start, end, text } of ordered) {
    if (start > end) throw new RangeError(`An edit ends (${end}) before it starts (${start})`)
    if (cutsCharacter(map.text, start) || cutsCharacter(map.text, end))
      throw new RangeError('An edit starts or ends in the middle of a character')
    if (end > previousStart) throw new RangeError('Two edits overlap')
    previousStart = start
    // From the last to the first, so earlier positions stay what they were.
    replaceText(tr, map.positionAt(start), map.positionAt(end), text)
    expected = expected.slice(0, start) + text + expected.slice(end)
  }
  // ProseMirror drops what does not fit without a word; we do not.
  if (textOf(tr.doc) !== expected) throw new RangeError('This edit cannot be made at this place')
  return tr.steps
}

/** Replaces `from..to` by plain text with the marks typing there would give it. */
export function replaceText(tr: Transform, from: number, to: number, text: string): void {
  if (text === '') {
    if (from < to) tr.delete(from, to)
    return
  }
  const $from = tr.doc.resolve(from)
  const marks = marksForReplacement(tr.doc, from, to)
  const lines = text.split('\n')
  if (lines.length === 1) {
    tr.replaceWith(from, to, schema.text(text, $from.parent.type.allowedMarks(marks)))
    return
  }
  const block = schema.nodes.paragraph
  if (!block) throw new RangeError('The schema has no paragraph')
  const type = $from.parent.type === block || $from.depth > 1 ? $from.parent.type : block
  const blocks = lines.map((line, index) =>
    (index === 0 ? $from.parent.type : type).create(null, line ? schema.text(line, type.allowedMarks(marks)) : null),
  )
  tr.replace(from, to, new Slice(Fragment.from(blocks), 1, 1))
}

function marksForReplacement(doc: Node, from: number, to: number): readonly Mark[] {
  const $from = doc.resolve(from)
  const around = (from === to ? $from.marks() : ($from.marksAcross(doc.resolve(to)) ?? $from.marks())) as Mark[]
  let marks: readonly Mark[] = around.filter((mark) => mark.type.name !== 'claim')
  for (const id of keptClaims(doc, from, to)) marks = schema.mark('claim', { id }).addToSet(marks)
  return marks
}
