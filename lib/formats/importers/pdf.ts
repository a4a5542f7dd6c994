import { excerpt, Messages, plural } from '@/lib/core/article/import-messages'
import { plainParagraphs } from '@/lib/core/text/plain-paragraphs'
import { paragraphOfLines } from '@/lib/editor/queries/paragraph-of-lines'
import { schema } from '@/lib/editor/schema'
import { IMPORT_LIMITS, type Imported, ImportRefused } from '@/lib/formats/importers/import-result'
import { finishImport } from '@/lib/formats/support/finish-import'
import { refuseOwnReport } from '@/lib/formats/support/own-report'

/** A piece of a line as the page sets it; y grows upwards, in points. */
interface Piece {
  readonly str: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}

/**
 * The words of a PDF, page by page, read by pdf.js. A PDF keeps where letters
 * stand and not what a paragraph is: lines are put together by their places,
 * lines that repeat at the edges of pages are left out, and paragraphs are
 * joined as in text that was cut to a width. All of that is said.
 */
export async function importPdf(bytes: Uint8Array): Promise<Imported> {
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).indexOf('%PDF-') < 0)
    throw new ImportRefused('unreadable', 'This is not a PDF, whatever its name says.')
  const messages = new Messages()
  const lines = await linesOfPages(bytes)
  refuseOwnReport(lines.flat().join('\n'))
  const pages = withoutEdges(lines, messages)
  if (pages.every((lines) => lines.every((line) => line.trim() === '')))
    throw new ImportRefused(
      'unreadable',
      'There is no text in this PDF: its pages are pictures. Have the words recognised (OCR) first, or paste them.',
    )
  const paragraphs = plainParagraphs(pages.map((lines) => lines.join('\n')).join('\n'), messages, { isCut: true })
  messages.add(
    'warning',
    `A PDF keeps where letters stand, not what a paragraph is: ${plural(pages.length, 'page')} were put together by ${pages.length === 1 ? 'its' : 'their'} lines. Compare with the original; columns, tables and notes may stand elsewhere.`,
  )
  const document = schema.node(
    'doc',
    null,
    paragraphs.map((lines) => paragraphOfLines(schema, lines)),
  )
  return {
    ...finishImport(document, messages, []),
    pages: pages.map((lines) =>
      plainParagraphs(lines.join('\n'), new Messages(), { isCut: true })
        .map((one) => one.join('\n'))
        .join('\n'),
    ),
  }
}

async function linesOfPages(bytes: Uint8Array): Promise<string[][]> {
  const { getDocumentProxy } = await import('unpdf')
  // The reader takes the bytes away from who gave them.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, useSystemFonts: false, verbosity: 0 }).catch(
    (error: Error) => {
      throw new ImportRefused(
        'unreadable',
        error.name === 'PasswordException'
          ? 'This PDF is locked with a password. Save it without one, and try again.'
          : 'This PDF is damaged and could not be read. Open it, save or print it anew as PDF, and try once more.',
      )
    },
  )
  if (pdf.numPages > IMPORT_LIMITS.pdfPages)
    throw new ImportRefused(
      'too-large',
      `This PDF has ${plural(pdf.numPages, 'page')}; the most that can be read is ${IMPORT_LIMITS.pdfPages}. Split it, and bring in the part you need.`,
    )
  const pages: string[][] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    pages.push(
      linesOf(
        items.flatMap((item): Piece[] => {
          if (!('str' in item) || item.str === '') return []
          const [, , , size = 10, x = 0, y = 0] = item.transform as number[]
          return [{ str: item.str, x, y, width: item.width, size: Math.abs(size) || item.height || 10 }]
        }),
      ),
    )
    page.cleanup()
  }
  return pages
}

/** Lines in the order the file has them, with an empty one where the page leaves more room than between lines. */
function linesOf(pieces: readonly Piece[]): string[] {
  const lines: { text: string; y: number; size: number; end: number }[] = []
  for (const piece of pieces) {
    const line = lines[lines.length - 1]
    if (line && Math.abs(line.y - piece.y) < line.size * 0.4) {
      // A gap that is set by moving on, without a space.
      const gap = piece.x - line.end
      const isApart = gap > piece.size * 0.18 && !/\s$/.test(line.text) && !/^\s/.test(piece.str)
      line.text += `${isApart ? ' ' : ''}${piece.str}`
      line.end = piece.x + piece.width
    } else lines.push({ text: piece.str, y: piece.y, size: piece.size, end: piece.x + piece.width })
  }
  const steps = lines
    .slice(1)
    .map((line, index) => (lines[index]?.y ?? 0) - line.y)
    .filter((step) => step > 0)
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
  return lines.flatMap(({ text, y }, index) => {
    const step = index === 0 ? 0 : (lines[index - 1]?.y ?? 0) - y
    return usual > 0 && (step > usual * 1.4 || step < 0) ? ['', text] : [text]
  })
}

/** A page's number, alone or as "Page 3 of 9". */
const FOLIO = /^(?:[-–—\s]*(?:page|p\.|seite|s\.)?\s*)(\d{1,4})(?:\s*(?:of|von|\/)\s*\d{1,4})?[-–—\s]*$/i

// Running heads and feet: the very same line at the edge of at least three pages, and of half of them. Page numbers: those that go with the pages.
function withoutEdges(pages: readonly string[][], messages: Messages): string[][] {
  const edgesOf = (lines: readonly string[]) => {
    const filled = [...lines.entries()].filter(([, line]) => line.trim() !== '').map(([index]) => index)
    // Only the outermost: a line further in may be copy that repeats.
    return [...new Set([...filled.slice(0, 1), ...filled.slice(-1)])]
  }
  const key = (line: string) => line.replace(/\s+/g, ' ').trim().toLowerCase()
  const counts = new Map<string, number>()
  /** How far the number at an edge is from the page's place → how many pages have it so. */
  const distances = new Map<number, number>()
  const count = <K>(map: Map<K, number>, one: K) => map.set(one, (map.get(one) ?? 0) + 1)
  for (const [page, lines] of pages.entries())
    for (const index of edgesOf(lines)) {
      const line = lines[index] ?? ''
      count(counts, key(line))
      const folio = FOLIO.exec(line)?.[1]
      if (folio) count(distances, Number(folio) - page)
    }
  const most = Math.max(3, pages.length / 2)
  const isEdgeLine = (line: string, page: number) => {
    const folio = FOLIO.exec(line)?.[1]
    return (counts.get(key(line)) ?? 0) >= most || (folio !== undefined && (distances.get(Number(folio) - page) ?? 0) >= most)
  }
  const dropped: string[] = []
  const kept = pages.map((lines, page) => {
    const edges = new Set(edgesOf(lines))
    return lines.filter((line, index) => {
      const isEdge = edges.has(index) && isEdgeLine(line, page)
      if (isEdge) dropped.push(line)
      return !isEdge
    })
  })
  if (dropped.length > 0)
    messages.add(
      'info',
      `${plural(dropped.length, 'line')} that repeat at the edges of pages were left out: ${[...new Set(dropped)]
        .slice(0, 20)
        .map((line) => excerpt(line))
        .join(', ')}.`,
    )
  return kept
}
