import type { Finding } from '@/lib/core/consistency/findings'
import { type Quantity, quantitiesIn } from '@/lib/core/consistency/quantities'

/** A paragraph, or its beginning, with where it begins, in UTF-16 units of the text. */
export interface Paragraph {
  readonly start: number
  readonly text: string
}

/** Longer ones are read this far: what is told of one thing stands together. UTF-16 units. */
export const LONGEST_PARAGRAPH = 1_500

/** A paragraph with its figures. */
export interface Told {
  readonly text: string
  readonly all: readonly Quantity[]
  /** Without money, shares and years. */
  readonly counts: readonly Quantity[]
}

/** The figures of a paragraph; null where there are too few to be at odds. */
export function toldIn({ text }: Paragraph): Told | null {
  const all = quantitiesIn(text)
  return all.length < 2 ? null : { text, all, counts: all.filter((one) => one.kind === 'count' && !isOne(one)) }
}

/** “one” counts nothing: “a new one”. */
function isOne({ words }: Quantity): boolean {
  return words.toLowerCase() === 'one'
}

/** What does not go together in a paragraph, by offsets of the paragraph. */
export interface Odd {
  readonly kind: Finding['kind']
  readonly places: readonly { readonly start: number; readonly end: number }[]
  readonly message: string
}

/** As findings of the text. */
export function placed({ start }: Paragraph, found: readonly (Odd | null)[]): Finding[] {
  return found.flatMap((one): Finding[] =>
    one
      ? [
          {
            kind: one.kind,
            level: 'contradiction',
            ranges: one.places.map((place) => ({ start: start + place.start, end: start + place.end })),
            message: one.message,
          },
        ]
      : [],
  )
}
