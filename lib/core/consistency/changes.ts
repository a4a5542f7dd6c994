import { paragraphBefore } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { show } from '@/lib/core/consistency/parts'
import { type Quantity, quantitiesIn } from '@/lib/core/consistency/quantities'

const UP = /\b(?:rose|risen|rises?|rising|grew|grown|grows?|increased?|climbed|jumped|soared|gained|up)\b/i
const DOWN = /\b(?:fell|fallen|falls?|falling|dropped?|declined?|decreased?|shrank|shrunk|cut|sank|slid|slipped|lost|down)\b/i
const MULTIPLES: readonly (readonly [RegExp, number])[] = [
  [/\b(?:doubl(?:e|ed|es|ing)|two-?fold|twofold|twice as (?:much|many|high|large|big))\b/i, 2],
  [/\b(?:tripl(?:e|ed|es|ing)|trebl(?:e|ed|es|ing)|three-?fold)\b/i, 3],
  [/\b(?:quadrupl(?:e|ed|es|ing)|four-?fold)\b/i, 4],
  [/\b(?:quintupl(?:e|ed|es|ing)|five-?fold)\b/i, 5],
  [/\b(?:six-?fold)\b/i, 6],
  [/\b(?:ten-?fold)\b/i, 10],
  [/\b(?:halv(?:e|ed|es|ing)|(?:cut|fallen|fell|dropped|down)\b[^.;,]{0,60}? (?:in|by) half|half as (?:much|many|high|large|big))\b/i, 0.5],
]
const FRACTIONS: readonly (readonly [RegExp, number])[] = [
  [/\bby (?:about |almost |nearly |roughly )?(?:two[ -]thirds)\b/i, 200 / 3],
  [/\bby (?:about |almost |nearly |roughly )?(?:a|one)[ -]third\b/i, 100 / 3],
  [/\bby (?:about |almost |nearly |roughly )?three[ -]quarters\b/i, 75],
  [/\bby (?:about |almost |nearly |roughly )?(?:a|one)[ -]quarter\b/i, 25],
  [/\bby (?:about |almost |nearly |roughly )?(?:a |one[ -])?half\b/i, 50],
  [/\bby (?:about |almost |nearly |roughly )?(?:a|one)[ -]fifth\b/i, 20],
  [/\bby (?:about |almost |nearly |roughly )?(?:a|one)[ -]tenth\b/i, 10],
]
/** What did not come about. */
const HOPED = /\b(?:instead of|rather than|far from|short of|never|without) (?:doubling|tripling|quadrupling|halving|rising|falling)\b/i
const UNCLEAR = /\b(?:doubling|tripling|quadrupling|halving)\b[^.;]{0,60}/i

/** A change that does not fit the figures it is said to lead from and to; a doubling of which only one figure is given. */
export function changeFindings(sentences: readonly Sentence[]): Finding[] {
  return [...sentences.flatMap((sentence) => [...within(sentence)]), ...acrossTwo(sentences)]
}

/** “There were 84 thefts in 2022 and 61 in 2024”: two figures of one thing, each with its year. */
const EACH_YEAR = /\b(?:in|for|during|by) (?:[A-Z][a-z]+ )?((?:1[5-9]|20)\d\d)\b/gi

/** A change said in one sentence, and the figures it leads from and to in the one before or behind it. */
function acrossTwo(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((second, index): Finding[] => {
    const [first] = paragraphBefore(sentences, index, 1)
    if (!first) return []
    for (const [saying, giving] of [
      [first, second],
      [second, first],
    ] as const) {
      const said = quantitiesIn(saying.text)
      const multiple = MULTIPLES.find(([cue]) => cue.test(saying.text))?.[1]
      const percents = said.filter((one) => one.kind === 'percent')
      const [isUp, isDown] = [UP.test(saying.text), DOWN.test(saying.text)]
      if (multiple === undefined && (percents.length !== 1 || isUp === isDown)) continue
      if (fromAndTo(saying.text, said) || /\bpercentage points?\b/.test(saying.text)) continue
      // Figures of its own are what it is about.
      if (said.some((one) => one.kind === 'money' || one.isScaled)) continue
      const pair = fromAndTo(giving.text, quantitiesIn(giving.text)) ?? byYears(giving.text) ?? byYears(`${first.text} ${second.text}`)
      if (!pair || pair[0].value === 0 || MULTIPLES.some(([cue]) => cue.test(giving.text))) continue
      const [from, to] = pair
      if (quantitiesIn(giving.text).some((one) => one.kind === 'percent')) continue
      const times = to.value / from.value
      const real = (times - 1) * 100
      const [percent] = percents
      const isWrong =
        multiple !== undefined
          ? Math.abs(times / multiple - 1) > 0.15
          : percent !== undefined && Math.abs((isDown ? -percent.value : percent.value) - real) > Math.max(1, percent.value * 0.08)
      if (!isWrong) continue
      return [
        {
          kind: 'ratio',
          level: 'contradiction',
          ranges: [first, second].map(({ start, end }) => ({ start, end })),
          message:
            multiple !== undefined
              ? `From ${from.words} to ${to.words} is ${show(times)} times as much, not ${multiple} times.`
              : `From ${from.words} to ${to.words} is ${show(Math.abs(real))} per cent, and the text says ${percent?.words}.`,
        },
      ]
    }
    return []
  })
}

/** Two figures and two years in a sentence, the older first; or one of before, and one of now. */
function byYears(text: string): readonly [Quantity, Quantity] | null {
  const years = [...text.matchAll(EACH_YEAR)].map((match) => Number(match[1]))
  const all = quantitiesIn(text).filter((one) => (one.kind === 'count' || one.kind === 'money') && one.words.toLowerCase() !== 'one')
  const [one, other] = all
  const [first, second] = years
  if (!one || !other || all.length !== 2) return null
  const isNow = /\bnow\b/.test(text.slice(one.end, other.end + 24)) && !/\bnow\b/.test(text.slice(0, one.start))
  if (isNow && years.length <= 1 && one.kind === other.kind && one.isScaled === other.isScaled) return [one, other]
  if (years.length !== 2 || first === undefined || second === undefined || first === second) return null
  if (one.kind !== other.kind || one.isScaled !== other.isScaled) return null
  return first < second ? [one, other] : [other, one]
}

function* within({ start, end, text }: Sentence): Generator<Finding> {
  const isAbout = UP.test(text) || DOWN.test(text) || MULTIPLES.some(([cue]) => cue.test(text)) || /-?fold\b/.test(text)
  if (!isAbout) return
  const all = quantitiesIn(text)
  const fromTo = fromAndTo(text, all)
  const message = fromTo ? wrongChange(text, all, fromTo) : null
  if (message) yield { kind: 'ratio', level: 'contradiction', ranges: [{ start, end }], message }
  const unclear = HOPED.test(text) ? null : UNCLEAR.exec(text)
  if (!fromTo && unclear && /\d/.test(text) && !/\bfrom\b/.test(unclear[0]))
    yield {
      kind: 'ratio',
      level: 'question',
      ranges: [{ start: start + unclear.index, end: start + unclear.index + unclear[0].trimEnd().length }],
      message: `“${unclear[0].trim()}”: what is it now and what was it before? Only one figure is given.`,
    }
}

/** “from A … to B”, or “to B from A”, both amounts of one kind. */
function fromAndTo(text: string, all: readonly Quantity[]): readonly [Quantity, Quantity] | null {
  for (const [index, to] of all.entries()) {
    const from = all[index + 1]
    if (!from || to.kind === 'year' || from.kind !== to.kind || from.isScaled !== to.isScaled) continue
    if (
      /\bto (?:about |some |roughly |just |around |nearly |almost )?$/i.test(text.slice(0, to.start)) &&
      /^(?: [\p{L}-]+){0,4},? (?:up |down )?from (?:about |some |roughly |just |around )?$/u.test(text.slice(to.end, from.start))
    )
      return [from, to]
  }
  for (const [index, from] of all.entries()) {
    if (
      from.kind === 'year' ||
      !/\bfrom (?:about |some |roughly |just |around |an average of |an estimated |as (?:few|little|many|much) as )?$/i.test(
        text.slice(0, from.start),
      )
    )
      continue
    const to = all.slice(index + 1).find((one) => one.kind !== 'year')
    if (
      !to ||
      !/\bto (?:about |some |roughly |just |around |more than |almost |nearly |only |just )?$/i.test(text.slice(from.end, to.start))
    )
      return null
    // “from 3 to 5 million”: the scale is of both.
    if (!from.isScaled && to.isScaled && from.value < 1_000 && /^ ?to /.test(text.slice(from.end))) {
      const scale = to.value / Number.parseFloat(to.words.replace(/[^\d.]/g, '') || '1')
      return [{ ...from, value: from.value * scale }, to]
    }
    // One in per cent and one that is none are no pair; money and bare figures may be.
    if ((from.kind === 'percent') !== (to.kind === 'percent') && !(to.kind === 'percent' && from.kind === 'count')) return null
    return [from, to]
  }
  return null
}

function wrongChange(text: string, all: readonly Quantity[], [from, to]: readonly [Quantity, Quantity]): string | null {
  if (from.value === 0) return null
  const before = text.slice(0, Math.min(from.start, to.start))
  const real = ((to.value - from.value) / from.value) * 100
  if (HOPED.test(before)) return null
  const multiple = MULTIPLES.find(([cue]) => cue.test(before)) ?? MULTIPLES.find(([cue]) => cue.test(text.slice(to.end)))
  if (multiple) {
    const times = to.value / from.value
    // “nearly doubled” is not much more or less than it.
    return Math.abs(times / multiple[1] - 1) > 0.15
      ? `From ${from.words} to ${to.words} is ${show(times)} times as much, not ${multiple[1]} times.`
      : null
  }
  const clause = before.slice(-120)
  const [isUp, isDown] = [UP.test(clause), DOWN.test(clause)]
  if (isUp === isDown) return null
  const percent = all.find(
    (one) =>
      one.kind === 'percent' &&
      one !== from &&
      one !== to &&
      one.end <= Math.min(from.start, to.start) &&
      Math.min(from.start, to.start) - one.end < 60,
  )
  const fraction = FRACTIONS.find(([cue]) => cue.test(clause))
  const said = percent?.value ?? fraction?.[1]
  if (said === undefined || /\bpercentage points?\b/.test(clause)) return null
  if (isDown !== real < 0) return `It goes ${isDown ? 'down' : 'up'}, and yet from ${from.words} to ${to.words}.`
  return Math.abs(Math.abs(real) - said) > Math.max(1, said * 0.08)
    ? `From ${from.words} to ${to.words} is ${show(Math.abs(real))} per cent, and the text says ${percent ? percent.words : show(said)}.`
    : null
}
