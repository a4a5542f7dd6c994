import sniffHtmlEncoding from 'html-encoding-sniffer'
import { ImportRefused, type Messages, plural } from '@/lib/formats/importers/import-result'

/** Bytes to text: BOM, then for HTML its own declaration, then UTF-8, then Windows-1252. */
export function decodeText(bytes: Uint8Array, kind: 'plain' | 'html', messages: Messages): string {
  const encoding = kind === 'html' ? sniffHtmlEncoding(bytes, { defaultEncoding: 'UTF-8' }) : encodingOfPlainText(bytes)
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: encoding.toLowerCase() === 'utf-8' }).decode(bytes)
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes)
    messages.add('warning', 'The file is not valid UTF-8 and was read as Western European text. Check accented letters.')
  }
  return cleanText(text, messages)
}

function encodingOfPlainText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // Every other byte of UTF-16 without a mark is mostly zero.
  const head = bytes.subarray(0, 2_000)
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++) if (head[at] === 0) at % 2 === 0 ? even++ : odd++
  if (odd > head.length * 0.2 && even < head.length * 0.05) return 'utf-16le'
  if (even > head.length * 0.2 && odd < head.length * 0.05) return 'utf-16be'
  return 'utf-8'
}

/** Takes out characters that cannot be printed and makes broken surrogates whole. */
export function cleanText(text: string, messages: Messages): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  const unprintable = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffe\uffff]/g
  const found = text.match(unprintable)?.length ?? 0
  if (found > 0)
    messages.count(
      'warning',
      'unprintable',
      (n) => `${plural(n, 'character')} that cannot be printed ${n === 1 ? 'was' : 'were'} left out.`,
      found,
    )
  return text
    .replace(unprintable, '')
    .replace(/\r\n?|\u2028|\u2029|\f/g, '\n')
    .toWellFormed()
    .replace(/^\ufeff/, '')
}

/** Refuses bytes that are plainly some other kind of file, saying which. */
export function refuseIfBinary(bytes: Uint8Array): void {
  const kind = kindOfBytes(bytes)
  if (kind) throw new ImportRefused('unknown-format', `This is ${kind}, not a text file.`)
}

const SIGNATURES: readonly [string, readonly number[]][] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a zip archive or Office file', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Office file (.doc, .xls or .ppt) or a password-protected one', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a Rich Text (.rtf) file', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]

/** What a file is by its first bytes, for a sentence; null when it may be text. */
export function kindOfBytes(bytes: Uint8Array): string | null {
  for (const [name, signature] of SIGNATURES) if (signature.every((byte, index) => bytes[index] === byte)) return name
  return null
}
