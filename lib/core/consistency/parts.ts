import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { type Quantity, quantitiesIn } from '@/lib/core/consistency/quantities'

/** Parts that do not make the whole, shares that do not fit their counts, more than all of something. */
export function partFindings(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((sentence) => [...within(sentence)])
}

/** Parts of these may be the same: “12 in winter and 30 in summer”. */
const MAY_OVERLAP =
  /\b(?:in|during|by|on) (?:the )?(?:winter|summer|spring|autumn|fall|morning|afternoon|evening|night|weekend|\d{4}|january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:also|both|some of whom|twice|each|either)\b/i
const IN_ALL = /^[^.;]{0,40}?\b(?:in all|in total|altogether|all told|combined)\b/i
const EXCLUSIVE = [
  /\b(?:favou?r|support|back|approve|agree|in favou?r|for it|voted for|said yes|yes)\w*\b/i,
  /\b(?:oppose|against|disapprove|disagree|reject|said no|voted against)\w*\b/i,
  /\b(?:undecided|unsure|don’t know|did not know|no opinion|abstain|rest|remaining|others?|not say|no answer)\w*\b/i,
]
const FALLING = /\b(?:fell|fallen|falls?|falling|dropped|drop|declined?|decreased?|shrank|shrunk|reduced|cut|plunged|plummeted|lost)\b/i
const OF_PEOPLE =
  /^ of (?:the |all |its |their )?(?:people|voters|members|residents|households|respondents|population|votes|companies|schools|students|patients|workers|women|men|children|countries|towns|cities|pupils|families|adults|those)\b/i

function* within({ start, end, text }: Sentence): Generator<Finding> {
  const all = quantitiesIn(text)
  if (all.length === 0) return
  const tell = (kind: Finding['kind'], message: string): Finding => ({ kind, level: 'contradiction', ranges: [{ start, end }], message })
  const sum = wrongSum(text, all)
  if (sum) yield tell('sum', sum)
  const share = wrongShare(text, all)
  if (share) yield tell('percent', share)
  const percents = all.filter((one) => one.kind === 'percent')
  for (const one of percents) {
    if (
      one.value > 100 &&
      OF_PEOPLE.test(text.slice(one.end)) &&
      !/\b(?:rose|grew|increase|by)\b[^,;]{0,20}$/i.test(text.slice(0, one.start))
    )
      yield tell('percent', `“${one.words}” is more than all of them.`)
    if (
      one.value > 100 &&
      FALLING.test(text.slice(Math.max(0, one.start - 30), one.start)) &&
      /\bby\s$|\b(?:fell|dropped|declined|shrank)\s$/i.test(text.slice(0, one.start))
    )
      yield tell('percent', `Nothing falls by ${one.words}: there is no more than all of it.`)
  }
  const exclusive = EXCLUSIVE.filter((cue) => cue.test(text)).length
  if (percents.length >= 3 && exclusive >= 2 && !/\bin \d{4}\b.*\bin \d{4}\b/.test(text)) {
    const total = percents.reduce((sum, one) => sum + one.value, 0)
    if (total > 101.5) yield tell('percent', `These shares add up to ${show(total)} per cent.`)
  }
}

/** Why the parts of a sentence do not make its whole; null when they do, or no whole is named. */
function wrongSum(text: string, all: readonly Quantity[]): string | null {
  const amounts = all.filter((one) => one.kind === 'count' || one.kind === 'money')
  if (amounts.length < 3) return null
  return sumOfList(text, amounts) ?? sumInAll(text, amounts) ?? sumOfThem(text, amounts)
}

/** “12 ships: five ferries, four tugs and two dredgers”. */
function sumOfList(text: string, amounts: readonly Quantity[]): string | null {
  const colon = /[:–—]/.exec(text.slice(amounts[0]?.end ?? 0))
  const whole = amounts[0]
  if (!colon || !whole) return null
  const from = whole.end + colon.index + 1
  if (/[.;]/.test(text.slice(whole.end, from - 1)) || from - whole.end > 40) return null
  const parts = amounts.filter((one) => one.start >= from)
  const items = text
    .slice(from)
    .replace(/^\s*including\b/, '')
    .split(/, and |, | and /)
  // Each item of the list begins with its number.
  const numbered = items.filter((item) =>
    parts.some((part) => text.slice(from).indexOf(item) + from + (item.length - item.trimStart().length) === part.start),
  )
  if (parts.length < 2 || numbered.length !== items.length || parts.length !== items.length) return null
  return compared(whole, parts)
}

/** “3 million on roads and 2 million on schools, 7 million in all”. */
function sumInAll(text: string, amounts: readonly Quantity[]): string | null {
  const at = amounts.findIndex(
    (one) =>
      IN_ALL.test(text.slice(one.end)) &&
      !text
        .slice(one.end, one.end + 40)
        .split(/\b(?:in all|in total|altogether|all told|combined)\b/i)[0]
        ?.match(/\d/),
  )
  const whole = amounts[at]
  if (!whole || at < 2 || at !== amounts.length - 1) return null
  const parts = amounts.slice(0, at)
  if (parts.some((one) => one.isScaled !== whole.isScaled)) return null
  return compared(whole, parts)
}

/** “Of 250 applicants, 140 were women and 120 were men”, “30 paintings, 12 of them in Oslo and 20 in Bergen”. */
function sumOfThem(text: string, amounts: readonly Quantity[]): string | null {
  for (const [index, whole] of amounts.entries()) {
    const [one, other] = [amounts[index + 1], amounts[index + 2]]
    if (!one || !other) return null
    const isOf = /\b[Oo]f (?:the |its |their |all |those |these )?(?:[\p{L}’'-]+ )?$/u.test(text.slice(0, whole.start))
    const isOfThem = /^ of (?:them|whom|which|these|those)\b/.test(text.slice(one.end))
    if ((!isOf && !isOfThem) || MAY_OVERLAP.test(text.slice(one.end))) continue
    if (
      one.value <= whole.value &&
      other.value <= whole.value &&
      one.value + other.value > whole.value &&
      /,| and /.test(text.slice(one.end, other.start))
    )
      return `${one.words} and ${other.words} are ${show(one.value + other.value)}, more than the ${whole.words} they are part of.`
  }
  return null
}

function compared(whole: Quantity, parts: readonly Quantity[]): string | null {
  const sum = parts.reduce((total, one) => total + one.value, 0)
  if (parts.some((one) => one.value > whole.value) || Math.abs(sum - whole.value) < whole.value * 0.005) return null
  return `The parts make ${show(sum)}, and the whole is ${show(whole.value)}.`
}

/** “In a survey of 400 residents, 120 said so, or 40 per cent”, “12 of 40 towns (25 percent)”. */
function wrongShare(text: string, all: readonly Quantity[]): string | null {
  for (const [index, percent] of all.entries()) {
    if (percent.kind !== 'percent') continue
    if (
      !/(?:\bor|[(–—,]) ?(?:about |some |roughly |nearly |almost |just over |just under |around |more than )?$/i.test(
        text.slice(0, percent.start),
      )
    )
      continue
    const counts = all.slice(0, index).filter((one) => one.kind === 'count')
    if (counts.length !== 2 || all.slice(0, index).some((one) => one.kind === 'percent')) continue
    const [first, second] = counts as [Quantity, Quantity]
    const isOf = /\b(?:of|among|from|out of|in) (?:the |its |their |all |a |some |more than |[\p{L}’'-]+[’']s )*$/iu
    const [part, whole] = isOf.test(text.slice(0, second.start)) && second.value > first.value ? [first, second] : [second, first]
    if (!isOf.test(text.slice(0, whole.start)) || part.value > whole.value) continue
    const real = (part.value / whole.value) * 100
    if (Math.abs(real - percent.value) > 1.5)
      return `${part.words} of ${whole.words} is ${show(real)} per cent, and the text says ${percent.words}.`
  }
  return null
}

export function show(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString('en')
}
