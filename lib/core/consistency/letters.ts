import type { Finding } from '@/lib/core/consistency/findings'
import type { TextRange } from '@/lib/core/text/range'

const CAPITALS = "(?<![\\p{L}’'-])(\\p{Lu}[\\p{L}’'-]{1,40}(?: (?:(?:of|for|the|and|on|in|de|du|des) ){0,2}\\p{Lu}[\\p{L}’'-]{1,40}){1,7})"
const LETTERS = '(\\p{Lu}{3,6})'
/** Words and the letters they are said to be; which of the two groups has the words. */
const SAID: readonly (readonly [RegExp, words: number, letters: number])[] = [
  [new RegExp(`${CAPITALS} \\(${LETTERS}\\)`, 'gu'), 1, 2],
  [new RegExp(`${CAPITALS}, or (?:the )?${LETTERS}\\b`, 'gu'), 1, 2],
  [new RegExp(`\\b${LETTERS},? or (?:the )?${CAPITALS}`, 'gu'), 2, 1],
  [new RegExp(`\\b${LETTERS} \\((?:the )?${CAPITALS}\\)`, 'gu'), 2, 1],
  [new RegExp(`\\b${LETTERS}, (?:the|which is the|short for the|short for) ${CAPITALS}`, 'gu'), 2, 1],
]
/** Words that are said to be what letters stand for, which stand elsewhere. */
const STAND_FOR: readonly RegExp[] = [
  new RegExp(`\\bstands? for (?:the )?${CAPITALS}`, 'gu'),
  new RegExp(`${CAPITALS}(?: \\p{Ll}+)?, to (?:give|use) (?:it )?its full (?:name|title)`, 'gu'),
  new RegExp(`\\b(?:known in full|in full|officially|formally)(?: as)?,? (?:the )?${CAPITALS}`, 'gu'),
]

interface Said extends TextRange {
  readonly words: string
}

/** Letters that are explained in two ways: “the Livestock Office (PSLO) … the Livestock Observatory, to give it its full name”. */
export function letterFindings(text: string): Finding[] {
  const said = new Map<string, Said[]>()
  const add = (letters: string, words: string, start: number) => {
    if (initialsOf(words) === letters) said.set(letters, [...(said.get(letters) ?? []), { words, start, end: start + words.length }])
  }
  for (const [pattern, words, letters] of SAID)
    for (const match of text.matchAll(pattern)) {
      const name = nameOf(match[words] ?? '', match[letters] ?? '')
      if (name) add(match[letters] ?? '', name, match.index + match[0].indexOf(name))
    }
  for (const pattern of STAND_FOR)
    for (const match of text.matchAll(pattern)) {
      const letters = initialsOf(match[1] ?? '')
      // The letters themselves stand somewhere.
      if (letters.length >= 3 && new RegExp(`\\b${letters}\\b`).test(text))
        add(letters, match[1] ?? '', match.index + match[0].indexOf(match[1] ?? ''))
    }
  return [
    ...mismatched(text),
    ...[...said].flatMap(([letters, all]): Finding[] => {
      const [first] = all
      const other = all.find((one) => first && plain(one.words) !== plain(first.words))
      if (!first || !other) return []
      return [
        {
          kind: 'acronym',
          level: 'contradiction',
          ranges: [first, other].map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start),
          message: `“${letters}” is “${first.words}” in one place and “${other.words}” in another.`,
        },
      ]
    }),
  ]
}

/** “Eastern Marshes Drainage Authority (EMDB)”: all letters but one are those of the words before. */
function mismatched(text: string): Finding[] {
  return [...text.matchAll(new RegExp(`${CAPITALS} \\(${LETTERS}\\)`, 'gu'))].flatMap((match): Finding[] => {
    const [whole, words = '', letters = ''] = match
    const initials = initialsOf(words)
    const last = initials.slice(-letters.length)
    const apart = [...last].filter((letter, at) => letter !== letters[at]).length
    // Other languages, letters of a word in its middle: only one that is plainly off.
    if (letters.length < 4 || last.length !== letters.length || apart !== 1 || nameOf(words, letters)) return []
    return [
      {
        kind: 'acronym',
        level: 'question',
        ranges: [{ start: match.index, end: match.index + whole.length }],
        message: `“${letters}” for “${words}”: its words begin with ${last}.`,
      },
    ]
  })
}

/** As many of the last words as there are letters: “Ministers of the Pan-Sahel Livestock Office” is four of them. */
function nameOf(words: string, letters: string): string | null {
  const all = words.split(' ')
  for (let from = 0; from < all.length; from++) {
    const name = all.slice(from).join(' ')
    if (/^\p{Lu}/u.test(name) && initialsOf(name) === letters) return name
  }
  return null
}

function initialsOf(words: string): string {
  return words
    .split(/[ -]/)
    .filter((word) => /^\p{L}/u.test(word) && !/^(?:of|for|the|and|on|in|de|du|des)$/.test(word))
    .map((word) => (word[0] ?? '').toUpperCase())
    .join('')
}

// One of several, British and American spelling: the same name.
function plain(words: string): string {
  return words
    .toLowerCase()
    .replace(/\b(?:the|and|of|for) /g, '')
    .replace(/[^\p{L} ]/gu, '')
    .replace(/s\b/g, '')
    .replace(/our/g, 'or')
    .replace(/is(?=ation|e)/g, 'iz')
    .replace(/tre\b/g, 'ter')
}
