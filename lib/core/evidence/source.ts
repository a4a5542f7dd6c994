import { RELIABILITY_LABELS, type Reliability } from '@/lib/core/evidence/evidence'

/** CSL-JSON item types a desk meets (https://docs.citationstyles.org/, appendix III). */
export const SOURCE_TYPES = [
  'webpage',
  'article-newspaper',
  'article-journal',
  'article-magazine',
  'report',
  'book',
  'dataset',
  'legislation',
  'legal_case',
  'speech',
  'interview',
  'personal_communication',
  'broadcast',
  'motion_picture',
  'graphic',
  'post',
  'document',
] as const
export type SourceType = (typeof SOURCE_TYPES)[number]

export const SOURCE_TYPE_LABELS: Record<SourceType, string> = {
  webpage: 'Web page',
  'article-newspaper': 'Newspaper article',
  'article-journal': 'Journal article',
  'article-magazine': 'Magazine article',
  report: 'Report',
  book: 'Book',
  dataset: 'Dataset',
  legislation: 'Legislation',
  legal_case: 'Court case',
  speech: 'Speech',
  interview: 'Interview',
  personal_communication: 'Letter, mail or call',
  broadcast: 'Broadcast',
  motion_picture: 'Film or video',
  graphic: 'Picture or map',
  post: 'Social media post',
  document: 'Document',
}

/** CSL-JSON name. `literal` for organisations and names that do not split. */
export interface SourceName {
  readonly family?: string | undefined
  readonly given?: string | undefined
  readonly literal?: string | undefined
}

/** What became of a source after it was used. */
export const STANDINGS = ['corrected', 'withdrawn'] as const
export type Standing = (typeof STANDINGS)[number]

export const STANDING_LABELS: Record<Standing, string> = {
  corrected: 'Corrected since',
  withdrawn: 'Withdrawn',
}

/** Who or what says so: CSL-JSON field names plus the desk's own. Dates are ISO (YYYY, YYYY-MM or YYYY-MM-DD). */
export interface SourceFields {
  readonly type: SourceType
  readonly title: string
  readonly author: readonly SourceName[]
  readonly 'container-title': string | null
  readonly publisher: string | null
  readonly issued: string | null
  readonly accessed: string | null
  readonly URL: string | null
  readonly DOI: string | null
  readonly language: string | null
  readonly archive: string | null
  readonly reliability: Reliability | null
  readonly archivedUrl: string | null
  readonly confidential: boolean
  readonly publicLabel: string | null
  readonly independenceGroup: string | null
  /** Null while it stands as it was used. A withdrawn source supports nothing; what rests on either is looked at again. */
  readonly standing: Standing | null
  readonly standingNote: string | null
}

/** A source of which nothing is said. */
export const EMPTY_SOURCE: SourceFields = {
  type: 'document',
  title: '',
  author: [],
  'container-title': null,
  publisher: null,
  issued: null,
  accessed: null,
  URL: null,
  DOI: null,
  language: null,
  archive: null,
  reliability: null,
  archivedUrl: null,
  confidential: false,
  publicLabel: null,
  independenceGroup: null,
  standing: null,
  standingNote: null,
}

/** Limits in UTF-16 code units. */
export const SOURCE_LIMITS = { title: 1_000, field: 500, url: 2_048, authors: 50 } as const

export function nameOf(name: SourceName): string {
  return name.literal ?? [name.given, name.family].filter(Boolean).join(' ')
}

/**
 * Reads names as people type them: "Family, Given" or "Given Family",
 * several separated by ";". One word, or anything else, is kept whole.
 */
export function readNames(text: string): SourceName[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const comma = part.indexOf(',')
      if (comma > 0) return { family: part.slice(0, comma).trim(), given: part.slice(comma + 1).trim() }
      return { literal: part }
    })
}

/** The twin of {@link readNames}. */
export function writeNames(names: readonly SourceName[]): string {
  return names.map((name) => name.literal ?? [name.family, name.given].filter(Boolean).join(', ')).join('; ')
}

/** The fields of a source and nothing else, whatever else the value carries. */
export function sourceFields(source: SourceFields): SourceFields {
  return {
    type: source.type,
    title: source.title,
    author: source.author,
    'container-title': source['container-title'],
    publisher: source.publisher,
    issued: source.issued,
    accessed: source.accessed,
    URL: source.URL,
    DOI: source.DOI,
    language: source.language,
    archive: source.archive,
    reliability: source.reliability,
    archivedUrl: source.archivedUrl,
    confidential: source.confidential,
    publicLabel: source.publicLabel,
    independenceGroup: source.independenceGroup,
    standing: source.standing,
    standingNote: source.standingNote,
  }
}

/** What remains of a confidential source for those who may not know it: its kind and its public label. */
export function hideSource(source: SourceFields): SourceFields {
  return {
    ...EMPTY_SOURCE,
    type: source.type,
    title: source.publicLabel || 'Confidential source',
    reliability: source.reliability,
    confidential: true,
    publicLabel: source.publicLabel,
    standing: source.standing,
  }
}

/** One line that lets a reader find the source: author, title, container, publisher, date. */
export function cite(source: SourceFields): string {
  const parts = [
    source.author.map(nameOf).filter(Boolean).join(', '),
    `“${source.title}”`,
    source['container-title'] ?? '',
    source.publisher ?? '',
    source.issued ?? '',
  ].filter(Boolean)
  return `${parts.join(', ')}.${source.standing ? ` (${STANDING_LABELS[source.standing]}.)` : ''}`
}

/** What a report tells of a source besides where it is: how far it is relied on, what it depends on, what became of it. */
export function sourceRemarks(source: SourceFields): string[] {
  return [
    source.DOI && !source.URL?.toLowerCase().includes(source.DOI.toLowerCase()) ? `doi:${source.DOI}` : '',
    source.archive ?? '',
    source.reliability ? `Reliability ${RELIABILITY_LABELS[source.reliability]}` : '',
    source.independenceGroup ? `Counts once with others of “${source.independenceGroup}”` : '',
    source.standingNote ?? '',
    source.confidential ? 'CONFIDENTIAL' : '',
  ].filter(Boolean)
}

/** True for a link that may be shown as one: http and https only. */
export function isWebUrl(url: string): boolean {
  try {
    const { protocol } = new URL(url)
    return protocol === 'http:' || protocol === 'https:'
  } catch {
    return false
  }
}
