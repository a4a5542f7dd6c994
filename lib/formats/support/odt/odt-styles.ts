import { isSymbolFont } from '@/lib/core/text/symbol-font'
import { all, attributeOf, childNamed } from '@/lib/formats/support/docx/xml'

/** What the styles of an OpenDocument text say of words and paragraphs, as far as an article can hold it. */
export interface OdtStyle {
  readonly tags: ReadonlySet<'strong' | 'em' | 'u' | 's' | 'sup' | 'sub'>
  readonly isHidden: boolean
  /** Names of the style and of those it is made from, the nearest first. */
  readonly names: readonly string[]
  /** Its letters are codes of the font Symbol. */
  readonly isSymbol: boolean
}

const PLAIN: OdtStyle = { tags: new Set(), isHidden: false, names: [], isSymbol: false }

/** The styles of a document by name (OpenDocument 1.3, part 3, 16), each with what it takes from its parents. */
export class OdtStyles {
  readonly #elements = new Map<string, Element>()
  readonly #lists = new Map<string, Element>()
  readonly #known = new Map<string, OdtStyle>()

  constructor(documents: readonly Document[]) {
    for (const document of documents) {
      // What the document itself says goes before what its sheet of styles does: automatic styles stand in both.
      for (const style of all(document, 'style:style')) this.#elements.set(keyOf(style), style)
      for (const style of all(document, 'text:list-style')) this.#lists.set(style.getAttribute('style:name') ?? '', style)
    }
  }

  of(family: 'paragraph' | 'text' | 'section', name: string | null): OdtStyle {
    if (!name) return PLAIN
    const key = `${family}:${name}`
    const known = this.#known.get(key)
    if (known) return known
    this.#known.set(key, PLAIN)
    const element = this.#elements.get(key)
    const parentName = element?.getAttribute('style:parent-style-name') ?? null
    const parent = parentName === name ? PLAIN : this.of(family, parentName)
    const own = element ? ownStyle(element, parent) : parent
    const style = { ...own, names: [readable(element?.getAttribute('style:display-name') ?? name), ...parent.names] }
    this.#known.set(key, style)
    return style
  }

  /** Whether a level (1 and up) of a list is numbered, and with which number it begins. */
  listLevel(name: string | null, level: number): { readonly isNumbered: boolean; readonly start: number } {
    const style = this.#lists.get(name ?? '')
    const found = style && [...style.children].find((one) => Number(one.getAttribute('text:level')) === level)
    const isNumbered = found?.tagName === 'text:list-level-style-number' && (found.getAttribute('style:num-format') ?? '') !== ''
    return { isNumbered, start: Number(found?.getAttribute('text:start-value') ?? 1) || 1 }
  }
}

const keyOf = (style: Element) => `${style.getAttribute('style:family')}:${style.getAttribute('style:name')}`

// Names are written with what a name may not hold as _20_ and the like.
const readable = (name: string) =>
  name.replace(/_([0-9a-f]{2})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))).toLowerCase()

function ownStyle(element: Element, parent: OdtStyle): OdtStyle {
  const text = childNamed(element, 'style:text-properties')
  const section = childNamed(element, 'style:section-properties')
  const tags = new Set(parent.tags)
  const say = (tag: 'strong' | 'em' | 'u' | 's', value: string | null | undefined, isOn: (value: string) => boolean) => {
    if (value === null || value === undefined) return
    if (isOn(value)) tags.add(tag)
    else tags.delete(tag)
  }
  say('strong', text?.getAttribute('fo:font-weight'), (value) => value === 'bold' || Number(value) >= 600)
  say('em', text?.getAttribute('fo:font-style'), (value) => value !== 'normal')
  say('u', text?.getAttribute('style:text-underline-style'), (value) => value !== 'none')
  say('s', text?.getAttribute('style:text-line-through-style'), (value) => value !== 'none')
  const position = text ? attributeOf(text, 'style:text-position') : null
  if (position) {
    tags.delete('sup')
    tags.delete('sub')
    const [raise = ''] = position.split(' ')
    if (raise === 'super' || Number.parseFloat(raise) > 0) tags.add('sup')
    else if (raise === 'sub' || Number.parseFloat(raise) < 0) tags.add('sub')
  }
  const font = text?.getAttribute('style:font-name') ?? text?.getAttribute('fo:font-family')
  const display = text?.getAttribute('text:display') ?? section?.getAttribute('text:display')
  return {
    tags,
    isHidden: display ? display === 'none' : parent.isHidden,
    names: parent.names,
    isSymbol: font ? isSymbolFont(font) : parent.isSymbol,
  }
}
