import 'server-only'
import { cite, EMPTY_SOURCE, isWebUrl, type SourceFields } from '@/lib/core/evidence/source'
import { sourceFromWords } from '@/lib/core/evidence/source-from-words'
import { sameAddress } from '@/lib/core/evidence/web-address'
import { can } from '@/lib/core/permissions/policy'
import { foldText } from '@/lib/core/text/fold'
import { AppError } from '@/lib/server/app-error'
import { readPageFacts } from '@/lib/server/child/read-page'
import { fetchPage } from '@/lib/server/outside/fetch-page'
import type { Actor } from '@/lib/server/session'
import { findSimilar, type SourceRecord } from '@/lib/server/store/sources'

/** A source of the library that may be the one being added, and what is the same. */
export interface KnownSource {
  readonly id: string
  readonly citation: string
  readonly because: 'address' | 'doi' | 'title'
}

/**
 * Fetches the page at an address or a DOI because somebody asked, and proposes
 * the fields of a source from what it says about itself. Saves nothing. Throws
 * what `fetchPage` throws, and `refused` when there is no page.
 */
export async function lookUpSource(
  actor: Actor,
  address: string,
  signal?: AbortSignal,
): Promise<{ readonly fields: SourceFields; readonly known: readonly KnownSource[] }> {
  const given = sourceFromWords(address)
  if (!given.URL) throw new AppError('invalid-input', 'Give the address of a page, or a DOI.')
  const fetched = await fetchPage(given.URL, { signal })
  if (!fetched.ok)
    throw new AppError(
      'refused',
      `The site answers ${fetched.status} at this address: ${MEANINGS[fetched.status] ?? 'there is no page to read'}. Fill the fields in by hand.`,
    )
  const { page } = fetched
  const facts =
    page.format === 'html' ? await readPageFacts({ bytes: page.bytes, address: page.address, personId: actor.id, signal }) : null
  const cut = (text: string | null | undefined, max = 500) => text?.slice(0, max) || null
  const fields: SourceFields = {
    ...EMPTY_SOURCE,
    type: facts?.type ?? 'webpage',
    title: cut(facts?.title, 1_000) ?? given.title,
    author: (facts?.author ?? []).slice(0, 50).map((name) => mapNames(name)),
    'container-title': cut(facts?.['container-title']),
    publisher: cut(facts?.publisher),
    issued: facts?.issued ?? null,
    accessed: new Date().toISOString().slice(0, 10),
    // The address somebody gave stays: it is what they can give a reader.
    URL: isWebUrl(facts?.URL ?? '') && (facts?.URL?.length ?? 0) <= 2_048 ? (facts?.URL as string) : given.URL,
    DOI: cut(given.DOI ?? facts?.DOI),
    language: cut(facts?.language, 35),
  }
  return { fields, known: await knownSources(actor, { url: fields.URL, doi: fields.DOI, title: fields.title }) }
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
