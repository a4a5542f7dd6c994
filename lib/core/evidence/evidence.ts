/** The link between a source and a claim, and the words used for it. */

export const STANCES = ['supports', 'refutes', 'context'] as const
export type Stance = (typeof STANCES)[number]

/** How near the source is to the fact, for this claim. */
export const DIRECTNESSES = ['primary', 'secondary', 'tertiary'] as const
export type Directness = (typeof DIRECTNESSES)[number]

/** Admiralty (NATO) credibility of the information: 1 confirmed … 6 cannot be judged. */
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const
export type Credibility = (typeof CREDIBILITIES)[number]

/** Admiralty (NATO) reliability of the source: A completely reliable … F cannot be judged. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Reliability = (typeof RELIABILITIES)[number]

export const STANCE_LABELS: Record<Stance, string> = {
  supports: 'Supports',
  refutes: 'Refutes',
  context: 'Context',
}

export const STANCE_SIGNS: Record<Stance, string> = { supports: '+', refutes: '−', context: '·' }

export const DIRECTNESS_LABELS: Record<Directness, string> = {
  primary: 'Primary',
  secondary: 'Secondary',
  tertiary: 'Tertiary',
}

export const CREDIBILITY_LABELS: Record<Credibility, string> = {
  1: '1 · Confirmed by other sources',
  2: '2 · Probably true',
  3: '3 · Possibly true',
  4: '4 · Doubtful',
  5: '5 · Improbable',
  6: '6 · Cannot be judged',
}

export const RELIABILITY_LABELS: Record<Reliability, string> = {
  A: 'A · Completely reliable',
  B: 'B · Usually reliable',
  C: 'C · Fairly reliable',
  D: 'D · Not usually reliable',
  E: 'E · Unreliable',
  F: 'F · Cannot be judged',
}

/** Limits in UTF-16 code units. */
export const EVIDENCE_LIMITS = { quote: 10_000, locator: 300, note: 10_000, perClaim: 100 } as const
