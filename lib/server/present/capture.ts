import type { Person } from '@/lib/core/claim/claim-record'
import { presentPerson } from '@/lib/server/present/claim'
import type { CaptureRecord } from '@/lib/server/store/source-captures'

/** A text kept of a source, as it leaves the server. Times are ISO 8601 UTC. */
export interface CaptureView {
  readonly id: string
  readonly label: string
  /** SHA-256 of the bytes it was read from. */
  readonly hash: string
  /** Where it was fetched from; null for what was pasted or a file. */
  readonly url: string | null
  /** The file itself, where one is kept: its type, and its size in bytes. */
  readonly file: { readonly mediaType: string; readonly size: number } | null
  readonly by: Person
  readonly at: string
}

export function presentCapture(capture: CaptureRecord): CaptureView {
  return {
    id: capture.id,
    label: capture.label,
    hash: capture.hash,
    url: capture.url,
    file: capture.file && { mediaType: capture.file.mediaType, size: capture.file.size },
    by: presentPerson(capture.createdBy),
    at: capture.createdAt.toISOString(),
  }
}
