import { type Messages, plural } from '@/lib/core/article/import-messages'

/**
 * Plain text to paragraphs, each a list of lines. Where blank lines part the
 * paragraphs, a single line break is a break inside one; otherwise each line is
 * a paragraph. Lines that were cut to a width, as mail and PDF do, are joined
 * again, with the words cut at their ends, and that is said; `isCut` knows that
 * they were, and that page numbers are gone already.
 */
export function plainParagraphs(text: string, messages: Messages, { isCut = false }: { readonly isCut?: boolean } = {}): string[][] {
  const lines = withWholeLetters(text, messages)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trim())
  const groups: string[][] = [[]]
  for (const line of lines) {
    if (line !== '') groups[groups.length - 1]?.push(line)
    else if (groups[groups.length - 1]?.length) groups.push([])
  }
  const paragraphs = groups.filter((group) => group.length > 0)
  const filled = lines.filter((line) => line !== '')
  if (isCut) return joinCutLines(paragraphs, filled, messages, () => false).map((one) => [one])
  if (isCutToWidth(paragraphs) || isCutInSentences(paragraphs)) {
    messages.add('info', 'The lines were cut to a width, as in e-mail or a PDF; they were joined into paragraphs.')
    return joinCutLines(paragraphs, filled, messages).map((one) => [one])
  }
  if (paragraphs.length <= 1 || paragraphs.length === filled.length) return filled.map((line) => [line])
  return paragraphs
}

const LIGATURES: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' }
const SOFT_HYPHEN = '\u00ad'

// A soft hyphen at the end of a line is where a word was cut; elsewhere it is only where one could be.
function withWholeLetters(text: string, messages: Messages): string {
  let count = 0
  const whole = text
    .replace(/[\ufb00-\ufb06]/g, (sign) => {
      count++
      return LIGATURES[sign] ?? sign
    })
    .replace(/\u00ad(?!\s*(?:\r|\n|$))/g, () => {
      count++
      return ''
    })
  if (count > 0)
    messages.add('info', `${plural(count, 'joined letter or soft hyphen', 'joined letters and soft hyphens')} became plain letters.`)
  return whole
}

/** Pairs of lines that follow each other in a paragraph. */
function pairsOf(paragraphs: readonly string[][]): [string, string][] {
  return paragraphs.flatMap((group) => group.slice(1).map((line, index): [string, string] => [group[index] ?? '', line]))
}

// Lines of most paragraphs end between 50 and 90 characters, except each last one.
function isCutToWidth(paragraphs: readonly string[][]): boolean {
  if (paragraphs.length < 2) return false
  const inner = paragraphs.flatMap((group) => group.slice(0, -1))
  if (inner.length < 4) return false
  return inner.filter((line) => line.length >= 50 && line.length <= 90).length > inner.length * 0.9
}

function isCutWord(line: string, next: string): boolean {
  return /\p{L}[-\u00ad\u2010]$/u.test(line) && /^\p{Ll}/u.test(next)
}

// Most lines go on in the next one in the middle of a sentence, or a word.
function isCutInSentences(paragraphs: readonly string[][]): boolean {
  const pairs = pairsOf(paragraphs).filter((pair) => !pair.some(isPageNumber))
  if (pairs.length < 2) return false
  const cutWords = pairs.filter(([line, next]) => isCutWord(line, next)).length
  const goOn = pairs.filter(([line, next]) => !/[.!?…:;"”’»)\]]$/.test(line) && /^[\p{Ll}\d(“"]/u.test(next)).length
  const lengths = pairs.map(([line]) => line.length).sort((a, b) => a - b)
  const median = lengths[lengths.length >> 1] ?? 0
  if (median < 20) return false
  return cutWords > 0 ? goOn / pairs.length >= 0.3 : pairs.length >= 3 && median >= 40 && goOn / pairs.length >= 0.5
}

function isPageNumber(line: string): boolean {
  return /^(?:page |– |- )?\d{1,4}(?: –| -)?$/i.test(line)
}

/** In UTF-16 code units. */
const LONGEST_WORD = 100

function joinCutLines(
  paragraphs: readonly string[][],
  all: readonly string[],
  messages: Messages,
  isFolio: (line: string) => boolean = isPageNumber,
): string[] {
  const words = new Set(
    all
      .join(' ')
      .toLocaleLowerCase()
      .match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu),
  )
  const widest = Math.max(...all.map((line) => line.length))
  const joined: string[] = []
  const rejoined = new Set<string>()
  const pages: string[] = []
  for (const group of paragraphs) {
    // In parts: a long paragraph would be copied at each of its lines.
    let parts: string[] = []
    let last = ''
    const end = () => parts.slice(-3).join('').slice(-LONGEST_WORD)
    const cutEnd = () => {
      const part = parts.pop() ?? ''
      parts.push(part.slice(0, -1))
    }
    for (const line of group) {
      if (group.length > 1 && isFolio(line)) {
        pages.push(line)
        continue
      }
      // A sentence that ends well before the edge ends its paragraph.
      if (parts.length > 0 && /[.!?…]["”’»)\]]?$/.test(last) && last.length < widest * 0.75) {
        joined.push(parts.join(''))
        parts = [line]
      } else if (/\d[-\u2010–]$/.test(end()) && /^\d/.test(line)) {
        // A range of figures keeps its dash.
        rejoined.add(`${/[\d.,]+[-\u2010–]$/.exec(end())?.[0] ?? ''}${/^[\d.,]*\d/.exec(line)?.[0] ?? ''}`)
        parts.push(line)
      } else if (parts.length > 0 && isCutWord(last, line)) {
        const before = /[\p{L}\p{N}-]+(?=[-\u00ad\u2010]$)/u.exec(end())?.[0] ?? ''
        const after = /^[\p{L}\p{N}]+/u.exec(line)?.[0] ?? ''
        const isCompound = end().endsWith('-') && words.has(`${before}-${after}`.toLocaleLowerCase())
        if (!isCompound) cutEnd()
        parts.push(line)
        rejoined.add(isCompound ? `${before}-${after}` : `${before}${after}`)
      } else {
        if (end().endsWith(SOFT_HYPHEN)) cutEnd()
        if (parts.length > 0) parts.push(' ')
        parts.push(line)
      }
      last = line
    }
    if (parts.length > 0) joined.push(parts.join(''))
  }
  if (rejoined.size > 0)
    messages.add(
      'warning',
      `Words cut at the end of a line were joined again; look at these: ${[...rejoined].slice(0, 20).join(', ')}${rejoined.size > 20 ? ' …' : ''}.`,
    )
  if (pages.length > 0)
    messages.add(
      'warning',
      `${plural(pages.length, 'line')} with only a number, as pages have, ${pages.length === 1 ? 'was' : 'were'} left out: ${pages.slice(0, 20).join(', ')}.`,
    )
  return joined
}
