import 'server-only'
import { readBookRecord } from '@/lib/core/evidence/book-record'
import { cite, EMPTY_SOURCE, isWebUrl, SOURCE_LIMITS, type SourceFields } from '@/lib/core/evidence/source'
import { isMistypedIsbn, sourceFromWords } from '@/lib/core/evidence/source-from-words'
import { sameAddress } from '@/lib/core/evidence/web-address'
import { can } from '@/lib/core/permissions/policy'
import { foldText } from '@/lib/core/text/fold'
import { AppError } from '@/lib/server/app-error'
import { citeInChild } from '@/lib/server/child/cite-in-child'
import { readPageFacts } from '@/lib/server/child/read-page'
import { env } from '@/lib/server/env'
import { fetchPage, fetchRecord } from '@/lib/server/outside/fetch-page'
import type { Actor } from '@/lib/server/session'
import { findSimilar, type SourceRecord } from '@/lib/server/store/sources'

/** A source of the library that may be the one being added, and what is the same. */
export interface KnownSource {
  readonly id: string
  readonly citation: string
  readonly because: 'address' | 'doi' | 'title'
}

/**
 * Fetches the page at an address, or the record of a DOI or an ISBN, because
 * somebody asked, and proposes the fields of a source from it. Saves nothing. Throws
 * what `fetchPage` throws, and `refused` when there is no page.
 */
export async function lookUpSource(
  actor: Actor,
  address: string,
  signal?: AbortSignal,
): Promise<{ readonly fields: SourceFields; readonly known: readonly KnownSource[] }> {
  const given = sourceFromWords(address)
  if (!given.URL && isMistypedIsbn(address))
    throw new AppError('invalid-input', 'This looks like an ISBN, but its last digit does not fit the others. Look for a slip in it.')
  if (!given.URL) throw new AppError('invalid-input', 'Give the address of a page, a DOI, or an ISBN.')
  const found =
    (given.isbn && (await bookOf(given.isbn, signal))) ||
    (given.DOI && (await recordOf(given.DOI, isWebUrl(address.trim()), actor, signal))) ||
    (await pageOf(given.URL, actor, signal))
  const cut = (text: string | null | undefined, max: number = SOURCE_LIMITS.field) => text?.slice(0, max) || null
  const fields: SourceFields = {
    ...EMPTY_SOURCE,
    type: found.type ?? given.type,
    title: cut(found.title, SOURCE_LIMITS.title) ?? given.title,
    author: (found.author ?? []).slice(0, SOURCE_LIMITS.authors).map((name) => mapNames(name)),
    'container-title': cut(found['container-title']),
    publisher: cut(found.publisher),
    issued: found.issued ?? null,
    accessed: new Date().toISOString().slice(0, 10),
    // The address somebody gave stays: it is what they can give a reader.
    URL: isWebUrl(found.URL ?? '') && (found.URL?.length ?? 0) <= SOURCE_LIMITS.url ? (found.URL as string) : given.URL,
    DOI: cut(given.DOI ?? found.DOI),
    language: cut(found.language, 35),
  }
  return { fields, known: await knownSources(actor, { url: fields.URL, doi: fields.DOI, title: fields.title }) }
}

type Found = Partial<
  Pick<SourceFields, 'type' | 'title' | 'author' | 'container-title' | 'publisher' | 'issued' | 'URL' | 'DOI' | 'language'>
>

/** What a page says of itself. */
async function pageOf(url: string, actor: Actor, signal?: AbortSignal): Promise<Found> {
  const fetched = await fetchPage(url, { signal })
  if (!fetched.ok) throw noPage(fetched.status, MEANINGS[fetched.status] ?? 'there is no page to read')
  const { page } = fetched
  if (page.format !== 'html') return {}
  const facts = await readPageFacts({ bytes: page.bytes, address: page.address, personId: actor.id, signal })
  // Nothing that a page leaves out is taken for known.
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
}

/**
 * What the agency that gave a DOI says of it (content negotiation of doi.org,
 * which Crossref, DataCite and mEDRA answer with CSL-JSON); null where it
 * answers nothing of the kind, and its page is to be read instead.
 */
async function recordOf(doi: string, isAddress: boolean, actor: Actor, signal?: AbortSignal): Promise<Found | null> {
  const asked = await fetchRecord(`${env().catalogues.doi}/${doi.split('/').map(encodeURIComponent).join('/')}`, 'The resolver of DOIs', {
    signal,
  })
  // An address may lead to a page all the same.
  if (!asked.ok && asked.status === 404 && !isAddress)
    throw new AppError(
      'refused',
      `The resolver of DOIs answers 404: there is no such DOI as ${doi}. Look for a slip in it, or fill the fields in by hand.`,
    )
  if (!asked.ok || asked.json === null) return null
  try {
    const [record] = (await citeInChild(asked.json, actor.id)).sources
    return record ? { ...record, URL: null } : null
  } catch (error) {
    if (error instanceof AppError && error.code === 'unreadable') return null
    throw error
  }
}

/** What the catalogue of books says of an ISBN. Throws `refused` when it does not know it. */
async function bookOf(isbn: string, signal?: AbortSignal): Promise<Found> {
  const asked = await fetchRecord(
    `${env().catalogues.books}/api/books?bibkeys=ISBN:${isbn}&format=json&jscmd=data`,
    'The catalogue of books',
    { signal },
  )
  if (!asked.ok) throw new AppError('refused', `The catalogue of books answers ${asked.status}. Fill the fields in by hand.`)
  const book = readBookRecord(asked.json ?? '', isbn)
  if (!book) throw new AppError('refused', `The catalogue of books does not know the ISBN ${isbn}. Fill the fields in by hand.`)
  return book
}

function noPage(status: number, meaning: string): AppError {
  return new AppError('refused', `The site answers ${status} at this address: ${meaning}. Fill the fields in by hand.`)
}

function mapNames(name: SourceFields['author'][number]): SourceFields['author'][number] {
  return Object.fromEntries(Object.entries(name).map(([part, words]) => [part, words?.slice(0, 200)]))
}

const MEANINGS: Readonly<Record<number, string>> = {
  401: 'it wants to know who asks',
  402: 'it wants to be paid',
  403: 'it does not let the desk in',
  404: 'there is no such page',
  410: 'the page is gone',
  429: 'it was asked too often',
  451: 'it may not show it for legal reasons',
}

/** Sources of the library with the same address, DOI, or title, that this person may see. */
export async function knownSources(
  actor: Actor,
  wanted: {
    readonly url?: string | null | undefined
    readonly doi?: string | null | undefined
    readonly title?: string | null | undefined
  },
): Promise<KnownSource[]> {
  return (await similarSources(actor, wanted)).flatMap((source): KnownSource[] => {
    const because = reasonOf(source, wanted)
    return because ? [{ id: source.id, citation: cite(source), because }] : []
  })
}

/** Sources that this person may see and that may be the one wanted. */
export function similarSources(
  actor: Actor,
  {
    url,
    doi,
    title,
  }: { readonly url?: string | null | undefined; readonly doi?: string | null | undefined; readonly title?: string | null | undefined },
): Promise<SourceRecord[]> {
  return findSimilar({
    addressWords: url ? sameAddress(url) : null,
    doi: doi ?? null,
    title: title ?? null,
    withConfidential: can(actor, 'source.read-confidential'),
  })
}

/** Whether two are one beyond doubt: the same DOI or address, or, where neither has another, the same title, publication and date. */
export function isSameSource(a: SourceFields, b: SourceFields): boolean {
  if (a.DOI && b.DOI) return a.DOI.toLowerCase() === b.DOI.toLowerCase()
  if (a.URL && b.URL) return sameAddress(a.URL) === sameAddress(b.URL)
  const same = (one: string | null, other: string | null) => foldText(one ?? '') === foldText(other ?? '')
  return (
    same(a.title, b.title) && same(a['container-title'], b['container-title']) && same(a.issued, b.issued) && same(a.publisher, b.publisher)
  )
}

/** What makes one source look like another: its address but for what counts readers, its DOI, or its title. */
export function reasonOf(
  source: SourceFields,
  {
    url,
    doi,
    title,
  }: { readonly url?: string | null | undefined; readonly doi?: string | null | undefined; readonly title?: string | null | undefined },
): KnownSource['because'] | null {
  if (doi && source.DOI?.toLowerCase() === doi.toLowerCase()) return 'doi'
  if (url && source.URL && sameAddress(source.URL) === sameAddress(url)) return 'address'
  return title && foldText(source.title) === foldText(title) ? 'title' : null
}
