import { describe, expect, it } from 'vitest'
import { proveQuote } from '@/lib/core/evidence/quote-proof'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importPdf } from '@/lib/formats/importers/pdf'
import { pdfFile, pdfLines } from '@/tests/factories/pdf-file'

const read = async (file: Uint8Array) => {
  const imported = await importPdf(file)
  return {
    text: textOf(readDocument(imported.document)),
    pages: imported.pages ?? [],
    said: imported.messages.map(({ message }) => message).join(' '),
  }
}

const BODY = [
  'The council approved the purchase of the mill by the river at a price of',
  'forty million crowns on Friday, after a long debate about what else the mo-',
  'ney could have done for the town, its schools and the bridge that was closed',
  'last year for want of repairs.',
  '',
  'The mayor, who had spoken against it, said that she would sign the contract',
  'all the same, because the vote was clear and the seller would not wait for a',
  'second one in spring.',
]

describe('a PDF', () => {
  it('gives its paragraphs, lines joined and words cut at their ends whole again, and says what it is', async () => {
    const { text, said } = await read(pdfFile([pdfLines(...BODY)]))
    expect(text.split('\n')).toEqual([
      'The council approved the purchase of the mill by the river at a price of forty million crowns on Friday, after a long debate about what else the money could have done for the town, its schools and the bridge that was closed last year for want of repairs.',
      'The mayor, who had spoken against it, said that she would sign the contract all the same, because the vote was clear and the seller would not wait for a second one in spring.',
    ])
    expect(said).toContain('not what a paragraph is')
  })

  it('leaves out running heads and page numbers, and keeps the words page by page so that a quote has its page', async () => {
    const page = (number: number, words: string) => [
      { y: 820, text: 'Minutes of the council' },
      ...pdfLines(`Item ${number}. ${words}`, '', 'It was so decided by the members who were there.'),
      { y: 20, text: `Page ${number} of 3` },
    ]
    const { text, pages, said } = await read(
      pdfFile([page(1, 'The mill is bought.'), page(2, 'The bridge stays closed.'), page(3, 'The school gets a roof.')]),
    )
    expect(text).not.toMatch(/Minutes of the council|Page \d/)
    // A sentence of the copy that repeats is copy.
    expect(text.match(/It was so decided/g)).toHaveLength(3)
    expect(said).toContain(
      '6 lines that repeat at the edges of pages were left out: “Minutes of the council”, “Page 1 of 3”, “Page 2 of 3”, “Page 3 of 3”',
    )
    expect(pages).toHaveLength(3)
    expect(proveQuote('The bridge stays closed', pages.join('\f'))).toMatchObject({ kind: 'found', page: 2 })
  })

  it('keeps lines that are only a number, and first lines that differ by their numbers: they are copy', async () => {
    const { text, pages } = await read(
      pdfFile([
        pdfLines('In 2001 sales were 100 units.', 'They were the lowest after the flood of the year', '1953', 'when nobody sold any.'),
        pdfLines('In 2002 sales were 300 units.', 'Nobody knows why.', 'The end of it.'),
        pdfLines('In 2003 sales were 200 units.', 'That was less.', 'Another end.'),
      ]),
    )
    for (const words of ['In 2001 sales', 'In 2002 sales', 'In 2003 sales', 'flood of the year 1953 when']) expect(text).toContain(words)
    expect(proveQuote('the flood of the year 1953 when nobody', pages.join('\f'))).toMatchObject({ kind: 'found', page: 1 })
  })

  it('parts words that are set apart without a space, and not those that are not', async () => {
    const { text } = await read(
      pdfFile([
        [
          { y: 700, text: 'It cost' },
          { y: 700, x: 110, text: '40 million' },
          { y: 686, text: 'for' },
          { y: 686, x: 72.9, text: 'ty crowns.' },
        ],
      ]),
    )
    expect(text).toMatch(/It cost 40 million/)
    expect(text).toMatch(/forty crowns/)
  })

  it('of pictures, damaged, or of another kind is refused with a sentence', async () => {
    await expect(importPdf(pdfFile([[]]))).rejects.toThrow(/pages are pictures.*OCR/)
    await expect(importPdf(new TextEncoder().encode('%PDF-1.7 and nothing'))).rejects.toThrow(/damaged/)
    await expect(importPdf(new TextEncoder().encode('<html>'))).rejects.toThrow(/not a PDF/)
  })
})
