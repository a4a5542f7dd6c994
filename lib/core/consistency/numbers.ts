import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import type { TextRange } from '@/lib/core/text/range'

const WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }
const N = `(?:\\d[\\d,]*(?:\\.\\d+)?|${Object.keys(WORDS).join('|')})`
const AMOUNT = /([$€£]?)(\d[\d,]*(?:\.\d+)?) ?(thousand|million|billion|trillion)\b/gi
const COUNTED = /\b(\d[\d,]*) ((?:[a-z][a-z-]{2,20} )?[a-z][a-z-]{2,20}s)\b/g
const CHANGE =
  /\b(rose|risen|grew|grown|increased|climbed|jumped|soared|fell|fallen|dropped|declined|decreased|shrank|cut)\b(?:[^.;]{0,60}?)\bby (?:about |almost |nearly |some )?(\d+(?:\.\d+)?) ?(?:%|per ?cent)[^.;]{0,40}?\bfrom ([$€£]?\d[\d,]*(?:\.\d+)?)(?: (?:thousand|million|billion))?(?:[^.;\d]{0,30}?)\bto ([$€£]?\d[\d,]*(?:\.\d+)?)/i
const MULTIPLE =
  /\b(doubl|tripl|quadrupl|halv)(?:ed|es|e|ing)\b[^.;]{0,60}?\bfrom ([$€£]?\d[\d,]*(?:\.\d+)?)(?: (?:thousand|million|billion))?[^.;\d]{0,30}?\bto ([$€£]?\d[\d,]*(?:\.\d+)?)/i
const UNCLEAR = /\b(?:doubling|tripling|quadrupling|halving)\b[^.;]{0,60}/i
const SHARE = new RegExp(
  `\\b(${N}) (?:out )?of (?:the |its |their |all )?(${N})\\b[^.;()]{0,60}[(,–—-] ?(?:or |about |some )?(\\d+(?:\\.\\d+)?) ?(?:%|per ?cent)`,
  'i',
)
const OVER =
  /\b(\d{3,}(?:\.\d+)?) ?(?:%|per ?cent) of (?:the |all |its |their )?(?:people|voters|members|residents|households|respondents|population|votes|companies|schools|students|patients|workers|women|men|children|countries|towns|cities)\b/i
const VOTE = new RegExp(`\\bof (?:the |its |their )?(${N}) [a-z]+,? (${N}) (?:[a-z]+ ){1,4}(?:and|,) ?(?:and )?(${N}) \\w+`, 'i')
const TOTAL = new RegExp(`\\b(${N}) [a-z]+(?: [a-z]+)?[:,–—] ?(?:including )?(${N}) [a-z]+(?: [a-z]+)? and (${N}) [a-z]+`, 'i')
const PERCENTS = /\b(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)/gi

/** Figures that do not go together. */
export function numberFindings(sentences: readonly Sentence[]): Finding[] {
  return [...magnitudes(sentences), ...differing(sentences), ...sentences.flatMap((sentence) => [...within(sentence)])]
}

/** The same figure once in millions and once in billions. */
function magnitudes(sentences: readonly Sentence[]): Finding[] {
  const said = new Map<string, { scale: string; words: string; range: TextRange }[]>()
  for (const { start, text } of sentences)
    for (const match of text.matchAll(AMOUNT)) {
      const [whole, sign = '', figure = '', scale = ''] = match
      const key = `${sign}${figure.replace(/,/g, '')}`
      // A round figure comes in every size.
      if (/^[$€£]?\d0?$/.test(key) || /^[$€£]?[1-9]0+$/.test(key)) continue
      const range = { start: start + match.index, end: start + match.index + whole.length }
      said.set(key, [...(said.get(key) ?? []), { scale: scale.toLowerCase(), words: whole, range }])
    }
  return [...said.values()].flatMap((all): Finding[] => {
    const first = all[0]
    const other = all.find((one) => one.scale !== first?.scale)
    return first && other
      ? [
          {
            kind: 'magnitude',
            level: 'contradiction',
            ranges: [first.range, other.range],
            message: `“${first.words}” in one place and “${other.words}” in another.`,
          },
        ]
      : []
  })
}

/** The same things counted twice, with another number. Only where they are named by two words, and twice in all. */
function differing(sentences: readonly Sentence[]): Finding[] {
  const counted = new Map<string, { figure: string; range: TextRange }[]>()
  for (const { start, text } of sentences)
    for (const match of text.matchAll(COUNTED)) {
      const [whole, figure = '', things = ''] = match
      if (
        !things.includes(' ') ||
        /^(?:more|other|new|additional|further|years?|days?|per|percent|million|billion|thousand|hundred|times|of|and|or|to)\b/.test(things)
      )
        continue
      if (/\b(?:years|days|weeks|months|hours|minutes|times|percent|points|metres|meters|miles|kilometres|kilometers)$/.test(things))
        continue
      const range = { start: start + match.index, end: start + match.index + whole.length }
      counted.set(things, [...(counted.get(things) ?? []), { figure: figure.replace(/,/g, ''), range }])
    }
  return [...counted].flatMap(([things, all]): Finding[] => {
    const [first, second] = all
    if (all.length !== 2 || !first || !second || first.figure === second.figure) return []
    return [
      {
        kind: 'figures',
        level: 'contradiction',
        ranges: [first.range, second.range],
        message: `${first.figure} ${things} in one place, ${second.figure} in another.`,
      },
    ]
  })
}

function* within({ start, end, text }: Sentence): Generator<Finding> {
  const range = { start, end }
  const tell = (kind: Finding['kind'], message: string, level: Finding['level'] = 'contradiction'): Finding => ({
    kind,
    level,
    ranges: [range],
    message,
  })
  const change = CHANGE.exec(text)
  if (change) {
    const [, verb = '', said = '', from = '', to = ''] = change
    const [a, b] = [amountOf(from), amountOf(to)]
    const isDown = /^(?:fell|fallen|dropped|declined|decreased|shrank|cut)$/i.test(verb)
    const real = ((b - a) / a) * 100
    if (isDown !== real < 0) yield tell('ratio', `It ${verb} and yet goes from ${from} to ${to}.`)
    else if (Math.abs(Math.abs(real) - Number(said)) > Math.max(1, Number(said) * 0.06))
      yield tell('ratio', `From ${from} to ${to} is ${show(Math.abs(real))} per cent, and the text says ${said}.`)
  }
  const multiple = MULTIPLE.exec(text)
  if (multiple) {
    const [, verb = '', from = '', to = ''] = multiple
    const wanted = { doubl: 2, tripl: 3, quadrupl: 4, halv: 0.5 }[verb.toLowerCase()] ?? 1
    const real = amountOf(to) / amountOf(from)
    if (Math.abs(real / wanted - 1) > 0.15)
      yield tell('ratio', `From ${from} to ${to} is ${show(real)} times as much, not ${wanted} times.`)
  } else {
    const unclear = UNCLEAR.exec(text)
    if (unclear && /\d/.test(text) && !/\bfrom\b/.test(unclear[0]))
      yield {
        kind: 'ratio',
        level: 'question',
        ranges: [{ start: start + unclear.index, end: start + unclear.index + unclear[0].trimEnd().length }],
        message: `“${unclear[0].trim()}”: what is it now and what was it before? Only one figure is given.`,
      }
  }
  const share = SHARE.exec(text)
  if (share) {
    const [, part = '', whole = '', said = ''] = share
    const real = (amountOf(part) / amountOf(whole)) * 100
    if (Math.abs(real - Number(said)) > 1.5)
      yield tell('percent', `${part} of ${whole} is ${show(real)} per cent, and the text says ${said}.`)
  }
  const over = OVER.exec(text)
  if (over && Number(over[1]) > 100) yield tell('percent', `“${over[0]}” is more than all of them.`)
  const vote = VOTE.exec(text)
  if (vote) {
    const [whole, one, other] = [amountOf(vote[1]), amountOf(vote[2]), amountOf(vote[3])]
    if (one + other > whole && one <= whole && other <= whole)
      yield tell('sum', `${vote[2]} and ${vote[3]} are ${one + other}, more than the ${vote[1]} they are part of.`)
  }
  const total = TOTAL.exec(text)
  if (total) {
    const [whole, one, other] = [amountOf(total[1]), amountOf(total[2]), amountOf(total[3])]
    if (one < whole && other < whole && one + other !== whole && (one + other > whole || /:/.test(total[0])))
      yield tell('sum', `${total[2]} and ${total[3]} are ${one + other}, and the whole is ${total[1]}.`)
  }
  const percents = [...text.matchAll(PERCENTS)].map((match) => Number(match[1]))
  if (percents.length >= 3 && /\b(?:rest|remaining|others?|undecided|breakdown|respectively)\b/i.test(text)) {
    const sum = percents.reduce((a, b) => a + b, 0)
    if (sum > 101.5) yield tell('percent', `These shares add up to ${show(sum)} per cent.`)
  }
}

function amountOf(text: string | undefined): number {
  const plain = (text ?? '').toLowerCase().replace(/[$€£,]/g, '')
  const [figure = '', scale = ''] = plain.split(' ')
  return (WORDS[figure] ?? Number(figure)) * (SCALES[scale] ?? 1)
}

function show(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString('en')
}
