import { isWebUrl } from '@/lib/core/evidence/source'

const DOI = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/\S+)$/i

/**
 * A new source from what somebody pasted or typed into one field: an address,
 * a DOI (ISO 26324; with or without its resolver), or the title in words.
 * Nothing is fetched; what the words do not say stays empty.
 */
export function sourceFromWords(words: string): { type: 'webpage'; title: string; URL?: string; DOI?: string } {
  const text = words.trim()
  const doi = DOI.exec(text)?.[1]
  if (doi) return { type: 'webpage', title: `doi:${doi}`, DOI: doi, URL: `https://doi.org/${doi}` }
  const address = /^www\.\S+\.\S+$/i.test(text) ? `https://${text}` : text
  if (isWebUrl(address) && !/\s/.test(address)) return { type: 'webpage', title: titleOfAddress(address), URL: address }
  return { type: 'webpage', title: text }
}

/** What an address says about itself: the site, and the last words of its path. */
function titleOfAddress(address: string): string {
  const { hostname, pathname } = new URL(address)
  const last = pathname.split('/').filter(Boolean).at(-1)
  const words = last
    ? decoded(last)
        .replace(/\.[a-z]{2,5}$/i, '')
        .replace(/[-_+]+/g, ' ')
        .trim()
    : ''
  const site = hostname.replace(/^www\./, '')
  return words && /\p{L}{3}/u.test(words) ? `${words} (${site})` : site
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
