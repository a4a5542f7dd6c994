import { plainRaised } from '@/lib/core/text/raised'
import { isSymbolFont, readPrivateSigns, readSymbolFont } from '@/lib/core/text/symbol-font'
import { type FoundRemarks, remarkAnchor } from '@/lib/editor/html/remarks'
import type { WordPackage } from '@/lib/formats/support/docx/word-package'
import { all, ancestorNamed, attributeOf, childNamed, parsePart, valOf } from '@/lib/formats/support/docx/xml'

interface WordComment {
  readonly id: string
  readonly author: string | null
  readonly at: string | null
  readonly text: string
  /** Ids of its paragraphs: replies name the last one of what they answer ([MS-DOCX] 2.5.4.3). */
  readonly paragraphIds: readonly string[]
}

/**
 * Word comments (ECMA-376, 17.13.4) with author, date, replies and whether they
 * are resolved; their ranges become bookmarks, which mammoth passes on as
 * anchors.
 */
export function markComments(word: WordPackage, document: Document, remarks: FoundRemarks): void {
  const comments = readComments(word)
  if (comments.length === 0) return
  const { parentOf, resolved } = readThreads(word, comments)
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  const rootOf = (comment: WordComment): WordComment => {
    const seen = new Set([comment])
    let one = comment
    for (;;) {
      const parent = byId.get(parentOf.get(one.id) ?? '')
      if (!parent) return one
      // Answers that go in a circle are each a thread of their own.
      if (seen.has(parent)) return comment
      seen.add(parent)
      one = parent
    }
  }
  const numbers = new Map<string, number>()
  for (const comment of comments) {
    if (rootOf(comment) !== comment) continue
    const replies = comments
      .filter((one) => one !== comment && rootOf(one) === comment)
      .map(({ author, at, text }) => ({ author, at, text }))
    const { author, at, text } = comment
    numbers.set(comment.id, remarks.add({ kind: 'comment', author, at, text, isResolved: resolved.has(comment.id), replies }))
  }
  // A comment on words that are deleted has no place; what stands there now is not what it is about.
  const gone = commentsOnDeleted(document)
  let bookmark = 800_000
  const place = (before: Element, name: string) => {
    const mark = document.createElement('w:bookmarkStart')
    mark.setAttribute('w:id', String(bookmark++))
    mark.setAttribute('w:name', name)
    before.before(mark)
  }
  for (const [tag, edge] of [
    ['w:commentRangeStart', 'start'],
    ['w:commentRangeEnd', 'end'],
  ] as const)
    for (const element of all(document, tag)) {
      const id = element.getAttribute('w:id') ?? ''
      const index = numbers.get(id)
      if (index !== undefined && !gone.has(id)) place(element, remarkAnchor(edge, index))
    }
  for (const reference of all(document, 'w:commentReference')) {
    const id = reference.getAttribute('w:id') ?? ''
    const index = numbers.get(id)
    if (index !== undefined && !gone.has(id)) place(ancestorNamed(reference, 'w:r') ?? reference, remarkAnchor('point', index))
  }
}

/** Ids of comments whose range has deleted words and no others. */
function commentsOnDeleted(document: Document): ReadonlySet<string> {
  const open = new Set<string>()
  const found = new Map<string, { live: number; dead: number }>()
  const walk = (element: Element, isDeleted: boolean) => {
    const id = element.getAttribute('w:id') ?? ''
    switch (element.tagName) {
      case 'w:commentRangeStart':
        open.add(id)
        return
      case 'w:commentRangeEnd':
        open.delete(id)
        return
      case 'w:t':
      case 'w:delText':
        for (const one of open) {
          const counts = found.get(one) ?? { live: 0, dead: 0 }
          found.set(one, counts)
          counts[isDeleted ? 'dead' : 'live'] += (element.textContent ?? '').trim().length
        }
        return
    }
    const isGone = isDeleted || element.tagName === 'w:del' || element.tagName === 'w:moveFrom'
    for (const child of [...element.children]) walk(child, isGone)
  }
  walk(document.documentElement, false)
  return new Set([...found].filter(([, { live, dead }]) => live === 0 && dead > 0).map(([id]) => id))
}

function readComments(word: WordPackage): WordComment[] {
  return word.names(/^word\/comments\d*\.xml$/).flatMap((name) => {
    const document = parsePart(word, name)
    const targets = linkTargets(word, name)
    return document
      ? all(document, 'w:comment').map((comment) => ({
          id: comment.getAttribute('w:id') ?? '',
          author: attributeOf(comment, 'w:author')?.trim() || null,
          at: comment.getAttribute('w:date') || null,
          text: all(comment, 'w:p')
            .map((paragraph) => wordsWithLinks(paragraph, targets))
            .join('\n')
            .trim(),
          paragraphIds: all(comment, 'w:p').map((paragraph) => paragraph.getAttribute('w14:paraId') ?? ''),
        }))
      : []
  })
}

// A link's address is part of what a comment says: often it is all the evidence there is.
function wordsWithLinks(paragraph: Element, targets: ReadonlyMap<string, string>): string {
  const walk = (element: Element): string => {
    if (element.tagName === 'w:t' || element.tagName === 'w:delText') {
      const font = childNamed(childNamed(element.parentElement, 'w:rPr'), 'w:rFonts')
      const isSymbol = font !== undefined && isSymbolFont(attributeOf(font, 'w:ascii') ?? attributeOf(font, 'w:hAnsi') ?? '')
      const words = isSymbol ? readSymbolFont(element.textContent ?? '') : readPrivateSigns(element.textContent ?? '')
      const align = valOf(childNamed(element.parentElement, 'w:rPr'), 'w:vertAlign')
      return align === 'superscript' ? plainRaised(words, 'above') : align === 'subscript' ? plainRaised(words, 'below') : words
    }
    if (element.tagName === 'm:t') return element.textContent ?? ''
    if (element.tagName === 'w:noBreakHyphen') return '\u2011'
    if (element.tagName === 'w:sym')
      return readPrivateSigns(String.fromCharCode(0xf000 | Number.parseInt(attributeOf(element, 'w:char') ?? '20', 16)))
    if (element.tagName === 'w:tab' || element.tagName === 'w:ptab') return '\t'
    if (element.tagName === 'w:br' || element.tagName === 'w:cr') return '\n'
    if (element.tagName === 'w:del') return ''
    const words = [...element.children].map(walk).join('')
    const target = element.tagName === 'w:hyperlink' ? targets.get(element.getAttribute('r:id') ?? '') : undefined
    return target && !words.includes(target) ? `${words} (${target})` : words
  }
  return walk(paragraph)
}

function linkTargets(word: WordPackage, part: string): Map<string, string> {
  const document = parsePart(word, part.replace(/^word\//, 'word/_rels/').concat('.rels'))
  if (!document) return new Map()
  return new Map(
    all(document, 'Relationship')
      .filter((one) => one.getAttribute('TargetMode') === 'External')
      .map((one) => [one.getAttribute('Id') ?? '', attributeOf(one, 'Target') ?? ''] as const),
  )
}

// Word keeps threads beside the comments, by paragraph.
function readThreads(word: WordPackage, comments: readonly WordComment[]) {
  const byParagraph = new Map(comments.flatMap((comment) => comment.paragraphIds.filter(Boolean).map((id) => [id, comment.id] as const)))
  const parentOf = new Map<string, string>()
  const resolved = new Set<string>()
  for (const name of word.names(/^word\/commentsExtended\d*\.xml$/)) {
    const document = parsePart(word, name)
    for (const one of document ? all(document, 'w15:commentEx') : []) {
      const id = byParagraph.get(one.getAttribute('w15:paraId') ?? '')
      const parent = byParagraph.get(one.getAttribute('w15:paraIdParent') ?? '')
      if (!id) continue
      if (parent && parent !== id) parentOf.set(id, parent)
      if (['1', 'true', 'on'].includes(one.getAttribute('w15:done') ?? '')) resolved.add(id)
    }
  }
  return { parentOf, resolved }
}
