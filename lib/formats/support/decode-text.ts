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
  'utf-7': 'Unicode (UTF-7, of old mail)',
  'windows-1252': 'Western European (Windows)',
  'iso-8859-15': 'Western European (ISO, with €)',
  cp850: 'Western European (DOS)',
  macintosh: 'Western European (old Mac)',
  'windows-1250': 'Central European (Windows)',
  'iso-8859-2': 'Central European (ISO)',
  cp852: 'Central European (DOS)',
  maccenteuro: 'Central European (old Mac)',
  'windows-1251': 'Cyrillic (Windows)',
  'koi8-r': 'Cyrillic (KOI8-R)',
  'iso-8859-5': 'Cyrillic (ISO)',
  cp866: 'Cyrillic (DOS)',
  maccyrillic: 'Cyrillic (old Mac)',
  'windows-1253': 'Greek (Windows)',
  cp737: 'Greek (DOS)',
  macgreek: 'Greek (old Mac)',
  'windows-1254': 'Turkish (Windows)',
  cp857: 'Turkish (DOS)',
  macturkish: 'Turkish (old Mac)',
  'windows-1255': 'Hebrew (Windows)',
  cp862: 'Hebrew (DOS)',
  'windows-1256': 'Arabic (Windows)',
  'windows-1257': 'Baltic (Windows)',
  'windows-1258': 'Vietnamese (Windows)',
  'windows-874': 'Thai (Windows)',
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
  const unicode = asUtf8(bytes)
  // What says another encoding and has letters of UTF-8, each whole, says it wrongly.
  if (said && !(said.is8Bit && unicode?.isWhole && unicode.letters > 0)) return cleanText(decode(bytes, said.encoding), messages)
  if (unicode) {
    if (said) messages.add('warning', saysRead('utf-8', unicode.text, said.encoding))
    const fromMail = utf7(unicode.text)
    if (fromMail) messages.add('warning', saysRead('utf-7', fromMail))
    for (const place of unicode.broken)
      messages.add(
        'warning',
        `A letter could not be read (its bytes are broken) and shows as \ufffd: “${place}”. Look at the original there.`,
      )
    return cleanText(fromMail ?? unicode.text, messages)
  }
  const { encoding, text } = guess(bytes)
  messages.add('warning', saysRead(encoding, text))
  return cleanText(text, messages)
}

/** Of broken places, how many are named. */
const MOST_NAMED = 10

/** Bytes as UTF-8: whole, or all but a few letters of many; null when they are something else. */
function asUtf8(bytes: Uint8Array): {
  readonly text: string
  readonly isWhole: boolean
  /** Letters beyond ASCII. */
  readonly letters: number
  /** The words around what could not be read. */
  readonly broken: readonly string[]
} | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const letters = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0
  let whole: boolean
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    whole = true
  } catch {
    whole = false
  }
  if (whole) return { text, isWhole: true, letters, broken: [] }
  const places = [...text.matchAll(/\ufffd+/g)]
  // A letter of UTF-8 is two bytes or more that fit; other encodings have such pairs by chance only.
  if (letters < 2 || places.length > Math.max(1, letters / 20)) return null
  const broken = places.slice(0, MOST_NAMED).map(({ index, 0: sign }) =>
    text
      .slice(Math.max(0, index - 30), index + sign.length + 30)
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return { text, isWhole: false, letters, broken }
}

function saysRead(encoding: Encoding, text: string, wrongly?: string): string {
  const why = wrongly
    ? `The file says that its letters are written as ${ENCODINGS[wrongly as Encoding] ?? wrongly}, and they are not`
    : 'The file does not say how its letters are written'
  return `${why}; it was read as ${ENCODINGS[encoding]}. It begins “${firstLine(text)}”. If that is wrong, bring it in again and choose its encoding.`
}

/** UTF-7 (RFC 2152), which is ASCII to look at, when every plus sign of a text begins or is what it says there, and letters come of it; else null. */
function utf7(text: string): string | null {
  if (!/\+[A-Za-z0-9+/]{3}/.test(text) || /[^\p{ASCII}]/u.test(text)) return null
  let coded = 0
  let isSound = true
  for (const [, base64 = '', end] of text.matchAll(/\+([A-Za-z0-9+/]*)(-?)/g)) {
    if (base64 === '') isSound &&= end === '-'
    else {
      coded++
      const bytes = Buffer.from(base64, 'base64')
      const units = decode(bytes.subarray(0, bytes.length & ~1), 'utf-16be')
      // What is over must be zero, and plain letters are not written so.
      const length = Math.ceil((units.length * 16) / 6)
      isSound &&= units !== '' && base64.length === length && /^[\p{L}\p{M}\p{P}\p{S}\p{Zs}]+$/u.test(units) && /[^\p{ASCII}]/u.test(units)
    }
  }
  return isSound && coded > 1 ? decode(Buffer.from(text), 'utf-7') : null
}

// The decoder of some versions of Node gives control characters for 0x80 to 0x9F of windows-1252 (nodejs/node#59515); this one does not.
function decode(bytes: Uint8Array, encoding: string): string {
  // Where the other library has the currency sign, Macs have had € since 1998.
  if (encoding === 'macintosh') return new TextDecoder('macintosh').decode(bytes)
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding)
}

function encodingSaid(bytes: Uint8Array, kind: 'plain' | 'html'): { readonly encoding: string; readonly is8Bit: boolean } | null {
  const wide = (encoding: string) => ({ encoding, is8Bit: false })
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return wide(bytes[2] === 0 && bytes[3] === 0 ? 'utf-32le' : 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return wide('utf-16be')
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return wide('utf-32be')
  if (kind === 'html') {
    const said = sniffHtmlEncoding(bytes, { defaultEncoding: 'x-user-defined' }).toLowerCase()
    // What says UTF-8 and is not has its encoding found like one that says nothing.
    if (said !== 'x-user-defined' && said !== 'utf-8' && iconv.encodingExists(said))
      return { encoding: said, is8Bit: !said.startsWith('utf-') }
  }
  const found = utf16WithoutMark(bytes)
  return found && wide(found)
}

/**
 * UTF-16 that does not say so: every other byte of Latin letters is zero; of
 * other scripts only that of spaces, figures and line ends, on one side alone.
 */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 4_000)
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++) if (head[at] === 0) at % 2 === 0 ? even++ : odd++
  if (even + odd < head.length * 0.01) return null
  const found = odd > even * 20 ? 'utf-16le' : even > odd * 20 ? 'utf-16be' : null
  if (!found) return null
  const text = decode(head.subarray(0, head.length & ~1), found)
  const letters = text.match(/[\p{L}\p{M}\p{N}\p{P}\p{Zs}\r\n\t]/gu)?.length ?? 0
  return letters > text.length * 0.9 ? found : null
}

/** Encodings of ISO 8859 that nobody means: the web reads them as their Windows counterparts, which have the same letters and more. */
const READ_AS: Readonly<Record<string, Encoding>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-9': 'windows-1254',
  'iso-8859-6': 'windows-1256',
}

/** Below this the detector names what is least unlikely, out of 100. */
const UNSURE = 15

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
  const [found] = candidates
  const first = found && found.confidence >= UNSURE ? found.encoding : 'windows-1252'
  // The detector does not know old Macs and DOS, whose letters look like others in the wrong places, and takes ISO for Windows.
  const best = mostSensible(sample, first)
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

/** Encodings of one byte a letter that are taken for each other. */
const LATIN: readonly Encoding[] = ['windows-1252', 'windows-1250', 'iso-8859-2', 'macintosh', 'cp850', 'cp852']
/** The same, seldom met: taken where they make much more sense. */
const RARE: readonly Encoding[] = ['cp857', 'maccenteuro', 'macturkish']
const MUCH = 4
/** Scripts of their own: how they are written, and the letters that come most often in them. */
const SCRIPTS = [
  { encodings: ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866', 'maccyrillic'], script: 'Cyrillic', often: 'оеаинтсрвлкяьыіїє' },
  { encodings: ['windows-1253', 'cp737', 'macgreek'], script: 'Greek', often: 'αοιετσςνηυρπκμλάίόήέύώ' },
  { encodings: ['windows-1255', 'cp862'], script: 'Hebrew', often: 'יוהלאתרבמנש' },
  { encodings: ['windows-874'], script: 'Thai', often: 'านรอกเงวมยลสตทดปคพ่้ัี' },
] as const satisfies readonly { readonly encodings: readonly Encoding[]; readonly script: string; readonly often: string }[]
/** Letters that the ones above do not have. */
const OTHER_LATIN: readonly Encoding[] = ['windows-1254', 'windows-1257']

/** What the detector found, unless another that it is taken for makes more sense of the letters. */
function mostSensible(sample: Uint8Array, first: Encoding): Encoding {
  const scriptOf = (encoding: Encoding) => SCRIPTS.find(({ encodings }) => (encodings as readonly Encoding[]).includes(encoding))
  const senseOf = (encoding: Encoding) => {
    const text = decode(sample, encoding)
    const script = scriptOf(encoding)
    return script ? scriptSense(text, script) : sense(text)
  }
  const bestOf = (encodings: readonly Encoding[], than: number): Encoding | null => {
    let best: Encoding | null = null
    let most = than
    for (const encoding of encodings) {
      const made = senseOf(encoding)
      if (made > most) [best, most] = [encoding, made]
    }
    return best
  }
  const others = SCRIPTS.flatMap(({ encodings }) => encodings)
  if (scriptOf(first)) return bestOf(others, senseOf(first) + 1) ?? first
  const isKnown = LATIN.includes(first)
  // Of two bytes a letter, where all of them fit.
  if (!isKnown && !OTHER_LATIN.includes(first)) return decode(sample, first).includes('\ufffd') ? (bestOf(others, 8) ?? first) : first
  const made = senseOf(first)
  // Letters of a language of its own are left alone while they make sense.
  const common = isKnown || made < 0 ? (bestOf(LATIN, made + 1) ?? first) : first
  const latin = bestOf(RARE, senseOf(common) + MUCH) ?? common
  return senseOf(latin) < 0 ? (bestOf(others, 8) ?? latin) : latin
}

/** How much the letters of a script stand where they stand in prose. */
function scriptSense(text: string, { script, often }: { readonly script: string; readonly often: string }): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const of = `[\\p{Script=${script}}\\p{M}]`
  if (count(new RegExp(of, 'gu')) < 4) return 0
  return (
    count(new RegExp(`(?<=${of})[${often}]`, 'gu')) -
    // Capitals and signs within a word; letters of another script beyond ASCII.
    count(/(?<=\p{Ll})\p{Lu}/gu) * 3 -
    count(new RegExp(`(?<=${of})[^\\s\\p{Script=${script}}\\p{M}.,:;!?·’'"«»“”()—–-]`, 'gu')) * 3 -
    count(new RegExp(`(?!${of})[^\\p{ASCII}\\P{L}]`, 'gu')) * 3 -
    count(/ς\p{L}|σ(?!\p{L})/gu) * 3 -
    count(/[\u2500-\u25ff\u00a4-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bf]/g) * 2
  )
}

/** Letters beyond ASCII of languages, the frequent ones first. */
const ALPHABETS = [
  'éèàêçôîâûùëïœü',
  'üäöß',
  'óíáéñúü',
  'ãçáéóíêõâúàô',
  'èàéùòì',
  'äåöé',
  'øåæé',
  'ëéïèöü',
  'íáðéóúþöæý',
  'íáěéřčžýšůúňóťď',
  'áíéčžľúšýťôóňĺäďŕ',
  'łęóżąśćźń',
  'áéöőüíóúű',
  'ăâîșțşţ',
  'čšžćđ',
  'ıüğşöçâ',
  'äõüöšž',
  'āīēšūļžķņģč',
  'ėšųžūčįęą',
].map((letters) => {
  // Frequencies by rank, as Zipf has them.
  const whole = [...letters].reduce((sum, _, rank) => sum + 1 / (rank + 1), 0)
  return new Map([...letters].map((letter, rank) => [letter, Math.log(1 / (rank + 1) / whole)]))
})
/** What a letter that a language lacks costs, and a sign prose has: natural logarithms of how often they come. */
const NO_LETTER_OF_IT = -7
const SIGN = -3

/** How likely the characters beyond ASCII are those of one language: a natural logarithm, 0 at best. */
function likeOneLanguage(text: string): number {
  const counts = new Map<string, number>()
  for (const [letter] of text.toLowerCase().matchAll(/[^\p{ASCII}]/gu)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let best = Number.NEGATIVE_INFINITY
  for (const alphabet of ALPHABETS) {
    let sum = 0
    for (const [letter, count] of counts)
      sum += count * (alphabet.get(letter) ?? (/[“”„‘’«»–—…€£°²³½¿¡§\u00a0]/.test(letter) ? SIGN : NO_LETTER_OF_IT))
    best = Math.max(best, sum)
  }
  return best
}

/** How much the characters beyond ASCII stand where such characters stand in prose. */
function sense(text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return (
    likeOneLanguage(text) +
    count(/(?<=\p{Ll})[à-ÿĀ-ſ](?!\p{Lu})/gu) +
    count(/(?<=^|[\s(])[“‘„«](?=\p{L}|\d)/gmu) +
    count(/(?<=[\p{L}\d.,!?])[”’»…](?=[\s.,;:!?)\p{L}]|$)/gmu) +
    count(/ [–—] /g) +
    count(/[€£](?=\d)/g) -
    // Signs of quotation and omission within a word, and signs prose has none of.
    count(/(?<=\p{L})[…„‚‡†](?=\p{Ll})/gu) -
    count(/[¤¦¨¬¯¸¹º¶\u2500-\u25ff]/g) -
    // What is no letter beside one, where words have none.
    count(/(?<=\p{L})[^\p{ASCII}\p{L}\p{M}’‘”“„«»…–—\u00ad\u00a0°²³€£]|[^\p{ASCII}\p{L}\p{M}’‘“”„«»¿¡€£–—\u00a0…](?=\p{L})/gu) * 2 -
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
