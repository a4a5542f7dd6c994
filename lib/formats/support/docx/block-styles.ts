/**
 * What a paragraph of our Word report is, and in which lists and quotations it
 * stands, as the name of its style: people read it in Word, and the reader of
 * the report makes the same nesting of it again.
 */

/** What holds a block. */
export type Container = 'list' | 'quotation'

/** Kinds of paragraph that can stand in a list or quotation, and the HTML each is read as. */
const KINDS = {
  Text: 'p',
  'Heading 1': 'h2',
  'Heading 2': 'h3',
  'Heading 3': 'h4',
  'Pull quote': 'p.tickmark-pull-quote',
  'Code block': 'pre',
  /** In a row of other cells; a row of heads alone says so itself. */
  'Table head': 'p.tickmark-head',
  Caption: 'p.tickmark-caption',
  'Picture not included': 'p.tickmark-picture',
  Rule: 'hr',
  /** Parts two lists, quotations or blocks of code that would be read as one. */
  Between: 'hr.tickmark-between',
} as const

export type BlockKind = keyof typeof KINDS

/** A language as it can stand in a style's name and in a class. */
const LANGUAGE = /^[A-Za-z][\w-]{0,30}$/

/** Word's own lists have nine levels; nobody needs to be deeper in quotations. */
const MAX_DEPTH = 9

/** The name of the style: the kind, of code its language, then what holds it, from within. */
export function blockStyleName(kind: BlockKind, path: readonly Container[], language: string | null = null): string {
  if (path.length === 1 && path[0] === 'quotation' && kind === 'Text') return 'Quotation'
  const named = language && LANGUAGE.test(language) ? `${kind} (${language})` : kind
  return [named, ...path.slice(0, MAX_DEPTH).toReversed()].join(' in ')
}

/** Word's id of the style of that name. */
export function blockStyleId(name: string): string {
  return name.replace(/[()]/g, '').replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** What a style's name says, or null when it is none of ours. */
export function readBlockStyle(
  name: string,
): { readonly kind: BlockKind; readonly path: readonly Container[]; readonly language: string | null } | null {
  if (name === 'Quotation') return { kind: 'Text', path: ['quotation'], language: null }
  const [named = '', ...holders] = name.split(' in ')
  const [, kind = named, language = null] = /^(.*) \(([\w-]+)\)$/.exec(named) ?? []
  if (!kind || !(kind in KINDS) || holders.length > MAX_DEPTH) return null
  if (!holders.every((one): one is Container => one === 'list' || one === 'quotation')) return null
  return { kind: kind as BlockKind, path: holders.toReversed(), language }
}

/** The lines of mammoth's style map that read paragraphs of these styles back. */
export function readingOf(names: readonly string[]): string[] {
  const lines = names.flatMap((name) => {
    const style = readBlockStyle(name)
    if (!style) return []
    const outer = style.path.map(pathOf)
    const own = style.language ? ['pre:fresh', `code.language-${style.language}:fresh`] : [`${KINDS[style.kind]}:fresh`]
    const asBlock = `p[style-name='${name}'] => ${[...outer, ...own].join(' > ')}`
    if (style.kind !== 'Text' || style.path.at(-1) !== 'list') return [asBlock]
    return [...asItem(`[style-name='${name}']`, style.path), asBlock]
  })
  // A first line of a list that stands in nothing else has no style of its own.
  const inline = ["r[style-name='Inline code'] => code"]
  const plain = Array.from({ length: MAX_DEPTH }, (_, depth) => asItem('', Array(depth + 1).fill('list')))
  return [...lines, ...inline, ...plain.flat()]
}

function pathOf(container: Container): string {
  return container === 'list' ? 'ul|ol > li' : 'blockquote'
}

// The paragraph that has the number begins an item.
function asItem(style: string, path: readonly Container[]): string[] {
  const level = path.filter((one) => one === 'list').length
  const outer = path.slice(0, -1).map(pathOf)
  return [
    `p${style}:unordered-list(${level}) => ${[...outer, 'ul', 'li:fresh'].join(' > ')}`,
    `p${style}:ordered-list(${level}) => ${[...outer, 'ol', 'li:fresh'].join(' > ')}`,
  ]
}
