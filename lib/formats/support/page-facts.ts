import { parseHTML } from 'linkedom'
import { isoDate } from '@/lib/core/evidence/read-citations'
import { isWebUrl, readNames, type SourceFields, type SourceName } from '@/lib/core/evidence/source'
import { sameAddress } from '@/lib/core/evidence/web-address'

/** What a page says about itself, as fields of a source. Empty where it says nothing. */
export type PageFacts = Pick<
  SourceFields,
  'type' | 'title' | 'author' | 'container-title' | 'publisher' | 'issued' | 'URL' | 'DOI' | 'language'
>

/**
 * Title, authors, publication, date of publishing and language of a page: from
 * JSON-LD (schema.org), then Open Graph, then the `citation_…` names that
 * journals use, then plain `<meta>`, the first that says it. The date is that
 * of publishing; that of the last change is never taken for it.
 */
export function pageFacts(html: string, address: string): PageFacts {
  const { document } = parseHTML(html)
  const meta = (...names: string[]): string | null => all(...names)[0] ?? null
  const all = (...names: string[]): string[] =>
    names
      .map((name) =>
        [...document.querySelectorAll(`meta[name="${name}" i],meta[property="${name}" i],meta[itemprop="${name}" i]`)]
          .map((one) => clean(one.getAttribute('content')))
          .filter((one): one is string => one !== null),
      )
      .find((values) => values.length > 0) ?? []
  const linked = articleOf(jsonLd(document as unknown as Document), address)
  const site = nameOfThing(linked?.publisher) ?? meta('og:site_name', 'application-name')
  const journal = meta('citation_journal_title', 'citation_conference_title', 'prism.publicationname')
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? meta('og:url')
  const DOI = /10\.\d{4,9}\/\S+/.exec(meta('citation_doi', 'dc.identifier', 'prism.doi') ?? '')?.[0] ?? null
  return {
    type: typeOf(linked, journal, meta('og:type')),
    title:
      clean(stringOf(linked?.headline) ?? stringOf(linked?.name)) ??
      meta('citation_title', 'og:title', 'twitter:title', 'dc.title') ??
      clean(document.querySelector('title')?.textContent) ??
      clean(document.querySelector('h1')?.textContent) ??
      '',
    author: authors(linked, all('citation_author'), all('article:author', 'author', 'dc.creator', 'parsely-author')),
    'container-title': journal ?? site,
    publisher: meta('citation_publisher', 'dc.publisher') ?? (journal ? site : null),
    issued:
      isoDate(stringOf(linked?.datePublished) ?? '') ??
      isoDate(
        meta(
          'article:published_time',
          'citation_publication_date',
          'citation_online_date',
          'citation_date',
          'datePublished',
          'dc.date.issued',
          'dcterms.issued',
          'dc.date',
          'parsely-pub-date',
          'date',
          'pubdate',
        ) ?? '',
      ),
    URL: absolute(canonical, address),
    DOI,
    language:
      clean(document.documentElement?.getAttribute('lang')) ??
      meta('og:locale')?.replace('_', '-') ??
      clean(stringOf(linked?.inLanguage)) ??
      meta('citation_language', 'dc.language'),
  }
}

type Thing = Readonly<Record<string, unknown>>

const ARTICLES = /^(?:\w*Article|Report|WebPage|BlogPosting|LiveBlogPosting|Dataset|Legislation|Book|ScholarlyArticle|VideoObject)$/

// Everything in every block, graphs opened; a block that cannot be read is left out.
function jsonLd(document: Document): Thing[] {
  return [...document.querySelectorAll('script[type="application/ld+json" i]')].slice(0, 30).flatMap((script) => {
    try {
      return things(JSON.parse((script.textContent ?? '').trim().replace(/^<!--|-->$/g, '')), 0)
    } catch {
      return []
    }
  })
}

function things(value: unknown, depth: number): Thing[] {
  if (depth > 4) return []
  if (Array.isArray(value)) return value.slice(0, 200).flatMap((one) => things(one, depth + 1))
  if (typeof value !== 'object' || value === null) return []
  const thing = value as Thing
  return [
    thing,
    ...(thing['@graph'] ? things(thing['@graph'], depth + 1) : []),
    ...(thing.mainEntity ? things(thing.mainEntity, depth + 1) : []),
  ]
}

function articleOf(all: readonly Thing[], address: string): Thing | null {
  // What names another page is about that one: related articles, teasers.
  const isElsewhere = (one: Thing) => {
    const own = [one.url, one.mainEntityOfPage, one['@id']].map(addressIn).filter((url) => url !== null)
    return own.length > 0 && !own.some((url) => sameAddress(url) === sameAddress(address))
  }
  const typed = all.filter((one) => typesOf(one).some((type) => ARTICLES.test(type)) && !isElsewhere(one))
  // A page that holds an article says more of itself in the article.
  return typed.find((one) => one.headline || typesOf(one).some((type) => /Article|Posting|Report/.test(type))) ?? typed[0] ?? null
}

function typesOf(thing: Thing): string[] {
  const type = thing['@type']
  return (Array.isArray(type) ? type : [type])
    .filter((one): one is string => typeof one === 'string')
    .map((one) => one.replace(/^.*[/#]/, ''))
}

function typeOf(linked: Thing | null, journal: string | null, og: string | null): SourceFields['type'] {
  const types = linked ? typesOf(linked) : []
  if (journal || types.includes('ScholarlyArticle')) return 'article-journal'
  if (types.some((type) => /NewsArticle|ReportageNewsArticle|AnalysisNewsArticle|OpinionNewsArticle/.test(type))) return 'article-newspaper'
  if (types.includes('Report')) return 'report'
  if (types.includes('Dataset')) return 'dataset'
  if (types.includes('Book')) return 'book'
  if (types.some((type) => /Posting$/.test(type))) return 'post'
  if (types.includes('VideoObject') || og?.startsWith('video')) return 'broadcast'
  return 'webpage'
}

function authors(linked: Thing | null, cited: readonly string[], named: readonly string[]): SourceName[] {
  const people = (Array.isArray(linked?.author) ? linked.author : linked?.author ? [linked.author] : [])
    .map(nameOfThing)
    .filter((one): one is string => one !== null)
  const found = people.length > 0 ? people.map(whole) : cited.length > 0 ? cited.flatMap((one) => readNames(one)) : named.flatMap(names)
  const seen = new Set<string>()
  return found.filter((name) => {
    const key = JSON.stringify(name).toLowerCase()
    return seen.has(key) ? false : seen.add(key)
  })
}

/** A line of names as a page writes it: "By Ann Lee and Bo Ek". */
function names(line: string): SourceName[] {
  if (isWebUrl(line)) return []
  return line
    .replace(/^by\s+/i, '')
    .split(/\s*(?:;|,(?!\s*(?:jr|sr)\b)|\band\b|&)\s*/i)
    .filter((one) => one.trim())
    .map(whole)
}

function whole(name: string): SourceName {
  return { literal: name.replace(/^by\s+/i, '').trim() }
}

function nameOfThing(thing: unknown): string | null {
  if (Array.isArray(thing)) return Array.isArray(thing[0]) ? null : nameOfThing(thing[0])
  if (typeof thing === 'string') return isWebUrl(thing) ? null : clean(thing)
  return typeof thing === 'object' && thing !== null ? clean(stringOf((thing as Thing).name)) : null
}

/** The web address a thing is given by. */
function addressIn(value: unknown): string | null {
  const url = typeof value === 'object' && value !== null ? stringOf((value as Thing)['@id'] ?? (value as Thing).url) : stringOf(value)
  return url && isWebUrl(url) ? url : null
}

function stringOf(value: unknown): string | null {
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : null
  return typeof value === 'string' ? value : null
}

function clean(text: string | null | undefined): string | null {
  return text?.replace(/\s+/g, ' ').trim() || null
}

function absolute(link: string | null, address: string): string {
  try {
    const url = new URL(link ?? address, address)
    // A page may give its own other address, never another site's, and not its site's front page.
    const isFront = url.pathname === '/' && new URL(address).pathname !== '/'
    return !isFront &&
      !url.username &&
      !url.password &&
      isWebUrl(url.href) &&
      url.hostname.replace(/^www\./, '') === new URL(address).hostname.replace(/^www\./, '')
      ? url.href
      : address
  } catch {
    return address
  }
}
