import { unzipSync, zipSync } from 'fflate'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A paragraph of WordprocessingML: its style, then runs of `[properties, text]` or plain text. */
export function wordParagraph(style: string | null, ...runs: readonly (string | readonly [string, string])[]): string {
  const properties = style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''
  const body = runs.map((run) => {
    const [format, text] = typeof run === 'string' ? ['', run] : run
    return `<w:r>${format ? `<w:rPr>${format}</w:rPr>` : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`
  })
  return `<w:p>${properties}${body.join('')}</w:p>`
}

/** A Word file with a body of our own, as small as Word opens it. */
export function wordFile(body: string): Uint8Array {
  const xml = (content: string) => new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${content}`)
  const style = (id: string, name: string) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`
  return zipSync({
    '[Content_Types].xml': xml(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/_rels/document.xml.rels': xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    ),
    'word/styles.xml': xml(
      `<w:styles ${W}>${style('Title', 'Title')}${style('Heading1', 'heading 1')}${style('Heading2', 'heading 2')}${style('Quote', 'Quote')}</w:styles>`,
    ),
    'word/document.xml': xml(`<w:document ${W} ${R}><w:body>${body}</w:body></w:document>`),
  })
}

interface WordComment {
  readonly author: string
  /** ISO 8601. */
  readonly date: string
  readonly text: string
}

/** The same with comments; a run whose format is `COMMENT:n` is what the nth is about. */
export function wordWithComments(body: string, comments: readonly WordComment[]): Uint8Array {
  const marked = body.replace(
    /<w:r><w:rPr>COMMENT:(\d+)<\/w:rPr>(.*?)<\/w:r>/g,
    (_, id, run) =>
      `<w:commentRangeStart w:id="${id}"/><w:r>${run}</w:r><w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`,
  )
  const parts = unzipSync(wordFile(marked))
  const list = comments.map(
    ({ author, date, text }, id) =>
      `<w:comment w:id="${id}" w:author="${author}" w:date="${date}"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:comment>`,
  )
  return zipSync({ ...parts, 'word/comments.xml': new TextEncoder().encode(`<w:comments ${W}>${list.join('')}</w:comments>`) })
}
