import type { Finding } from '@/lib/core/consistency/findings'
import { type Odd, type Paragraph, placed, type Told, toldIn } from '@/lib/core/consistency/paragraphs'
import { show } from '@/lib/core/consistency/parts'
import { isSwapped, numberOf, type Quantity } from '@/lib/core/consistency/quantities'

/** What is counted in a paragraph and then counted again: things of a list, occasions with their years, so much for each, so many in so many. */
export function paragraphCountFindings(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const told = toldIn(paragraph)
    return told
      ? placed(paragraph, [
          piecesOfList(told),
          medals(told),
          sharesOfSoMany(told),
          rateOfThem(told),
          belowThatMark(told),
          overrun(told),
          poll(told),
          betweenThem(told),
          takesOfIt(told),
          sameSum(told),
          occasions(told),
          soMuchForEach(told),
          soManyInSoMany(told),
        ])
      : []
  })
}

const PIECES =
  /^(?:piece|item|unit|vessel|ship|vehicle|machine|animal|people|person|worker|employee|member|delegate|player|building|work|object|exhibit|aircraft|award|prize|medal|vote|victim|casualt(?:y|ies)|passenger|prisoner|patient|school|site|house|home|bed|place|seat|post|job|lot)s?$/

/** “12 helicopters, 36 howitzers and 8 patrol boats …, and the 58 pieces”. */
function piecesOfList({ text, counts }: Told): Odd | null {
  for (const [at, whole] of counts.entries()) {
    if (!PIECES.test(whole.noun) || !/\b(?:the|all|these|those)(?: of the)? $/i.test(text.slice(0, whole.start))) continue
    const parts = listBefore(text, counts.slice(0, at), whole.start)
    if (parts.length < 2 || parts.some((one) => one.noun === whole.noun || one.value >= whole.value || one.isScaled)) continue
    const sum = parts.reduce((total, one) => total + one.value, 0)
    if (sum === whole.value || Math.abs(sum / whole.value - 1) > 0.25) continue
    return wrongSum(parts, whole, sum)
  }
  return null
}

/** A sum that is not the one of its parts. */
function wrongSum(parts: readonly Quantity[], whole: Quantity, sum: number): Odd {
  return {
    kind: 'sum',
    places: [...parts, whole].sort((a, b) => a.start - b.start),
    message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the text says ${whole.words}.`,
  }
}

/** The last list of counted things before an offset: commas between them and “and” before the last. */
function listBefore(text: string, counts: readonly Quantity[], end: number): readonly Quantity[] {
  const last = counts.at(-1)
  if (!last || end - last.end > 160 || !/\band (?:[a-z]+ )?$/.test(text.slice(0, last.start))) return []
  let from = counts.length - 1
  while (from > 0) {
    const between = text.slice((counts[from - 1] as Quantity).end, (counts[from] as Quantity).start)
    if (!/^ [\p{L}’' -]{3,40}(?:, and|,| and) (?:[a-z]+ )?$/u.test(between)) break
    from--
  }
  return counts.slice(from)
}

/** “17 medals. They won four gold, six silver and nine bronze”. */
function medals({ text, counts }: Told): Odd | null {
  const of = (pattern: RegExp) => counts.filter((one) => pattern.test(text.slice(one.end)))
  const [whole, ...others] = of(/^ (?:\p{Ll}+ )?medals\b/u).filter((one) => !/^ (?:gold|silver|bronze)\b/.test(text.slice(one.end)))
  const parts = ['gold', 'silver', 'bronze'].map((metal) => of(new RegExp(`^ ${metal}s?\\b`)))
  if (!whole || others.length > 0 || parts.some((one) => one.length !== 1)) return null
  const each = parts.flat()
  const sum = each.reduce((total, one) => total + one.value, 0)
  return sum === whole.value ? null : wrongSum(each, whole, sum)
}

const SO_MANY =
  /\b(two|three|four|five|six|seven) (?:[\p{Ll}-]+ )?(?:sources|parts|groups|categories|kinds|types|sorts|parties|candidates|countries|regions|sectors|uses|purposes|owners|shareholders|funds|places|directions|ways|materials|answers|shares)\b[^.;:]{0,30}: ?/giu

/** “came from four sources: 52 per cent from wind, 24 …”: as many shares as there are parts make a hundred. */
function sharesOfSoMany({ text, all }: Told): Odd | null {
  for (const match of text.matchAll(SO_MANY)) {
    const from = match.index + match[0].length
    const end = text.slice(from).search(/[.;](?!\d)/)
    const shares = all.filter((one) => one.kind === 'percent' && one.start >= from && (end < 0 || one.end <= from + end))
    if (shares.length !== numberOf(match[1] ?? '')) continue
    const sum = shares.reduce((total, one) => total + one.value, 0)
    if (Math.abs(sum - 100) <= 1.5 || sum < 60 || /\b(?:several|more than one|rose|fell|grew)\b/i.test(text)) continue
    return { kind: 'percent', places: shares, message: `These shares add up to ${show(sum)} per cent.` }
  }
  return null
}

/** A share that is not the one of its part in its whole. */
function wrongShare(part: Quantity, whole: Quantity, said: Quantity): Odd | null {
  const real = (part.value / whole.value) * 100
  if (Math.abs(real - said.value) <= 1.5) return null
  return {
    kind: 'percent',
    places: [part, whole, said].sort((a, b) => a.start - b.start),
    message: `${part.words} of ${whole.words} is ${show(real)} per cent, and the text says ${said.words}.`,
  }
}

const RATE =
  /\b(?:an?|the) (?:[\p{Ll}]+ )?(?:rate|turnout|share|proportion|quota) of (?:about |some |just |nearly |just over |just under )*$/iu

/** “to 420 households … It received 126 replies, a response rate of 40 per cent”. */
function rateOfThem({ text, all, counts }: Told): Odd | null {
  const rate = all.find((one) => one.kind === 'percent' && RATE.test(text.slice(Math.max(0, one.start - 60), one.start)))
  if (!rate) return null
  const before = [...counts, ...all.filter((one) => one.kind === 'money')].filter((one) => one.end < rate.start && one.value > 2)
  const isOf =
    before.length === 2 &&
    / of (?:the |its |their |last year’s |this year’s |a total of )?$/.test(text.slice(before[0]?.end, before[1]?.start))
  const [whole, part] =
    isOf || (before[0]?.kind === 'money' && (before[0]?.value ?? 0) < (before[1]?.value ?? 0)) ? [before[1], before[0]] : before.slice(-2)
  // The part right before it, and one whole.
  if (!whole || !part || before.length !== 2 || part.value >= whole.value) return null
  if (!/^[^.;]{0,40}, $/.test(text.slice(Math.max(part.end, whole.end), rate.start).replace(/(?:an?|the) [^,]{0,40}$/i, ''))) return null
  return wrongShare(part, whole, rate)
}

/** “61,500 riders …, and the system remains 7,700, or 22 percent, below that mark”. */
function belowThatMark({ text, all, counts }: Told): Odd | null {
  const share = all.find(
    (one) =>
      one.kind === 'percent' &&
      /^,? (?:below|under|short of|above|over|beyond) (?:that|this|the) (?:mark|level|figure|number|total|peak|record)\b/.test(
        text.slice(one.end),
      ),
  )
  if (!share) return null
  const before = counts.filter((one) => one.end < share.start && one.value > 20)
  const [whole, part] = before.slice(-2)
  if (!whole || !part || before.length !== 2 || part.value >= whole.value) return null
  if (!/^,? or (?:about |some |nearly |roughly )?$/.test(text.slice(part.end, share.start))) return null
  return wrongShare(part, whole, share)
}

const MORE_BY =
  /\b(?:an?|the) (?:overrun|increase|rise|difference|jump|saving|cut|gap|shortfall|surplus|profit|loss|gain) of (?:about |some |nearly |roughly )?$/

/** “approved $8.6 million … stands at $8.9 billion, an overrun of $300,000”: right, were all of one size. */
function overrun({ text, all }: Told): Odd | null {
  const sums = all.filter((one) => one.kind === 'money')
  const at = sums.findIndex((one) => MORE_BY.test(text.slice(Math.max(0, one.start - 50), one.start)))
  const [a, b, by] = [sums[at - 2], sums[at - 1], sums[at]]
  if (!a || !b || !by) return null
  const isRight = (one: number, other: number) => Math.abs(Math.abs(one - other) / by.value - 1) < 0.06
  if (isRight(a.value, b.value)) return null
  const off = [0.001, 1_000].find((times) => isRight(a.value * times, b.value) || isRight(a.value, b.value * times))
  if (off === undefined) return null
  return {
    kind: 'magnitude',
    places: [a, b, by],
    message: `${a.words}, ${b.words} and ${by.words} between them: are they of one size?`,
  }
}

/** “put Greaves on 44 per cent. Northcott was on 41 per cent and Dray on 23 per cent”: of one vote each has one. */
function poll({ text, all }: Told): Odd | null {
  if (
    !/\b(?:poll|vote|survey|ballot|election)\b/i.test(text) ||
    /\b(?:several|more than one|either|both|approv\p{L}*|rose|fell|up|down|last|from)\b/iu.test(text)
  )
    return null
  const shares = all.filter(
    (one) => one.kind === 'percent' && /\b(?:on|at|got|won|took|with|has|had) (?:about |just )?$/.test(text.slice(0, one.start)),
  )
  if (shares.length < 3 || shares.length !== all.filter((one) => one.kind === 'percent').length) return null
  const sum = shares.reduce((total, one) => total + one.value, 0)
  return sum > 101.5 ? { kind: 'percent', places: shares, message: `These shares add up to ${show(sum)} per cent.` } : null
}

/** “Lindqvist has scored 9 goals, Marsh 7 and Okafor 6. Between them that makes 26.” */
function betweenThem({ text, counts }: Told): Odd | null {
  const at = counts.findIndex((one) =>
    /\b[Bb]etween them,? (?:that makes|that is|they (?:have|had|\p{Ll}+)(?: \p{Ll}+)?) $/u.test(
      text.slice(Math.max(0, one.start - 60), one.start),
    ),
  )
  const whole = counts[at]
  if (!whole) return null
  const end = text.lastIndexOf('. ', whole.start)
  const begin = Math.max(text.lastIndexOf('. ', end - 1), text.lastIndexOf(': ', end - 1))
  const parts = counts.slice(0, at).filter((one) => one.start > begin && one.end <= end + 1)
  const sum = parts.reduce((total, one) => total + one.value, 0)
  if (parts.length < 2 || sum === whole.value || Math.abs(sum / whole.value - 1) > 0.4) return null
  return wrongSum(parts, whole, sum)
}

/** “budget for this year is £27.5 million. Its largest item takes £9.2 billion of it”. */
function takesOfIt({ text, all }: Told): Odd | null {
  for (const [index, part] of all.entries()) {
    const whole = all.slice(0, index).findLast((one) => one.kind === part.kind)
    if (!whole || (part.kind !== 'money' && part.kind !== 'count') || part.value <= whole.value || !part.isScaled || !whole.isScaled)
      continue
    if (!/^ of (?:it|that|this|the total|the sum)\b/.test(text.slice(part.end)) || part.start - whole.end > 160) continue
    return { kind: 'magnitude', places: [whole, part], message: `${part.words} is said to be a part of ${whole.words}.` }
  }
  return null
}

const SUM_IS =
  /\b(debt|deficit|profit|loss|budget|turnover|price|fine|loan|bill|surplus|fee|rent)\b[^.;\d]{0,30}?\b(?:is|was|stands at|stood at|came to|comes to|amounts to|reached|of) (?:about |some |just )?$/i
const SUM_OF =
  /\b(?:an?|the|that|this|its|their) (debt|deficit|profit|loss|budget|turnover|price|fine|loan|bill|surplus|fee|rent) of (?:about |some |just )?$/i

/** “The debt stands at £41 million. … calls a debt of £410 million”. */
function sameSum({ text, all }: Told): Odd | null {
  const sums = all.filter((one) => one.kind === 'money')
  for (const [index, again] of sums.entries()) {
    const name = SUM_OF.exec(text.slice(Math.max(0, again.start - 40), again.start))?.[1]?.toLowerCase()
    if (!name) continue
    const earlier = sums
      .slice(0, index)
      .filter((one) => SUM_IS.exec(text.slice(Math.max(0, one.start - 60), one.start))?.[1]?.toLowerCase() === name)
    const [first] = earlier
    if (!first || earlier.length !== 1 || first.value === again.value) continue
    const times = again.value / first.value
    const isSlip =
      [0.001, 0.01, 0.1, 10, 100, 1_000].some((one) => Math.abs(times / one - 1) < 0.001) || isSwapped(first.value, again.value)
    if (!isSlip || /\b(?:last year|previous|before|from|rose|fell|up|down|in \d{4})\b/i.test(text.slice(first.end, again.start))) continue
    return {
      kind: 'figures',
      places: [first, again],
      message: `${first.words} in one place, ${again.words} in another: is this one figure?`,
    }
  }
  return null
}

const OCCASIONS =
  /\b(two|twice|three|four|five|six|seven|eight) ?(?:times|occasions|attempts|elections|referendums|wars|strikes|wins|titles|coups|floods|fires)?\b[^.;:()]{0,80}[:(,–—] ?((?:in|first in) (?:1[5-9]|20)\d\d(?:(?:,| and|, and)(?: once| then| most recently| finally| again| once more)*(?: in)? (?:1[5-9]|20)\d\d){1,7})\b/g

/** “have tried four times …: in 1993, in 2001 and again in 2025”. */
function occasions({ text }: Told): Odd | null {
  for (const match of text.matchAll(OCCASIONS)) {
    const [whole, word = '', list = ''] = match
    if (!/times|twice|occasions|attempts|elections|referendums|wars|strikes|wins|titles|coups|floods|fires/.test(whole)) continue
    const said = word === 'twice' ? 2 : numberOf(word)
    const years = list.match(/\d{4}/g) ?? []
    if (said === years.length || !/\band\b/.test(list) || /\b(?:among|including|such as|notably|last)\b/i.test(whole)) continue
    return {
      kind: 'figures',
      places: [
        { start: match.index, end: match.index + word.length },
        { start: match.index + whole.length - list.length, end: match.index + whole.length },
      ],
      message: `“${word}” in one place, and ${years.length} years are named: ${years.join(', ')}.`,
    }
  }
  return null
}

const FOR_EACH = /\beach of (?:the |its |their )$/i
const GETS =
  /\b(?:received?|gets?|got|paid|pays|pay|gives?|gave|costs?|cost|brings? in|brought in|earns?|earned|owes?|was (?:given|paid|owed))(?: (?:exactly|about|some|only|just|around))? $/

/** “It cost 3 billion, for each of the 1.5 million households received 200”. */
function soMuchForEach({ text, all }: Told): Odd | null {
  const at = all.findIndex((one) => one.kind === 'count' && FOR_EACH.test(text.slice(0, one.start)))
  const [heads, rate] = [all[at], all[at + 1]]
  const total = all.slice(0, Math.max(0, at)).findLast((one) => one.kind !== 'percent' && one.kind !== 'year')
  if (!heads || !rate || !total || rate.kind === 'percent' || rate.kind === 'year' || rate.start - heads.end > 60) return null
  if (!GETS.test(text.slice(heads.end, rate.start)) || /[.;]/.test(text.slice(total.end, heads.start))) return null
  if (!/\b(?:costs?|paid|spent|came to|amount(?:s|ed) to|total(?:led)?|bill|sum|worth|for|of)\b/i.test(text.slice(0, total.end)))
    return null
  // Of one kind: what each gets is what all get together.
  if (rate.noun !== total.noun || total.value <= rate.value) return null
  const made = heads.value * rate.value
  if (Math.abs(made / total.value - 1) < 0.12) return null
  return {
    kind: 'magnitude',
    places: [total, heads, rate],
    message: `${rate.words} for each of ${heads.words} is ${show(made)}, and the text says ${total.words}.`,
  }
}

const IN_SO_MANY =
  /\b(one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?(two|three|four|five|six|seven|eight|nine|ten)\b(?: of (?:them|these|those|its|the)\b)?[^.;\d]{0,40}?[,(–—] ?(?:or )?(\d[\d,]{0,12}) (?:out )?of (?:the |its |their |all )?(\d[\d,]{0,12})\b/gi

/** “Three in five of them, 45 out of 60”. */
function soManyInSoMany({ text }: Told): Odd | null {
  for (const match of text.matchAll(IN_SO_MANY)) {
    const [few, many, part, whole] = [1, 2, 3, 4].map((at) => numberOf(match[at] ?? '')) as [number, number, number, number]
    const [said, real] = [few / many, part / whole]
    if (!(real < 1) || Math.abs(said - real) <= 0.05) continue
    return {
      kind: 'ratio',
      places: [{ start: match.index, end: match.index + match[0].length }],
      message: `${match[3]} of ${match[4]} is ${show(real * 100)} per cent, and the text says “${match[1]} in ${match[2]}”.`,
    }
  }
  return null
}
