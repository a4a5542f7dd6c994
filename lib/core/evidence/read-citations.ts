import { readBibtex } from '@/lib/core/evidence/bibtex'
import { EMPTY_SOURCE, SOURCE_LIMITS, SOURCE_TYPES, type SourceFields, type SourceName, type SourceType } from '@/lib/core/evidence/source'
import { cleanCharacters, mapStrings } from '@/lib/core/text/clean'

export type CitationFormat = 'csl-json' | 'ris' | 'bibtex'

export const CITATION_LABELS: Record<CitationFormat, string> = { 'csl-json': 'CSL-JSON', ris: 'RIS', bibtex: 'BibTeX' }

/** Sources taken in at once. */
export const CITATION_LIMITS = { sources: 500, characters: 2_000_000 } as const

export interface ReadCitations {
  readonly format: CitationFormat
  readonly sources: readonly SourceFields[]
  /** What was not taken, in sentences. */
  readonly messages: readonly string[]
}

/** A list of sources that cannot be read; the message is a sentence. */
export class CitationsRefused extends Error {}

/**
 * Reads a list of sources as Zotero and others write it: CSL-JSON (names as
 * objects, dates as `date-parts`), RIS, or BibTeX, told apart by how it begins.
 * Throws `CitationsRefused` when it is none of these.
 */
export function readCitations(text: string): ReadCitations {
  if (text.length > CITATION_LIMITS.characters)
    throw new CitationsRefused(
      `This is longer than the ${CITATION_LIMITS.characters.toLocaleString('en')} characters that are read at once.`,
    )
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  const format = formatOf(trimmed)
  if (!format) throw new CitationsRefused('This is no list of sources as CSL-JSON, RIS or BibTeX. Nothing was taken.')
  const items = READERS[format](trimmed)
  const named = items.filter((item) => item.title.trim() !== '')
  if (named.length === 0)
    throw new CitationsRefused(`There is no source with a title in this ${CITATION_LABELS[format]}. Nothing was taken.`)
  const messages: string[] = []
  if (named.length < items.length)
    messages.push(`${items.length - named.length} without a title ${items.length - named.length === 1 ? 'was' : 'were'} left out.`)
  const lost = UNKEPT.filter(([, pattern]) => pattern.test(trimmed)).map(([name]) => name)
  if (lost.length > 0) messages.push(`Not kept of them: ${lost.join(', ')}. What a reader needs to find it belongs into where it stands.`)
  if (named.length > CITATION_LIMITS.sources) messages.push(`Only the first ${CITATION_LIMITS.sources} are taken.`)
  return { format, sources: mapStrings(named.slice(0, CITATION_LIMITS.sources), cleanCharacters).map(withinLimits), messages }
}

/** What lists of sources have and a source here has not. */
const UNKEPT: readonly (readonly [string, RegExp])[] = [
  ['volume', /"volume"\s*:|^VL {1,2}-|(?:^|[,{])\s*volume\s*=/im],
  ['issue', /"issue"\s*:|^IS {1,2}-|(?:^|[,{])\s*number\s*=/im],
  ['pages', /"page"\s*:|^SP {1,2}-|(?:^|[,{])\s*pages\s*=/im],
  ['ISBN', /"ISBN"\s*:|^SN {1,2}-|(?:^|[,{])\s*isbn\s*=/im],
]

function formatOf(text: string): CitationFormat | null {
  if (/^[[{]/.test(text)) return 'csl-json'
  if (/^TY {1,2}- ?/m.test(text)) return 'ris'
  if (/^[ \t]*@\w+[ \t]*[{(]/m.test(text)) return 'bibtex'
  return null
}

const READERS: Record<CitationFormat, (text: string) => SourceFields[]> = {
  'csl-json': readCslJson,
  ris: readRis,
  bibtex: (text) => readBibtex(text).map(fromBibtex),
}

// ── CSL-JSON 1.0 (https://docs.citationstyles.org) ──────────────────────────

function readCslJson(text: string): SourceFields[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new CitationsRefused('This begins like CSL-JSON and is not valid JSON. Nothing was taken.')
  }
  const list = Array.isArray(json) ? json : isObject(json) && Array.isArray(json.items) ? json.items : [json]
  return list.filter(isObject).map((item) => ({
    ...EMPTY_SOURCE,
    type: cslType(item.type),
    title: plain(item.title) ?? '',
    author: cslNames(item.author ?? item.editor ?? item.director),
    'container-title': plain(item['container-title']),
    publisher: plain(item.publisher),
    issued: cslDate(item.issued),
    accessed: cslDate(item.accessed),
    URL: plain(item.URL),
    DOI: plain(item.DOI),
    language: plain(item.language),
    archive: plain(item.archive_location ?? item.archive ?? item['call-number']),
  }))
}

const CSL_TYPES: Readonly<Record<string, SourceType>> = {
  article: 'document',
  chapter: 'book',
  'paper-conference': 'article-journal',
  thesis: 'report',
  'post-weblog': 'post',
  map: 'graphic',
  figure: 'graphic',
  bill: 'legislation',
  treaty: 'legislation',
  hearing: 'speech',
  manuscript: 'document',
  song: 'broadcast',
  // As Crossref names them in the records of its DOIs.
  'journal-article': 'article-journal',
  'proceedings-article': 'article-journal',
  'posted-content': 'article-journal',
  'book-chapter': 'book',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  dissertation: 'report',
}

function cslType(type: unknown): SourceType {
  const known = SOURCE_TYPES.find((one) => one === type)
  return known ?? named(CSL_TYPES, type) ?? 'document'
}

function cslNames(names: unknown): SourceName[] {
  if (!Array.isArray(names)) return []
  return names.flatMap((one): SourceName[] => {
    if (!isObject(one)) return []
    const literal = plain(one.literal)
    if (literal) return [{ literal }]
    const family = [plain(one['non-dropping-particle']), plain(one.family)].filter(Boolean).join(' ')
    const given = [plain(one.given), plain(one['dropping-particle']), plain(one.suffix)].filter(Boolean).join(' ')
    if (!family) return given ? [{ literal: given }] : []
    return [{ family, ...(given ? { given } : {}) }]
  })
}

function cslDate(date: unknown): string | null {
  if (typeof date === 'string') return isoDate(date)
  if (!isObject(date)) return null
  const parts = Array.isArray(date['date-parts']) ? date['date-parts'][0] : null
  if (Array.isArray(parts)) return isoDate(parts.filter((part) => typeof part === 'string' || typeof part === 'number').join('-'))
  return isoDate(plain(date.raw) ?? plain(date.literal) ?? '')
}

// ── RIS (Research Information Systems) ──────────────────────────────────────

const RIS_TYPES: Readonly<Record<string, SourceType>> = {
  ELEC: 'webpage',
  WEB: 'webpage',
  NEWS: 'article-newspaper',
  JOUR: 'article-journal',
  JFULL: 'article-journal',
  MGZN: 'article-magazine',
  RPRT: 'report',
  THES: 'report',
  GOVDOC: 'report',
  BOOK: 'book',
  CHAP: 'book',
  EBOOK: 'book',
  DATA: 'dataset',
  STAT: 'legislation',
  BILL: 'legislation',
  CASE: 'legal_case',
  PCOMM: 'personal_communication',
  VIDEO: 'broadcast',
  MPCT: 'motion_picture',
  BLOG: 'post',
}

function readRis(text: string): SourceFields[] {
  const records: [string, string][][] = []
  let record: [string, string][] | null = null
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, tag, value = ''] = /^([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$/.exec(line) ?? []
    if (tag === 'TY') {
      record = [[tag, value.trim()]]
      records.push(record)
    } else if (tag === 'ER') record = null
    else if (tag) record?.push([tag, value.trim()])
    // A line without a tag goes on with the one before it.
    else if (record && line.trim()) (record[record.length - 1] as [string, string])[1] += ` ${line.trim()}`
  }
  return records.map((tags) => {
    const one = (...names: string[]) => names.map((name) => tags.find(([tag, value]) => tag === name && value)?.[1]).find(Boolean) ?? null
    const all = (...names: string[]) => tags.filter(([tag, value]) => names.includes(tag) && value).map(([, value]) => value)
    const authors = all('AU', 'A1')
    return {
      ...EMPTY_SOURCE,
      type: named(RIS_TYPES, one('TY')?.toUpperCase()) ?? 'document',
      title: one('TI', 'T1', 'CT', 'BT') ?? '',
      author: (authors.length > 0 ? authors : all('A2', 'ED')).map(commaName),
      'container-title': one('T2', 'JO', 'JF', 'JA'),
      publisher: one('PB'),
      // DA may hold a time, PY the year alone.
      issued: isoDate(one('DA') ?? '') ?? isoDate(one('PY', 'Y1') ?? ''),
      accessed: isoDate(one('Y2') ?? ''),
      URL: one('UR', 'L2', 'LK'),
      DOI: one('DO'),
      language: one('LA'),
      archive: one('AN', 'CN'),
    }
  })
}

// ── BibTeX ──────────────────────────────────────────────────────────────────

const BIBTEX_TYPES: Readonly<Record<string, SourceType>> = {
  article: 'article-journal',
  book: 'book',
  inbook: 'book',
  incollection: 'book',
  booklet: 'document',
  inproceedings: 'article-journal',
  conference: 'article-journal',
  techreport: 'report',
  report: 'report',
  phdthesis: 'report',
  mastersthesis: 'report',
  thesis: 'report',
  online: 'webpage',
  electronic: 'webpage',
  dataset: 'dataset',
  legislation: 'legislation',
  jurisdiction: 'legal_case',
}

function fromBibtex({ type, fields }: ReturnType<typeof readBibtex>[number]): SourceFields {
  const field = (...names: string[]) => names.map((name) => fields.get(name)).find((value) => value?.trim()) ?? null
  const names = splitAtAnd(field('author', 'editor') ?? '')
  const URL = field('url') ?? /\\?url\{?([^\s}]+)/.exec(field('howpublished', 'note') ?? '')?.[1] ?? null
  const year = field('date') ?? [field('year'), field('month'), field('day')].filter(Boolean).join('-')
  return {
    ...EMPTY_SOURCE,
    type: named(BIBTEX_TYPES, type) ?? (URL ? 'webpage' : 'document'),
    title: field('title') ?? '',
    author: names.filter((one) => one.trim() && one.trim() !== 'others').map(commaName),
    'container-title': field('journal', 'journaltitle', 'booktitle'),
    publisher: field('publisher', 'institution', 'school', 'organization'),
    issued: isoDate(year),
    accessed: isoDate(field('urldate') ?? ''),
    URL,
    DOI: field('doi'),
    language: field('language', 'langid'),
    archive: field('library', 'eprint'),
  }
}

/** The names of a list, parted by "and" outside of braces. */
function splitAtAnd(names: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const { 0: sign, index } of names.matchAll(/[{}]|\sand\s/gi)) {
    if (sign === '{') depth++
    else if (sign === '}') depth--
    else if (depth <= 0) {
      parts.push(names.slice(start, index))
      start = index + sign.length
    }
  }
  return [...parts, names.slice(start)]
}

// ── What they share ─────────────────────────────────────────────────────────

/** "Family, Given"; without a comma, or in braces, kept whole: a desk does not guess where a name splits. */
function commaName(name: string): SourceName {
  const text = name.trim()
  const whole = /^\{(.*)\}$/.exec(text)?.[1]
  if (whole !== undefined) return { literal: whole.replace(/[{}]/g, '') }
  const [family, ...given] = text
    .replace(/[{}]/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return given.length > 0 && family ? { family, given: given.reverse().join(' ') } : { literal: family ?? text }
}

/** Names of months as English and German write them; the first three letters do, but only for a whole word. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar jänner',
    'feb february februar',
    'mar mär march märz mrz',
    'apr april',
    'may mai',
    'jun june juni',
    'jul july juli',
    'aug august',
    'sep sept september',
    'oct okt october oktober',
    'nov november',
    'dec dez december dezember',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
)

/**
 * YYYY, YYYY-MM or YYYY-MM-DD of a date as these formats and pages write one;
 * null when there is no year. Of a range the first; what can be read two ways
 * (12/05/2024), or not at all, is left out rather than guessed.
 */
export function isoDate(date: string): string | null {
  const text = date
    .slice(0, 200)
    .toLowerCase()
    .replace(/\d{1,2}:\d{2}(?::\d{2})?.*$/, '')
    .trim()
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact) return dateOf(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const first = text.split(/\s(?:-|–|—|to|bis)\s|--|(?<=^\d{4}(?:-\d{2}){0,2})\/(?=\d{4})/)[0] ?? ''
  const words = [...first.matchAll(/[\p{L}]+|\d+/gu)].map(([word]) => word)
  const years = words.filter((word) => /^\d{4}$/.test(word))
  const [year] = years
  if (year === undefined) return null
  const month = words.findIndex((word) => MONTHS.has(word))
  if (month >= 0) {
    const isDay = (word: string | undefined) => word !== undefined && /^\d{1,2}$/.test(word)
    // "3rd of May", "May the 3rd": what stands between is no number.
    const before = words.slice(0, month).findLast((word) => /^\d+$/.test(word))
    const after = words.slice(month + 1).find((word) => /^\d+$/.test(word))
    const day = isDay(before) ? before : isDay(after) ? after : undefined
    return dateOf(Number(year), MONTHS.get(words[month] as string) as number, Number(day))
  }
  const numbers = words.filter((word) => /^\d{1,2}$/.test(word)).map(Number)
  // Words that are no month may mean anything.
  if (words.some((word) => /\p{L}/u.test(word) && word !== 't' && word !== 'z')) return year
  if (words[0] === year) return dateOf(Number(year), numbers[0], numbers[1])
  const [a = 0, b = 0] = numbers
  if (a > 12) return dateOf(Number(year), b, a)
  if (b > 12 || a === b) return dateOf(Number(year), a, b)
  return numbers.length === 1 ? dateOf(Number(year), a, undefined) : year
}

function dateOf(year: number, month: number | undefined, day: number | undefined): string {
  const start = String(year).padStart(4, '0')
  if (!month || !(month >= 1 && month <= 12)) return start
  if (!day || !(day >= 1 && day <= daysIn(year, month))) return `${start}-${two(month)}`
  return `${start}-${two(month)}-${two(day)}`
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** What a table says of a name from outside, and nothing that every object has. */
function named<T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined
}

function plain(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  // Zotero keeps italics and the like as HTML.
  const text = typeof value === 'string' ? value.replace(/<\/?(?:i|b|em|strong|sup|sub|sc|span)\b[^<>]*>/gi, '').trim() : ''
  return text || null
}

/** A JSON object, and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withinLimits(source: SourceFields): SourceFields {
  const cut = (value: string | null, max: number = SOURCE_LIMITS.field) =>
    value && (value.replace(/\s+/g, ' ').trim().slice(0, max) || null)
  const DOI = source.DOI?.replace(/^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)/i, '') ?? null
  const URL = source.URL && /^https?:\/\/\S+$/i.test(source.URL) && source.URL.length <= SOURCE_LIMITS.url ? source.URL : null
  return {
    ...source,
    title: cut(source.title, SOURCE_LIMITS.title) ?? '',
    author: source.author.slice(0, SOURCE_LIMITS.authors).map((name) =>
      name.literal !== undefined
        ? { literal: name.literal.slice(0, SOURCE_LIMITS.field) }
        : {
            family: name.family?.slice(0, SOURCE_LIMITS.field),
            ...(name.given ? { given: name.given.slice(0, SOURCE_LIMITS.field) } : {}),
          },
    ),
    'container-title': cut(source['container-title']),
    publisher: cut(source.publisher),
    DOI: cut(DOI),
    URL: URL ?? (DOI && /^10\./.test(DOI) ? `https://doi.org/${DOI}` : null),
    language: cut(source.language),
    archive: cut(source.archive),
  }
}
