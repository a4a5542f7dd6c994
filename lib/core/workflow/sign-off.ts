import type { Action, Role } from '@/lib/core/permissions/policy'

/** For whom somebody signs. */
export const SIGN_OFF_ROLES = ['checker', 'editor', 'legal'] as const
export type SignOffRole = (typeof SIGN_OFF_ROLES)[number]

export const SIGN_OFF_LABELS: Record<SignOffRole, string> = { checker: 'Fact-checker', editor: 'Editor', legal: 'Legal' }

/** The row of the policy table that says who may sign for a role. */
export const SIGN_OFF_ACTIONS: Record<SignOffRole, Action> = {
  checker: 'sign-off.checker',
  editor: 'sign-off.editor',
  legal: 'sign-off.legal',
}

/** The role somebody signs for unless they say otherwise; null when they sign for none. */
export function ownSignOffRole(role: Role): SignOffRole | null {
  if (role === 'checker' || role === 'editor' || role === 'legal') return role
  return role === 'admin' ? 'editor' : null
}
