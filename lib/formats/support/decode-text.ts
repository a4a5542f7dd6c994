import chardet from 'chardet'
import sniffHtmlEncoding from 'html-encoding-sniffer'
import iconv from 'iconv-lite'
import { type Messages, plural } from '@/lib/core/article/import-messages'
import { cleanCharacters } from '@/lib/core/text/clean'
import { ImportRefused } from '@/lib/formats/importers/import-result'

/** Encodings a person can choose when the one found is wrong, by their WHATWG names. https://encoding.spec.whatwg.org/ */
export const ENCODINGS = {
  'utf-8': 'Unicode (UTF-8)',
  'utf-16le': 'Unicode (UTF-16)',
  'windows-1252': 'Western European (Windows)',
  macintosh: 'Western European (old Mac)',
  'windows-1250': 'Central European (Windows)',
  'windows-1251': 'Cyrillic (Windows)',
  'koi8-r': 'Cyrillic (KOI8-R)',
  'windows-1253': 'Greek (Windows)',
  'windows-1254': 'Turkish (Windows)',
  'windows-1255': 'Hebrew (Windows)',
  'windows-1256': 'Arabic (Windows)',
  'windows-1257': 'Baltic (Windows)',
  shift_jis: 'Japanese (Shift-JIS)',
  'euc-jp': 'Japanese (EUC)',
  gb18030: 'Chinese (simplified)',
  big5: 'Chinese (traditional)',
  'euc-kr': 'Korean',
} as const

export type Encoding = keyof typeof ENCODINGS

/**
 * Bytes to text: the encoding a person chose; else BOM, then for HTML its own
 * declaration, then UTF-8, then what the bytes look like, which is said with
 * the first line. Refuses rather than take what cannot be text in any of them.
 */
export function decodeText(bytes: Uint8Array, kind: 'plain' | 'html', messages: Messages, chosen?: Encoding): string {
  if (chosen) return cleanText(decode(bytes, chosen), messages)
  const said = encodingSaid(bytes, kind)
  if (said) return cleanText(decode(bytes, said), messages)
  try {
    return cleanText(new TextDecoder('utf-8', { fatal: true }).decode(bytes), messages)
  } catch {
    const { encoding, text } = guess(bytes)
    messages.add(
      'warning',
      `The file does not say how its letters are written; it was read as ${ENCODINGS[encoding]}. It begins “${firstLine(text)}”. If that is wrong, bring it in again and choose its encoding.`,
    )
    return cleanText(text, messages)
  }
}

// The decoder of some versions of Node gives control characters for 0x80 to 0x9F of windows-1252 (nodejs/node#59515); this one does not.
function decode(bytes: Uint8Array, encoding: string): string {
  // Where the other library has the currency sign, Macs have had € since 1998.
  if (encoding === 'macintosh') return new TextDecoder('macintosh').decode(bytes)
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding)
}

function encodingSaid(bytes: Uint8Array, kind: 'plain' | 'html'): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (kind === 'html') {
    const said = sniffHtmlEncoding(bytes, { defaultEncoding: 'x-user-defined' }).toLowerCase()
    // What says UTF-8 and is not has its encoding found like one that says nothing.
    if (said !== 'x-user-defined' && said !== 'utf-8' && iconv.encodingExists(said)) return said
  }
  // Every other byte of UTF-16 without a mark is mostly zero.
  const head = bytes.subarray(0, 2_000)
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++) if (head[at] === 0) at % 2 === 0 ? even++ : odd++
  if (odd > head.length * 0.2 && even < head.length * 0.05) return 'utf-16le'
  if (even > head.length * 0.2 && odd < head.length * 0.05) return 'utf-16be'
  return null
}

/** Encodings of ISO 8859 that nobody means: the web reads them as their Windows counterparts, which have more characters. */
const READ_AS: Readonly<Record<string, Encoding>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-2': 'windows-1250',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-9': 'windows-1254',
  'iso-8859-6': 'windows-1256',
}

function guess(bytes: Uint8Array): { readonly encoding: Encoding; readonly text: string } {
  const start = Math.max(
    0,
    bytes.findIndex((byte) => byte > 0x7f),
  )
  const sample = bytes.subarray(Math.max(0, start - 1_000), start + 100_000)
  const candidates = chardet.analyse(sample).flatMap(({ name, confidence }) => {
    const encoding = READ_AS[name.toLowerCase()] ?? name.toLowerCase()
    return encoding in ENCODINGS && encoding !== 'utf-8' ? [{ encoding: encoding as Encoding, confidence }] : []
  })
  const [first] = candidates
  // The detector does not know the old Mac, whose letters look like Western European ones in the wrong places.
  const best =
    !first || first.encoding.startsWith('windows-125')
      ? moreSensible(sample, first?.encoding ?? 'windows-1252', 'macintosh')
      : first.encoding
  const text = decode(bytes, best)
  const wrong = text.match(/[\u0080-\u009f\ufffd]/g)?.length ?? 0
  // Signs that prose hardly has, for a person or a program writes letters.
  const beyond = text.match(/[^\s!-~]/g)?.length ?? 0
  const signs = text.match(/(?![–—‘’“”„«»…€£])[^\s!-~\p{L}\p{M}\p{N}\p{Script=Han}。、「」・（）？！]/gu)?.length ?? 0
  if (wrong > 2 + text.length / 1_000 || (signs > 10 && signs > beyond / 5))
    throw new ImportRefused(
      'unreadable',
      'It cannot be told how the letters of this file are written. Choose its encoding, or save it as UTF-8. Nothing was saved.',
    )
  return { encoding: best, text }
}

function moreSensible(sample: Uint8Array, one: Encoding, other: Encoding): Encoding {
  return sense(decode(sample, other)) > sense(decode(sample, one)) + 1 ? other : one
}

/** How much the characters beyond ASCII stand where such characters stand in prose. */
function sense(text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return (
    count(/(?<=\p{Ll})[à-ÿĀ-ſ](?!\p{Lu})/gu) +
    count(/(?<=^|[\s(])[“‘„«](?=\p{L}|\d)/gmu) +
    count(/(?<=[\p{L}\d.,!?])[”’»…](?=[\s.,;:!?)\p{L}]|$)/gmu) +
    count(/ [–—] /g) +
    count(/[€£](?=\d)/g) -
    // Capitals, signs and marks within a word or before a figure.
    count(/(?<=\p{Ll})[À-ß¡-¿×÷†‡•‰Œ-Ÿ]/gu) -
    count(/[À-ß](?=\d)/g) -
    count(/(?<=\s)[À-ßÐ](?=\s)/g) -
    count(/[\u0080-\u009f\ufffd]/g) * 2
  )
}

function firstLine(text: string): string {
  const line =
    cleanCharacters(text)
      .split(/[\r\n]+/)
      .map((one) => one.replace(/<[^>]*>/g, ' ').trim())
      .find(Boolean) ?? ''
  return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line
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
