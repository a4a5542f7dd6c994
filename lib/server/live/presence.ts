import 'server-only'
import { EventEmitter } from 'node:events'

/** Where somebody is in an article: one entry a tab. Never stored. */
export interface Presence {
  readonly clientId: string
  readonly person: { readonly id: string; readonly name: string }
  /** Selection as ProseMirror positions at a version of the text; null without one. */
  readonly cursor: { readonly version: number; readonly anchor: number; readonly head: number } | null
  /** The claim open in their panel. */
  readonly claimId: string | null
}

export interface PresenceChange {
  readonly changed: Presence | null
  readonly left: string | null
}

// One a process, whichever of Next's module graphs asks. Several server
// processes each know their own tabs only.
const globals = globalThis as { tickmarkPresence?: { people: Map<string, Map<string, Presence>>; events: EventEmitter } }

function presences() {
  if (!globals.tickmarkPresence) {
    const events = new EventEmitter()
    events.setMaxListeners(0)
    globals.tickmarkPresence = { people: new Map(), events }
  }
  return globals.tickmarkPresence
}

/** Everybody who has the article open. */
export function presentIn(articleId: string): Presence[] {
  return [...(presences().people.get(articleId)?.values() ?? [])]
}

/** Says where a tab is now. */
export function showPresence(articleId: string, presence: Presence): void {
  const { people, events } = presences()
  const here = people.get(articleId) ?? new Map<string, Presence>()
  people.set(articleId, here)
  here.set(presence.clientId, presence)
  events.emit(articleId, { changed: presence, left: null } satisfies PresenceChange)
}

/** A tab is gone. */
export function leavePresence(articleId: string, clientId: string): void {
  const { people, events } = presences()
  const here = people.get(articleId)
  if (!here?.delete(clientId)) return
  if (here.size === 0) people.delete(articleId)
  events.emit(articleId, { changed: null, left: clientId } satisfies PresenceChange)
}

/** Whose tab it is, when it is here. */
export function ownerOf(articleId: string, clientId: string): string | null {
  return presences().people.get(articleId)?.get(clientId)?.person.id ?? null
}

/** Calls `listener` for every change until the returned function is called. */
export function onPresence(articleId: string, listener: (change: PresenceChange) => void): () => void {
  const { events } = presences()
  events.on(articleId, listener)
  return () => events.off(articleId, listener)
}
