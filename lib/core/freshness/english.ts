/**
 * English words by what they do to a statement. Looked up one by one, so no
 * expression can backtrack. Within a group of SAME one word may stand for
 * another; between groups, or when one comes or goes, the statement changes.
 */

export type ContextChange =
  | 'negation'
  | 'number'
  | 'unit'
  | 'date'
  | 'name'
  | 'attribution'
  | 'hedge'
  | 'quantifier'
  | 'comparison'
  | 'condition'
  | 'cause'
  | 'tense'
  | 'question'
  | 'other'

const list = (words: string) => words.split(/\s+/)

const CLASSES: readonly (readonly [ContextChange, readonly string[]])[] = [
  [
    'negation',
    list(
      'not no never none nobody nothing neither nor without cannot hardly barely scarcely denied denies deny denying refused refuses failed fails fail lacks lacked lack false untrue unlikely impossible',
    ),
  ],
  [
    'unit',
    list(
      'percent percentage million billion trillion thousand hundred dozen dozens km mile kilometre kilometer metre meter centimetre millimetre foot feet inch inches kg kilogram gram tonne ton pound ounce euro dollar cent yen rouble ruble yuan rupee franc krona crown crowns degree celsius fahrenheit hectare acre litre liter barrel gallon watt kilowatt megawatt gigawatt mph knot points $ € £ ¥ ₹ ₽',
    ),
  ],
  [
    'date',
    list(
      'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight year month week day hour minute decade century quarter morning evening night noon midnight weekend spring summer autumn winter annual annually monthly weekly daily hourly now currently recently ago last next since until till before after during earlier later previously formerly once already yet still ever soon',
    ),
  ],
  [
    'attribution',
    list(
      'said say says saying told tell tells stated state states wrote write writes added adds noted notes according claimed claim claims alleged allege alleges argued argue argues estimated estimate estimates believe believes believed thought thinks insisted insists admitted admits confirmed confirms conceded warned warns promised promises announced announces suggested suggests implied accused accuses testified predicted predicts forecast expects expected hopes hoped quoted cited reported reports found finds showed shows shown found finds showed shows shown',
    ),
  ],
  [
    'hedge',
    list(
      'may might could can would will shall should must likely probably possibly perhaps maybe allegedly reportedly apparently seemingly supposedly purportedly presumably potentially about around roughly approximately nearly almost some certainly definitely clearly undoubtedly surely reportedly seems seemed appears appeared tends tended planned plans plan intends intended aims aimed wants wanted tried tries attempted attempts proposed proposes considers considered threatened threatens able unable allowed required',
    ),
  ],
  [
    'quantifier',
    list(
      'all every each most many much few some any several both either half majority minority only just exactly always often sometimes rarely usually frequently mostly mainly largely entirely partly completely fully total whole enough single first second third another other others nearly',
    ),
  ],
  [
    'comparison',
    list(
      'more less fewer fewest most least than above below over under higher highest lower lowest greater greatest smaller smallest larger largest bigger biggest better best worse worst longer longest shorter shortest older oldest younger youngest faster fastest slower slowest stronger weaker richer richest poorer poorest rose rise rises risen rising fell fall falls fallen falling increased increase increases increasing decreased decrease decreases decreasing grew grow grows grown growing shrank shrink shrinks shrunk gained gain gains lost lose loses won win wins up down doubled double doubles halved halve halves tripled triple trebled quadrupled twice thrice same equal equally unlike exceeded exceeds beat beats dropped drop drops climbed climbs declined decline declines soared plunged cut cuts raised raises lowered lowers expanded opened closed began ended started stopped arrived left joined quit bought sold won approved approves approve rejected rejects reject accepted accepts accept passed passes failed survived died killed injured wounded hired fired banned permitted legal illegal guilty innocent true',
    ),
  ],
  [
    'condition',
    list(
      'if unless provided providing except whether when whenever while although though despite but instead otherwise assuming depending only',
    ),
  ],
  [
    'cause',
    list(
      'because due led leads caused causes cause thanks therefore thus hence owing resulted results result consequently so triggered prompted',
    ),
  ],
  ['tense', list('is are am was were be been being has have had having do does did')],
]

const CLASS_OF = new Map<string, ContextChange>()
for (const [kind, words] of CLASSES) for (const word of words) if (!CLASS_OF.has(word)) CLASS_OF.set(word, kind)

/** Words that say the same in what matters here. */
const SAME: readonly (readonly string[])[] = [
  list('said say says saying told tell tells stated state states wrote write writes added adds noted notes according'),
  list('found finds showed shows shown'),
  list('approved authorised authorized'),
  list('was were'),
  list('is are am'),
  list('has have having'),
  list('do does'),
  list('about around roughly approximately'),
  list('nearly almost'),
  list('due because owing'),
  list('although though despite while but'),
  list('over above'),
  list('under below'),
  list('more greater higher larger bigger'),
  list('less fewer lower smaller'),
  list('mostly mainly largely'),
  list('now currently today'),
  list('earlier previously formerly'),
  list('until till'),
  list('whether if'),
  list('all every each'),
  list('probably likely'),
  list('possibly perhaps maybe'),
  list('rose risen climbed grew grown increased'),
  list('fell fallen dropped declined decreased'),
  list('began started'),
  list('annual annually'),
  list('total whole'),
  list('exactly just'),
]
const GROUP_OF = new Map<string, string>()
for (const group of SAME) for (const word of group) GROUP_OF.set(word, group[0] ?? word)

/** Digits of number words, months and units in their long form: "12 per cent", "twelve percent" and "12%" are one. */
export const LONG: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  first: '1st',
  second: '2nd',
  third: '3rd',
  fourth: '4th',
  fifth: '5th',
  '%': 'percent',
  kilometres: 'km',
  kilometers: 'km',
  kilometre: 'km',
  kilometer: 'km',
  kilograms: 'kg',
  kilogram: 'kg',
  kilos: 'kg',
  kilo: 'kg',
  m: 'million',
  mn: 'million',
  bn: 'billion',
  tn: 'trillion',
  jan: 'january',
  feb: 'february',
  mar: 'march',
  apr: 'april',
  jun: 'june',
  jul: 'july',
  aug: 'august',
  sep: 'september',
  sept: 'september',
  oct: 'october',
  nov: 'november',
  dec: 'december',
  mon: 'monday',
  tue: 'tuesday',
  tues: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  thurs: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
  percentage: 'percent',
}

/** Long forms that are long only beside a digit: "m" alone is a letter. */
const ONLY_BY_DIGITS = new Set(['m', 'mn', 'bn', 'tn', 'sat', 'sun', 'mar', 'mon', 'wed', 'dec'])

/** A word in the form it is compared by. `before` is the word before it. */
export function longForm(word: string, before: string): string {
  if (ONLY_BY_DIGITS.has(word) && !/\d$/.test(before)) return word
  return Object.hasOwn(LONG, word) ? (LONG[word] as string) : word
}

/** What a changed word does to a statement; null for one that only says it differently. */
export function classOf(word: string): ContextChange | null {
  return CLASS_OF.get(word) ?? CLASS_OF.get(singular(word)) ?? null
}

/** Whether one word may stand for another without changing what is stated. */
export function areSame(one: string, other: string): boolean {
  const [a, b] = [GROUP_OF.get(one), GROUP_OF.get(other)]
  return a !== undefined && a === b
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word
}

/** Endings of one verb at different times: "wins" and "won" are not told, "vote" and "voted" are. */
export function isOtherTense(one: string, other: string): boolean {
  const forms = [one, other].map((word) => {
    if (word.length < 4) return null
    if (word.endsWith('ied')) return { stem: word.slice(0, -3), time: 'past' }
    if (word.endsWith('ed')) return { stem: word.slice(0, -2).replace(/(.)\1$/, '$1'), time: 'past' }
    if (word.endsWith('ing')) return { stem: word.slice(0, -3).replace(/(.)\1$/, '$1'), time: 'going on' }
    const base = word.endsWith('ies') ? word.slice(0, -3) : word.replace(/e?s$/, '')
    return { stem: base.replace(/[ey]$/, ''), time: 'present' }
  })
  const [a, b] = forms
  if (!a || !b || a.time === b.time) return IRREGULAR.get(one) === other || IRREGULAR.get(other) === one
  return a.stem.replace(/e$/, '') === b.stem.replace(/e$/, '')
}

const IRREGULAR = new Map<string, string>(
  'rises:rose rise:rose falls:fell fall:fell wins:won win:won loses:lost lose:lost makes:made make:made takes:took take:took gives:gave give:gave goes:went go:went comes:came come:came gets:got get:got keeps:kept keep:kept leaves:left leave:left holds:held hold:held spends:spent spend:spent pays:paid pay:paid sells:sold sell:sold buys:bought buy:bought builds:built build:built sends:sent send:sent runs:ran run:ran begins:began begin:began grows:grew grow:grew knows:knew know:knew shows:showed show:showed stands:stood stand:stood finds:found find:found meets:met meet:met leads:led lead:led sees:saw see:saw writes:wrote write:wrote thinks:thought think:thought brings:brought bring:brought costs:cost employs:employed becomes:became become:became'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)
