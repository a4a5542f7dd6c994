import { isWebUrl } from '@/lib/core/evidence/source'

const DOI = /^(doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}(?:\/|%2f)\S+)$/i

const ISBN = /^(?:isbn(?:-1[03])?:?\s*|https?:\/\/openlibrary\.org\/isbn\/)?((?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dX])$/i

/**
 * A new source from what somebody pasted or typed into one field: an address,
 * a DOI (ISO 26324; with or without its resolver), an ISBN (ISO 2108), or the
 * title in words. Nothing is fetched; what the words do not say stays empty.
 */
export function sourceFromWords(words: string): {
  type: 'webpage' | 'book'
  title: string
  URL?: string
  DOI?: string
  /** Thirteen digits. A source is kept with the address of its book, which has it. */
  isbn?: string
} {
  const text = words.trim()
  const isbn = isbn13(ISBN.exec(text)?.[1] ?? '')
  if (isbn) return { type: 'book', title: `ISBN ${isbn}`, URL: `https://openlibrary.org/isbn/${isbn}`, isbn }
  const doi = doiIn(text)
  if (doi) return { type: 'webpage', title: `doi:${doi}`, DOI: doi, URL: `https://doi.org/${doi}` }
  const address = /^www\.\S+\.\S+$/i.test(text) ? `https://${text}` : text
  if (isWebUrl(address) && !/\s/.test(address)) return { type: 'webpage', title: titleOfAddress(address), URL: address }
  return { type: 'webpage', title: text }
}

/** Whether words have the form of an ISBN, whose check digit is not right. */
export function isMistypedIsbn(words: string): boolean {
  const written = ISBN.exec(words.trim())?.[1]
  return written !== undefined && isbn13(written) === null
}

/** The DOI of words that are one: of an address without its escapes and what counts readers, and without a mark that ended a sentence. */
function doiIn(text: string): string | null {
  const [, prefix = '', name = ''] = DOI.exec(text) ?? []
  if (name === '') return null
  const plain = /^http/i.test(prefix) ? decoded(name.replace(/[?#].*$/, '')) : name
  const doi = plain.replace(/[.,;]+$/, '')
  const whole = doi.endsWith(')') && !doi.includes('(') ? doi.slice(0, -1) : doi
  return whole.split('/').some((part) => part === '.' || part === '..') ? null : whole
}

/** The thirteen digits of an ISBN of ten or thirteen; null when its check digit is not right. */
function isbn13(written: string): string | null {
  const signs = written.toUpperCase().replace(/[-\s]/g, '')
  if (signs.length === 13) return checkDigit(signs.slice(0, 12)) === signs[12] ? signs : null
  if (signs.length !== 10) return null
  const sum = [...signs].reduce((total, sign, index) => total + (10 - index) * (sign === 'X' ? 10 : Number(sign)), 0)
  return sum % 11 === 0 ? `978${signs.slice(0, 9)}${checkDigit(`978${signs.slice(0, 9)}`)}` : null
}

function checkDigit(twelve: string): string {
  const sum = [...twelve].reduce((total, sign, index) => total + Number(sign) * (index % 2 === 0 ? 1 : 3), 0)
  return String((10 - (sum % 10)) % 10)
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
