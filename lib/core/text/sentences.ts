import { type TextRange, trimRange } from '@/lib/core/text/range'

/** Sentence boundaries over plain text, with offsets in UTF-16 code units. */

/** Of the last word. A full stop behind one of these, or behind an initial, ends no sentence: a name follows. */
const BEFORE_NAME =
  /^(?:(?:[A-Z]\.-?){0,6}[A-Z]|Mr|Mrs|Ms|Messrs|Mx|Mme|Mlle|Dr|Drs|Prof|Profs|Rt|Asst|Assoc|Atty|Jos|Wm|Chas|Geo|Thos|Brig|Lieut|Comdr|Sens|Reps|Gens|St|Mt|Ft|Gen|Col|Lt|Sgt|Capt|Cap|Maj|Cmdr|Adm|Cpl|Pvt|Supt|Insp|Det|Sen|Rep|Gov|Pres|Amb|Rev|Hon|Fr|Br|approx|est|vs|v|cf|e\.g|i\.e|ca|c)\.$/
/** Behind one of these only where a number follows. */
const BEFORE_NUMBER =
  /^(?:[Nn]os?|[Ff]igs?|[Ss]ecs?|[Aa]rts?|[Vv]ols?|pp?|pts?|[Cc]h|[Cc]haps?|Rd|Rel|Op|Hwy|Rte|[Pp]aras?|cl|ver|[Ii]ll|[Ee]xt|[Tt]el|[Aa]lt|[Rr]m|[Aa]pt|[Rr]ef|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun)\.$/
/** One of these may be the last word of a sentence, or not. */
const MAY_END =
  /^(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|Ph\.D|M\.D|B\.A|M\.A|U\.S|U\.S\.A|U\.K|U\.N|E\.U|D\.C|N\.Y|L\.A|Ave|Blvd|Dept|dept|al|ed|eds)\.$/
const UNIT = /^\d*(?:lbs?|oz|ft|in|sq|mph|km|kg|etc)\.$/
const CLOCK = /^\d{0,2}(?::\d\d)?(?:a\.m|p\.m|A\.M|P\.M)\.$/
const BEHIND_CLOCK =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec|[A-Z]{2,4}\b|(?:Eastern|Central|Mountain|Pacific|Greenwich|British|Central European|local)\b)/
/** Words that begin sentences more often than names. */
const BEGINS =
  /^["“‘'([]*(?:The|A|An|He|She|It|They|We|I|You|His|Her|Its|Their|Our|My|Your|This|That|These|Those|There|Here|In|On|At|By|For|From|With|Without|As|If|When|While|After|Before|Since|Until|Although|Though|Because|But|And|Or|So|Yet|Nor|No|Not|Nobody|None|Nothing|One|Two|Three|Some|Many|Most|Both|Each|Every|Another|Other|Others|All|Few|Several|Such|What|Who|Why|How|Where|Which|Then|Now|Once|Later|Soon|Still|Even|Only|Just|Meanwhile|However|Instead|Today|Yesterday|Tomorrow|Under|Over|Between|During|Despite|According|Perhaps|Asked|To|Of|Between|Neither|Either|Police|People)\b/
/** Who spoke, behind a question or a shout in quotation marks: “Why not?” I asked. */
const SAYS =
  /^(?:I|[A-Z][\p{L}’'-]+(?: [A-Z][\p{L}’'-]+){0,2}) (?:asked|asks|said|says|shouted|shouts|cried|cries|whispered|replied|replies|answered|wrote|writes|added|called|screamed|yelled|demanded|wondered|exclaimed|muttered|insisted)\b/u
/** Places where UAX 29 sees no boundary and a sentence may begin: with a figure, a name like iPhone, or behind dots. */
const MORE = /[.!?]["”’')\]]{0,3}\s+(?=["“‘'(]{0,2}(?:\d|[a-z]{1,4}[A-Z]))|(?:…|\.\.\.)["”’')\]]{0,3}\s+(?=["“‘'(]{0,2}\p{Lu})/gu

/** Whether a sentence ends between two texts that UAX 29, or {@link MORE}, parts. */
function isEnd(before: string, after: string): boolean {
  const left = before.trimEnd()
  const right = after.trimStart()
  if (right === '' || before.slice(left.length).includes('\n')) return true
  // “called ...And So to Bed”: no space, no end, where words are parted by spaces.
  if (before.length === left.length && /^\p{Script=Latin}/u.test(after)) return false
  const first = right.replace(/^["“‘'([]{1,3}/, '')
  // “Never!” she says; “Why not?” I asked.
  if (/[?!…]["”’']$/.test(left) && !/^["“‘'(]/.test(right) && (/^\p{Ll}(?!\p{L}{0,3}\p{Lu})/u.test(first) || SAYS.test(first))) return false
  if (/[?!]$/.test(left) && /^\p{Ll}(?!\p{L}{0,3}\p{Lu})/u.test(right)) return false
  if (!left.endsWith('.')) return true
  const words = left.split(/\s/)
  const last = (words.at(-1) ?? '').replace(/^["“‘'([]{1,3}/, '')
  const isBegun = BEGINS.test(right)
  const isCapital = /^\p{Lu}/u.test(first)
  if (CLOCK.test(last)) return isCapital && !BEHIND_CLOCK.test(first)
  if (UNIT.test(last) && (last === 'etc.' || /\d$/.test(words.at(-2) ?? '') || /^\d/.test(last))) return isCapital
  if (MAY_END.test(last)) return isBegun
  if (BEFORE_NUMBER.test(last)) return !/^\d/.test(first) && !/^[IVX]+\b/.test(first)
  if (!BEFORE_NAME.test(last)) return true
  const name = words.at(-2) ?? ''
  // “… for the R.A.F. Mr. Quince …”
  if (/^(?:[A-Z]\.){3,}$/.test(last) && /^(?:Mr|Mrs|Ms|Dr|Sir|Mayor|President)\b/.test(right)) return true
  // “… on Main St. The …” is a street, “vitamin C. The …” a letter.
  return isBegun && ((last === 'St.' && /^\p{Lu}\p{L}/u.test(name)) || (/^[A-Z]\.$/.test(last) && /^\p{L}{2}/u.test(name)))
}

let segmenter: Intl.Segmenter | undefined

/** Each step of `Intl.Segmenter` costs time that grows with the whole text given (V8), so it gets pieces of about this many code units. */
const SENTENCE_PIECE = 4_000

/** Where the sentences of a block end, as UAX 29 has it. */
function* sentenceEnds(block: string): Generator<number> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  let start = 0
  let length = SENTENCE_PIECE
  while (start < block.length) {
    const isLast = start + length >= block.length
    const ends = Array.from(segmenter.segment(block.slice(start, start + length)), (part) => part.index + part.segment.length)
    // The last one may go on in the next piece.
    if (!isLast) ends.pop()
    for (const end of ends) yield start + end
    const done = ends[ends.length - 1]
    if (done === undefined) length *= 2
    else {
      start += done
      length = SENTENCE_PIECE
    }
  }
}

/** How much on both sides of a boundary tells whether it is one, in UTF-16 code units. */
const BEFORE = 48
const AFTER = 80

/**
 * Sentences of one block of text (no line breaks inside are treated as ends
 * other than a hard break). `Intl.Segmenter` (Unicode UAX 29) proposes the
 * boundaries; those behind an abbreviation, an initial or a quoted question are
 * undone, and those before a figure or a name like iPhone put in.
 */
export function sentencesOf(block: string): TextRange[] {
  const ends = new Set(sentenceEnds(block))
  for (const match of block.matchAll(MORE)) ends.add(match.index + match[0].length)
  const spans: TextRange[] = []
  let start = 0
  for (const end of [...ends].sort((a, b) => a - b)) {
    if (end < block.length && !isEnd(block.slice(Math.max(start, end - BEFORE), end), block.slice(end, end + AFTER))) continue
    spans.push(trimRange(block, { start, end }))
    start = end
  }
  if (start < block.length) spans.push(trimRange(block, { start, end: block.length }))
  return spans.filter((span) => span.end > span.start)
}

/**
 * The sentence or sentences of `text` that `span` touches, within the lines
 * (text blocks) it touches. This is the "enclosing sentence" of a decision.
 * `split` finds the sentences of a block, for callers that ask for many spans of one.
 */
export function sentenceAround(text: string, span: TextRange, split: (block: string) => TextRange[] = sentencesOf): TextRange {
  const blockStart = text.lastIndexOf('\n', span.start - 1) + 1
  const nextBreak = text.indexOf('\n', span.end)
  const blockEnd = nextBreak === -1 ? text.length : nextBreak
  const sentences = split(text.slice(blockStart, blockEnd))
  const touched = sentences.filter((sentence) => blockStart + sentence.end > span.start && blockStart + sentence.start < span.end)
  const first = touched[0]
  const last = touched[touched.length - 1]
  if (!first || !last) return trimRange(text, { start: blockStart, end: blockEnd })
  return {
    start: Math.min(span.start, blockStart + first.start),
    end: Math.max(span.end, blockStart + last.end),
  }
}
