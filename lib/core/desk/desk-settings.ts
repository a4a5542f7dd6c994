import { EVIDENCE_RULES, type EvidenceRule } from '@/lib/core/evidence/evidence-rule'

/** What an admin decides for the whole desk. */
export interface DeskSettings {
  readonly evidenceRule: EvidenceRule
}

export const DEFAULT_SETTINGS: DeskSettings = { evidenceRule: 'primary-or-three' }

/** Settings as they were kept; what is missing or not understood has its default. */
export function readSettings(kept: unknown): DeskSettings {
  const given = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Record<keyof DeskSettings, unknown>>
  return {
    evidenceRule: EVIDENCE_RULES.find((rule) => rule === given.evidenceRule) ?? DEFAULT_SETTINGS.evidenceRule,
  }
}
