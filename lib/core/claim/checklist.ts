import { CLAIM_TYPES, type ClaimType } from '@/lib/core/claim/claim'

/** What is asked of each type of claim, in the order it is asked; an empty list asks nothing. */
export type Checklists = Readonly<Record<ClaimType, readonly string[]>>

/** Questions of one list, and UTF-16 code units of a question and an answer. */
export const CHECKLIST_LIMITS = { items: 20, item: 200, answer: 2_000 } as const

/** What a desk asks that has not said otherwise, after the practice of magazine checking. */
export const DEFAULT_CHECKLISTS: Checklists = {
  number: ['Recomputed: how?', 'What exactly is counted, where and when?'],
  money: ['Which currency, of which year?', 'Recomputed: how?'],
  percent: ['Per cent of what?', 'Recomputed: how?'],
  'date-time': ['Do weekday, date and time zone agree?'],
  'name-title': ['Spelled back by whom?', 'Title as of the day it is about?'],
  place: ['Found on a map or register?'],
  quote: ['Heard or read where?', 'Whole, and in its context?'],
  superlative: ['Since when?', 'According to whom?', 'Valid until when?'],
  comparison: ['The same measure on both sides?'],
  cause: ['Who says that this led to that?'],
  event: [],
  description: [],
  law: ['Which section, in force on that day?'],
  image: ['Who made it, when and where?', 'Does the caption say what it shows?'],
  prediction: ['Whose, made when?'],
  opinion: [],
  other: [],
}

/** Lists as they were kept; what is missing or not understood has its default. */
export function readChecklists(kept: unknown): Checklists {
  const given = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Record<ClaimType, unknown>>
  return Object.fromEntries(
    CLAIM_TYPES.map((type) => {
      const list = given[type]
      return [type, Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : DEFAULT_CHECKLISTS[type]]
    }),
  ) as unknown as Checklists
}

/** What is asked of a claim now with what was answered, then answers to what is not asked any more. */
export function withAnswers<T extends { readonly item: string }>(
  asked: readonly string[],
  answers: readonly T[],
): { readonly item: string; readonly answer: T | null; readonly isAsked: boolean }[] {
  const byItem = new Map(answers.map((answer) => [answer.item, answer]))
  return [
    ...asked.map((item) => ({ item, answer: byItem.get(item) ?? null, isAsked: true })),
    ...answers.filter(({ item }) => !asked.includes(item)).map((answer) => ({ item: answer.item, answer, isAsked: false })),
  ]
}
