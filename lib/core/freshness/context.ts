import { areSame, type ContextChange, classOf, isOtherTense, LONG, longForm } from '@/lib/core/freshness/english'
import { evenWords, quotedWords } from '@/lib/core/freshness/typography'

/** Sentences longer than this many words are only compared as a whole. */
const MAX_WORDS = 600

/** What changed, as a person reads it. */
export const CONTEXT_CHANGE_LABELS: Readonly<Record<ContextChange, string>> = {
  negation: 'a negation',
  number: 'a number',
  unit: 'a unit',
  date: 'a date or time',
  name: 'a name',
  attribution: 'who says it',
  hedge: 'how sure it is',
  quantifier: 'how many it holds for',
  comparison: 'a comparison or its direction',
  condition: 'a condition',
  cause: 'a cause',
  tense: 'the time of it',
  question: 'a statement turned question',
  other: 'other words',
}

const SERIOUS_FIRST: readonly ContextChange[] = [
  'negation',
  'number',
  'unit',
  'date',
  'name',
  'attribution',
  'hedge',
  'quantifier',
  'comparison',
  'condition',
  'cause',
  'tense',
  'question',
  'other',
]

/** Words around a word of saying that tell who says it. */
const SOURCE_WORDS = 5

interface Word {
  /** Lower case, in its long form. */
  readonly key: string
  readonly isName: boolean
  /** Stands where it is told who says it. */
  readonly isSource: boolean
}

/**
 * What the rewording of a sentence changes in what it states, most serious
 * first; empty when it only says it differently. Words are aligned (longest
 * common subsequence); each one that came, went or moved is asked what it does.
 */
export function contextChanges(before: string, after: string): ContextChange[] {
  const found = new Set<ContextChange>()
  if (isQuestion(before) !== isQuestion(after)) found.add('question')
  if (quotedWords(before).join('\n') !== quotedWords(after).join('\n') && areQuotesChanged(before, after)) found.add('attribution')
  const [old, now] = [wordsOf(before), wordsOf(after)]
  if (old.length > MAX_WORDS || now.length > MAX_WORDS) {
    if (old.map((word) => word.key).join(' ') !== now.map((word) => word.key).join(' ')) found.add('other')
  } else for (const kind of changedKinds(old, now)) found.add(kind)
  return SERIOUS_FIRST.filter((kind) => found.has(kind))
}

// Words that were quoted before and are not, or the other way round; a reworded quotation is told by its words.
function areQuotesChanged(before: string, after: string): boolean {
  const [old, now] = [quotedWords(before), quotedWords(after)]
  if (old.length !== now.length) return true
  // A quotation is somebody's very words: any other word in it is another quotation.
  return old.some((words, index) => words !== now[index])
}

function wordsOf(sentence: string): Word[] {
  const clauses = sentence
    .replace(/(\p{L})\.(?=\p{L}\.)/gu, '$1')
    .replace(/(?<=\b\p{Lu})\.(?=\s|$)/gu, '')
    .replace(
      /\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?!\w)/g,
      (_all, short: string) => `${LONG[short.toLowerCase()] ?? short} `,
    )
    .replace(/n['’]t\b/gi, ' not')
    .replace(/\bcannot\b/gi, 'can not')
    .replace(/['’]ll\b/g, ' will')
    .replace(/['’]ve\b/g, ' have')
    .replace(/['’]re\b/g, ' are')
    .replace(/\b(it|that|there|he|she|what|who)['’]s\b/gi, '$1 is')
    .replace(/\bper cent\b/gi, 'percent')
    .replace(/(\d)(?:,|\u202f|\u00a0| )(?=\d{3}\b)/g, '$1')
    .replace(/(\d)\s?(%|bn|mn|tn|m|km|kg)\b|(\d)\s?(%)/g, '$1$3 $2$4')
    .split(/(?<=[,;:])\s|\s[–—-]\s|—/)
  const words: Word[] = []
  for (const clause of clauses) {
    const start = words.length
    for (const [raw] of evenWords(clause).matchAll(WORD)) {
      const lower =
        raw === '&'
          ? 'and'
          : raw
              .toLowerCase()
              .replace(/['’]s?$/, '')
              .replace(/(?<=\d)[.,:]$/, '')
      const key = longForm(lower, words[words.length - 1]?.key ?? '')
      // The first word has a capital by its place.
      const isName = (/^\p{Lu}/u.test(raw) && words.length > 0 && classOf(key) === null) || /^\p{Lu}{2,}$/u.test(raw)
      words.push({ key, isName, isSource: false })
    }
    const own = words.splice(start)
    words.push(...own.map((word, at) => ({ ...word, isSource: isSource(own, at) })))
  }
  return words
}

const WORD = /[−-]?[$€£¥₹₽]|[−-]?\d[\d.,:/-]*(?:st|nd|rd|th)?|%|&|[\p{L}\p{M}][\p{L}\p{M}\p{N}'’]*/gu

// "according to the statistics office", "witnesses told", "a survey by the university found".
function isSource(words: readonly Word[], at: number): boolean {
  const near = (from: number, to: number) => words.slice(Math.max(0, from), to)
  const isAfter = near(at - SOURCE_WORDS, at).some((word, index, all) => word.key === 'according' && all[index + 1]?.key === 'to')
  return isAfter || near(at + 1, at + 1 + SOURCE_WORDS - 2).some((word) => classOf(word.key) === 'attribution')
}

/** Words that carry nothing by themselves. */
const EMPTY = new Set(
  'the a an this that these those of to in on at for by with from and or as which who whom whose it its he she they them his her their there then also too very quite even rather indeed however moreover meanwhile'.split(
    ' ',
  ),
)

function changedKinds(old: readonly Word[], now: readonly Word[]): Set<ContextChange> {
  const kinds = new Set<ContextChange>()
  const { removed, added } = diff(old, now)
  // Words that only moved: their class matters where the place says what they are about.
  const gone = [...removed]
  const come = [...added]
  const moved: Word[] = []
  for (let at = gone.length - 1; at >= 0; at--) {
    const twin = come.findIndex((word) => word.key === gone[at]?.key)
    if (twin < 0) continue
    moved.push(gone[at] as Word)
    gone.splice(at, 1)
    come.splice(twin, 1)
  }
  if (orderOf(old, isNamed) !== orderOf(now, isNamed) && moved.some(isNamed)) kinds.add('name')
  if (orderOf(old, isNumber) !== orderOf(now, isNumber) && moved.some(isNumber)) kinds.add('number')
  for (const word of moved) {
    const kind = kindOf(word)
    if (kind === 'negation' || kind === 'quantifier' || kind === 'hedge') kinds.add(kind)
  }
  // Words that stand for each other.
  for (let at = gone.length - 1; at >= 0; at--) {
    const word = gone[at] as Word
    const twin = come.findIndex(
      (other) => areSame(word.key, other.key) || (!word.isName && !other.isName && isSpelling(word.key, other.key)),
    )
    if (twin < 0) continue
    gone.splice(at, 1)
    come.splice(twin, 1)
  }
  for (const word of gone) {
    const other = come.find((one) => isOtherTense(word.key, one.key))
    if (other && !EMPTY.has(word.key)) kinds.add('tense')
  }
  // One for another where it is told who says it: somebody else says it.
  const isWho = (word: Word) => word.isSource && !EMPTY.has(word.key)
  if (gone.some(isWho) && come.some(isWho)) kinds.add('attribution')
  for (const word of [...gone, ...come]) {
    const kind = kindOf(word)
    if (kind) kinds.add(kind)
  }
  return kinds
}

const isNamed = (word: Word) => word.isName
const isNumber = (word: Word) => /\d/.test(word.key)

function orderOf(words: readonly Word[], of: (word: Word) => boolean): string {
  return words
    .filter(of)
    .map((word) => word.key)
    .join(' ')
}

function kindOf(word: Word): ContextChange | null {
  if (isNumber(word)) return 'number'
  if (EMPTY.has(word.key)) return null
  return classOf(word.key) ?? (word.isName ? 'name' : null)
}

/** British and American spelling of one word. */
function isOtherEnglish(one: string, other: string): boolean {
  const even = (word: string) =>
    word
      .replace(/tre(s?)$/, 'ter$1')
      .replace(/our(?=$|[a-z])/, 'or')
      .replace(/ence$/, 'ense')
      .replace(/ogue$/, 'og')
      .replace(/mme(s?)$/, 'm$1')
      .replace(/([iy])s(e|ed|es|ing|ation|ations)$/, '$1z$2')
      .replace(/ll(ed|ing|er)$/, 'l$1')
  return one.length >= 5 && one !== other && even(one) === even(other)
}

/** One word spelt otherwise ("colour", "color"; "recieved", "received"): long, no name, a letter or two apart. */
function isSpelling(one: string, other: string): boolean {
  if (isOtherEnglish(one, other)) return true
  if (classOf(one) || classOf(other) || isOtherTense(one, other)) return false
  if (Math.min(one.length, other.length) < 5 || Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  while (end < Math.min(one.length, other.length) - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)]
  return left.length <= 2 && right.length <= 2 && [...left].sort().join('') === [...right].sort().join('')
    ? true
    : left.length <= 1 && right.length <= 1
}

function diff(old: readonly Word[], now: readonly Word[]): { removed: Word[]; added: Word[] } {
  const [n, m] = [old.length, now.length]
  const table = new Uint16Array((n + 1) * (m + 1))
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      table[i * (m + 1) + j] =
        old[i]?.key === now[j]?.key
          ? (table[(i + 1) * (m + 1) + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * (m + 1) + j] ?? 0, table[i * (m + 1) + j + 1] ?? 0)
  const removed: Word[] = []
  const added: Word[] = []
  let [i, j] = [0, 0]
  while (i < n || j < m) {
    if (i < n && j < m && old[i]?.key === now[j]?.key) {
      i++
      j++
    } else if (j >= m || (i < n && (table[(i + 1) * (m + 1) + j] ?? 0) >= (table[i * (m + 1) + j + 1] ?? 0))) removed.push(old[i++] as Word)
    else added.push(now[j++] as Word)
  }
  return { removed, added }
}

/** Ends with a question mark, whatever closes behind it. */
function isQuestion(sentence: string): boolean {
  const at = sentence.lastIndexOf('?')
  return at !== -1 && !/\w/.test(sentence.slice(at))
}
