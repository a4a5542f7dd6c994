import { sameAddress } from '@/lib/core/evidence/web-address'

/** What became of an address. */
export const LINK_STATES = ['alive', 'moved', 'gone', 'unreachable'] as const
export type LinkState = (typeof LINK_STATES)[number]

export const LINK_STATE_LABELS: Record<LinkState, string> = {
  alive: 'Alive',
  moved: 'Leads elsewhere now',
  gone: 'Gone',
  unreachable: 'No answer',
}

/** What an answer says of an address: `status` of HTTP, or null when none came; `found` where it led. */
export function linkState(address: string, found: string, status: number | null): LinkState {
  if (status === null) return 'unreachable'
  if (status === 404 || status === 410) return 'gone'
  if (status < 200 || status >= 300) return 'unreachable'
  return sameAddress(address) === sameAddress(found) ? 'alive' : 'moved'
}
