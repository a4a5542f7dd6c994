import { Mapping, type Step, type StepMap } from '@tiptap/pm/transform'
import type { Presence, PresenceEvent } from '@/components/session/event-stream'

/** Another tab that has the article open. */
export interface PersonHere {
  readonly clientId: string
  readonly person: { readonly id: string; readonly name: string }
  /** Positions in the document as it is here; null while they are not in the text. */
  readonly cursor: { readonly anchor: number; readonly head: number } | null
  readonly claimId: string | null
}

/** Maps of confirmed steps kept to bring others' cursors up to date. */
const MAPS_KEPT = 500

/** Who else has the article open, with their places brought up to the document as it is here. */
export class PeopleHere {
  readonly #clientId: string
  readonly #others = new Map<string, Presence>()
  /** Maps of the last confirmed steps, the first leading from `#mapsFrom` on. */
  #maps: StepMap[] = []
  #mapsFrom = 0

  constructor(clientId: string) {
    this.#clientId = clientId
  }

  get isAlone(): boolean {
    return this.#others.size === 0
  }

  /** Begins at a version: places told at an earlier one cannot be brought up to date. */
  startAt(version: number): void {
    this.#mapsFrom = version
  }

  /** Steps of the log that were applied here. */
  remember(steps: readonly Step[]): void {
    for (const step of steps) this.#maps.push(step.getMap())
    const surplus = this.#maps.length - MAPS_KEPT
    if (surplus <= 0) return
    this.#maps = this.#maps.slice(surplus)
    this.#mapsFrom += surplus
  }

  forgetAll(): void {
    this.#others.clear()
  }

  /** Takes what was told. True when somebody came who was not here before. */
  take({ here, left }: PresenceEvent): boolean {
    const others = here.filter((one) => one.clientId !== this.#clientId)
    const isNew = others.some((one) => !this.#others.has(one.clientId))
    for (const one of others) this.#others.set(one.clientId, one)
    for (const clientId of left) this.#others.delete(clientId)
    return isNew
  }

  /** Everybody else, in a document at `version` with `unsent` steps of our own on top. */
  list(version: number, unsent: readonly Step[]): PersonHere[] {
    return [...this.#others.values()].map(({ clientId, person, claimId, cursor }) => ({
      clientId,
      person,
      claimId,
      cursor: this.#placeOf(cursor, version, unsent),
    }))
  }

  #placeOf(cursor: Presence['cursor'], version: number, unsent: readonly Step[]): PersonHere['cursor'] {
    if (!cursor || cursor.version < this.#mapsFrom || cursor.version > version) return null
    const mapping = new Mapping([...this.#maps.slice(cursor.version - this.#mapsFrom), ...unsent.map((step) => step.getMap())])
    return { anchor: mapping.map(cursor.anchor), head: mapping.map(cursor.head) }
  }
}
