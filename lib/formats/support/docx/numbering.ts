import type { WordPackage } from '@/lib/formats/support/docx/word-package'
import { all, childNamed, parsePart, valOf } from '@/lib/formats/support/docx/xml'

interface Level {
  readonly start: number
  readonly format: string
}

interface Numbering {
  /** Definition and level → where it starts and how it counts. */
  readonly levels: ReadonlyMap<string, Level>
  /** List → its definition, and starts of its own. */
  readonly lists: ReadonlyMap<string, { readonly definition: string; readonly starts: ReadonlyMap<string, number> }>
}

const TYPES: Readonly<Record<string, string>> = { lowerLetter: 'a', upperLetter: 'A', lowerRoman: 'i', upperRoman: 'I' }

/**
 * Word counts its lists while it draws them (ECMA-376, 17.9); mammoth does not.
 * Each numbered paragraph gets a bookmark that says its number, which mammoth
 * passes on as an anchor and `settleListNumbers` reads.
 */
export function markListNumbers(word: WordPackage, document: Document): void {
  const numbering = readNumbering(word)
  if (!numbering) return
  const styled = stylesWithLists(word)
  const counts = new Map<string, number>()
  const started = new Set<string>()
  let id = 900_000
  for (const paragraph of all(document, 'w:p')) {
    const properties = childNamed(paragraph, 'w:pPr')
    const own = childNamed(properties, 'w:numPr')
    const byStyle = styled.get(valOf(properties, 'w:pStyle') ?? '')
    const listId = valOf(own, 'w:numId') ?? byStyle?.listId
    const level = valOf(own, 'w:ilvl') ?? byStyle?.level ?? '0'
    const list = numbering.lists.get(listId ?? '')
    const known = list && numbering.levels.get(`${list.definition}/${level}`)
    if (!list || !known || known.format === 'bullet' || known.format === 'none') continue
    const key = `${list.definition}/${level}`
    const ownStart = list.starts.get(level)
    const isRestart = ownStart !== undefined && !started.has(`${listId}/${level}`)
    started.add(`${listId}/${level}`)
    const number = isRestart ? ownStart : counts.has(key) ? (counts.get(key) ?? 0) + 1 : known.start
    counts.set(key, number)
    // A level begins again below each item of the levels above it.
    for (const other of [...counts.keys()])
      if (other.startsWith(`${list.definition}/`) && Number(other.split('/')[1]) > Number(level)) counts.delete(other)
    const mark = document.createElement('w:bookmarkStart')
    mark.setAttribute('w:id', String(id++))
    mark.setAttribute('w:name', `tickmark-number-${number}-${TYPES[known.format] ?? 'decimal'}`)
    if (properties) properties.after(mark)
    else paragraph.prepend(mark)
  }
}

function readNumbering(word: WordPackage): Numbering | null {
  const document = parsePart(word, 'word/numbering.xml')
  if (!document) return null
  const levels = new Map<string, Level>()
  for (const definition of all(document, 'w:abstractNum'))
    for (const level of all(definition, 'w:lvl'))
      levels.set(`${definition.getAttribute('w:abstractNumId')}/${level.getAttribute('w:ilvl')}`, {
        start: Number(valOf(level, 'w:start') ?? 1),
        format: valOf(level, 'w:numFmt') ?? 'decimal',
      })
  const lists = all(document, 'w:num').map((list) => {
    const starts = all(list, 'w:lvlOverride').flatMap((one) => {
      const start = valOf(one, 'w:startOverride')
      return start === undefined ? [] : [[one.getAttribute('w:ilvl') ?? '0', Number(start)] as const]
    })
    return [list.getAttribute('w:numId') ?? '', { definition: valOf(list, 'w:abstractNumId') ?? '', starts: new Map(starts) }] as const
  })
  return { levels, lists: new Map(lists) }
}

// A style can put its paragraphs into a list, and hands that on to styles made from it.
function stylesWithLists(word: WordPackage): Map<string, { listId: string; level: string }> {
  const document = parsePart(word, 'word/styles.xml')
  const found = new Map<string, { listId: string; level: string }>()
  if (!document) return found
  const styles = new Map(all(document, 'w:style').map((style) => [style.getAttribute('w:styleId') ?? '', style] as const))
  for (const id of styles.keys()) {
    let style = styles.get(id)
    for (let depth = 0; style && depth < 20; depth++) {
      const list = childNamed(childNamed(style, 'w:pPr'), 'w:numPr')
      const listId = valOf(list, 'w:numId')
      if (listId !== undefined) {
        found.set(id, { listId, level: valOf(list, 'w:ilvl') ?? '0' })
        break
      }
      style = styles.get(valOf(style, 'w:basedOn') ?? '')
    }
  }
  return found
}
