import type { Finding, Sentence } from '@/lib/core/consistency/findings'

/** Letters everybody knows, or that stand on their own. */
const KNOWN = new Set(
  'USA US UK EU UN NATO UNICEF UNESCO WHO IMF FBI CIA NSA BBC CNN NBC ABC CBS NPR PBS NASA ESA IBM GDP CEO CFO COO CTO PR TV PC DVD CD HIV AIDS DNA RNA USB LED LCD HDMI GPS SUV MP MPs PM GMT EST PST ET BST UTC AM PM II III IV VI VII VIII IX XI XII OK ID IQ PhD MBA BA MA FIFA UEFA NBA NFL MLB NHL UFC IOC OPEC COVID SARS GOP DC NY LA CA USSR FAQ HQ VIP RSS URL API PDF HTML CV DIY RSVP FM HD UHD OLED IT AI VR AR HR IPO LLC LTD PLC INC AG SA RAM CPU GPU FPS RGB HDTV GTX IPS LEGO ESPN MSCI SSD HDD ROM LAN WIFI NFC PSU DDR JPEG PNG GIF MPEG DSLR BMW VW KGB IRA IRS TSA FDA EPA CDC NHS BP GM GE HP AP AFP RNLI RSPCA RSPB RSC OECD OSCE ASEAN INTERPOL EUROPOL OPCW IAEA WTO ICC ICJ UNHCR UNRWA OHCHR ILO FAO WWF PETA ACLU NAACP NAFTA AFL CIO AARP YMCA YWCA BAFTA RAF RAC MOT VAT ITV HBO MTV PBS NCAA NASCAR WNBA MLS WADA USADA FIDE ISIS ISIL PKK PLO IDF CENTCOM USAID FEMA OSHA NOAA NIH NIST FDIC HMRC DVLA BMA TUC CBI GCHQ LGBT LGBTQ STEM FAANG NASDAQ NYSE FTSE ATM PIN SIM SMS URL MRI PCR ICU CPR ADHD PTSD IVF HPV BMI SPF'.split(
    ' ',
  ),
)
const ACRONYM = /\b[A-Z]{3,6}\b/g

/** Quotation marks that do not close, and letters nobody explained. */
export function textFindings(text: string, sentences: readonly Sentence[]): Finding[] {
  return [...quotes(text), ...acronyms(text, sentences)]
}

function* quotes(text: string): Generator<Finding> {
  const lines = text.split('\n')
  let start = 0
  for (const [index, line] of lines.entries()) {
    const [open, close] = [count(line, '“'), count(line, '”')]
    // After a figure it says inches.
    const straight = count(line.replace(/(?<![\p{L}\d])\d+(?:\.\d+)?"/gu, ''), '"')
    const next = (lines.slice(index + 1).find((one) => one.trim() !== '') ?? '').trim()
    // A quotation over paragraphs opens each of them and closes the last.
    // “…, said somebody” is not said in a quotation that goes on.
    const isLeft = /,[^“”]{0,3} (?:said|says|asked|added|told|recalled|(?:she|he) (?:said|says|asked|added|recalled|adds)) ?\p{Lu}?/u.test(
      line.slice(line.lastIndexOf('“')),
    )
    const goesOn = (open === close + 1 && next.startsWith('“') && !isLeft) || (straight % 2 === 1 && next.startsWith('"'))
    if ((open !== close || straight % 2 === 1) && !goesOn)
      yield {
        kind: 'quotation-marks',
        level: 'contradiction',
        ranges: [{ start, end: start + line.length }],
        message:
          open > close || straight % 2 === 1
            ? 'A quotation begins in this paragraph and does not end.'
            : 'A quotation ends in this paragraph and did not begin.',
      }
    else if (open === 0 && straight === 0) yield* single(line, next, start)
    else yield* within(line, start)
    start += line.length + 1
  }
}

/** British quotations: ‘…’ that do not close, or end and did not begin. Apostrophes are told from them by what stands beside. */
function* single(line: string, next: string, start: number): Generator<Finding> {
  const opens = [...line.matchAll(/(?<![\p{L}\p{N}])‘(?=\p{Lu})/gu)]
  // Behind a mark it ends a quotation; behind a letter it may be an apostrophe.
  const sure = [...line.matchAll(/(?<=[.,!?…])’(?![\p{L}\p{N}])/gu)]
  const maybe = [...line.matchAll(/(?<=[\p{L}\p{N}.,!?…])’(?![\p{L}\p{N}])/gu)]
  const last = opens.at(-1)
  const goesOn = next.startsWith('‘')
  const isOpen = last !== undefined && !maybe.some((one) => one.index > last.index) && !goesOn
  const first = sure[0]
  const isClosed = first !== undefined && !/‘/.test(line.slice(0, first.index))
  if (!isOpen && !isClosed) return
  yield {
    kind: 'quotation-marks',
    level: 'contradiction',
    ranges: [{ start, end: start + line.length }],
    message: isOpen ? 'A quotation begins in this paragraph and does not end.' : 'A quotation ends in this paragraph and did not begin.',
  }
}

/**
 * Quotations, what begins another one in them, and what ends it: an apostrophe
 * stands between or before letters, the end of a quotation behind one or a mark and before none.
 */
const NESTED: readonly (readonly [whole: RegExp, begins: RegExp, ends: RegExp])[] = [
  [/“([^“”]{1,1500})”/gu, /(?<![\p{L}\p{N}])‘(?=\p{Lu})/gu, /(?<=[\p{L}\p{N}.,!?…])’(?![\p{L}\p{N}])/gu],
  [/"([^"“”]{1,1500})"/gu, /(?<=[,:;] )'(?=\p{Lu})/gu, /(?<=[\p{L}\p{N}.,!?…])'(?![\p{L}\p{N}])/gu],
]

/** A quotation within a quotation that does not end in it: “He said, ‘Stay here,” she recalled. */
function* within(line: string, start: number): Generator<Finding> {
  for (const [whole, begins, ends] of NESTED)
    for (const match of line.matchAll(whole)) {
      const inner = match[1] ?? ''
      if ([...inner.matchAll(begins)].length <= [...inner.matchAll(ends)].length) continue
      yield {
        kind: 'quotation-marks',
        level: 'contradiction',
        ranges: [{ start: start + match.index, end: start + match.index + match[0].length }],
        message: 'A quotation within this quotation begins and does not end.',
      }
    }
}

function acronyms(text: string, sentences: readonly Sentence[]): Finding[] {
  const seen = new Map<string, { start: number; count: number }>()
  for (const { start, text: sentence } of sentences) {
    // A line in capitals is a heading, not letters.
    if (sentence === sentence.toUpperCase()) continue
    for (const match of sentence.matchAll(ACRONYM)) {
      const known = seen.get(match[0])
      seen.set(match[0], { start: known?.start ?? start + match.index, count: (known?.count ?? 0) + 1 })
    }
  }
  const initials = seen.size > 0 ? initialsOf(text) : ''
  return [...seen].flatMap(([letters, { start, count: times }]): Finding[] => {
    // Said once, it has to stand as the name of a body or a rule: “under the VLTP”.
    const isNamed =
      (letters.length >= 4 ? /\b(?:the|an?) $/i : /\b(?:under|by|from|with|through|to|for|of|joined|told) the $/i).test(
        text.slice(0, start),
      ) && /^(?:[,.;:’]| (?!\d))/.test(text.slice(start + letters.length))
    if (KNOWN.has(letters) || (times < 2 && !isNamed) || isExplained(text, letters, initials)) return []
    return [
      {
        kind: 'acronym',
        level: 'question',
        ranges: [{ start, end: start + letters.length }],
        message: `“${letters}” stands ${times === 1 ? 'here' : `${times} times`} and is explained nowhere.`,
      },
    ]
  })
}

/** In brackets beside words, before words in brackets or behind a comma, or as the first letters of words in a row. */
function isExplained(text: string, letters: string, initials: string): boolean {
  if (text.includes(`(${letters})`) || text.includes(`(${letters}s)`) || text.includes(`${letters} (`)) return true
  // “the FPLC, the Popular Front for …”.
  for (let at = text.indexOf(`${letters}, `); at >= 0; at = text.indexOf(`${letters}, `, at + 1))
    if (/^, (?:or )?(?:the )?\p{Lu}\p{Ll}+ (?:\p{Lu}|of |for )/u.test(text.slice(at + letters.length, at + letters.length + 80)))
      return true
  // “The union of tram drivers, or UTD for short”.
  return (
    text.includes(`, or ${letters} for short`) ||
    text.includes(`known as ${letters}`) ||
    text.includes(`known as the ${letters}`) ||
    initials.includes(letters)
  )
}

/** The capitals that words of a text begin with, in order; a word in small letters breaks the row, small words of names do not. */
function initialsOf(text: string): string {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => (SMALL.has(word) ? '' : /^\p{Lu}[\p{Ll}’']/u.test(word) ? (word[0] ?? '') : '.'))
    .join('')
}

const SMALL = new Set('of the for and on in to de la von des du'.split(' '))

function count(line: string, sign: string): number {
  return line.split(sign).length - 1
}
