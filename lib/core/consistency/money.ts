import { paragraphBefore } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { quantitiesIn } from '@/lib/core/consistency/quantities'

/** Before this year money bought so much more that a reader has to be told; ISO year. */
const LONG_AGO = 1980
/** Small change is told for its own sake. */
const SMALL = 20
const YEAR =
  /\b(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Ff]rom|[Uu]ntil|[Aa]round|[Ee]arly|[Ll]ate|the|January|February|March|April|May|June|July|August|September|October|November|December|\d,|\() ?(1[5-9]\d\d|20\d\d)s?\b/gu
/** What tells of a time long ago without a year. */
const ERA =
  /\b(?:great-)?grand(?:father|mother|parents?)\b|\bback (?:when|then|in the days?)\b|\bin the days? (?:of|when)\b|\bin (?:those|olden|the old) days\b|\b(?:silent (?:pictures?|films?|movies?)|steam(?:boat|ship|er| railroad| engine| train)s?|paddle steamers?|horse-drawn|gaslight|gold rush|stagecoach\p{L}*|Victorian|Edwardian|colonial|Prohibition|Great Depression|between the wars|(?<!\byear )[Bb]efore the (?:First |Second |Great )?[Ww]ar|(?:[Ff]irst|[Ss]econd) [Ww]orld [Ww]ar|[Ww]orld [Ww]ar (?:I|II|One|Two)|in the reign of|guineas|guilders|ducats|thalers|reichsmarks?|doubloons|farthings?|shillings?|sixpence|ha’penny|tuppence|old money|turn of the (?:last )?century|a century ago|a hundred years ago|generations? ago|medieval)\b/u
/** It is said what the sum is worth, or in the money of which year. */
const TOLD =
  /\b(?:today’s|today's|current|present-day|\d{4}) (?:money|dollars?|pounds?|prices?|terms|value)\b|\b(?:in|of) (?:today|the (?:money|dollars|pounds|prices) of)\b|\bworth (?:about |some |roughly |nearly |almost |more than )?[$€£]?\d|\b(?:equivalent|adjusted|inflation|at the time|buying power|purchasing power)\b|\btoday\b|\bvalued?\b/iu

/** A sum of long ago of which it is not said in the money of which year it is. */
export function moneyFindings(sentences: readonly Sentence[]): Finding[] {
  const own = ownCurrency(sentences)
  const inOwn = own === null ? null : new RegExp(`\\d (?:million |billion |thousand )?${own}\\b`)
  return sentences.flatMap(({ start, text, paragraph }, index): Finding[] => {
    const isOwn = inOwn?.test(text) ?? false
    if (
      !isOwn &&
      !/[$€£¥]|\b(?:dollar|pound|euro|franc|crown|mark|rouble|ruble|lira|peso|guilder|yen|guinea|shilling|mark)s?\b/iu.test(text)
    )
      return []
    const sum = quantitiesIn(text).find(
      (one) => (one.kind === 'money' || (isOwn && one.things.split(' ')[0] === own)) && (one.value >= SMALL || !/^[$€£¥]/.test(one.words)),
    )
    const [before] = paragraphBefore(sentences, index, 1)
    const isOfThen =
      before !== undefined &&
      (ERA.test(before.text) ||
        (isLongAgo(before.text) && /^(?:It|They|That|The \p{Ll}+|This) (?:costs?|cost|was bought|was built|sold|paid|took)\b/u.test(text)))
    if (!sum || !(isLongAgo(text) || isOfThen)) return []
    // “£3 a week in 1938, £18 in 1964”: each with its year, one beside the other.
    if (quantitiesIn(text).filter((one) => one.kind === 'money').length >= 2 && [...text.matchAll(YEAR)].length >= 2) return []
    // A sum of today right behind it lets a reader compare.
    const next = sentences[index + 1]
    if (next?.paragraph === paragraph && quantitiesIn(next.text).some((one) => one.kind === 'money' && one.value > sum.value)) return []
    if (TOLD.test(text) || TOLD.test(sentences[index + 1]?.text ?? '')) return []
    const words = text.slice(sum.start, sum.end).trim()
    return [
      {
        kind: 'money',
        level: 'question',
        ranges: [{ start: start + sum.start, end: start + sum.end }],
        message: `“${words}” was paid long ago: in the money of which year, and what is it worth now?`,
      },
    ]
  })
}

/** Counted after a price, and no money. */
const NO_MONEY =
  /^(?:years?|months?|weeks?|days?|hours?|minutes?|people|miles?|kilomet(?:re|er)s?|times|votes|jobs|per|percent|more|less|a|of|in|for|to|and|on|dollars?|pounds?|euros?)$/

/** A currency that is no well-known one: what stands after what things cost, three times and more. */
function ownCurrency(sentences: readonly Sentence[]): string | null {
  const seen = new Map<string, number>()
  for (const { text } of sentences)
    for (const match of text.matchAll(
      /\b(?:costs?|paid|pays?|spent|spends?|worth|price of|wages? of|budget of|owed|went for|sold for|let at)(?: (?:about|some|only|just|nearly|the treasury))? \d[\d.,]*(?: thousand| million| billion| trillion)? (\p{Ll}{3,12}s)\b/gu,
    )) {
      const name = match[1] ?? ''
      if (!NO_MONEY.test(name)) seen.set(name, (seen.get(name) ?? 0) + 1)
    }
  return [...seen].find(([, count]) => count >= 3)?.[0] ?? null
}

function isLongAgo(text: string): boolean {
  if (ERA.test(text)) return true
  const years = [...text.matchAll(YEAR)].map((match) => Number(match[1]))
  return years.length > 0 && years.every((year) => year < LONG_AGO)
}
