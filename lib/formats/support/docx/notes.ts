import { excerpt, type Messages } from '@/lib/core/article/import-messages'
import type { WordPackage } from '@/lib/formats/support/docx/word-package'
import { all, ancestorNamed, attributeOf, childNamed, parsePart, wordsOf } from '@/lib/formats/support/docx/xml'

/** Footnotes and endnotes, and where each is kept. */
const NOTES = [
  ['w:footnoteReference', 'w:footnote', 'word/footnotes.xml'],
  ['w:endnoteReference', 'w:endnote', 'word/endnotes.xml'],
] as const

/**
 * Brings the references of notes (ECMA-376, 17.11) to what mammoth reads: one a
 * note, with no sign of its own beside it. What a note says that stands on
 * words which are not in the text is told.
 */
export function settleNoteReferences(word: WordPackage, document: Document, messages: Messages): void {
  dropNumbersElsewhere(document)
  for (const [referenceName, noteName, part] of NOTES) {
    const references = all(document, referenceName)
    if (references.length === 0) continue
    const notes = parsePart(word, part)
    const saidBy = new Map((notes ? all(notes, noteName) : []).map((one) => [one.getAttribute('w:id') ?? '', wordsOf(one).trim()] as const))
    const isGone = (reference: Element) => ancestorNamed(reference, 'w:del') !== null || ancestorNamed(reference, 'w:moveFrom') !== null
    const standing = references.filter((one) => !isGone(one))
    const told = new Set(standing.map((one) => saidBy.get(one.getAttribute('w:id') ?? '')))
    for (const reference of references.filter(isGone)) {
      const said = saidBy.get(reference.getAttribute('w:id') ?? '') ?? ''
      // Words that were moved take their note with them.
      if (said === '' || told.has(said)) continue
      told.add(said)
      messages.add('warning', `A footnote stood on words that are not in the text, and was left out: ${excerpt(said, 300)}.`)
    }
    const seen = new Set<string>()
    for (const reference of standing) {
      const id = reference.getAttribute('w:id') ?? ''
      if (isOwnMark(reference)) dropOwnMark(reference)
      if (seen.has(id)) {
        reference.remove()
        messages.add('info', `A footnote that several places name stands at the first of them: ${excerpt(saidBy.get(id) ?? '', 100)}.`)
      }
      seen.add(id)
    }
  }
}

function isOwnMark(reference: Element): boolean {
  const own = attributeOf(reference, 'w:customMarkFollows')
  return own !== null && !['0', 'false', 'off'].includes(own)
}

// “*” instead of a number follows the reference in its run, or makes a raised run of its own.
function dropOwnMark(reference: Element): void {
  const run = ancestorNamed(reference, 'w:r')
  if (!run) return
  const after = [...run.children]
    .slice([...run.children].indexOf(reference) + 1)
    .filter((one) => one.tagName === 'w:t' || one.tagName === 'w:sym')
  for (const one of after) one.remove()
  const next = run.nextElementSibling
  if (after.length > 0 || next?.tagName !== 'w:r' || wordsOf(next).trim().length > 3) return
  const align = childNamed(childNamed(next, 'w:rPr'), 'w:vertAlign')
  if (align?.getAttribute('w:val') === 'superscript') next.remove()
}

// The number of a footnote elsewhere is no copy: it would stand there as a figure.
function dropNumbersElsewhere(document: Document): void {
  const isReference = (instruction: string | null) => /^\s*NOTEREF\b/i.test(instruction ?? '')
  for (const field of all(document, 'w:fldSimple')) if (isReference(attributeOf(field, 'w:instr'))) field.remove()
  let instruction = ''
  let isResult = false
  for (const run of all(document, 'w:r')) {
    const mark = attributeOf(childNamed(run, 'w:fldChar') ?? run, 'w:fldCharType')
    if (mark === 'begin') instruction = ''
    if (mark === 'separate') isResult = isReference(instruction)
    if (mark === 'end') isResult = false
    instruction += all(run, 'w:instrText')
      .map((one) => one.textContent ?? '')
      .join('')
    if (isResult) for (const text of [...run.children].filter((one) => one.tagName === 'w:t')) text.remove()
  }
}
