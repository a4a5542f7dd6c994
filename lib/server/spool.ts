import 'server-only'
import { unlinkSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/server/env'
import { newId } from '@/lib/server/ids'

/** Something large on its way, kept in a file of the desk's own folder that has no name any more: nobody else can open it, and it is gone when this process is. */
export interface Spool {
  /** Bytes so far. */
  readonly size: () => number
  readonly append: (chunk: Uint8Array) => Promise<void>
  readonly bytes: () => Promise<Uint8Array>
  /** The bytes as a stream; the spool closes at its end unless it is kept. */
  readonly stream: (isKept?: boolean) => ReadableStream<Uint8Array>
  readonly close: () => Promise<void>
}

/** Size of one piece on the way out, in bytes. */
const PIECE = 262_144

export async function openSpool(): Promise<Spool> {
  const folder = `${env().databaseFile}.tmp`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, newId())
  const file = await open(path, 'wx+', 0o600)
  unlinkSync(path)
  let size = 0
  const close = () => file.close().catch(() => {})
  return {
    size: () => size,
    append: async (chunk) => {
      // Written whole, whatever one call takes.
      for (let at = 0; at < chunk.byteLength; ) at += (await file.write(chunk, at, chunk.byteLength - at, size + at)).bytesWritten
      size += chunk.byteLength
    },
    bytes: async () => {
      const bytes = new Uint8Array(size)
      for (let at = 0; at < size; ) {
        const { bytesRead } = await file.read(bytes, at, Math.min(size - at, 8_000_000), at)
        if (bytesRead === 0) throw new RangeError('The spool is shorter than what was written')
        at += bytesRead
      }
      return bytes
    },
    stream: (isKept = false) => {
      const done = isKept ? async () => {} : close
      let at = 0
      return new ReadableStream<Uint8Array>({
        async pull(controller) {
          const piece = new Uint8Array(Math.min(PIECE, size - at))
          const { bytesRead } =
            piece.byteLength > 0
              ? await file.read(piece, 0, piece.byteLength, at).catch(async (error) => {
                  await done()
                  throw error
                })
              : { bytesRead: 0 }
          at += bytesRead
          if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead))
          if (at >= size || bytesRead === 0) {
            controller.close()
            await done()
          }
        },
        cancel: done,
      })
    },
    close,
  }
}
