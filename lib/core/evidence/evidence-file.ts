/** Files that are kept as evidence besides those an article can be read from: what they are, by their first bytes, never by their name alone. */

/** Bytes of a file that is kept as evidence. */
export const EVIDENCE_FILE_BYTES = 25_000_000

export type EvidenceFileKind = 'picture' | 'sound' | 'mail' | 'document'

/** What a browser may show of a kept file where it stands; all else is only ever downloaded. */
const SHOWN: Readonly<Record<string, EvidenceFileKind>> = {
  'image/png': 'picture',
  'image/jpeg': 'picture',
  'image/gif': 'picture',
  'image/webp': 'picture',
  'audio/mpeg': 'sound',
  'audio/mp4': 'sound',
  'audio/ogg': 'sound',
  'audio/wav': 'sound',
  'audio/flac': 'sound',
  'message/rfc822': 'mail',
}

export function kindOfMediaType(mediaType: string): EvidenceFileKind {
  return SHOWN[mediaType] ?? 'document'
}

/** File name endings that are taken besides those of articles. */
export const EVIDENCE_EXTENSIONS = [
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.webp',
  '.mp3',
  '.m4a',
  '.ogg',
  '.oga',
  '.opus',
  '.wav',
  '.flac',
  '.eml',
] as const

/** The media type of a picture, sound or mail; null when it is none, whatever its name says. */
export function evidenceFileType(bytes: Uint8Array, fileName: string): string | null {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  const starts = (...values: readonly number[]) => values.every((value, index) => bytes[index] === value)
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'audio/wav'
  if (text(0, 4) === 'OggS') return 'audio/ogg'
  if (text(0, 4) === 'fLaC') return 'audio/flac'
  if (text(0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg'
  if (text(4, 8) === 'ftyp' && /^(?:M4A|M4B|isom|mp42|dash)/.test(text(8, 12)) && /\.(?:m4a|m4b)$/i.test(fileName)) return 'audio/mp4'
  // The header of a mail (RFC 5322, 2.2): names, colons, and one of those every mail has.
  const head = text(0, Math.min(bytes.length, 8_000))
  if (/\.eml$/i.test(fileName) && /^[\x21-\x39\x3b-\x7e]{1,76}:/.test(head) && /^(?:From|Date|Received|Message-ID|Subject):/im.test(head))
    return 'message/rfc822'
  return null
}
