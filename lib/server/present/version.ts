/** What led to a version, by who made the steps. */
export type VersionKind = 'typing' | 'api' | 'draft' | 'restore' | 'correction' | 'named' | 'start'

/** A stretch of work on the text, as it leaves the server. Times are ISO 8601 UTC. */
export interface VersionView {
  /** The version this stretch of work ended at; it began at `from`. */
  readonly version: number
  readonly from: number
  readonly kind: VersionKind
  readonly by: { readonly id: string; readonly name: string }
  readonly since: string
  readonly at: string
  readonly names: readonly { readonly name: string; readonly version: number; readonly by: string; readonly at: string }[]
}

/** Somebody who changed the text, and when last. */
export interface Writer {
  readonly name: string
  readonly at: string
}
