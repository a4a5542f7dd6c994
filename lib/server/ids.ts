import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/** An opaque id: 96 random bits, 16 characters that are safe in addresses. */
export function newId(): string {
  return randomBytes(12).toString('base64url')
}

/** A secret a person carries: 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 of UTF-8 text or bytes, as lower-case hex. */
export function sha256(input: string | Uint8Array): string {
  return createHash('sha256').update(input).digest('hex')
}
