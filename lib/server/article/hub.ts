import 'server-only'
import { EventEmitter } from 'node:events'

/** Something happened to an article. Listeners read what it was from the database. */
export interface ArticleChanged {
  readonly articleId: string
  /** Claims whose fields, notes, evidence or freshness changed. */
  readonly claimIds: readonly string[]
  readonly removedClaimIds: readonly string[]
  readonly actorId: string
}

// One a process, whichever of Next's module graphs asks.
const globals = globalThis as { tickmarkHub?: EventEmitter }

function hub(): EventEmitter {
  if (!globals.tickmarkHub) {
    globals.tickmarkHub = new EventEmitter()
    globals.tickmarkHub.setMaxListeners(0)
  }
  return globals.tickmarkHub
}

export function publish(event: ArticleChanged): void {
  hub().emit(event.articleId, event)
}

/** Articles that somebody listens to: those that are open somewhere. */
export function listenedTo(): string[] {
  return hub()
    .eventNames()
    .map((name) => String(name))
}

/** Calls `listener` for every change of an article until the returned function is called. */
export function subscribe(articleId: string, listener: (event: ArticleChanged) => void): () => void {
  hub().on(articleId, listener)
  return () => hub().off(articleId, listener)
}
