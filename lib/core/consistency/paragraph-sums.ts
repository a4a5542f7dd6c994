import type { Finding } from '@/lib/core/consistency/findings'
import { type Odd, type Paragraph, placed, type Told, toldIn } from '@/lib/core/consistency/paragraphs'
import { show } from '@/lib/core/consistency/parts'
import { numberOf, type Quantity } from '@/lib/core/consistency/quantities'

/** Parts of one paragraph and what they leave or make, shares in a row, a share of what was counted, votes. */
export function paragraphSumFindings(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const told = toldIn(paragraph)
    return told
      ? placed(paragraph, [
          whatIsLeft(told),
          inFull(told),
          allOfThem(told),
          sharesInRow(told),
          shareOfPart(told),
          turnout(told),
          votes(told),
        ])
      : []
  })
}

const REST_BEFORE = /\b(?:the remaining|the other|the rest,?|(?:that|which|this) leaves|leaving)(?: (?:the|just|only|about))? $/i

/** “38 lorries. Seventeen carried food and twelve fuel; the remaining seven …”. */
function whatIsLeft({ text, counts: every, all }: Told): Odd | null {
  const percents = all.filter(
    (one) =>
      one.kind === 'percent' &&
      !/\b(?:rose|fell|grew|up|down|by|from|to)\b[^.;,]{0,20}$/i.test(text.slice(Math.max(0, one.start - 30), one.start)),
  )
  const isShares = percents.length >= 3 && REST_BEFORE.test(text.slice(0, percents.at(-1)?.start))
  if (isShares) {
    const sum = percents.reduce((total, one) => total + one.value, 0)
    return Math.abs(sum - 100) > 1.5 && sum > 80 && sum < 125
      ? { kind: 'percent', places: percents, message: `These shares add up to ${show(sum)} per cent.` }
      : null
  }
  const counts = every.filter((one) => !/^-/.test(text.slice(one.end)))
  const at = counts.findIndex((one) => REST_BEFORE.test(text.slice(0, one.start)))
  const rest = counts[at]
  if (!rest || at < 3) return null
  // Back from the rest, parts that are less than what stands before them.
  for (let from = at - 2; from >= 1; from--) {
    const [whole, parts] = [counts[from - 1] as Quantity, counts.slice(from, at + 1)]
    if (parts.some((one) => one.value >= whole.value || one.isScaled !== whole.isScaled)) continue
    const sum = parts.reduce((total, one) => total + one.value, 0)
    // “divided in three: …”: a figure among them that is no part.
    if (sum === whole.value || parts.some((one) => sum - one.value === whole.value)) return null
    if (from > 1 && counts[from - 2] && (counts[from - 2] as Quantity).value > whole.value) continue
    return Math.abs(sum / whole.value - 1) < 0.3
      ? {
          kind: 'sum',
          places: [whole, ...parts],
          message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the whole is ${whole.words}.`,
        }
      : null
  }
  return null
}

const FULL_BEFORE =
  /\b(?:the full|the whole|a total of|all|altogether|in all|make up|add up to|comes? to|a combined) (?:the full |the |some )?$/i
const ACCOUNTED =
  /\b(?:(?:the )?whole (?:amount|sum|lot)|accounted for|adds? up|to the last (?:penny|cent)|nothing is left|balances?|(?:for|on) (?:everything|anything|all) else|(?:for|on) the rest)\b/i

/** “3,900, engineering 3,400, business 2,600 and the arts 1,700 … the full 11,800”; “to find £7.4m: £2.9m, £1.8m and £0.6m, the whole amount”. */
function inFull({ text, counts, all }: Told): Odd | null {
  const tell = (whole: Quantity, parts: readonly Quantity[]): Odd | null => {
    const sum = parts.reduce((total, one) => total + one.value, 0)
    const ratio = sum / whole.value
    return Math.abs(ratio - 1) > 0.002 && Math.abs(ratio - 1) < 0.15
      ? {
          kind: 'sum',
          places: [...parts, whole],
          message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the whole is ${whole.words}.`,
        }
      : null
  }
  for (const group of [counts, all.filter((one) => one.kind === 'money')]) {
    const at = group.findIndex(
      (one, index) => FULL_BEFORE.test(text.slice(0, one.start)) || (one.kind === 'money' && one.isDefinite && index >= 3),
    )
    const whole = group[at]
    const parts = group.slice(0, Math.max(0, at))
    if (
      whole &&
      parts.length >= 3 &&
      parts.length === at &&
      parts.every((one) => one.value < whole.value && (whole.kind === 'money' || one.isScaled === whole.isScaled))
    ) {
      // A list: what stands between its figures is short.
      const isList = parts.every((one, index) => index === 0 || one.start - (parts[index - 1] as Quantity).end < 45)
      const odd = isList ? tell(whole, parts) : null
      if (odd) return odd
    }
    const [first, ...rest] = group
    if (first && rest.length >= 3 && rest.every((one) => one.value < first.value) && ACCOUNTED.test(text.slice(rest.at(-1)?.end))) {
      const odd = tell(first, rest)
      if (odd) return odd
    }
  }
  return null
}

/** “Labour took 41 per cent, the Conservatives 33, the Liberals 19 and the independents 14”: bare figures behind a share are shares. */
function sharesInRow({ text, all }: Told): Odd | null {
  const at = all.findIndex((one) => one.kind === 'percent')
  const first = all[at]
  if (!first) return null
  const row = [first]
  for (const one of all.slice(at + 1)) {
    const last = row.at(-1) as Quantity
    const between = text.slice(last.end, one.start)
    const isBare = one.kind === 'count' && /^(?:[,.;:]| (?:and|with|while)\b|$)/.test(text.slice(one.end)) && one.value <= 100
    // “the two dams in the hills 26”.
    if (one.kind === 'count' && !isBare && one.value <= 12) continue
    if (!(one.kind === 'percent' || isBare) || between.length > 110) break
    if (/\b(?:from|in \d{4}|rose|fell|up|down|more|less|turnout|margin|than|compared|year|later|earlier|before|now)\b/i.test(between))
      return null
    row.push(one)
  }
  if (row.length < 3 || !/\b(?:and|another|the rest|share|what is left)\b/i.test(text.slice((row.at(-2) as Quantity).end))) return null
  if (/\b(?:also|both|each|several answers|more than one|overlap|multiple)\b/i.test(text)) return null
  const isSplit =
    /\b(?:of (?:the|its|all|[\p{L}’']+[’']s) |vote|electricity|budget|revenue|seats|took|comes? from|residents|respondents)\b/iu.test(
      text.slice(Math.max(0, first.start - 90), (row[1] as Quantity).start),
    )
  const sum = row.reduce((total, one) => total + one.value, 0)
  // More than all; of less there may be others.
  return isSplit && sum > 101.5 && sum < 140
    ? { kind: 'percent', places: row, message: `These shares add up to ${show(sum)} per cent.` }
    : null
}

const SAID_OF_PART =
  /(?:,? or|\bwhich (?:makes|is)|\bthat is|[,–—(]|\band that|\ba (?:clear |mere |bare )?(?:\p{L}+ )?rate of|\ba clear|\ba mere|\ba bare) (?:about |some |roughly |nearly |just |only )?(?:an? )?$/iu

/** “Of the 820 on the payroll 205 are past fifty-five, which makes 35 per cent”. */
function shareOfPart({ text, all, counts }: Told): Odd | null {
  const percents = all.filter((one) => one.kind === 'percent')
  const [percent] = percents
  if (!percent || percents.length !== 1 || !SAID_OF_PART.test(text.slice(Math.max(0, percent.start - 40), percent.start))) return null
  const before = all.filter(
    (one) =>
      counts.includes(one) && one.end <= percent.start && !/^(?:-| (?:years?|months?|days?|miles?|metres?)\b)/.test(text.slice(one.end)),
  )
  if (
    /\b(?:rise|rose|fall|fell|up|down|more|fewer|less|increase|drop|growth|interest|discount|swing)\b/i.test(
      text.slice(Math.max(0, percent.start - 60), percent.end + 20),
    )
  )
    return null
  for (const part of [...before].reverse()) {
    const isOf = (one: Quantity) =>
      one.value > part.value &&
      // “Of 820 … 205”, “640 households … In 224 of them”, “12 of the 80”.
      (/\b[Oo]f (?:the |its |their |some |all )*$/.test(text.slice(0, one.start)) ||
        /^(?: [\p{L}-]+)? of (?:them|these|those)\b/u.test(text.slice(part.end)))
    const wholes = before.filter((one) => one !== part && isOf(one))
    if (wholes.length !== 1) continue
    const [whole] = wholes as [Quantity]
    const real = (part.value / whole.value) * 100
    // What is said of something else is far from it or given in between.
    if (Math.abs(real - percent.value) <= 1.5) return null
    if (before.length > 3 || percent.start - Math.max(part.end, whole.end) > (/\brate of/.test(text.slice(0, percent.start)) ? 220 : 110))
      return null
    return {
      kind: 'percent',
      places: [whole, part, percent].sort((a, b) => a.start - b.start),
      message: `${part.words} of ${whole.words} is ${show(real)} per cent, and the text says ${percent.words}.`,
    }
  }
  return null
}

/** “Three million were on the roll … 1.2 million ballots … A turnout of 52 per cent”, “9,420 votes came from a register of 15,700”. */
function turnout({ text, all, counts }: Told): Odd | null {
  const percent = all.find(
    (one) => one.kind === 'percent' && /\bturnout (?:of|was|at|reached) (?:about |some |just )?$/i.test(text.slice(0, one.start)),
  )
  const roll = counts.find(
    (one) =>
      /^[^.;]{0,60}\b(?:roll|registered|eligible|electorate|entitled)\b/i.test(text.slice(one.end)) ||
      /\b(?:register|electorate|roll) of (?:about |some )?$/i.test(text.slice(0, one.start)),
  )
  const cast = counts.find((one) => one !== roll && /^[^.;]{0,30}\b(?:ballots?|votes?|voted|cast)\b/i.test(text.slice(one.end)))
  if (!percent || !roll || !cast || cast.value > roll.value) return null
  const real = (cast.value / roll.value) * 100
  if (Math.abs(real - percent.value) <= 1.5) return null
  return {
    kind: 'percent',
    places: [roll, cast, percent].sort((a, b) => a.start - b.start),
    message: `${cast.words} of ${roll.words} is ${show(real)} per cent, and the text says ${percent.words}.`,
  }
}

const VOTE =
  /\b([\p{L}\d-]{1,20}) (?:votes )?to ([\p{L}\d-]{1,20})(?: votes)?,? (?:with|and) ([\p{L}\d-]{1,20}) (?:members? |councillors? |of them )?abst(?:entions?|aining|ained)\b/iu

/** “Every one of the council’s 15 members … nine votes to five, with two abstentions”. */
function votes({ text, counts }: Told): Odd | null {
  const match = VOTE.exec(text)
  if (!match) return null
  const sum = [match[1], match[2], match[3]].reduce((total, one) => total + numberOf(one ?? ''), 0)
  const members = counts.find(
    (one) =>
      one.end < match.index &&
      /^(?: |-)(?:members?|councillors|senators|deputies|lawmakers|seats?|strong|jurors|judges|directors|delegates)\b/.test(
        text.slice(one.end),
      ),
  )
  if (!members || Number.isNaN(sum)) return null
  const isAll = /\b(?:[Ee]very one of|[Aa]ll|[Ee]ach of)\b[^.;]{0,40}$/.test(text.slice(0, members.start))
  if (sum === members.value || (sum < members.value && !isAll)) return null
  return {
    kind: 'sum',
    places: [members, { start: match.index, end: match.index + match[0].length }],
    message: `${match[1]}, ${match[2]} and ${match[3]} are ${sum}, of ${members.words} there are.`,
  }
}

/** “115 soldiers, 64 guards and 51 civilians … all 240”. */
function allOfThem({ text, counts }: Told): Odd | null {
  const all = counts.findIndex((one) => /\b[Aa]ll $/.test(text.slice(0, one.start)))
  const [whole, parts] = [counts[all], counts.slice(0, Math.max(0, all))]
  const isPair = parts.length === 2 && /^ [\p{Ll}]+ and $/u.test(text.slice(parts[0]?.end, parts[1]?.start))
  if (!whole || (parts.length < 3 && !isPair) || parts.some((one) => one.value >= whole.value || one.isScaled)) return null
  const isList = parts.every((one, index) => index === 0 || one.start - (parts[index - 1] as Quantity).end < 45)
  const sum = parts.reduce((total, one) => total + one.value, 0)
  return isList && sum !== whole.value && Math.abs(sum / whole.value - 1) < 0.12
    ? {
        kind: 'sum',
        places: [...parts, whole],
        message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the text says ${whole.words}.`,
      }
    : null
}
