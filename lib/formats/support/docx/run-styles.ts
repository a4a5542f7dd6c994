import type { WordPackage } from '@/lib/formats/support/docx/word-package'
import { all, childNamed, isOn, parsePart, valOf } from '@/lib/formats/support/docx/xml'

/** Looks that carry meaning and that a style can give (ECMA-376, 17.7.2): hidden, struck, raised and lowered words. */
const LOOKS = ['w:vanish', 'w:strike', 'w:dstrike', 'w:vertAlign', 'w:position'] as const
type Look = (typeof LOOKS)[number]

/** Half-points a run is set off its line by before that means something. */
const LEAST_POSITION = 4

/** Looks by style: what a style says, or one it is made from. */
export type RunStyles = ReadonlyMap<string, ReadonlyMap<Look, Element>>

export function runStylesOf(word: WordPackage): RunStyles {
  const xml = word.text('word/styles.xml')
  const found = new Map<string, ReadonlyMap<Look, Element>>()
  if (!LOOKS.some((look) => xml.includes(`<${look}`))) return found
  const document = parsePart(word, 'word/styles.xml')
  const styles = new Map((document ? all(document, 'w:style') : []).map((style) => [style.getAttribute('w:styleId') ?? '', style] as const))
  for (const id of styles.keys()) {
    const looks = new Map<Look, Element>()
    let style = styles.get(id)
    for (let depth = 0; style && depth < 20; depth++) {
      for (const look of LOOKS) {
        const said = childNamed(childNamed(style, 'w:rPr'), look)
        if (said && !looks.has(look)) looks.set(look, said)
      }
      style = styles.get(valOf(style, 'w:basedOn') ?? '')
    }
    if (looks.size > 0) found.set(id, looks)
  }
  return found
}

/** What a run looks like in one respect: by itself, by its own style, or by that of its paragraph. */
function lookOf(run: Element, paragraph: Element | null, look: Look, styles: RunStyles): Element | undefined {
  const properties = childNamed(run, 'w:rPr')
  return (
    childNamed(properties, look) ??
    styles.get(valOf(properties, 'w:rStyle') ?? '')?.get(look) ??
    styles.get(valOf(childNamed(paragraph, 'w:pPr'), 'w:pStyle') ?? '')?.get(look)
  )
}

export function isHidden(run: Element, paragraph: Element | null, styles: RunStyles): boolean {
  const look = lookOf(run, paragraph, 'w:vanish', styles)
  return look !== undefined && isOn(look)
}

/** Writes what styles give into the run itself, where mammoth looks for it; a run set off its line by hand is raised or lowered. */
export function writeOutLooks(run: Element, paragraph: Element | null, styles: RunStyles, document: Document): void {
  const properties = childNamed(run, 'w:rPr')
  const give = (name: string, value?: string) => {
    const holder = properties ?? document.createElement('w:rPr')
    if (!properties) run.prepend(holder)
    const made = document.createElement(name)
    if (value) made.setAttribute('w:val', value)
    holder.append(made)
  }
  const own = (look: Look) => childNamed(properties, look)
  const struck = lookOf(run, paragraph, 'w:strike', styles) ?? lookOf(run, paragraph, 'w:dstrike', styles)
  if (!own('w:strike') && !own('w:dstrike') && struck && isOn(struck)) give('w:strike')
  if (own('w:vertAlign')) return
  const align = lookOf(run, paragraph, 'w:vertAlign', styles)?.getAttribute('w:val')
  const position = Number(lookOf(run, paragraph, 'w:position', styles)?.getAttribute('w:val') ?? 0)
  if (align === 'superscript' || align === 'subscript') give('w:vertAlign', align)
  else if (Math.abs(position) >= LEAST_POSITION || (position !== 0 && isSmaller(run, paragraph)))
    give('w:vertAlign', position > 0 ? 'superscript' : 'subscript')
}

/** A run with a size of its own below that of a run on the line: LibreOffice lowers an index by a point and makes it smaller. */
function isSmaller(run: Element, paragraph: Element | null): boolean {
  const sizeOf = (one: Element) => Number(childNamed(childNamed(one, 'w:rPr'), 'w:sz')?.getAttribute('w:val') ?? Number.NaN)
  const size = sizeOf(run)
  if (Number.isNaN(size)) return false
  const onLine = [...(paragraph?.getElementsByTagName('w:r') ?? [])].find((one) => !childNamed(childNamed(one, 'w:rPr'), 'w:position'))
  if (!onLine) return false
  const other = sizeOf(onLine)
  return Number.isNaN(other) || other > size
}
