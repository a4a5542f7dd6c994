import { isObject, isoDate } from '@/lib/core/evidence/read-citations'
import { EMPTY_SOURCE, type SourceFields } from '@/lib/core/evidence/source'
import { cleanCharacters } from '@/lib/core/text/clean'

/**
 * The fields of a book as Open Library's Books API writes them (`jscmd=data`):
 * title and subtitle, authors and publishers by name, the day in words. Null
 * when the catalogue does not know the book, or answers something else.
 */
export function readBookRecord(json: string, isbn: string): SourceFields | null {
  let answer: unknown
  try {
    answer = JSON.parse(json)
  } catch {
    return null
  }
  const book = isObject(answer) ? answer[`ISBN:${isbn}`] : null
  if (!isObject(book)) return null
  const title = wordsOf(book.title)
  if (!title) return null
  const subtitle = wordsOf(book.subtitle)
  return {
    ...EMPTY_SOURCE,
    type: 'book',
    title: subtitle ? `${title}: ${subtitle}` : title,
    author: namesOf(book.authors).map((literal) => ({ literal })),
    publisher: namesOf(book.publishers).join('; ') || null,
    issued: isoDate(wordsOf(book.publish_date)),
  }
}

function namesOf(list: unknown): string[] {
  return Array.isArray(list) ? list.flatMap((one) => (isObject(one) ? wordsOf(one.name) || [] : [])) : []
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? cleanCharacters(value).replace(/\s+/g, ' ').trim() : ''
}
