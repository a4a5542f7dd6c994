import type { ClaimView } from '@/lib/server/present/claim'

/** Whether a claim waits for a place: its words are gone and nobody recorded it as cut. */
export function isInTray(claim: ClaimView): boolean {
  return claim.freshness === 'orphaned' && claim.state !== 'cut'
}
