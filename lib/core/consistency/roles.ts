import { areTwoOf, sharedFamilies } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { type Paragraph, placed } from '@/lib/core/consistency/paragraphs'
import type { TextRange } from '@/lib/core/text/range'

/**
 * Callings and ranks of which a person has one at a time, a group a line. Words
 * for one and the same stand with a slash; the first stands for all.
 */
const GROUPS: readonly (readonly string[])[] = [
  'prosecutor/prosecuting attorney/prosecuting counsel|defence lawyer/defense lawyer/defense attorney/defence barrister/defence counsel/defence solicitor/public defender|judge/magistrate'.split(
    '|',
  ),
  'private|corporal|sergeant/sgt|lieutenant/lt|captain/capt|major/maj|lieutenant colonel/lt col|colonel/col|brigadier|major general|lieutenant general|general|commander|admiral|constable/pc|inspector/insp|superintendent/supt|detective sergeant/det sgt|detective inspector/det insp|chief inspector/ch insp|chief superintendent'.split(
    '|',
  ),
  'cellist|oboist|violinist|violist|flautist/flutist|clarinettist/clarinetist|bassoonist|trumpeter|trombonist|pianist|organist|drummer|bassist|harpist|percussionist|soprano|mezzo-soprano|tenor|baritone|countertenor'.split(
    '|',
  ),
  'goalkeeper/goalie|striker/forward|midfielder|defender|winger|pitcher|catcher|shortstop|quarterback|linebacker|running back|wicketkeeper|scrum-half|fly-half|hooker'.split(
    '|',
  ),
  'surgeon|midwife|anaesthetist/anesthetist/anesthesiologist|nurse|pharmacist|dentist|veterinarian/vet|paediatrician/pediatrician|radiologist|pathologist|cardiologist|dermatologist|neurologist|oncologist|urologist|psychiatrist|paramedic'.split(
    '|',
  ),
  'biologist|geologist|historian|economist|physicist|chemist|astronomer|archaeologist/archeologist|linguist|botanist|zoologist|entomologist|sociologist|psychologist|mathematician|hydrologist|meteorologist|seismologist|volcanologist|glaciologist|ecologist|oceanographer|epidemiologist|virologist|statistician|anthropologist|ornithologist|agronomist'.split(
    '|',
  ),
  'bishop/archbishop|archdeacon|canon|vicar|rector|rabbi|imam|pastor|deacon|abbot|abbess'.split('|'),
  'baker|butcher|carpenter/joiner|plumber|electrician|blacksmith|stonemason|tailor|locksmith|shipwright|welder|roofer'.split('|'),
  'playwright|novelist|sculptor|painter|composer|choreographer|set designer|costume designer|cinematographer|screenwriter'.split('|'),
  'general secretary|national president|regional secretary|shop steward|convenor|branch secretary'.split('|'),
  'head coach|assistant coach|goalkeeping coach'.split('|'),
  'council leader|opposition leader/leader of the opposition|majority leader|minority leader'.split('|'),
  'headteacher/headmaster/headmistress|librarian|caretaker/janitor|bursar'.split('|'),
  'treasurer|sheriff|assessor|secretary|chairman/chairwoman/chair/chairperson|general manager|comptroller/controller|chief executive/chief executive officer|chief financial officer|chief operating officer|finance director'.split(
    '|',
  ),
]
const KNOWN = new Map(
  GROUPS.flatMap((group, at) =>
    group.flatMap((words) => {
      const all = words.split('/')
      return all.map((word) => [word, { group: at, role: all[0] as string }] as const)
    }),
  ),
)
/** Written small, or as a title with capitals. */
const ROLE = `(${[...KNOWN.keys()]
  .sort((a, b) => b.length - a.length)
  .map((words) => words.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`).replaceAll(' ', '[ -]'))
  .join('|')})`
const WORD = '\\p{Lu}[\\p{L}’-]{1,24}'
const ROLE_ENDS = "(?![\\p{L}-]|[’']s )"
/** “prosecutor Ilse Vanterpool”, “Major Oduya”, “the oboist, Wendell Agbaje”. */
const BEFORE_NAME = new RegExp(
  `(?<![\\p{L}-])${ROLE}\\.?(?: of (?:the )?${WORD})?(?:, | )(?:the (?:(?:Right|Most|Very) )?Reverend |(?:Dr|Mr|Mrs|Ms|Sir|Dame)\\.? )?((?:${WORD} (?:\\p{Lu}\\. )?){0,2})(${WORD})`,
  'gu',
)
/** “Agbaje, the orchestra’s principal oboist”: up to six words between, none of them the end of a clause. */
const BEHIND_NAME = new RegExp(`(?<!\\p{L})(${WORD}), ((?:\\d{1,3}, )?(?:[\\p{L}’'-]+ ){0,6}?)${ROLE}${ROLE_ENDS}`, 'gu')
/** “Winkowski, who is serving his second term as the county’s sheriff”. */
const WHO_IS = new RegExp(
  `(?<!\\p{L})(${WORD}), who (?:is|has been|serves|has served|works)\\b((?: (?!(?:and|but|of|in|at|with|to|married)\\b)[\\p{L}’'-]+){0,8}?) ${ROLE}${ROLE_ENDS}`,
  'gu',
)
/** What somebody was or became is not what they are. */
const FORMER =
  /\b(?:former|formerly|ex|late|then|acting|retired|trained|onetime|one-time|future|once|previously|became|become|becoming|promoted|appointed|elected|turned|deputy|vice|assistant|later|now)\b/iu
/** Somebody else is meant. */
const ANOTHER = /\b(?:and|or|who|whose|son|daughter|brother|sister|wife|husband|father|mother|friend|colleague|lawyer|against|with|by)\b/iu

/** First words of what is known: most sentences have none of them, and need no closer look. */
const FIRST_WORDS = new Set([...KNOWN.keys()].map((words) => words.split(/[ -]/)[0] ?? ''))

function namesRole(text: string): boolean {
  return (text.match(/\p{L}+/gu) ?? []).some((word) => FIRST_WORDS.has(word.toLowerCase()))
}

interface Role {
  readonly group: number
  readonly role: string
  readonly range: TextRange
}

/** A person who is given two callings or ranks in one article, of which one has one at a time. */
export function roleFindings(sentences: readonly Sentence[]): Finding[] {
  const given = new Map<string, Role[]>()
  for (const { start, text } of sentences) {
    if (!namesRole(text)) continue
    for (const match of text.matchAll(BEFORE_NAME)) {
      const [whole, words = '', , family = ''] = match
      if (FORMER.test(text.slice(Math.max(0, match.index - 14), match.index))) continue
      add(family, words, start + match.index, whole.length)
    }
    for (const match of text.matchAll(WHO_IS)) {
      const [whole, family = '', between = '', words = ''] = match
      if (!FORMER.test(between)) add(family, words, start + match.index, whole.length)
    }
    for (const match of text.matchAll(BEHIND_NAME)) {
      const [whole, family = '', between = '', words = ''] = match
      if (FORMER.test(between) || ANOTHER.test(between)) continue
      add(family, words, start + match.index, whole.length)
    }
  }
  const shared = sharedFamilies(sentences)
  return [...given].flatMap(([family, all]): Finding[] => {
    for (const [index, one] of all.entries()) {
      const other = all
        .slice(0, index)
        .find(
          (earlier) =>
            earlier.group === one.group && !isOneRole(earlier.role, one.role) && !areBothTold(sentences, family, earlier.role, one.role),
        )
      if (!other || areTwoOf(shared, family, other.range, one.range)) continue
      return [
        {
          kind: 'title',
          level: 'contradiction',
          ranges: [other.range, one.range].sort((a, b) => a.start - b.start),
          message: `${family} is “${other.role}” in one place and “${one.role}” in another.`,
        },
      ]
    }
    return []
  })

  function add(family: string, words: string, start: number, length: number): void {
    const known = KNOWN.get(words.toLowerCase()) ?? KNOWN.get(words.toLowerCase().replaceAll('-', ' '))
    if (!known) return
    given.set(family, [...(given.get(family) ?? []), { ...known, range: { start, end: start + length } }])
  }
}

/** “A captain when the siege began and a major by the time it was lifted.” */
function areBothTold(sentences: readonly Sentence[], family: string, a: string, b: string): boolean {
  return sentences.some(({ text }) => {
    if (!text.includes(family)) return false
    const small = text.toLowerCase()
    // “who now runs the academy, was a captain when the convoy was hit”.
    if (small.includes(`was a ${a} when`) || small.includes(`was a ${b} when`)) return true
    const [hasOne, hasOther] = [small.includes(` ${a}`), small.includes(` ${b}`)]
    return (hasOne && hasOther) || ((hasOne || hasOther) && /\b(?:promot|new rank)/.test(small))
  })
}

/** A lieutenant colonel is called colonel, a detective sergeant sergeant. */
function isOneRole(a: string, b: string): boolean {
  return a === b || a.endsWith(` ${b}`) || b.endsWith(` ${a}`)
}

/** Posts in one house that one person has one of at a time. */
const HOUSE =
  'vice principal|deputy principal|assistant principal|principal|superintendent|headteacher|deputy head|comptroller|controller|treasurer|auditor|deputy mayor|vice mayor|mayor|council president|general manager|chief executive|chairman|chairwoman|deputy chief|police chief|fire chief|vice president|president|vice chancellor|chancellor|deputy director|director|deputy governor|governor|assistant coach|head coach|deputy editor|editor|captain|lieutenant|sergeant|colonel|major'
const INTRODUCED = new RegExp(
  `(?:\\b(?:the|its|an?|The|Its|An?) (?:[\\p{L}’'-]{1,24} ){0,2}?(${HOUSE}), (?:(?:Dr|Mr|Mrs|Ms|Sgt|Capt)\\. )?\\p{Lu}[\\p{L}’-]{1,24} \\p{Lu}[\\p{L}’-]{1,24},|\\p{Lu}[\\p{L}’-]{1,24} \\p{Lu}[\\p{L}’-]{1,24}, (?:\\d{2}, )?(?:the|its) (?:[\\p{L}’'-]{1,24} ){0,2}?(${HOUSE}),)`,
  'u',
)
const SAYS_AS = new RegExp(`[”,"] the (?:[\\p{Ll}-]{1,20} )??(${HOUSE}) (?:said|says|added|adds|told|recalled)\\b`, 'u')

/** “Raymond Teague, the city comptroller, … “…,” the city treasurer said”: nobody else is in the paragraph. */
export function postFindings(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const { text } = paragraph
    const [who, says] = [INTRODUCED.exec(text), SAYS_AS.exec(text)]
    const [first, second] = [who?.[1] ?? who?.[2], says?.[1]]
    if (!who || !says || !first || !second || says.index < who.index || first === second) return []
    // “the chief” of a police chief, and somebody else of whom it was told.
    if (first.endsWith(` ${second}`) && !/^(?:vice|deputy|assistant) /.test(first)) return []
    const names = new Set(text.match(/\p{Lu}\p{Ll}{1,24} \p{Lu}[\p{L}’-]{1,24}(?=[,.’ ])/gu) ?? [])
    if (new RegExp(`\\b(?:another|also|former|then|own) |\\b(?:his|her|their) ${second}`, 'u').test(text) || names.size > 3) return []
    const place = (match: RegExpExecArray) => ({ start: match.index, end: match.index + match[0].length })
    return placed(paragraph, [
      {
        kind: 'title',
        places: [place(who), place(says)],
        message: `“${first}” in one place and “${second}” in another: is this one person?`,
      },
    ])
  })
}
