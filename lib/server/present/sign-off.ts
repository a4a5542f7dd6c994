import type { Person } from '@/lib/core/claim/claim-record'
import type { Blocker, Exception } from '@/lib/core/workflow/blockers'
import type { SignOffRole } from '@/lib/core/workflow/sign-off'
import { presentPerson } from '@/lib/server/present/claim'
import type { SignOffRecord } from '@/lib/server/store/sign-offs'

/** A sign-off as it leaves the server. Times are ISO 8601 UTC. */
export interface SignOffView {
  readonly id: string
  readonly role: SignOffRole
  readonly by: Person
  readonly at: string
  readonly version: number
  /** SHA-256 of the text that was signed for. */
  readonly textHash: string
  readonly exceptions: readonly Exception[]
  /** The text is another one now; when it is that one again, the sign-off holds again. */
  readonly isVoid: boolean
  readonly withdrawn: { readonly at: string; readonly by: Person } | null
}

/** What stands between an article and a sign-off, and who signed for which text. */
export interface ReadinessView {
  /** Nothing stops a sign-off. */
  readonly isReady: boolean
  readonly version: number
  readonly textHash: string
  readonly blockers: readonly Blocker[]
  readonly signOffs: readonly SignOffView[]
}

export function presentSignOff(signOff: SignOffRecord, textHash: string): SignOffView {
  return {
    id: signOff.id,
    role: signOff.role,
    by: presentPerson(signOff.person),
    at: signOff.at.toISOString(),
    version: signOff.version,
    textHash: signOff.textHash,
    exceptions: signOff.exceptions,
    isVoid: signOff.textHash !== textHash,
    withdrawn:
      signOff.withdrawnAt && signOff.withdrawnBy ? { at: signOff.withdrawnAt.toISOString(), by: presentPerson(signOff.withdrawnBy) } : null,
  }
}
