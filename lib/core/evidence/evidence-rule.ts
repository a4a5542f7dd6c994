import type { Directness, Stance } from '@/lib/core/evidence/evidence'
import type { Standing } from '@/lib/core/evidence/source'

/** What must stand behind a claim before it is called confirmed: KSJ's handbook (primary first, secondary only in threes), less, or nothing. */
export const EVIDENCE_RULES = ['primary-or-three', 'any', 'none'] as const
export type EvidenceRule = (typeof EVIDENCE_RULES)[number]

export const EVIDENCE_RULE_LABELS: Record<EvidenceRule, string> = {
  'primary-or-three': 'One primary source, or three secondary ones independent of each other',
  any: 'Any source that supports it',
  none: 'Nothing is asked for',
}

/** Evidence of a claim as far as the rule looks at it. */
export interface CountedEvidence {
  readonly stance: Stance
  readonly directness: Directness
  readonly sourceId: string
  /** Sources of one group count once: one wire story in three papers is one source. */
  readonly independenceGroup: string | null
  /** A withdrawn source supports nothing. */
  readonly standing: Standing | null
}

/** Independent secondary sources that stand for a primary one. */
export const SECONDARY_NEEDED = 3

/** Why the evidence is not enough to call a claim confirmed, in a sentence for a checker; null when it is. */
export function judgeEvidence(rule: EvidenceRule, evidence: readonly CountedEvidence[]): string | null {
  if (rule === 'none') return null
  const supporting = evidence.filter((one) => one.stance === 'supports' && one.standing !== 'withdrawn')
  if (rule === 'any') return supporting.length > 0 ? null : 'Nothing supports this claim yet: add a source first.'
  if (supporting.some((one) => one.directness === 'primary')) return null
  const groups = new Set(
    supporting.filter((one) => one.directness === 'secondary').map((one) => one.independenceGroup?.trim().toLowerCase() || one.sourceId),
  )
  if (groups.size >= SECONDARY_NEEDED) return null
  const has =
    groups.size === 0
      ? 'It has none of these.'
      : `It has ${groups.size === 1 ? 'one secondary source' : `${groups.size} secondary sources`}.`
  return `Confirmed needs one primary source, or ${SECONDARY_NEEDED} secondary sources independent of each other. ${has}`
}
