import type { Step } from '@tiptap/pm/transform'

/** A stretch of today's document and the step that wrote it. */
export interface AuthoredStretch {
  /** ProseMirror positions in today's document. */
  readonly from: number
  readonly to: number
  /** The step at this version wrote it; null: it came with the article. */
  readonly version: number | null
}

interface Piece {
  /** Where it stands today. */
  readonly from: number
  readonly to: number
  /** How far back it stood in the document looked at now. */
  readonly shift: number
}

/**
 * Finds who wrote the words of a range, by walking the log backwards: what a
 * step inserted is its author's, the rest is looked for in the step before.
 * Give steps newest first, in as many calls as needed.
 */
export class Authorship {
  readonly #found: AuthoredStretch[] = []
  #open: Piece[]

  constructor(from: number, to: number) {
    this.#open = from < to ? [{ from, to, shift: 0 }] : []
  }

  /** Whether every word has an author. */
  get isDone(): boolean {
    return this.#open.length === 0
  }

  /** Takes the step that leads from `version` on. */
  addStep(version: number, step: Step): void {
    const inserted: { from: number; to: number; delta: number }[] = []
    step.getMap().forEach((oldFrom, oldTo, newFrom, newTo) => {
      inserted.push({ from: newFrom, to: newTo, delta: newTo - newFrom - (oldTo - oldFrom) })
    })
    if (inserted.length === 0) return
    const open: Piece[] = []
    for (const piece of this.#open) {
      let at = piece.from
      let shift = piece.shift
      for (const part of inserted) {
        // Positions of the step in today's terms, for this piece.
        const from = Math.max(at, part.from + piece.shift)
        const to = Math.min(piece.to, part.to + piece.shift)
        if (from > at && from <= piece.to) {
          open.push({ from: at, to: Math.min(from, piece.to), shift })
          at = Math.min(from, piece.to)
        }
        if (from < to) {
          this.#found.push({ from, to, version })
          at = to
        }
        if (part.to + piece.shift <= at) shift += part.delta
      }
      if (at < piece.to) open.push({ from: at, to: piece.to, shift })
    }
    this.#open = open.filter((piece) => piece.from < piece.to)
  }

  /** Every stretch in order, neighbours of one step joined; what no step wrote came with the article. */
  finish(): AuthoredStretch[] {
    const all = [...this.#found, ...this.#open.map(({ from, to }) => ({ from, to, version: null }))].sort((a, b) => a.from - b.from)
    const joined: AuthoredStretch[] = []
    for (const stretch of all) {
      const last = joined[joined.length - 1]
      if (last && last.to === stretch.from && last.version === stretch.version) joined[joined.length - 1] = { ...last, to: stretch.to }
      else joined.push(stretch)
    }
    return joined
  }
}
