import { useEffect } from 'react'
import { type ClaimQuery, type ClaimStore, NO_QUERY } from '@/components/claims/claim-store'
import { CLAIM_TYPES, CONFIDENCES, FRESHNESSES, OUTCOMES, PRIORITIES, VERDICTS } from '@/lib/core/claim/claim'
import { LOOKS } from '@/lib/core/claim/look'

/** How long after the last change the address is written, in ms: browsers count how often that is done. */
const WRITE_AFTER_MS = 250

/** Keeps the open claim and the filter in the page's address, so that a link or a reload leads back to them. */
export function useDeskAddress(store: ClaimStore): void {
  useEffect(() => {
    let timer = 0
    const write = () => {
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        const { activeId, byId, query } = store.get()
        const claim = activeId ? byId.get(activeId) : undefined
        const parts = new URLSearchParams(
          Object.entries(query).filter(([field, value]) => value !== NO_QUERY[field as keyof ClaimQuery]) as [string, string][],
        )
        if (claim) parts.set('claim', String(claim.number))
        const address = parts.size > 0 ? `${location.pathname}?${parts}` : location.pathname
        if (address !== `${location.pathname}${location.search}`) history.replaceState(history.state, '', address)
      }, WRITE_AFTER_MS)
    }
    const stop = store.subscribe(write)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store])
}

/** What each part of a filter can be, words and people aside. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  look: [...LOOKS, 'doubted'],
  type: CLAIM_TYPES,
  priority: PRIORITIES,
  outcome: ['none', ...OUTCOMES],
  freshness: FRESHNESSES,
  confidence: ['none', ...CONFIDENCES],
  verdict: ['none', ...VERDICTS],
  sort: ['order', 'number', 'state', 'priority', 'outcome', 'confidence', 'changed'],
}

/** The filter an address asks for; unknown parts are left out. */
export function queryOfAddress(search: string): Partial<ClaimQuery> {
  const isKnown = (field: string, value: string) => field === 'text' || field === 'assignee' || (VALUES[field]?.includes(value) ?? false)
  return Object.fromEntries([...new URLSearchParams(search)].filter(([field, value]) => isKnown(field, value))) as Partial<ClaimQuery>
}
