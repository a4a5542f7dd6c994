import iconv from 'iconv-lite'
import { ImportRefused } from '@/lib/formats/importers/import-result'

export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly word: string; readonly param: number | null }
  /** A sign behind a backslash: `~`, `-`, `*` … */
  | { readonly kind: 'sign'; readonly sign: string }
  /** Bytes of text, each as the character of its number. */
  | { readonly kind: 'text'; readonly bytes: string }
  | { readonly kind: 'binary'; readonly bytes: string }

const TOKEN = /\\([a-z]{1,40})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([\s\S])|([{}])|[\r\n\0]+|[^\\{}\r\n\0]+|\\/giy

/**
 * The tokens of a Rich Text file (specification 1.9.1, “RTF syntax”), in one
 * pass over its bytes. (The kept library for this joins pictures' lines in
 * quadratic time and reserves what a file claims to hold.)
 */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  TOKEN.lastIndex = 0
  let at = 0
  while (at < source.length) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(source)
    if (!match) return
    at = TOKEN.lastIndex
    const [whole, word, param, hex, sign, brace] = match
    if (brace) yield { kind: brace === '{' ? 'open' : 'close' }
    else if (word === 'bin') {
      const length = Math.max(0, Number(param ?? 0))
      yield { kind: 'binary', bytes: source.slice(at, at + length) }
      at += length
    } else if (word) yield { kind: 'word', word, param: param === undefined ? null : Number(param) }
    else if (hex) yield { kind: 'text', bytes: String.fromCharCode(Number.parseInt(hex, 16)) }
    // A line's end behind a backslash ends the paragraph.
    else if (sign === '\r' || sign === '\n') yield { kind: 'word', word: 'par', param: null }
    else if (sign === '\\' || sign === '{' || sign === '}') yield { kind: 'text', bytes: sign }
    else if (sign) yield { kind: 'sign', sign }
    else if (!/^[\r\n\0\\]/.test(whole)) yield { kind: 'text', bytes: whole }
  }
}

/** `\fcharset` and the code page it stands for (specification 1.9.1, “Font table”). */
const CODE_PAGES: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  128: 'shift_jis',
  129: 'cp949',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'cp874',
  238: 'windows-1250',
  254: 'cp437',
  255: 'cp850',
}

/** The encoding of a font by its `\fcharset`; null for what says nothing. */
export const encodingOfCharset = (charset: number): string | null => CODE_PAGES[charset] ?? null

/** The encoding of a code page by its number, or null when it is not known. */
export function encodingOfCodePage(page: number): string | null {
  const name =
    page === 10_000 ? 'macintosh' : page === 65_001 ? 'utf-8' : page === 932 ? 'shift_jis' : page === 936 ? 'gb18030' : `cp${page}`
  return iconv.encodingExists(name) ? name : null
}

/** Bytes as {@link rtfTokens} gives them, decoded. */
export function decodeBytes(bytes: string, encoding: string): string {
  return iconv.decode(Buffer.from(bytes, 'latin1'), encoding)
}

/** What is no Rich Text. Throws ImportRefused. */
export function refuseIfNotRtf(bytes: Uint8Array, kind: string | null): void {
  if (/^\s*\{\\rtf/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1').replace(/^ï»¿/, ''))) return
  throw new ImportRefused('unreadable', `This is not a Rich Text file, whatever its name says${kind ? `: it is ${kind}` : ''}.`)
}
