import type { ExportFormat } from '@/lib/core/report/export-formats'
import type { ReadOptions } from '@/lib/formats/importers/import-result'
import type { ImportFormat } from '@/lib/formats/importers/registry'

/** What the child process can be asked to do. */
export type ChildJob =
  /** One part: the bytes of the file. */
  | { readonly kind: 'import'; readonly format: ImportFormat; readonly options: ReadOptions }
  /** One part: an e-mail. */
  | { readonly kind: 'mail' }
  /** The snapshot as JSON without its pictures, then the bytes of each picture. */
  | {
      readonly kind: 'export'
      readonly format: ExportFormat
      readonly pictures: readonly { readonly id: string; readonly mediaType: string }[]
    }
  /** One part: the bytes of a page that was fetched. */
  | { readonly kind: 'page'; readonly address: string }
  /** One part: the text and its sentences, as JSON. */
  | { readonly kind: 'findings' }
  /** One part: a list of sources. */
  | { readonly kind: 'citations' }
  /** One part: both texts and the places of the claims, as JSON. */
  | { readonly kind: 'plan' }

export type ChildOutcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly code: 'unreadable' | 'unknown-format' | 'too-large'
      /** A sentence for people, where there is one. */
      readonly message: string | null
      readonly cause?: string
    }

/** A header and parts as they travel: one line of JSON with the sizes of the parts in bytes, then the parts. */
export function frame(header: object, parts: readonly Uint8Array[]): Uint8Array[] {
  return [new TextEncoder().encode(`${JSON.stringify({ header, sizes: parts.map((part) => part.byteLength) })}\n`), ...parts]
}

/** Takes apart what {@link frame} made; parts are views, not copies. Throws when it is cut short. */
export function partsOf<H>(bytes: Uint8Array): { readonly header: H; readonly parts: Uint8Array[] } {
  const end = bytes.indexOf(10)
  if (end < 0) throw new RangeError('No header')
  const { header, sizes } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as { header: H; sizes: number[] }
  let at = end + 1
  const parts = sizes.map((size) => {
    const part = bytes.subarray(at, at + size)
    at += size
    return part
  })
  if (at !== bytes.byteLength) throw new RangeError('Cut short')
  return { header, parts }
}
