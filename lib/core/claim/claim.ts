/**
 * A claim is a stretch of the article that states something checkable. Its
 * place is the `claim` mark in the document; everything a desk says about it
 * is here, on four axes that are never merged into one status: workflow state,
 * outcome for the words, verdict on a third party's claim, and confidence.
 */

export const CLAIM_TYPES = [
  'number',
  'money',
  'percent',
  'date-time',
  'name-title',
  'place',
  'quote',
  'superlative',
  'comparison',
  'cause',
  'event',
  'description',
  'law',
  'image',
  'prediction',
  'opinion',
  'other',
] as const
export type ClaimType = (typeof CLAIM_TYPES)[number]

export const PRIORITIES = ['high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

export const CLAIM_STATES = ['unchecked', 'in-progress', 'waiting', 'checked', 'cross-checked', 'dismissed', 'cut'] as const
export type ClaimState = (typeof CLAIM_STATES)[number]

export const OUTCOMES = ['confirmed', 'changed', 'attributed', 'on-author', 'conflicting', 'not-verifiable', 'wrong', 'opinion'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Verdict on a third party's claim, from true to false. */
export const VERDICTS = ['true', 'mostly-true', 'mixed', 'mostly-false', 'false', 'unproven'] as const
export type Verdict = (typeof VERDICTS)[number]

/** ICD 203: a judgement about the support, not a probability. */
/** Why a lawyer is to look at a claim. */
export const LEGAL_KINDS = ['allegation', 'privacy', 'court', 'copyright', 'other'] as const
export type LegalKind = (typeof LEGAL_KINDS)[number]

export const LEGAL_KIND_LABELS: Record<LegalKind, string> = {
  allegation: 'Allegation against somebody',
  privacy: 'Privacy',
  court: 'Court or contempt',
  copyright: 'Copyright',
  other: 'Another reason',
}

export const CONFIDENCES = ['low', 'moderate', 'high'] as const
export type Confidence = (typeof CONFIDENCES)[number]

export const FRESHNESSES = ['fresh', 'reworded', 'stale', 'context-changed', 'orphaned'] as const
export type Freshness = (typeof FRESHNESSES)[number]

/** Whether a decision still covers the words: rewording around them that changes no fact is shown, not counted against it. */
export function coversWords(freshness: Freshness): boolean {
  return freshness === 'fresh' || freshness === 'reworded'
}

export const NOTE_KINDS = ['note', 'method', 'author-query'] as const
export type NoteKind = (typeof NOTE_KINDS)[number]

/** How each value is called on the screen and in the report. */
export const TYPE_LABELS: Record<ClaimType, string> = {
  number: 'Number',
  money: 'Money',
  percent: 'Percent',
  'date-time': 'Date or time',
  'name-title': 'Name or title',
  place: 'Place',
  quote: 'Quote',
  superlative: 'Superlative',
  comparison: 'Comparison',
  cause: 'Cause',
  event: 'Event',
  description: 'Description',
  law: 'Law',
  image: 'Image',
  prediction: 'Prediction',
  opinion: 'Opinion',
  other: 'Other',
}

export const PRIORITY_LABELS: Record<Priority, string> = { high: 'High', normal: 'Normal', low: 'Low' }

export const STATE_LABELS: Record<ClaimState, string> = {
  unchecked: 'Unchecked',
  'in-progress': 'In progress',
  waiting: 'Waiting',
  checked: 'Checked',
  'cross-checked': 'Cross-checked',
  dismissed: 'Dismissed',
  cut: 'Cut from copy',
}

export const OUTCOME_LABELS: Record<Outcome, string> = {
  confirmed: 'Confirmed',
  changed: 'Changed',
  attributed: 'Attributed',
  'on-author': 'On author',
  conflicting: 'Conflicting',
  'not-verifiable': 'Not verifiable',
  wrong: 'Wrong',
  opinion: 'Opinion',
}

/** One line each for the person choosing. */
export const OUTCOME_MEANINGS: Record<Outcome, string> = {
  confirmed: 'The words are right as they stand.',
  changed: 'They were not; the copy has been changed and is right now.',
  attributed: 'Not ours to confirm; the copy says whose claim it is.',
  'on-author': 'Rests on the author’s own reporting or notes.',
  conflicting: 'Good sources disagree.',
  'not-verifiable': 'Nobody could find a source either way.',
  wrong: 'The words are wrong and still in the copy.',
  opinion: 'A judgement, not a statement of fact.',
}

export const VERDICT_LABELS: Record<Verdict, string> = {
  true: 'True',
  'mostly-true': 'Mostly true',
  mixed: 'Mixed',
  'mostly-false': 'Mostly false',
  false: 'False',
  unproven: 'Unproven',
}

export const CONFIDENCE_LABELS: Record<Confidence, string> = {
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
}

export const FRESHNESS_LABELS: Record<Freshness, string> = {
  fresh: 'Fresh',
  reworded: 'Reworded around it',
  stale: 'Stale',
  'context-changed': 'Context changed',
  orphaned: 'Words gone',
}

export const NOTE_KIND_LABELS: Record<NoteKind, string> = {
  note: 'Note',
  method: 'Method',
  'author-query': 'Query to author',
}

/** Limits on what a person may write about a claim, in UTF-16 code units. */
export const CLAIM_LIMITS = {
  confidenceReason: 2_000,
  statement: 2_000,
  tag: 60,
  tags: 20,
  note: 20_000,
  /** The longest claim that can be made; longer stretches are not one claim. */
  quote: 20_000,
  claimsPerArticle: 10_000,
} as const

/** The name of a claim as people say it: C12. */
export function claimName(number: number): string {
  return `C${number}`
}
