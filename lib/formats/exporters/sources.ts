import type { ArticleSnapshot, SnapshotSource } from '@/lib/core/article/article-snapshot'
import { isWebUrl } from '@/lib/core/evidence/source'

/** Sources as CSL-JSON 1.0, which Zotero and others read. https://docs.citationstyles.org */
export function writeCslJson(snapshot: ArticleSnapshot): string {
  return `${JSON.stringify(snapshot.sources.map(cslOf), null, 2)}\n`
}

function cslOf(source: SnapshotSource) {
  const plain = {
    'container-title': source['container-title'],
    publisher: source.publisher,
    URL: webUrl(source),
    DOI: source.DOI,
    language: source.language,
    archive: source.archive,
  }
  return {
    id: keyOf(source),
    // CSL has no names for some of ours.
    type: source.type,
    title: source.title,
    ...(source.author.length > 0 ? { author: source.author } : {}),
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value)),
    ...(source.issued ? { issued: dateParts(source.issued) } : {}),
    ...(source.accessed ? { accessed: dateParts(source.accessed) } : {}),
  }
}

function dateParts(date: string) {
  return { 'date-parts': [date.slice(0, 10).split('-').map(Number)] }
}

const BIBTEX_TYPES: Readonly<Record<string, string>> = {
  book: 'book',
  'article-journal': 'article',
  'article-newspaper': 'article',
  'article-magazine': 'article',
  report: 'techreport',
  thesis: 'phdthesis',
}

/** Sources as BibTeX, in UTF-8; names in braces stay as they are written. */
export function writeBibtex(snapshot: ArticleSnapshot): string {
  return snapshot.sources
    .map((source) => {
      const type = BIBTEX_TYPES[source.type] ?? 'misc'
      const [year, month, day] = (source.issued ?? '').split('-')
      const fields: [string, string | null | undefined][] = [
        ['author', source.author.map(nameForBibtex).join(' and ')],
        ['title', source.title],
        [type === 'article' ? 'journal' : 'booktitle', source['container-title']],
        [type === 'techreport' ? 'institution' : 'publisher', source.publisher],
        ['year', year],
        ['month', month ? String(Number(month)) : null],
        ['day', day ? String(Number(day)) : null],
        ['doi', source.DOI],
        ['url', webUrl(source)],
        ['urldate', source.accessed],
        ['language', source.language],
      ]
      const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${escapeBibtex(value as string)}}`)
      return `@${type}{${keyOf(source)},\n${lines.join(',\n')}\n}\n`
    })
    .join('\n')
}

function nameForBibtex(name: SnapshotSource['author'][number]): string {
  // A body's name is one word to BibTeX.
  return name.literal ? `{${name.literal}}` : [name.family, name.given].filter(Boolean).join(', ')
}

function escapeBibtex(text: string): string {
  const isBalanced = count(text, '{') === count(text, '}')
  return (isBalanced ? text : text.replace(/[{}]/g, ''))
    .replace(/\\/g, '\\textbackslash ')
    .replace(/([%&#_$])/g, '\\$1')
    .replace(/\s+/g, ' ')
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}

const RIS_TYPES: Readonly<Record<string, string>> = {
  webpage: 'ELEC',
  'article-newspaper': 'NEWS',
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  report: 'RPRT',
  book: 'BOOK',
  thesis: 'THES',
  dataset: 'DATA',
  broadcast: 'VIDEO',
  interview: 'PCOMM',
  personal_communication: 'PCOMM',
  legislation: 'STAT',
  legal_case: 'CASE',
}

/** Sources as RIS, one tag a line, lines ended by CR LF as the format asks. */
export function writeRis(snapshot: ArticleSnapshot): string {
  return snapshot.sources
    .map((source) => {
      const lines: [string, string | null | undefined][] = [
        ['TY', RIS_TYPES[source.type] ?? 'GEN'],
        ...source.author.map((name): [string, string] => ['AU', name.literal ?? [name.family, name.given].filter(Boolean).join(', ')]),
        ['TI', source.title],
        ['T2', source['container-title']],
        ['PB', source.publisher],
        ['PY', source.issued?.slice(0, 4)],
        ['DA', source.issued?.replace(/-/g, '/')],
        ['DO', source.DOI],
        ['UR', webUrl(source)],
        ['Y2', source.accessed?.replace(/-/g, '/')],
        ['LA', source.language],
        ['ID', keyOf(source)],
        ['ER', ''],
      ]
      return lines
        .filter(([tag, value]) => value || tag === 'ER')
        .map(([tag, value]) => `${tag}  - ${(value ?? '').replace(/\s+/g, ' ').trim()}`.trimEnd() + (tag === 'ER' ? ' ' : ''))
        .join('\r\n')
    })
    .join('\r\n\r\n')
    .concat(snapshot.sources.length > 0 ? '\r\n' : '')
}

/** Its address, when it is one of the web. */
function webUrl({ URL }: SnapshotSource): string | null {
  return URL && isWebUrl(URL) ? URL : null
}

/** The number a source has in the report, as a key. */
function keyOf(source: SnapshotSource): string {
  return `source-${source.number}`
}
