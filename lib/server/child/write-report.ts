import 'server-only'
import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import type { ExportFormat } from '@/lib/core/report/export-formats'
import { AppError } from '@/lib/server/app-error'
import { ChildEnded, runInChild } from '@/lib/server/child/run-in-child'

/** Limits of one report. Documented in docs/limits.md. */
export const EXPORT_LIMITS = {
  /** Wall clock, in ms. */
  timeMs: 120_000,
  /** Heap of the process that writes it, in MB. Pictures count four thirds of their bytes. */
  heapMb: 1_024,
  /** Bytes of all pictures of an article; what is pasted beyond is refused. */
  pictureBytes: 150_000_000,
} as const

export interface ReportToWrite {
  readonly format: ExportFormat
  /** Redacted already; its pictures are named below. */
  readonly snapshot: Omit<ArticleSnapshot, 'pictures'>
  readonly pictures: readonly {
    readonly id: string
    readonly mediaType: string
    /** In bytes. */
    readonly size: number
    readonly read: () => Promise<Uint8Array>
  }[]
  readonly personId: string
  readonly signal?: AbortSignal | undefined
  /** Told when its turn has come. */
  readonly onBegun?: (() => void) | undefined
}

/** Writes a report in a process of its own. Pictures are read one by one. Throws `too-large` when it takes too long or too much. */
export async function writeReport({ format, snapshot, pictures, personId, signal, onBegun }: ReportToWrite): Promise<{
  readonly size: number
  readonly stream: (isKept?: boolean) => ReadableStream<Uint8Array>
  /** For who does not take it after all. */
  readonly close: () => Promise<void>
}> {
  try {
    const { outcome, body } = await runInChild({
      job: { kind: 'export', format, pictures: pictures.map(({ id, mediaType }) => ({ id, mediaType })) },
      parts: [new TextEncoder().encode(JSON.stringify(snapshot)), ...pictures],
      personId,
      limits: EXPORT_LIMITS,
      signal,
      onBegun,
    })
    if (!outcome.ok) {
      await body.close()
      throw new AppError('internal', undefined, { log: `export ${format}: ${outcome.cause ?? outcome.code}` })
    }
    return { size: body.size(), stream: body.stream, close: body.close }
  } catch (error) {
    if (error instanceof ChildEnded)
      throw new AppError(
        'too-large',
        `This report ${error.why === 'late' ? 'takes longer' : 'needs more memory'} to make than it is given. Nothing was lost; try another format, or an article with fewer or smaller pictures.`,
      )
    throw error
  }
}
