export interface BibtexEntry {
  /** Lower case: article, book … */
  readonly type: string
  /** Field names in lower case; accents of TeX read, outer braces taken off, those around whole names kept. */
  readonly fields: ReadonlyMap<string, string>
}

/** The longest value, and all that names stand for together, in UTF-16 units. */
const VALUE_MAX = 50_000
const EXPANDED_MAX = 1_000_000

const MONTHS: ReadonlyMap<string, string> = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, index) => [name, String(index + 1)]),
)

/** Reads the entries of a BibTeX file (Patashnik 1988), with `@string` and `#`; what is no entry is comment, as there. Never throws. */
export function readBibtex(text: string): BibtexEntry[] {
  const entries: BibtexEntry[] = []
  const strings = new Map(MONTHS)
  // Strings made of strings grow faster than the file: what all values come to is bounded.
  let room = EXPANDED_MAX
  let at = 0
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at++
  }
  const word = () => {
    const start = at
    while (/[^\s{}(),="#@%]/.test(text[at] ?? '')) at++
    return text.slice(start, at)
  }
  /** One value: braces, quotes, a number or a name, several joined by #. */
  const value = (): string => {
    let whole = ''
    for (;;) {
      skip()
      const sign = text[at]
      if (sign === '{' || sign === '"') whole += delimited(sign)
      else {
        const name = word()
        if (!name) return whole
        const piece = strings.get(name.toLowerCase()) ?? name
        if (whole.length + piece.length <= VALUE_MAX && piece.length <= room) whole += piece
        room -= piece.length
      }
      skip()
      if (text[at] !== '#') return whole
      at++
    }
  }
  const delimited = (open: string): string => {
    const start = ++at
    let depth = 0
    for (; at < text.length; at++) {
      const sign = text[at]
      if (sign === '\\') at++
      else if (sign === '{') depth++
      else if (open === '"' && sign === '"' && depth === 0) break
      else if (sign === '}' && depth-- === 0) break
    }
    return text.slice(start, at++)
  }
  for (;;) {
    at = text.indexOf('@', at)
    if (at < 0) return entries
    at++
    const type = word().toLowerCase()
    skip()
    const open = text[at]
    if (!type || (open !== '{' && open !== '(')) continue
    at++
    if (type === 'comment' || type === 'preamble') continue
    if (type !== 'string') {
      // The key.
      while (at < text.length && text[at] !== ',' && text[at] !== '}' && text[at] !== ')') at++
      if (text[at] === ',') at++
    }
    const fields = new Map<string, string>()
    for (;;) {
      skip()
      const name = word().toLowerCase()
      skip()
      if (!name || text[at] !== '=') break
      at++
      const read = value()
      if (type === 'string') strings.set(name, read)
      else if (!fields.has(name))
        fields.set(name, isVerbatim(name) ? read.replace(/\\([%&#_$])/g, '$1') : plainTex(read, name === 'author' || name === 'editor'))
      skip()
      if (text[at] !== ',') break
      at++
    }
    if (type !== 'string') entries.push({ type, fields })
  }
}

function isVerbatim(name: string): boolean {
  return name === 'url' || name === 'doi' || name === 'file'
}

const COMBINING: Readonly<Record<string, string>> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030C',
  H: '\u030B',
  c: '\u0327',
  k: '\u0328',
  r: '\u030A',
  d: '\u0323',
  b: '\u0331',
}

const LETTERS: Readonly<Record<string, string>> = {
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
  dh: 'ð',
  DH: 'Ð',
  th: 'þ',
  TH: 'Þ',
  textendash: '–',
  textemdash: '—',
  textquoteright: '’',
  textquoteleft: '‘',
  textbackslash: '\\',
  textasciitilde: '~',
  ldots: '…',
  dots: '…',
  euro: '€',
  texteuro: '€',
  pounds: '£',
  S: '§',
}

/** TeX as words: accents and signs read, commands and grouping braces gone. `isNames` keeps braces that hold one name together. */
function plainTex(tex: string, isNames: boolean): string {
  const text = tex
    // {\"u} \"{u} \"u \v{s} \'{\i}
    .replace(/\\(["'`^~=.]|[uvHckrdb](?![A-Za-z]))\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))/g, (_, accent, inBraces, bare) =>
      `${inBraces ?? bare}${COMBINING[accent]}`.normalize('NFC'),
    )
    .replace(/\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))/g, (_, name: string) =>
      Object.hasOwn(LETTERS, name) ? (LETTERS[name] as string) : '',
    )
    .replace(/\\([%&#_$ {}])/g, '$1')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``|''/g, '"')
    .replace(/~/g, ' ')
    .replace(/\$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  // Within a name a brace holds an accent's letter; around a whole name it says that it is one.
  return isNames ? text.replace(/\{([^{} ]*)\}/g, '$1') : text.replace(/[{}]/g, '')
}
