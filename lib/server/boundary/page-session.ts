import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { type Action, couldEver } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { readCursor } from '@/lib/server/cursor'
import { type Actor, actorOf, credentialOf } from '@/lib/server/session'
import { hasPeople } from '@/lib/server/use-cases/people/set-up'

const currentActor = cache(async () => actorOf(credentialOf(await headers())))

/** The person who asks for a page, if any. */
export function pageActor(): Promise<Actor | null> {
  return currentActor()
}

/** The door of a page: who asks, and whether they may. Sends others to sign in, and back afterwards. */
export async function requireActor(action: Action): Promise<Actor> {
  const actor = await currentActor()
  if (!actor)
    redirect((await hasPeople()) ? `/sign-in?next=${encodeURIComponent((await headers()).get('x-path') ?? '/articles')}` : '/setup')
  if (actor.owes && action !== 'account.manage-own') redirect('/account')
  if (!couldEver(actor.role, action)) notFound()
  return actor
}

/** The parameters of a page's address as somebody may write them: of several of one name the last counts. */
export type PageQuery = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>

export async function pageQuery(given: PageQuery): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    Object.entries(await given).flatMap(([name, value]) => {
      const last = typeof value === 'string' ? value : value?.at(-1)
      return last === undefined ? [] : [[name, last] as const]
    }),
  )
}

/** Where a page of a list begins; one that is none begins at the first. */
export function pageCursor(cursor: string | undefined): string | undefined {
  try {
    return readCursor(cursor) && cursor
  } catch {
    return undefined
  }
}

/** A whole number of an address, from 1; undefined for anything else. */
export function pageNumber(given: string | undefined): number | undefined {
  return /^\d{1,9}$/.test(given ?? '') && Number(given) > 0 ? Number(given) : undefined
}

/** Somebody asked too often, and is to wait. */
export function isTooMany(error: unknown): boolean {
  return error instanceof AppError && error.code === 'too-many-requests'
}

/** Loads what a page shows; what does not exist is a "nothing here" page. */
export async function orNotFound<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading
  } catch (error) {
    if (error instanceof AppError && error.status === 404) notFound()
    // What would tell them is closed; the check is where they can go.
    if (error instanceof AppError && error.code === 'blind-check') redirect(`/second-checks/${error.details?.checkId}`)
    throw error
  }
}
