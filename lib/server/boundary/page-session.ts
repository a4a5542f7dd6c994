import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { type Action, couldEver } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
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
