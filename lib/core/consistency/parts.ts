import { paragraphBefore } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { type Quantity, quantitiesIn } from '@/lib/core/consistency/quantities'

/** Parts that do not make the whole, shares that do not fit their counts, more than all of something. */
export function partFindings(sentences: readonly Sentence[]): Finding[] {
  return [
    // “The overlap was considerable”: said behind the figures.
    ...sentences.flatMap((sentence, index) =>
      [...within(sentence)].filter(({ kind }) => kind !== 'sum' || !OVERLAP.test(sentences[index + 1]?.text ?? '')),
    ),
    ...acrossTwo(sentences),
    ...seats(sentences),
    ...sharesAcross(sentences),
    ...shareOfThem(sentences),
  ]
}

const OVERLAP = /\b(?:overlap\p{L}*|both)\b/iu

/** “46 per cent named one and 39 per cent the other. A further 21 per cent had not made up their minds.” */
const IS_REST =
  /\b(?:a further|another|the remaining|the rest|the others?|undecided|not made up|no opinion|unsure|don’t know|did not know|refused|neither|not say)\b/i
const IS_SURVEY =
  /\b(?:asked|poll|polled|survey|surveyed|voters|respondents|viewers|readers|members|residents|of those|electorate|ballot)\b/i

function sharesAcross(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((second, index): Finding[] => {
    const [first] = paragraphBefore(sentences, index, 1)
    if (!first || !IS_REST.test(second.text)) return []
    const sharesOf = (text: string) => quantitiesIn(text).filter((one) => one.kind === 'percent' && !BESIDE.test(text.slice(0, one.start)))
    const [before, after] = [sharesOf(first.text), sharesOf(second.text)]
    if (before.length < 2 || after.length === 0) return []
    if (!IS_SURVEY.test(`${first.text} ${second.text}`) && !/\b(?:the remaining|the rest)\b/i.test(second.text)) return []
    if (MAY_OVERLAP.test(first.text) || /\b(?:rose|fell|up|down|from)\b/i.test(first.text)) return []
    const total = [...before, ...after].reduce((sum, one) => sum + one.value, 0)
    if (total <= 101.5) return []
    return [
      {
        kind: 'percent',
        level: 'contradiction',
        ranges: [
          { start: first.start, end: first.end },
          { start: second.start, end: second.end },
        ],
        message: `These shares add up to ${show(total)} per cent.`,
      },
    ]
  })
}

/** “They sampled 250 beaches. Seventy-five of them, or 40 per cent, failed.” */
function shareOfThem(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((second, index): Finding[] => {
    const all = quantitiesIn(second.text)
    const said = shareOfThat(sentences, index, all)
    if (said) return [said]
    const part = all.find(
      (one) =>
        one.kind === 'count' && /^(?: [\p{L}-]+)? of (?:them|these|those)\b|^(?:,| [\p{L}-]+,) or /u.test(second.text.slice(one.end)),
    )
    const percent = all.find((one) => one.kind === 'percent')
    if (!part || !percent || all.filter((one) => one.kind === 'percent' || one.kind === 'count').length !== 2) return []
    const [low, high] = [Math.min(part.end, percent.end), Math.max(part.start, percent.start)]
    // Said of the same: “75 of them, or 40 per cent”, “40 per cent of them (75)”.
    if (high - low > 40 || !/\bor\b|\(|[–—]/.test(second.text.slice(low, high))) return []
    const [first] = paragraphBefore(sentences, index, 1)
    const wholes = first
      ? quantitiesIn(first.text).filter((one) => one.kind === 'count' && one.value >= part.value && one.words.toLowerCase() !== 'one')
      : []
    const [whole] = wholes
    if (!first || !whole || wholes.length !== 1) return []
    const real = (part.value / whole.value) * 100
    if (Math.abs(real - percent.value) <= 1.5) return []
    return [
      {
        kind: 'percent',
        level: 'contradiction',
        ranges: [
          { start: first.start + whole.start, end: first.start + whole.end },
          { start: second.start + Math.min(part.start, percent.start), end: second.start + Math.max(part.end, percent.end) },
        ],
        message: `${part.words} of ${whole.words} is ${show(real)} per cent, and the text says ${percent.words}.`,
      },
    ]
  })
}

/** “The harvest amounted to 92 tonnes. Of this, 41 were Riesling, 28 Pinot Noir and 33 a local grape.” */
function acrossTwo(sentences: readonly Sentence[]): Finding[] {
  return sentences.slice(1).flatMap((second, index): Finding[] => {
    const first = sentences[index]
    if (!first || second.start - first.end > 3) return []
    const isOfThis = /^(?:Of|Among) (?:this|these|them|those|that|the total|that total)\b/.test(second.text)
    const begins = quantitiesIn(second.text)[0]
    // The first figure is a part: what is meant by “them” was said before.
    const isOfThem = begins !== undefined && /^ of (?:them|these|those)\b/.test(second.text.slice(begins.end))
    // “Nine were soldiers, four were crew and two had been queueing.”
    const isList =
      begins?.start === 0 &&
      /^ (?:were|was|are|is|went|came|had been|backed|opposed|voted|supported|favou?red|chose|said|wanted) /.test(
        second.text.slice(begins.end),
      )
    if ((!isOfThis && !isOfThem && !isList) || MAY_OVERLAP.test(second.text)) return []
    const whole = quantitiesIn(first.text)
      .filter((one) => (one.kind === 'count' || one.kind === 'money') && one.words.toLowerCase() !== 'one')
      .at(-1)
    if (isList && whole && quantitiesIn(first.text).filter((one) => one.kind === 'count' && one.words.toLowerCase() !== 'one').length !== 1)
      return []
    const parts = quantitiesIn(second.text).filter(
      (one) =>
        (one.kind === 'count' || one.kind === 'money') &&
        one.words.toLowerCase() !== 'one' &&
        !/\b(?:one|two|three|four) (?:in|out of) (?:every )?$/i.test(second.text.slice(0, one.start)),
    )
    if (!whole || parts.length < 2 || parts.some((one) => one.value > whole.value || one.isScaled !== whole.isScaled)) return []
    // “Of those 315 in turn, 63 …”: the first says again of how many.
    if (parts[0]?.value === whole.value) return []
    const sum = parts.reduce((total, one) => total + one.value, 0)
    const isNear = parts.length >= 3 && Math.abs(sum / whole.value - 1) < 0.15
    if (Math.abs(sum - whole.value) < whole.value * 0.005 || (sum < whole.value && !isNear)) return []
    return [
      {
        kind: 'sum',
        level: sum > whole.value ? 'contradiction' : 'question',
        ranges: [
          { start: first.start + whole.start, end: first.start + whole.end },
          { start: second.start, end: second.end },
        ],
        message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the whole is ${show(whole.value)}.`,
      },
    ]
  })
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
/** Of several people or things there are no more than all; sums can be more than others. */
const OF_SEVERAL = /^ of (?:the |all |all the |its |their |our )?(?:[\p{Ll}’'-]+ )?(people|children|men|women|those|\p{Ll}{3,}s)\b/u
const SUMS =
  /^(?:earnings|revenues?|sales|exports|imports|deposits|profits|costs|wages|assets|levels|savings|incomes|prices|expenses|takings|reserves|liabilities|proceeds|losses|means|this|its|taxes|quotas|limits|standards|estimates|targets|expectations)$/
/** Said beside shares, and none of them. */
const BESIDE = /\b(?:turnout|margin|error|up from|down from|compared with|from|quorum|threshold)(?: of)?(?: about| some| just)? $/i
const ONE_ANSWER = /(?<!more than )\b(?:one answer|only one|a single (?:answer|choice|option)|one choice|one option|choose one|pick one)\b/i

function* within({ start, end, text }: Sentence): Generator<Finding> {
  const all = quantitiesIn(text)
  if (all.length === 0) return
  const tell = (kind: Finding['kind'], message: string): Finding => ({ kind, level: 'contradiction', ranges: [{ start, end }], message })
  const sum = wrongSum(text, all)
  if (sum) yield tell('sum', sum)
  const part = largerPart(text, all)
  if (part) yield tell('sum', part)
  const share = wrongShare(text, all)
  if (share) yield tell('percent', share)
  const percents = all.filter((one) => one.kind === 'percent' && !BESIDE.test(text.slice(0, one.start)))
  for (const one of percents) {
    const several = OF_SEVERAL.exec(text.slice(one.end))?.[1]
    if (one.value > 100 && several && !SUMS.test(several) && !/\b(?:rose|grew|increase|by)\b[^,;]{0,20}$/i.test(text.slice(0, one.start)))
      yield tell('percent', `“${one.words}” is more than all of them.`)
    if (
      one.value > 100 &&
      FALLING.test(text.slice(Math.max(0, one.start - 30), one.start)) &&
      /\bby\s$|\b(?:fell|dropped|declined|shrank)\s$/i.test(text.slice(0, one.start))
    )
      yield tell('percent', `Nothing falls by ${one.words}: there is no more than all of it.`)
  }
  const exclusive = EXCLUSIVE.filter((cue) => cue.test(text)).length
  const isAll = /\b(?:the remaining|the rest|everything else|all the others?)\b/i.test(text.slice(percents[0]?.end ?? 0))
  const isPoll = /\b(?:poll|survey|voters|respondents)\b/i.test(text) && /\b(?:undecided|don’t know|unsure|no opinion)\b/i.test(text)
  if (percents.length >= 3 && (exclusive >= 2 || isAll || isPoll || ONE_ANSWER.test(text)) && !/\bin \d{4}\b.*\bin \d{4}\b/.test(text)) {
    const total = percents.reduce((sum, one) => sum + one.value, 0)
    if (total > 101.5) yield tell('percent', `These shares add up to ${show(total)} per cent.`)
  }
}

/** “$560 million, of which $310 billion”: a part that is more than the whole. */
function largerPart(text: string, all: readonly Quantity[]): string | null {
  for (const [index, part] of all.entries()) {
    const whole = all[index - 1]
    if (!whole || whole.kind !== part.kind || whole.kind === 'year' || part.value <= whole.value) continue
    if (/,? of (?:which|whom|that|them) (?:about |some |only |nearly )?$/.test(text.slice(whole.end, part.start)))
      return `${part.words} is said to be a part of ${whole.words}.`
  }
  return null
}

/** “No party won outright in the 47-seat assembly. One took 21 seats, another 17 and a third 11.” */
function seats(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((second, index): Finding[] => {
    const [first] = paragraphBefore(sentences, index, 1)
    const named = first ? /\b(\d{2,4})-(seat|member|strong)\b/.exec(first.text) : null
    if (!first || !named) return []
    const counts = quantitiesIn(second.text).filter((one) => one.kind === 'count' && one.words.toLowerCase() !== 'one')
    const [begin] = counts
    // All of them are counted in the same: the word stands behind the first.
    if (counts.length < 2 || begin?.noun !== (named[2] === 'strong' ? begin?.noun : named[2])) return []
    const [sum, whole] = [counts.reduce((total, one) => total + one.value, 0), Number(named[1])]
    if (sum <= whole || counts.some((one) => one.value > whole)) return []
    return [
      {
        kind: 'sum',
        level: 'contradiction',
        ranges: [
          { start: first.start + named.index, end: first.start + named.index + named[0].length },
          { start: second.start, end: second.end },
        ],
        message: `${counts.map((one) => one.words).join(', ')} are ${show(sum)}, and the whole is ${show(whole)}.`,
      },
    ]
  })
}

/** Why the parts of a sentence do not make its whole; null when they do, or no whole is named. */
function wrongSum(text: string, all: readonly Quantity[]): string | null {
  // “one student in five” are no parts.
  if (/\bone (?:[\p{L}-]+ )?(?:in|out of) (?:every )?[\p{L}\d]+\b/iu.test(text)) return null
  const amounts = all.filter((one) => one.kind === 'count' || one.kind === 'money')
  if (amounts.length < 3) return null
  // “$12 million or $6 million” are two guesses, not two parts.
  if (amounts.some((one, at) => /\bor\b/.test(text.slice(amounts[at - 1]?.end ?? one.start, one.start)))) return null
  return sumOfList(text, amounts) ?? sumInAll(text, amounts) ?? sumMadeUp(text, amounts) ?? sumOfThem(text, amounts)
}

const MADE_UP = /\b(?:made up of|consisting of|consists of|consisted of|comprising|composed of|split into|divided into|broken down into)\b/i

/** “412 million crowns, made up of 230 million for track, 96 million for the vehicles and 76 million for a depot”. */
function sumMadeUp(text: string, amounts: readonly Quantity[]): string | null {
  const at = amounts.findIndex((one, index) => MADE_UP.test(text.slice(one.end, amounts[index + 1]?.start ?? one.end)))
  const whole = amounts[at]
  const parts = amounts.slice(at + 1)
  if (!whole || parts.length < 2 || parts.some((one) => one.isScaled !== whole.isScaled)) return null
  return compared(whole, parts)
}

/** “12 ships: five ferries, four tugs and two dredgers”. */
function sumOfList(text: string, amounts: readonly Quantity[]): string | null {
  const colon = /[:–—]/.exec(text.slice(amounts[0]?.end ?? 0))
  const whole = amounts[0]
  if (!colon || !whole) return null
  const from = whole.end + colon.index + 1
  if (/[.;]/.test(text.slice(whole.end, from - 1)) || from - whole.end > 90) return null
  const parts = amounts.filter((one) => one.start >= from)
  const items = text
    .slice(from)
    .replace(/^\s*including\b/, '')
    .split(/, and |, | and /)
  // “… and a cook” is one more.
  const single = items.filter((item) => /^\s*an? [\p{L}]/u.test(item)).length
  // Each item of the list begins with its number.
  const numbered = items.filter((item) =>
    parts.some((part) => text.slice(from).indexOf(item) + from + (item.length - item.trimStart().length) === part.start),
  )
  if (parts.length < 2 || numbered.length + single !== items.length || parts.length !== numbered.length) return null
  return compared(whole, parts, single)
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

/** Between them nothing is left out. */
const WHOLE_LISTS: readonly (readonly RegExp[])[] = [
  [/\b(?:girls?|women|females?|wives)\b/i, /\b(?:boys?|men|males?|husbands)\b/i],
  [/\bwon\b/i, /\b(?:drew|tied)\b/i, /\blost\b/i],
  [/\bwins?\b/i, /\bdraws?\b/i, /\b(?:defeats?|losses)\b/i],
  [/\b(?:the remaining|the rest|the others?|all the others?)\b/i],
  [/\b(?:the last|the final)\b/i, /\b(?:everything else|all else|to the rest)\b/i],
  [/\b(?:there (?:are|were) no others?|no others|nothing else)\b/i],
]

/** “Of 250 applicants, 140 were women and 120 were men”, “30 paintings, 12 of them in Oslo and 20 in Bergen”, “612 pupils, of whom …”. */
function sumOfThem(text: string, amounts: readonly Quantity[]): string | null {
  for (const [index, whole] of amounts.entries()) {
    // “a new one” counts nothing.
    const parts = amounts.slice(index + 1).filter((part) => part.words.toLowerCase() !== 'one')
    if (parts.length < 2) return null
    const [first] = parts as [Quantity]
    const isOf = /\b[Oo]f (?:the |its |their |all |those |these )*(?!which|whom|them)(?:[\p{L}’'-]+ )?$/u.test(text.slice(0, whole.start))
    const isOfThem = /^ of (?:them|whom|which|these|those)\b/.test(text.slice(first.end))
    const isOfWhich = /\bof (?:whom|which)\b/.test(text.slice(whole.end, first.start))
    if (!(isOf || isOfThem || isOfWhich) || MAY_OVERLAP.test(text.slice(first.end))) continue
    // A list: what stands further off is of something else.
    const list = parts.filter(
      (one, at) =>
        at === 0 ||
        !/[.;:()]|\b(?:while|whereas|but)\b|, and (?:it|they|he|she|the) (?:is|are|was|were|has|have)\b/.test(
          text.slice(first.start, one.start),
        ),
    )
    // “four of the nine are …, three against and the other two …”.
    const ahead = amounts[index - 1]
    if (
      ahead &&
      !text.slice(whole.end, first.start).includes(':') &&
      / of (?:the |its |their |these |those )$/.test(text.slice(ahead.end, whole.start)) &&
      ahead.value < whole.value
    )
      list.unshift(ahead)
    if (list.length < 2 || list.some((one) => one.value > whole.value)) continue
    const sum = list.reduce((total, one) => total + one.value, 0)
    const isWhole = WHOLE_LISTS.some((cues) => cues.every((cue) => cue.test(text.slice(Math.max(0, first.start - 40)))))
    if (sum > whole.value * 1.005 || (isWhole && sum < whole.value * 0.995))
      return `${list.map((one) => one.words).join(', ')} are ${show(sum)}, and the whole is ${show(whole.value)}.`
  }
  return null
}

function compared(whole: Quantity, parts: readonly Quantity[], single = 0): string | null {
  const sum = parts.reduce((total, one) => total + one.value, single)
  if (parts.some((one) => one.value > whole.value) || Math.abs(sum - whole.value) < whole.value * 0.005) return null
  return `The parts make ${show(sum)}, and the whole is ${show(whole.value)}.`
}

/** “In a survey of 400 residents, 120 said so, or 40 per cent”, “12 of 40 towns (25 percent)”. */
function wrongShare(text: string, all: readonly Quantity[]): string | null {
  for (const [index, percent] of all.entries()) {
    if (percent.kind !== 'percent' || /^ (?:more|less|fewer|higher|lower)\b/.test(text.slice(percent.end))) continue
    if (
      !/(?:\bor|\bthat is|\bwhich is|\bis to say|\bamounting to|\bmaking|[(–—,]) ?(?:about |some |roughly |nearly |almost |just over |just under |around |more than )?$/i.test(
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

/** “Eighteen of the 72 pubs shut. That is 35 per cent of the total.” */
function shareOfThat(sentences: readonly Sentence[], index: number, all: readonly Quantity[]): Finding | null {
  const second = sentences[index] as Sentence
  const [first] = paragraphBefore(sentences, index, 1)
  const percent = all.find((one) => one.kind === 'percent')
  const isThat =
    /^(?:That|This|It) (?:is|was|makes|made|means|amounts to|works out at)\b/.test(second.text) ||
    (percent !== undefined && /\b(?:that|this) $/i.test(second.text.slice(0, percent.start)))
  if (!first || !percent || !isThat) return null
  if (/\b(?:up|down|more|less|fewer|higher|lower|rise|fall|increase|drop)\b/i.test(second.text.slice(0, percent.end + 20))) return null
  const counts = quantitiesIn(first.text).filter((one) => one.kind === 'count')
  const at = counts.findIndex((one, place) =>
    /^(?: [\p{L}-]+)? (?:out )?of (?:the |its |their |all |some |about )*$/u.test(
      first.text.slice(one.end, counts[place + 1]?.start ?? one.end),
    ),
  )
  const isOfWhole =
    at < 0 &&
    counts.length === 2 &&
    /\b[Oo]f (?:the |its |their |all |last year’s |this year’s )*$/.test(first.text.slice(0, counts[0]?.start))
  const [part, whole] = isOfWhole ? [counts[1], counts[0]] : [counts[at], counts[at + 1]]
  if (!part || !whole || part.value > whole.value) return null
  const real = (part.value / whole.value) * 100
  if (Math.abs(real - percent.value) <= 1.5) return null
  return {
    kind: 'percent',
    level: 'contradiction',
    ranges: [
      { start: first.start + part.start, end: first.start + whole.end },
      { start: second.start + percent.start, end: second.start + percent.end },
    ],
    message: `${part.words} of ${whole.words} is ${show(real)} per cent, and the text says ${percent.words}.`,
  }
}

export function show(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString('en')
}
