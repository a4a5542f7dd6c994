import type { AssistantSettings } from '@/lib/core/assistant/questions'
import { type Checklists, DEFAULT_CHECKLISTS, readChecklists } from '@/lib/core/claim/checklist'
import { EVIDENCE_RULES, type EvidenceRule } from '@/lib/core/evidence/evidence-rule'

/** What an admin decides for the whole desk. */
export interface DeskSettings {
  readonly evidenceRule: EvidenceRule
  /** What is asked of each type of claim. */
  readonly checklists: Checklists
  /** Null: there is none, and nothing of it is shown. */
  readonly assistant: AssistantSettings | null
}

export const DEFAULT_SETTINGS: DeskSettings = { evidenceRule: 'primary-or-three', checklists: DEFAULT_CHECKLISTS, assistant: null }

/** Settings as they were kept; what is missing or not understood has its default. */
export function readSettings(kept: unknown): DeskSettings {
  const given = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Record<keyof DeskSettings, unknown>>
  return {
    evidenceRule: EVIDENCE_RULES.find((rule) => rule === given.evidenceRule) ?? DEFAULT_SETTINGS.evidenceRule,
    checklists: readChecklists(given.checklists),
    assistant: readAssistant(given.assistant),
  }
}

function readAssistant(kept: unknown): AssistantSettings | null {
  const { address, model } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<AssistantSettings>
  return typeof address === 'string' && typeof model === 'string' ? { address, model } : null
}
