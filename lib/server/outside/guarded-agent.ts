import 'server-only'
import { type LookupAddress, lookup } from 'node:dns'
import { Agent } from 'undici'
import { isAllowed, isPublicAddress } from '@/lib/core/evidence/web-address'

export type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void

/**
 * What connects to one address of the open web: each IP address its name leads
 * to must be public, or the host be one of the house, and the connection is
 * made to the very address that was judged, so that a name cannot change its
 * mind in between. To be destroyed after use.
 */
export function guardedAgent(url: string, allowed: ReadonlySet<string>, resolve: Resolve = resolveAll): Agent {
  return new Agent({
    connect: { lookup: guarded(resolve, isAllowed(new URL(url), allowed)), timeout: 8_000 },
    pipelining: 0,
    maxHeaderSize: 64_000,
  })
}

/** Whether a request failed because its name leads into the house. */
export function isTurnedAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) if (cause instanceof NotPublic) return true
  return false
}

class NotPublic extends Error {}

// The connection's own lookup: what is judged is what is connected to.
function guarded(resolve: Resolve, isOfTheHouse: boolean) {
  return (
    host: string,
    options: { readonly all?: boolean },
    done: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
  ) => {
    resolve(host, (error, addresses) => {
      if (error) return done(error, [])
      // One that is not public is enough: the next answer could be that one.
      if (!isOfTheHouse && !(addresses.length > 0 && addresses.every((one) => isPublicAddress(one.address))))
        return done(new NotPublic(), [])
      const [first] = addresses
      if (options.all) done(null, addresses)
      else done(null, first?.address ?? '', first?.family ?? 4)
    })
  }
}

/** The system's own way of looking a name up. */
export function resolveAll(host: string, done: (error: Error | null, addresses: LookupAddress[]) => void): void {
  lookup(host, { all: true, verbatim: true }, (error, addresses) => done(error, addresses))
}
