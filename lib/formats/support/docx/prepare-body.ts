import { excerpt, type Messages, plural } from '@/lib/core/article/import-messages'
import { isSymbolFont, readPrivateSigns, readSymbolFont } from '@/lib/core/text/symbol-font'
import { unwrap } from '@/lib/editor/html/dom'
import type { FoundRemarks } from '@/lib/editor/html/remarks'
import { markComments } from '@/lib/formats/support/docx/comments'
import { writeOutFormulas } from '@/lib/formats/support/docx/formulas'
import { settleNoteReferences } from '@/lib/formats/support/docx/notes'
import { markListNumbers } from '@/lib/formats/support/docx/numbering'
import { CLAIM_LOG_BOOKMARK, PROPOSED } from '@/lib/formats/support/docx/own-report'
import { isHidden, type RunStyles, runStylesOf, writeOutLooks } from '@/lib/formats/support/docx/run-styles'
import type { WordPackage } from '@/lib/formats/support/docx/word-package'
import { all, ancestorNamed, attributeOf, childNamed, isOn, parsePart, valOf, wordsOf } from '@/lib/formats/support/docx/xml'

/**
 * Brings the parts of a Word file (ECMA-376, part 1) that mammoth would lose or
 * misread to shapes it knows, and says what is not copy: fields keep their
 * words, hidden text goes, text boxes become paragraphs after the line they
 * stood beside, formulas become their letters.
 */
export function prepareBody(
  word: WordPackage,
  messages: Messages,
  { remarks = null, isRejecting = false }: { readonly remarks?: FoundRemarks | null; readonly isRejecting?: boolean } = {},
): void {
  if (!word.mainPart) return
  const styles = runStylesOf(word)
  for (const name of [word.mainPart, ...word.names(/^word\/(?:footnotes|endnotes)\d*\.xml$/)]) {
    const xml = word.text(name)
    const hasRemarks = remarks !== null && name === word.mainPart && word.names(/^word\/comments\d*\.xml$/).length > 0
    if (!NEEDS_WORK.test(xml) && styles.size === 0 && !hasRemarks) continue
    const document = parsePart(word, name)
    if (!document) continue
    if (isRejecting) turnRevisions(document)
    if (name === word.mainPart) dropClaimLog(document, messages)
    if (name === word.mainPart) markListNumbers(word, document)
    if (name === word.mainPart && remarks) markComments(word, document, remarks)
    settleNoteReferences(word, document, messages)
    // Words of another direction, and those with their reading above them.
    for (const name of ['w:fldSimple', 'w:dir', 'w:bdo']) for (const holder of all(document, name)) unwrap(holder)
    takeBaseOfRuby(document, messages)
    for (const [from, to] of [
      ['w:cr', 'w:br'],
      ['w:ptab', 'w:tab'],
    ] as const)
      for (const sign of all(document, from)) sign.replaceWith(document.createElement(to))
    readSymbols(document)
    keepFieldEnds(document)
    settleLooks(document, styles, messages)
    takeOutTextBoxes(document, messages)
    writeOutFormulas(document, messages)
    // mammoth takes the property for on whatever it says.
    for (const header of all(document, 'w:tblHeader')) if (!isOn(header)) header.remove()
    for (const strike of all(document, 'w:dstrike')) rename(document, strike, 'w:strike')
    dropDangling(word, name, document, messages)
    sayFieldsWithoutWords(document, messages)
    dropPlaceholders(document, messages)
    joinDropCaps(document)
    fillGaps(document)
    word.write(name, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${document.documentElement.toString()}`)
  }
}

const NEEDS_WORK = new RegExp(
  `<(?:w:(?:numPr|pStyle|hyperlink|drawing|pict|object|position|framePr|gridBefore|gridAfter|showingPlcHdr|tblHeader|fldSimple|instrText|dir|bdo|ruby|cr|ptab|vanish|txbxContent|dstrike|ins|del|moveFrom|moveTo|commentReference|commentRangeStart|footnoteReference|endnoteReference)|m:oMath)[\\s>/]|["']Symbol|[\uf020-\uf0ff]|&#[xX]?[fF0-9]|${CLAIM_LOG_BOOKMARK}`,
)

/** Each way a change is marked (ECMA-376, 17.13.5), and what it is when the change is refused: runs, paragraph ends, rows and cells alike. */
const TURNED: Readonly<Record<string, string>> = {
  'w:ins': 'w:del',
  'w:del': 'w:ins',
  'w:moveTo': 'w:moveFrom',
  'w:moveFrom': 'w:moveTo',
  'w:cellIns': 'w:cellDel',
  'w:cellDel': 'w:cellIns',
  'w:delText': 'w:t',
  'w:delInstrText': 'w:instrText',
}

// Refusing every change is taking every opposite one.
function turnRevisions(document: Document): void {
  const found = Object.entries(TURNED).flatMap(([from, to]) => all(document, from).map((element) => ({ element, to })))
  // From within, so that what holds others is renamed last.
  for (const { element, to } of found.reverse()) rename(document, element, to)
}

function rename(document: Document, element: Element, name: string): void {
  const renamed = document.createElement(name)
  for (const { name: attribute, value } of [...element.attributes]) renamed.setAttribute(attribute, value)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

/**
 * What of our own report is not copy comes out before anything is read of it:
 * proposals nobody decided on are not changes, and its footnotes are its
 * sources. A change that somebody made in Word stands.
 */
export function settleOwnMarks(word: WordPackage): void {
  if (!word.mainPart || !word.text(word.mainPart).includes(CLAIM_LOG_BOOKMARK)) return
  const document = parsePart(word, word.mainPart)
  if (!document) return
  const isOurs = (revision: Element) => attributeOf(revision, 'w:author')?.endsWith(PROPOSED) ?? false
  for (const inserted of all(document, 'w:ins').filter(isOurs)) inserted.remove()
  for (const deleted of all(document, 'w:del').filter(isOurs)) {
    for (const text of all(deleted, 'w:delText')) rename(document, text, 'w:t')
    unwrap(deleted)
  }
  const ours = ownFootnotes(word)
  for (const reference of all(document, 'w:footnoteReference')) if (ours.has(reference.getAttribute('w:id') ?? '')) reference.remove()
  word.write(word.mainPart, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${document.documentElement.toString()}`)
}

// A footnote of ours begins with the name of its claim; what somebody added in Word does not.
function ownFootnotes(word: WordPackage): ReadonlySet<string> {
  const notes = parsePart(word, 'word/footnotes.xml')
  return new Set(
    (notes ? all(notes, 'w:footnote') : [])
      // Some programs save notes anew without their words.
      .filter((one) => /^\s*(?:C\d+: |$)/.test(wordsOf(one)))
      .map((one) => one.getAttribute('w:id') ?? ''),
  )
}

// Our own report has the claim log behind the article; it begins at a bookmark of ours.
function dropClaimLog(document: Document, messages: Messages): void {
  const mark = all(document, 'w:bookmarkStart').find((one) => one.getAttribute('w:name') === CLAIM_LOG_BOOKMARK)
  let block: Element | null = mark ? (ancestorNamed(mark, 'w:p') ?? mark) : null
  if (!block) return
  while (block) {
    const next: Element | null = block.nextElementSibling
    if (block.tagName !== 'w:sectPr') block.remove()
    block = next
  }
  messages.add('info', 'This is a report that Tickmark made: its claim log and sources are not part of the article and were left out.')
}

// A field whose end was deleted under revision would otherwise go on to the end of the document.
function keepFieldEnds(document: Document): void {
  for (const revision of [...all(document, 'w:del'), ...all(document, 'w:moveFrom')])
    for (const run of all(revision, 'w:r').filter((one) => childNamed(one, 'w:fldChar'))) {
      const kept = document.createElement('w:r')
      kept.append(...[...run.children].filter((one) => one.tagName === 'w:fldChar'))
      revision.before(kept)
    }
}

function takeBaseOfRuby(document: Document, messages: Messages): void {
  for (const ruby of all(document, 'w:ruby')) {
    const [reading] = all(ruby, 'w:rt').map(wordsOf)
    const run = ancestorNamed(ruby, 'w:r')
    const base = all(ruby, 'w:rubyBase').flatMap((one) => [...one.children])
    if (run) run.before(...base)
    else ruby.before(...base)
    if (reading)
      messages.count(
        'info',
        'ruby',
        (n) => `${plural(n, 'reading')} above words (ruby) ${n === 1 ? 'was' : 'were'} left out; the words are in.`,
      )
    ruby.remove()
  }
}

// In the font Symbol “m” shows as μ; mammoth knows only the signs that are elements of their own.
function readSymbols(document: Document): void {
  for (const run of all(document, 'w:r')) {
    const font = childNamed(childNamed(run, 'w:rPr'), 'w:rFonts')
    const isSymbol = font !== undefined && isSymbolFont(attributeOf(font, 'w:ascii') ?? attributeOf(font, 'w:hAnsi') ?? '')
    for (const text of [...run.children].filter((one) => one.tagName === 'w:t')) {
      const words = text.textContent ?? ''
      const read = isSymbol ? readSymbolFont(words) : readPrivateSigns(words)
      if (read !== words) text.textContent = read
    }
  }
}

function settleLooks(document: Document, styles: RunStyles, messages: Messages): void {
  for (const run of all(document, 'w:r')) {
    const paragraph = ancestorNamed(run, 'w:p')
    writeOutLooks(run, paragraph, styles, document)
    if (!isHidden(run, paragraph, styles)) continue
    // Marks of fields and notes keep their places; only words are hidden.
    const words = wordsOf(run)
    for (const one of [...run.children]) if (['w:t', 'w:tab', 'w:br', 'w:drawing', 'w:pict', 'w:sym'].includes(one.tagName)) one.remove()
    if (words.trim() !== '') messages.hidden(words)
  }
}

// Newer Word writes a box twice: once for itself, once for older programs.
function takeOutTextBoxes(document: Document, messages: Messages): void {
  for (const choice of all(document, 'mc:AlternateContent')) {
    const [kept] = all(choice, 'mc:Choice')
    if (kept && all(kept, 'w:txbxContent').length > 0) for (const fallback of all(choice, 'mc:Fallback')) fallback.remove()
  }
  let count = 0
  // From within, so that a box in a box comes out of it first.
  for (const box of all(document, 'w:txbxContent').reverse()) {
    const line = ancestorNamed(box, 'w:p')
    const paragraphs = [...box.children]
    if (line && paragraphs.some((one) => wordsOf(one).trim() !== '' || all(one, 'w:drawing').length > 0)) {
      count++
      line.after(...paragraphs)
    }
    box.remove()
  }
  if (count > 0)
    messages.count(
      'info',
      'text boxes',
      (n) => `${plural(n, 'text box', 'text boxes')} became paragraphs after the line ${n === 1 ? 'it' : 'they'} stood beside.`,
      count,
    )
}

// What names a part or an address that the file does not hold would end the reading of all of it.
function dropDangling(word: WordPackage, part: string, document: Document, messages: Messages): void {
  const relations = parsePart(word, part.replace(/^word\//, 'word/_rels/').concat('.rels'))
  const known = new Set((relations ? all(relations, 'Relationship') : []).map((one) => one.getAttribute('Id') ?? ''))
  const isDangling = (id: string | null) => id !== null && id !== '' && !known.has(id)
  for (const link of all(document, 'w:hyperlink')) if (isDangling(link.getAttribute('r:id'))) link.removeAttribute('r:id')
  let pictures = 0
  for (const [tag, attribute] of [
    ['a:blip', 'r:embed'],
    ['v:imagedata', 'r:id'],
  ] as const)
    for (const picture of all(document, tag)) {
      if (!isDangling(picture.getAttribute(attribute))) continue
      pictures++
      const drawing = ancestorNamed(picture, 'w:drawing') ?? ancestorNamed(picture, 'w:pict') ?? ancestorNamed(picture, 'w:object')
      ;(drawing ?? picture).remove()
    }
  if (pictures > 0)
    messages.add(
      'warning',
      `${plural(pictures, 'picture')} that the file names and does not hold ${pictures === 1 ? 'was' : 'were'} left out.`,
    )
}

/** Fields whose words are made when they are drawn, and stand in no file (ECMA-376, 17.16.5). */
const DRAWN = /^\s*(EQ|SYMBOL|FORMDROPDOWN|FORMCHECKBOX|ADVANCE)\b/i

function sayFieldsWithoutWords(document: Document, messages: Messages): void {
  const say = (instruction: string) => {
    const kind = DRAWN.exec(instruction)?.[1]
    if (kind)
      messages.add(
        'warning',
        `A field of Word (${excerpt(instruction, 80)}) shows something that no words stand for in the file; it was left out.`,
      )
  }
  for (const field of all(document, 'w:fldSimple')) if (wordsOf(field).trim() === '') say(attributeOf(field, 'w:instr') ?? '')
  let instruction = ''
  let words = ''
  let isResult = false
  for (const run of all(document, 'w:r')) {
    for (const part of [...run.children]) {
      const mark = part.tagName === 'w:fldChar' ? attributeOf(part, 'w:fldCharType') : null
      if (mark === 'begin') [instruction, words, isResult] = ['', '', false]
      if (mark === 'separate') isResult = true
      if (mark === 'end') {
        if (words.trim() === '') say(instruction)
        ;[instruction, words, isResult] = ['', '', false]
      }
      if (part.tagName === 'w:instrText') instruction += part.textContent ?? ''
      if (isResult && part.tagName === 'w:t') words += part.textContent ?? ''
    }
  }
}

// “Click here to enter text” is the form's, and nobody's copy.
function dropPlaceholders(document: Document, messages: Messages): void {
  for (const control of all(document, 'w:sdt')) {
    const placeholder = childNamed(childNamed(control, 'w:sdtPr'), 'w:showingPlcHdr')
    const content = childNamed(control, 'w:sdtContent')
    if (!placeholder || !isOn(placeholder) || !content) continue
    const words = wordsOf(content).trim()
    for (const text of all(content, 'w:t')) text.remove()
    if (words !== '')
      messages.count(
        'info',
        'placeholders',
        (n) => `${plural(n, 'field')} of a form that nobody filled in ${n === 1 ? 'was' : 'were'} left out.`,
      )
  }
}

// A large first letter stands in a frame of its own before its paragraph.
function joinDropCaps(document: Document): void {
  for (const frame of all(document, 'w:framePr')) {
    const isDropCap = ['drop', 'margin'].includes(attributeOf(frame, 'w:dropCap') ?? '')
    const paragraph = ancestorNamed(frame, 'w:p')
    const next = paragraph?.nextElementSibling
    if (!isDropCap || !paragraph || next?.tagName !== 'w:p') continue
    const runs = [...paragraph.children].filter((one) => one.tagName !== 'w:pPr')
    const properties = childNamed(next, 'w:pPr')
    if (properties) properties.after(...runs)
    else next.prepend(...runs)
    // The size of the letter sets it off its line.
    for (const run of runs) childNamed(childNamed(run, 'w:rPr'), 'w:vertAlign')?.remove()
    paragraph.remove()
  }
}

/** Most columns a row may leave free. */
const MOST_GAPS = 200

// A row that leaves columns free has its cells under their heads all the same.
function fillGaps(document: Document): void {
  for (const row of all(document, 'w:tr')) {
    const properties = childNamed(row, 'w:trPr')
    const cells = (name: string) => {
      const count = Math.min(MOST_GAPS, Number(valOf(properties, name) ?? 0) || 0)
      return Array.from({ length: count }, () => {
        const cell = document.createElement('w:tc')
        cell.append(document.createElement('w:p'))
        return cell
      })
    }
    const first = [...row.children].find((one) => one.tagName === 'w:tc')
    if (first) first.before(...cells('w:gridBefore'))
    row.append(...cells('w:gridAfter'))
  }
}
