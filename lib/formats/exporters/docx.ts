import type { Mark, Node } from '@tiptap/pm/model'
import {
  AlignmentType,
  BookmarkEnd,
  BookmarkStart,
  BorderStyle,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  ImageRun,
  InsertedTextRun,
  type IParagraphOptions,
  type IParagraphStyleOptions,
  type IRunOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { imageSize } from 'image-size'
import { type ArticleSnapshot, AUDIENCE_LABELS } from '@/lib/core/article/article-snapshot'
import { isWebUrl } from '@/lib/core/evidence/source'
import { isRightToLeft } from '@/lib/core/text/direction'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
import { readStoredDocument } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'
import { type BlockKind, blockStyleId, blockStyleName, type Container } from '@/lib/formats/support/docx/block-styles'
import { oneLine, type PlannedComment, planComments, writeComment } from '@/lib/formats/support/docx/claim-comments'
import { writeLog } from '@/lib/formats/support/docx/claim-log'
import { type PlannedChange, type PlannedFootnote, planChanges, planFootnotes, writeFootnote } from '@/lib/formats/support/docx/claim-marks'
import { CLAIM_LOG_BOOKMARK, OWN_STYLES } from '@/lib/formats/support/docx/own-report'

/** Ids of revisions and of the bookmark: no id stands for two things. */
const FIRST_REVISION = 900_000
const LOG_BOOKMARK_ID = 800_000

/**
 * The article as a Word document with one Word comment per stretch of each
 * claim, on exactly its words, notes as its answers, resolved when decided;
 * what a claim rests on as a footnote; open proposals as tracked changes; then
 * the claim log. Comment ids are used once; ranges open and close inside the
 * paragraphs they touch (ECMA-376, 17.13.4).
 */
export async function writeDocx(snapshot: ArticleSnapshot): Promise<Uint8Array> {
  const footnotes = planFootnotes(snapshot)
  // LibreOffice 7 empties a footnote that shares its id with a comment.
  const comments = planComments(snapshot, readStoredDocument(snapshot.article.document), footnotes.length + 1)
  const lists: NumberedList[] = []
  const styles = new Map<string, IParagraphStyleOptions>()
  const body = writeBody(snapshot, {
    comments,
    footnotes,
    changes: planChanges(snapshot),
    lists,
    styles,
    revisions: { next: FIRST_REVISION },
  })
  const document = new Document({
    title: snapshot.article.title,
    creator: 'Tickmark',
    description: `Fact-check report, version ${snapshot.article.version}, text SHA-256 ${snapshot.article.textHash}`,
    comments: { children: comments.map((comment) => writeComment(comment, snapshot)) },
    footnotes: Object.fromEntries(footnotes.map((footnote) => [footnote.id, writeFootnote(footnote)])),
    numbering: {
      config: [
        { reference: 'bullets', levels: Array.from({ length: MAX_LIST_LEVEL + 1 }, (_, level) => bulletAt(level)) },
        ...lists.map(({ reference, level, start, format }) => ({
          reference,
          levels: [
            {
              level,
              start,
              format,
              text: `%${level + 1}.`,
              alignment: AlignmentType.START,
              style: listIndent(level),
            },
          ],
        })),
      ],
    },
    styles: {
      default: {
        document: { run: { font: 'Georgia', size: 23 }, paragraph: { spacing: { after: 160, line: 300, lineRule: LineRuleType.AUTO } } },
        heading1: { run: { size: 30, bold: true, color: '222222' }, paragraph: { spacing: { before: 280, after: 100 } } },
        heading2: { run: { size: 26, bold: true, color: '222222' }, paragraph: { spacing: { before: 240, after: 80 } } },
        heading3: { run: { size: 23, bold: true, color: '444444' }, paragraph: { spacing: { before: 200, after: 60 } } },
      },
      characterStyles: [{ id: 'InlineCode', name: 'Inline code', run: { font: 'Courier New' } }],
      paragraphStyles: [
        { id: 'Dek', name: OWN_STYLES.dek, basedOn: 'Normal', run: { size: 28, color: '555555' }, paragraph: { spacing: { after: 240 } } },
        {
          id: 'PullQuote',
          name: OWN_STYLES.pullQuote,
          basedOn: 'Normal',
          run: { size: 30, italics: true },
          paragraph: { indent: { left: 500, right: 500 } },
        },
        { id: 'Byline', name: OWN_STYLES.byline, basedOn: 'Normal', run: { size: 20, color: '555555' } },
        { id: 'Caption', name: OWN_STYLES.caption, basedOn: 'Normal', run: { size: 20, color: '555555' } },
        { id: 'Picture', name: OWN_STYLES.picture, basedOn: 'Caption', run: { italics: true } },
        {
          id: 'CodeBlock',
          name: OWN_STYLES.code,
          basedOn: 'Normal',
          run: { font: 'Courier New', size: 20 },
        },
        { id: 'Rule', name: 'Rule', basedOn: 'Normal' },
        ...styles.values(),
        { id: 'LogFact', name: 'Log fact', basedOn: 'Normal', run: { size: 20, font: 'Calibri' }, paragraph: { spacing: { after: 60 } } },
      ],
    },
    sections: [
      {
        headers: { default: writeHeader(snapshot) },
        footers: { default: PAGE_NUMBERS },
        children: [
          ...body,
          new Paragraph({
            children: [
              new BookmarkStart(CLAIM_LOG_BOOKMARK, LOG_BOOKMARK_ID),
              new PageBreak(),
              new BookmarkEnd(LOG_BOOKMARK_ID),
            ] as unknown as ParagraphChild[],
          }),
          ...writeLog(snapshot),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

/** What it is, of which text, and for whom, on every page. */
function writeHeader({ article, audience }: ArticleSnapshot): Header {
  const small = { size: 15, color: '555555', font: 'Calibri' }
  return new Header({
    children: [
      new Paragraph({
        spacing: { after: 0 },
        children: [
          new TextRun({
            ...small,
            text: `${oneLine(article.title)} · fact-check report for ${AUDIENCE_LABELS[audience].toLowerCase()} · version ${article.version}`,
          }),
        ],
      }),
      new Paragraph({ children: [new TextRun({ ...small, text: `Text SHA-256 ${article.textHash}` })] }),
    ],
  })
}

const PAGE_NUMBERS = new Footer({
  children: [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ size: 16, color: '555555', children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
    }),
  ],
})

type Block = Paragraph | Table

/** What is to stand in the text besides its words. */
interface Marks {
  readonly comments: readonly PlannedComment[]
  readonly footnotes: readonly PlannedFootnote[]
  readonly changes: readonly PlannedChange[]
  /** Numbered lists met so far: each counts for itself, from its own start. */
  readonly lists: NumberedList[]
  /** Styles of paragraphs in lists and quotations met so far, by name. */
  readonly styles: Map<string, IParagraphStyleOptions>
  /** The id of the next tracked change. */
  readonly revisions: { next: number }
}

interface Context extends Marks {
  readonly snapshot: ArticleSnapshot
  /** Position of a text block → offset of its first character. */
  readonly starts: ReadonlyMap<number, number>
}

interface NumberedList {
  readonly reference: string
  readonly level: number
  readonly start: number
  readonly format: (typeof LevelFormat)[keyof typeof LevelFormat]
}

/** Word has nine levels of lists, from 0. */
const MAX_LIST_LEVEL = 8

/** Where a block stands. */
interface Place {
  /** What holds it, from the outermost. */
  readonly path: readonly Container[]
  /** The sign or number it begins an item of a list with. */
  readonly item?: IParagraphOptions | undefined
  /** A head in a row of other cells. */
  readonly isHead?: boolean
}

const OUTERMOST: Place = { path: [] }

const LIST_FORMATS: Readonly<Record<string, NumberedList['format']>> = {
  a: LevelFormat.LOWER_LETTER,
  A: LevelFormat.UPPER_LETTER,
  i: LevelFormat.LOWER_ROMAN,
  I: LevelFormat.UPPER_ROMAN,
}

function writeBody(snapshot: ArticleSnapshot, marks: Marks): Block[] {
  const doc = readStoredDocument(snapshot.article.document)
  const starts = new Map(textMapOf(doc).blocks.map((block) => [block.from - 1, block.start]))
  const context: Context = { snapshot, starts, ...marks }
  return writeAll(doc, 0, context, () => OUTERMOST)
}

/** Each text block as Word has it: a built-in style, or one of ours. */
const KINDS: Record<string, (node: Node) => IParagraphOptions & { readonly kind?: BlockKind; readonly language?: string | null }> = {
  headline: () => ({ heading: HeadingLevel.TITLE }),
  dek: () => ({ style: 'Dek' }),
  byline: () => ({ style: 'Byline' }),
  paragraph: () => ({ kind: 'Text' }),
  heading: (node) => HEADINGS[Number(node.attrs.level) - 2] ?? HEADINGS[2],
  pullQuote: () => ({ kind: 'Pull quote', style: 'PullQuote' }),
  codeBlock: (node) => ({ kind: 'Code block', style: 'CodeBlock', language: node.attrs.language as string | null }),
  caption: () => ({ kind: 'Caption', style: 'Caption' }),
}

const HEADINGS = [
  { kind: 'Heading 1', heading: HeadingLevel.HEADING_1 },
  { kind: 'Heading 2', heading: HeadingLevel.HEADING_2 },
  { kind: 'Heading 3', heading: HeadingLevel.HEADING_3 },
] as const

/** The style of a kind of paragraph where it stands; nothing where its own is enough. */
function styleIn(kind: BlockKind, { path, item }: Place, { styles }: Context, language: string | null = null): IParagraphOptions {
  if (path.length === 0 && kind !== 'Between' && kind !== 'Table head' && !language) return {}
  // The lines of plain lists are Word's own.
  if (item && path.every((one) => one === 'list')) return {}
  const name = blockStyleName(kind, path, language)
  const id = blockStyleId(name)
  if (!styles.has(name)) {
    const left = indentOf(path)
    styles.set(name, {
      id,
      name,
      basedOn:
        kind === 'Text' || kind === 'Between' || kind === 'Table head'
          ? 'Normal'
          : blockStyleId(kind === 'Picture not included' ? 'Picture' : kind),
      paragraph: {
        indent: { left, ...(path.includes('quotation') ? { right: 300 } : {}) },
        ...(kind === 'Between' ? NO_HEIGHT.paragraph : {}),
      },
      ...(kind === 'Between' ? { run: NO_HEIGHT.run } : {}),
    })
  }
  return { style: id }
}

/** In twentieths of a point. */
function indentOf(path: readonly Container[]): number {
  return path.reduce((sum, one) => sum + (one === 'list' ? 500 : 400), 0)
}

const NO_HEIGHT = {
  run: { size: 2 },
  paragraph: { spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT } },
} as const

function writeBlock(node: Node, position: number, context: Context, place: Place): Block[] {
  if (node.isTextblock) {
    const known = KINDS[node.type.name]
    if (!known) throw new RangeError(`The Word export does not know the node “${node.type.name}”`)
    const { kind, language = null, ...own } = known(node)
    const held = kind ? styleIn(kind === 'Text' && place.isHead ? 'Table head' : kind, place, context, language) : {}
    // One style a paragraph: that of where it stands is made from its own.
    const { heading, ...plain } = own
    return [
      new Paragraph({
        ...plain,
        ...(heading && !held.style ? { heading } : {}),
        ...held,
        ...place.item,
        // The indent of a list is its own, wherever it stands; in a quotation it begins further in.
        ...(place.item && place.path.includes('quotation') ? { indent: { left: indentOf(place.path), hanging: 300 } } : {}),
        bidirectional: isRightToLeft(node.textContent),
        children: writeInline(node, context.starts.get(position) ?? 0, context),
      }),
    ]
  }
  switch (node.type.name) {
    case 'bulletList': {
      const path: Container[] = [...place.path, 'list']
      return writeAll(node, position + 1, context, () => ({ path, item: { numbering: { reference: 'bullets', level: listLevel(path) } } }))
    }
    case 'orderedList': {
      const { start, type } = node.attrs as { start: number; type: string | null }
      const path: Container[] = [...place.path, 'list']
      const level = listLevel(path)
      const reference = `numbers-${context.lists.length + 1}`
      context.lists.push({ reference, level, start: Number(start), format: LIST_FORMATS[type ?? ''] ?? LevelFormat.DECIMAL })
      return writeAll(node, position + 1, context, () => ({ path, item: { numbering: { reference, level } } }))
    }
    case 'blockquote':
      return writeAll(node, position + 1, context, () => ({ path: [...place.path, 'quotation'] }))
    case 'listItem':
      // The number stands before the first paragraph; those after it are set in.
      return writeAll(node, position + 1, context, (index) => (index === 0 ? place : { path: place.path }))
    case 'horizontalRule':
      return [
        new Paragraph({
          style: 'Rule',
          ...styleIn('Rule', place, context),
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '999999', space: 1 } },
        }),
      ]
    case 'figure':
      return [...writePicture(node, context, place), ...writeAll(node, position + 1, context, () => ({ path: place.path }))]
    case 'table':
      return [writeTable(node, position, context), new Paragraph({})]
    default:
      throw new RangeError(`The Word export does not know the node “${node.type.name}”`)
  }
}

const BULLETS = ['•', '◦', '▪']

function bulletAt(level: number) {
  return {
    level,
    format: LevelFormat.BULLET,
    text: BULLETS[level % BULLETS.length] ?? '•',
    alignment: AlignmentType.START,
    style: listIndent(level),
  }
}

function listIndent(level: number) {
  return { paragraph: { indent: { left: 500 * (level + 1), hanging: 300 } } }
}

function listLevel(path: readonly Container[]): number {
  return Math.min(MAX_LIST_LEVEL, path.filter((one) => one === 'list').length - 1)
}

/** The children of a node; `from` is where its content begins, `placeOf` where the child of that index stands. */
function writeAll(node: Node, from: number, context: Context, placeOf: (index: number) => Place): Block[] {
  const blocks: Block[] = []
  node.forEach((child, offset, index) => {
    const place = placeOf(index)
    if (index > 0 && isReadAsOne(node.child(index - 1), child))
      blocks.push(new Paragraph({ ...styleIn('Between', { path: place.path }, context) }))
    blocks.push(...writeBlock(child, from + offset, context, place))
  })
  return blocks
}

function isReadAsOne(before: Node, node: Node): boolean {
  return before.type === node.type && /^(?:bulletList|orderedList|blockquote)$/.test(node.type.name)
}

function writeTable(table: Node, position: number, context: Context): Table {
  const rows: TableRow[] = []
  table.forEach((row, rowOffset) => {
    const cells: TableCell[] = []
    const isAllHeads = row.childCount > 0 && row.children.every((cell) => cell.type.name === 'tableHeader')
    row.forEach((cell, cellOffset) => {
      const at = position + 1 + rowOffset + 1 + cellOffset
      cells.push(
        new TableCell({
          children: writeAll(cell, at + 1, context, () =>
            isAllHeads || cell.type.name !== 'tableHeader' ? OUTERMOST : { path: [], isHead: true },
          ),
          columnSpan: Number(cell.attrs.colspan) || 1,
          rowSpan: Number(cell.attrs.rowspan) || 1,
        }),
      )
    })
    rows.push(new TableRow({ children: cells, ...(isAllHeads ? { tableHeader: true } : {}) }))
  })
  return new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } })
}

function writePicture(node: Node, context: Context, place: Place): Paragraph[] {
  const { src, alt } = node.attrs as { src: string | null; alt: string }
  const picture = src?.startsWith('attachment:') ? context.snapshot.pictures[src.slice('attachment:'.length)] : undefined
  const type = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif' }[picture?.mediaType ?? ''] as
    | 'png'
    | 'jpg'
    | 'gif'
    | undefined
  if (!picture || !type)
    return [new Paragraph({ style: 'Picture', ...styleIn('Picture not included', place, context), children: [pictureLine(src, alt)] })]
  const { width, height } = fitWithin(sizeOf(picture.bytes), 560, 700)
  return [
    new Paragraph({
      ...styleIn('Text', { path: place.path }, context),
      children: [
        new ImageRun({
          type,
          data: Buffer.from(picture.bytes),
          transformation: { width, height },
          altText: { name: 'picture', title: alt, description: alt },
        }),
      ],
    }),
  ]
}

function pictureLine(src: string | null, alt: string): ParagraphChild {
  const run = new TextRun({ text: `[Picture${alt ? `: ${alt}` : ''}]` })
  return src && isWebUrl(src) ? new ExternalHyperlink({ link: src, children: [run] }) : run
}

/** In pixels; a square when the file does not tell. */
function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    return imageSize(bytes)
  } catch {
    return { width: 400, height: 400 }
  }
}

function fitWithin({ width, height }: { width: number; height: number }, maxWidth: number, maxHeight: number) {
  const scale = Math.min(1, maxWidth / Math.max(1, width), maxHeight / Math.max(1, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

// A comment's range opens before the first run of its words and closes after
// the last, which may be in another paragraph. The document splits text at
// every edge of a claim, so the edges always fall between runs; those of
// proposed words are cut here.
function writeInline(block: Node, start: number, { comments, footnotes, changes, revisions }: Context): ParagraphChild[] {
  const children: ParagraphChild[] = []
  const end = start + block.content.size
  const here = comments.filter((comment) => comment.start <= end && comment.end >= start)
  // A change that runs over a paragraph's end is told in its comment alone.
  const changesHere = changes.filter((change) => change.start >= start && change.end <= end)
  const close = (offset: number) => {
    for (const change of changesHere)
      if (change.end === offset && change.after)
        children.push(new InsertedTextRun({ ...revisionOf(change, revisions), text: oneLine(change.after) }))
    for (const comment of here)
      if (comment.end === offset && comment.end > start)
        children.push(new CommentRangeEnd(comment.id), new TextRun({ children: [new CommentReference(comment.id)] }))
    for (const footnote of footnotes) if (footnote.at === offset && offset > start) children.push(new FootnoteReferenceRun(footnote.id))
  }
  block.forEach((whole, offset) => {
    let at = start + offset
    for (const node of cutAt(
      whole,
      changesHere.flatMap((one) => [one.start - at, one.end - at]),
    )) {
      for (const comment of here) if (comment.start === at) children.push(new CommentRangeStart(comment.id))
      const change = changesHere.find((one) => one.start <= at && at < one.end)
      children.push(...writeRuns(node, change && (() => revisionOf(change, revisions))))
      at += node.nodeSize
      close(at)
    }
  })
  return children
}

/** A node of text in pieces, cut at offsets within it. */
function cutAt(node: Node, offsets: readonly number[]): Node[] {
  const edges = [...new Set(offsets)].filter((offset) => offset > 0 && offset < node.nodeSize).sort((a, b) => a - b)
  if (!node.isText || edges.length === 0) return [node]
  return [0, ...edges].map((from, index) => node.cut(from, edges[index] ?? node.nodeSize))
}

interface Revision {
  readonly id: number
  readonly author: string
  readonly date: string
}

/** What Word keeps of a tracked change; each run of it has an id of its own. */
function revisionOf({ author, date }: PlannedChange, revisions: { next: number }): Revision {
  return { id: revisions.next++, author, date }
}

function writeRuns(node: Node, deleted?: () => Revision): ParagraphChild[] {
  const run = (options: IRunOptions) => (deleted ? new DeletedTextRun({ ...options, ...deleted() }) : new TextRun(options))
  if (!node.isText) return [run({ break: 1 })]
  const has = (name: string) => node.marks.some((mark: Mark) => mark.type.name === name)
  const looks = {
    bold: has('bold'),
    italics: has('italic'),
    strike: has('strike'),
    superScript: has('superscript'),
    subScript: has('subscript'),
    rightToLeft: isRightToLeft(node.text ?? ''),
    ...(has('underline') ? { underline: {} } : {}),
    ...(has('code') ? { style: 'InlineCode' } : {}),
    // Words with both look like code, and lead where the link leads.
    ...(has('link') && !has('code') ? { style: 'Hyperlink' } : {}),
  }
  // Word refuses a raw line break inside a run; code has some.
  const runs = (node.text ?? '').split('\n').map((text, index) => run({ ...looks, text, ...(index > 0 ? { break: 1 } : {}) }))
  const href = node.marks.find((mark: Mark) => mark.type.name === 'link')?.attrs.href
  return isSafeHref(href) ? [new ExternalHyperlink({ link: href, children: runs })] : runs
}
