import { ageFindings } from '@/lib/core/consistency/ages'
import { changeFindings } from '@/lib/core/consistency/changes'
import { eventFindings } from '@/lib/core/consistency/events'
import { figureFindings } from '@/lib/core/consistency/figures'
import { letterFindings } from '@/lib/core/consistency/letters'
import { moneyFindings } from '@/lib/core/consistency/money'
import { nameFindings } from '@/lib/core/consistency/names'
import { officeFindings } from '@/lib/core/consistency/offices'
import { paragraphChangeFindings } from '@/lib/core/consistency/paragraph-changes'
import { paragraphCountFindings } from '@/lib/core/consistency/paragraph-counts'
import { pairFindings, paragraphFigureFindings } from '@/lib/core/consistency/paragraph-figures'
import { paragraphSumFindings } from '@/lib/core/consistency/paragraph-sums'
import { paragraphTimeFindings } from '@/lib/core/consistency/paragraph-times'
import { LONGEST_PARAGRAPH, type Paragraph } from '@/lib/core/consistency/paragraphs'
import { partFindings } from '@/lib/core/consistency/parts'
import { forgetQuantities } from '@/lib/core/consistency/quantities'
import { postFindings, roleFindings } from '@/lib/core/consistency/roles'
import { textFindings } from '@/lib/core/consistency/text-checks'
import { timeFindings } from '@/lib/core/consistency/times'
import { unitFindings } from '@/lib/core/consistency/units'
import { LONGEST_SENTENCE } from '@/lib/core/detection/features'
import { foldText } from '@/lib/core/text/fold'
import type { TextRange } from '@/lib/core/text/range'

/** What can be at odds within one article. */
export const FINDING_KINDS = [
  'name',
  'title',
  'weekday',
  'date',
  'age',
  'magnitude',
  'figures',
  'sum',
  'percent',
  'ratio',
  'unit',
  'money',
  'quotation-marks',
  'acronym',
  'time-bound',
  'repeat',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** Two places that do not go together, or one that asks for another look. */
export interface Finding {
  readonly kind: FindingKind
  /** A contradiction is wrong somewhere; a question asks for what the text leaves out. */
  readonly level: 'contradiction' | 'question'
  /** The places, in order; UTF-16 offsets of the canonical text. */
  readonly ranges: readonly TextRange[]
  /** What is at odds, in a sentence with both values. */
  readonly message: string
}

/** A sentence with where it stands. */
export interface ReadSentence extends TextRange {
  readonly text: string
}

/** The same with the line of the text it is in, counted from 0. */
export interface Sentence extends ReadSentence {
  readonly paragraph: number
}

/** What in an article is at odds with itself. Rules only, for English; the same for the same text. */
export function findInconsistencies(text: string, ranges: readonly TextRange[]): Finding[] {
  let paragraph = 0
  let read = 0
  const sentences = ranges.map(({ start, end }) => {
    for (; read < start; read++) if (text[read] === '\n') paragraph++
    return { start, end, paragraph, text: text.slice(start, Math.min(end, start + LONGEST_SENTENCE)) }
  })
  const paragraphs = paragraphsOf(text, sentences)
  const found = [
    ...nameFindings(sentences),
    ...officeFindings(sentences),
    ...roleFindings(sentences),
    ...timeFindings(text, sentences),
    ...ageFindings(sentences),
    ...eventFindings(sentences),
    ...figureFindings(sentences),
    ...partFindings(sentences),
    ...changeFindings(sentences),
    ...unitFindings(sentences),
    ...moneyFindings(sentences),
    ...textFindings(text, sentences),
  ]
  const more = [
    ...paragraphFigureFindings(paragraphs),
    ...pairFindings(pairsOf(text, paragraphs)),
    ...paragraphSumFindings(paragraphs),
    ...paragraphCountFindings(paragraphs),
    ...paragraphChangeFindings(paragraphs),
    ...paragraphTimeFindings(paragraphs),
    ...postFindings(paragraphs),
    ...letterFindings(text),
  ]
  forgetQuantities()
  return [...found, ...more.filter((one) => !found.some((other) => other.kind !== 'time-bound' && overlap(one, other)))].sort(
    (a, b) => (a.ranges[0]?.start ?? 0) - (b.ranges[0]?.start ?? 0),
  )
}

function overlap(one: Finding, other: Finding): boolean {
  return one.ranges.some((a) => other.ranges.some((b) => a.start < b.end && a.end > b.start))
}

function paragraphsOf(text: string, sentences: readonly Sentence[]): Paragraph[] {
  const bounds = new Map<number, { start: number; end: number }>()
  for (const { paragraph, start, end } of sentences) {
    const known = bounds.get(paragraph)
    if (known) known.end = end
    else bounds.set(paragraph, { start, end })
  }
  return [...bounds.values()].map(({ start, end }) => ({ start, text: text.slice(start, Math.min(end, start + LONGEST_PARAGRAPH)) }))
}

/** Two paragraphs in a row are read together up to this length, in UTF-16 units. */
const LONGEST_PAIR = 900

function pairsOf(text: string, paragraphs: readonly Paragraph[]): Paragraph[] {
  return paragraphs.slice(1).flatMap((second, index) => {
    const start = paragraphs[index]?.start ?? 0
    const end = second.start + second.text.length
    return end - start <= LONGEST_PAIR ? [{ start, text: text.slice(start, end) }] : []
  })
}

/** What a dismissal remembers of a finding: its kind and the words of its places. */
export function findingKey(text: string, finding: Finding): string {
  return finding.ranges
    .map(({ start, end }) =>
      foldText(text.slice(start, end))
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    .join(' | ')
    .slice(0, 500)
}
