import { useEffect } from 'react'
import { type ClaimQuery, type ClaimStore, NO_QUERY } from '@/components/claims/claim-store'

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

/** The filter an address asks for; unknown parts are left out. */
export function queryOfAddress(search: string): Partial<ClaimQuery> {
  const known = Object.keys(NO_QUERY)
  return Object.fromEntries([...new URLSearchParams(search)].filter(([field]) => known.includes(field))) as Partial<ClaimQuery>
}
