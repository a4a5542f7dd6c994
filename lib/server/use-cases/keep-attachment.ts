import 'server-only'
import { IMPORT_LIMITS } from '@/lib/formats/importers/import-result'
import { pictureType } from '@/lib/formats/support/pictures'
import { AppError } from '@/lib/server/boundary/app-error'
import { write } from '@/lib/server/db'
import { findAttachment, keepAttachment } from '@/lib/server/store/attachments'

/** Keeps a picture pasted into an article; returns its address for the document. */
export async function keepPicture(bytes: Uint8Array): Promise<{ src: string }> {
  const mediaType = pictureType(bytes)
  if (!mediaType) throw new AppError('unknown-format', 'Only PNG, JPEG, GIF and WebP pictures can be kept.')
  if (bytes.byteLength > IMPORT_LIMITS.imageBytes) throw new AppError('too-large', 'A picture can have at most 10 MB.')
  return { src: `attachment:${await write((tx) => keepAttachment(tx, bytes, mediaType))}` }
}

/** A kept file, as an answer that a browser will only ever show as a picture. */
export async function readAttachment(id: string): Promise<Response> {
  const attachment = await findAttachment(id)
  if (!attachment) throw new AppError('not-found')
  return new Response(attachment.bytes as BodyInit, {
    headers: {
      'Content-Type': attachment.mediaType,
      'Content-Length': String(attachment.size),
      'Content-Disposition': 'inline',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  })
}
