import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'

/** Keeps a file once, under the SHA-256 of its bytes. Returns that id. */
export async function keepAttachment(tx: Tx, bytes: Uint8Array, mediaType: string): Promise<string> {
  const id = sha256(bytes)
  await tx.attachment.upsert({
    where: { id },
    create: { id, mediaType, size: bytes.byteLength, bytes: bytes as Uint8Array<ArrayBuffer> },
    update: {},
  })
  return id
}

export function findAttachment(id: string) {
  return database().attachment.findUnique({ where: { id }, select: { mediaType: true, bytes: true, size: true } })
}
