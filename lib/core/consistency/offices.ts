import { areTwoOf, NO_NAME, sharedFamilies } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import type { TextRange } from '@/lib/core/text/range'

const DEPARTMENTS =
  'Finance|Foreign|Interior|Home|Defen[cs]e|Health|Education|Justice|Trade|Energy|Agriculture|Transport|Environment|Labou?r|Culture|Housing|Economy|Economic|Treasury|State|Industry|Fisheries|Climate|Science|Interior'
/** Offices that stand before a name. */
export const OFFICES =
  'Vice President|Deputy Mayor|President|Prime Minister|Chancellor|Senator|Governor|Mayor|Congress(?:man|woman)|Representative|[Ss]ecretary|[Mm]inister|General|Colonel|Captain|Professor|Dr\\.|Judge|Justice|King|Queen|Prince|Princess|Pope|Bishop|Ambassador|Chief Executive|Chairman|Chairwoman|Director'
const TITLED = new RegExp(
  `\\b((?:(?:Deputy|Vice|Associate|Chief) )?(?:(?:${DEPARTMENTS}) )?(?:${OFFICES})) (\\p{Lu}[\\p{L}’'-]{1,24}(?: (?:\\p{Lu}\\.|\\p{Lu}[\\p{L}’'-]{1,24})){0,2})`,
  'gu',
)

/** People who are given two offices, or two posts that nobody has at once. */
export function officeFindings(sentences: readonly Sentence[]): Finding[] {
  const shared = sharedFamilies(sentences)
  return [...offices(sentences, shared), ...posts(sentences, shared)]
}

/** Callings that one person has one of at a time, before a whole name. */
const CALLINGS = 'judge|prosecutor|defence lawyer|defense lawyer|defense attorney|public defender|surgeon|midwife|architect|pilot|referee'
const CALLED = new RegExp(`\\b((?:${CALLINGS}|Judge|Prosecutor|Justice)) (\\p{Lu}[\\p{L}’'-]{1,24} \\p{Lu}[\\p{L}’'-]{1,24})`, 'gu')
/** What somebody was, or became, is not what they are. */
const CHANGED = /\b(?:became|become|becoming|later|then|now|appointed|promoted|elected|succeeded|previously|formerly|once|until|since)\b/i

/** “when the governor named her to the Supreme Court”. */
const RAISED = /\b(?:named|elevated|nominated|promoted|appointed|confirmed|tapped|made) (?:him|her|them)\b/

/** Posts that one person has one of at a time, said behind or before a name: “Petra Vas, the health minister”, “the club’s chairman, Lionel Bras”. */
const POSTS =
  'chief (?:financial|technology|operating|marketing|information) officer|leader of the opposition|minister|secretary|chairman|chairwoman|chair|chief executive|mayor|governor|coach|goalkeeper|judge|prosecutor|headteacher|headmaster|headmistress|treasurer|general secretary|archbishop|bishop|ambassador|police chief|fire chief|harbou?r ?master'
const POST = new RegExp(`\\b(?:${POSTS})\\b`, 'gu')
const NAMED_BEHIND = /^, (?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.? )?((?:\p{Lu}[\p{L}’'-]{1,24} ){0,2})(\p{Lu}[\p{L}’'-]{1,24})/u
/** Offices that are posts, one at a time. */
const POST_OF_OFFICE = /(?:Mayor|Governor|Minister|Judge|Bishop|Ambassador)$/
const SAYS_NOTHING = new Set([
  'new',
  'old',
  'then',
  'current',
  'longtime',
  'outgoing',
  'incoming',
  'club',
  'company',
  'town',
  'city',
  'country',
  'party',
  'government',
  'federal',
  'state',
  'former',
  'deputy',
  'vice',
])

interface Told {
  readonly family: string
  /** What kind of it: "health", "union’s general". */
  readonly before: string
  readonly from: number
  readonly to: number
}

/** Whose post stands at an offset: a name before it, between commas, or right behind it. Null when it is nobody's. */
function postAt(text: string, at: number, post: string): Told | null {
  const words = text
    .slice(Math.max(0, at - 120), at)
    .trimEnd()
    .split(' ')
  for (let back = 1; back <= 5 && back <= words.length; back++) {
    const word = words[words.length - back] ?? ''
    if (/[,.;:]$/.test(word)) return null
    if (!/^(?:the|its|their|an?|The|Its|Their)$/.test(word) && !/[’']s$/.test(word)) continue
    const before = words.slice(words.length - back + 1).join(' ')
    const from = at - words.slice(words.length - back).join(' ').length - 1
    const end = at + post.length
    // “Lindt, 57, the defence minister”: over an age.
    const isAged = /^\d{2},$/.test(words[words.length - back - 1] ?? '')
    const name = words[words.length - back - (isAged ? 2 : 1)] ?? ''
    if (/^\p{Lu}[\p{L}’'-]+,$/u.test(name) && /^(?:[,.;]| (?:of|for|at|on|in|who|and)\b)/.test(text.slice(end)))
      return { family: name.slice(0, -1), before, from: from - name.length - 1, to: end }
    const behind = NAMED_BEHIND.exec(text.slice(end, end + 90))
    if (behind) return { family: behind[2] ?? '', before, from, to: end + behind[0].length }
    if (/[’']s$/.test(word)) continue
    return null
  }
  return null
}

const DEPUTY =
  /\b(?:Deputy|deputy|Vice|vice)[ -](mayor|governor|chairman|chairwoman|chair|minister|ambassador|secretary|headteacher) (?:\p{Lu}[\p{L}’-]{1,24} ){0,2}(\p{Lu}[\p{L}’-]{1,24})/gu
const WHO_HAS = new RegExp(
  `(?<!\\p{L})(\\p{Lu}[\\p{L}’-]{1,24}), who (?:is|has been) (?:the |its |their )?((?:(?!former|acting|then)\\p{Ll}+ ){0,2}?)(${POSTS})\\b(?= of| for| since|[,.;])`,
  'gu',
)

/** A person given two posts that nobody has at once. */
function posts(sentences: readonly Sentence[], shared: ReadonlySet<string>): Finding[] {
  const given = new Map<string, { post: string; of: readonly string[]; range: TextRange; isOffice: boolean }[]>()
  for (const { start, text } of sentences) {
    // “Mayor Dorn” has the post of a mayor.
    for (const match of text.matchAll(TITLED)) {
      const [whole, office = '', name = ''] = match
      const post = POST_OF_OFFICE.exec(office)?.[0]?.toLowerCase()
      const before = text.slice(Math.max(0, match.index - 12), match.index)
      if (!post || /\b(?:former|ex|late|vice|deputy|then|acting|future|onetime|assistant)[ -]$/i.test(before) || CHANGED.test(whole))
        continue
      const range = { start: start + match.index, end: start + match.index + whole.length }
      const family = name.split(' ').at(-1) ?? name
      const of = office.slice(0, -post.length).trim().toLowerCase()
      given.set(family, [...(given.get(family) ?? []), { post, of: of ? [of] : [], range, isOffice: true }])
    }
    // “Deputy mayor Rosalind Pike”.
    for (const match of text.matchAll(DEPUTY)) {
      const [whole, post = '', family = ''] = match
      const range = { start: start + match.index, end: start + match.index + whole.length }
      given.set(family, [...(given.get(family) ?? []), { post: `deputy ${post.toLowerCase()}`, of: [], range, isOffice: false }])
    }
    if (!text.includes(',')) continue
    // “Tal, who has been governor of the bank since 2018”.
    for (const match of text.matchAll(WHO_HAS)) {
      const [whole, family = '', before = '', post = ''] = match
      const range = { start: start + match.index, end: start + match.index + whole.length }
      const of = before
        .trim()
        .toLowerCase()
        .split(' ')
        .filter((word) => word !== '' && !SAYS_NOTHING.has(word))
      given.set(family, [
        ...(given.get(family) ?? []),
        { post: /\b(?:deputy|vice)\b/.test(before) ? `deputy ${post}` : post, of, range, isOffice: false },
      ])
    }
    for (const match of text.matchAll(POST)) {
      const told = postAt(text, match.index, match[0])
      if (!told) continue
      const { family, before, from, to } = told
      // A deputy has a post of their own.
      const post = /\b(?:deputy|vice)\b/i.test(before) ? `deputy ${match[0]}` : match[0]
      if (/\b(?:former|ex|late|then|acting|assistant|onetime)\b/i.test(before) || CHANGED.test(text.slice(from, to))) continue
      const of = before
        .trim()
        .toLowerCase()
        .split(' ')
        .map((word) => word.replace(/[’']s?$/, ''))
        .filter((word) => word !== '' && !SAYS_NOTHING.has(word))
      const range = { start: start + from, end: start + to }
      given.set(family, [...(given.get(family) ?? []), { post, of, range, isOffice: false }])
    }
  }
  return [...given].flatMap(([family, all]): Finding[] => {
    const first = all[0]
    const other = all.find(
      (one) =>
        first &&
        (one.post !== first.post
          ? true
          : (one.post === 'minister' || one.post === 'secretary') &&
            one.of.length > 0 &&
            first.of.length > 0 &&
            !one.of.some((word) => first.of.includes(word))),
    )
    // What two offices before a name say is said by {@link offices}.
    if (!first || !other || (first.isOffice && other.isOffice) || areTwoOf(shared, family, first.range, other.range)) return []
    return [
      {
        kind: 'title',
        level: 'contradiction',
        ranges: [first.range, other.range],
        message: `${family} is “${[...first.of, first.post].join(' ')}” in one place and “${[...other.of, other.post].join(' ')}” in another.`,
      },
    ]
  })
}

function offices(sentences: readonly Sentence[], shared: ReadonlySet<string>): Finding[] {
  const given = new Map<string, { office: string; range: TextRange }[]>()
  for (const { start, text } of sentences)
    for (const match of [...text.matchAll(TITLED), ...text.matchAll(CALLED)]) {
      const [whole, office = '', name = ''] = match
      const family = name.split(' ').at(-1) ?? name
      const before = text.slice(Math.max(0, match.index - 12), match.index)
      // What somebody was is not what they are.
      if (/\b(?:former|ex|late|vice|deputy|then|acting|future|onetime|assistant)[ -]$/i.test(before) || NO_NAME.test(family)) continue
      if (CHANGED.test(text.slice(Math.max(0, match.index - 40), match.index + whole.length + 40)) || RAISED.test(text)) continue
      const range = { start: start + match.index, end: start + match.index + whole.length }
      given.set(family, [...(given.get(family) ?? []), { office, range }])
    }
  const found: Finding[] = []
  for (const [family, all] of given) {
    const first = all[0]
    const other = all.find((one) => !isOneOffice(one.office, first?.office ?? '') && !goTogether(one.office, first?.office ?? ''))
    if (first && other && !areTwoOf(shared, family, first.range, other.range))
      found.push({
        kind: 'title',
        level: 'contradiction',
        ranges: [first.range, other.range],
        message: `${family} is “${first.office}” in one place and “${other.office}” in another.`,
      })
  }
  return found
}

/** “Minister” and “Finance Minister” are one; “Finance” and “Foreign Minister” are two. */
function isOneOffice(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()]
  // A deputy is not who they stand in for.
  if (/^(?:deputy|vice) /.test(one) !== /^(?:deputy|vice) /.test(other)) return false
  if (/^associate /.test(one) ? /^chief /.test(other) : /^associate /.test(other) && /^chief /.test(one)) return false
  return one === other || one.endsWith(` ${other}`) || other.endsWith(` ${one}`)
}

const TOGETHER = [['Dr.', 'Professor', 'Minister', 'Director', 'Chancellor', 'President', 'Mayor', 'Senator', 'Judge', 'Ambassador']]

function goTogether(a: string, b: string): boolean {
  return (
    (a === 'Dr.' || b === 'Dr.' || a === 'Professor' || b === 'Professor') && TOGETHER.some((set) => set.includes(a) && set.includes(b))
  )
}
