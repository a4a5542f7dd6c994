import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { formatOfName, readFile } from '@/lib/formats/importers/registry'
import { corpus } from '@/tests/support/corpora'

const folder = corpus('corpora/field')

/** What each file must give, what must not be in it, and what must be said; words and marks of the document. */
const WANTED: Readonly<
  Record<string, { text?: readonly string[]; not?: readonly string[]; said?: readonly RegExp[]; doc?: readonly string[] }>
> = {
  'row01-cp1252.html': { text: ['€41.2 million – “twice”'] },
  'row01-cp1252.txt': { text: ['€41.2 million – “twice” the 2022 figure. It’s café Žižek’s.'], said: [/Western European \(Windows\)/] },
  'row01-iso88591.html': { text: ['€41.2 million – “twice”'] },
  'row01-nodecl.html': { text: ['€41.2 million – “twice”'] },
  'row02-cp1251.txt': { text: ['Порт взял 41,2 миллиона евро — вдвое больше.'] },
  'row02-macroman.txt': { text: ['€41.2 million – “twice”. Café.'] },
  'row02-sjis.txt': { text: ['港は41.2百万ユーロを得た。'] },
  'row08-pdf-paste.txt': { text: ['harbour', 'finance', 'doubling', 'million euros'], said: [/joined/, /only a number/] },
  'row11-docx-chars.docx': { text: ['Visible.'], not: ['secret Visible'], doc: ['"superscript"', '"subscript"'], said: [/“secret”/] },
  'row11-supsub.html': { doc: ['"superscript"', '"subscript"'] },
  'row15-bidi-mso.html': { doc: ['"bold"'], text: ['Plain not bold and bold words and not italic.'] },
  'row16-gdocs-export.html': { doc: ['"bold"', '"italic"', '"headline"'], said: [/Annual report, p\. 8/] },
  'row18-wp.html': { text: ['One, 2021', 'Two, 2022', 'Gallery caption'] },
  'row19-page-table-caption.html': { text: ['T\nTolls, million euros\n2024\n41.2'] },
  'row23-page-news.html': { text: ['By Jo Doe and An Other'] },
  'row29-word.html': {
    text: ['Sub line A1', 'Added words.'],
    not: ['Deleted words', '·'],
    said: [/tracked changes/, /comment was not read/],
  },
  'row31-word.html': { doc: ['"bulletList"'], not: ['Deleted words'], said: [/1 insertion, 1 deletion/] },
  'row35-docx-real.docx': {
    text: ['€41.2 million in tolls, the annual report says.'],
    not: ['tolls[1]', '↑'],
    said: [/Port annual report 2024, p/],
  },
  'row36-docx-fldsimple.docx': { text: ['Figure 1: The port in 2024', 'The report of 5 May 2024 is clear.'] },
  'row37-docx-textbox.docx': { text: ['SIDEBAR: 14 cranes', 'BARE BOX: 77 ships'], said: [/^2 text boxes/m] },
  'row38-docx-fielddel.docx': { text: ['Second paragraph.\nThird.'] },
  'row39-docx-moved.docx': { text: ['The gate opens at six.\nShips wait. The fee is 12 euros.'] },
  'row40-docx-delmark.docx': { text: ['The dam holds 40 million litres.\nEnd.'] },
  'row41-docx-fields.docx': { text: ['Figure 3', 'Option B', 'E=mc2 is a formula.'], said: [/formula/] },
  'row44-footnotes.md': { not: ['[^1]'], said: [/Port annual report 2024, p\. 8/], text: ['2019. Not a list.'] },
}

describe.skipIf(!folder)('what was complained of in other tools', () => {
  it.each(Object.entries(WANTED))('%s', async (file, { text = [], not = [], said = [], doc = [] }) => {
    const format = formatOfName(file)
    if (!format) throw new Error(`${file} has no reader`)
    const imported = await readFile(format, readFileSync(join(folder as string, file)))
    const read = readDocument(imported.document)
    const words = textOf(read)
    const messages = imported.messages.map(({ message }) => message).join('\n')
    for (const one of text) expect(words).toContain(one)
    for (const one of not) expect(words).not.toContain(one)
    for (const one of said) expect(messages).toMatch(one)
    for (const one of doc) expect(JSON.stringify(read.toJSON())).toContain(one)
  })
  it('is all brought in: no file is refused', async () => {
    const files = readdirSync(folder as string).filter((one) => !one.includes('-input') && one !== 'SOURCE.md')
    for (const file of files) {
      const format = formatOfName(file)
      if (!format) throw new Error(`${file} has no reader`)
      const { document } = await readFile(format, readFileSync(join(folder as string, file)))
      expect(textOf(readDocument(document)).trim(), file).not.toBe('')
    }
    expect(files.length).toBeGreaterThan(30)
  })
})
