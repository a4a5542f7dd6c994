import { escapeHtml } from '@/lib/core/text/escape-html'
import { isHeadingStyle, styledParagraph } from '@/lib/formats/support/styled-paragraph'

interface Block {
  readonly html: string
  /** Set for an item of a list: its sign, and how deep it stands (0 and up). */
  readonly item?: { readonly marker: string; readonly level: number }
}

interface Cell {
  readonly html: string
  readonly columns: number
  readonly isBelow: boolean
  rows: number
}

interface Layout {
  readonly style: string | null
  readonly outline: number | null
  readonly isInTable: boolean
  readonly level: number
}

const PLAIN: Layout = { style: null, outline: null, isInTable: false, level: 0 }

/** What is written between two ends of paragraphs, and what is to stand after it. */
interface Open {
  inline: string
  marker: string | null
  after: string[]
  blocks: Block[]
}

const fresh = (): Open => ({ inline: '', marker: null, after: [], blocks: [] })

/** Lays the words of a Rich Text file out as HTML: paragraphs, headings, lists, tables. */
export class RtfPage {
  paragraphs = 0
  /** The words before were hidden too. */
  isHiddenGoingOn = false
  #layout: Layout = PLAIN
  #open: Open = fresh()
  readonly #outer: { readonly open: Open; readonly layout: Layout; readonly row: Row; readonly rows: Cell[][] }[] = []
  /** The row that is being written, and those before it. */
  #row = new Row()
  #rows: Cell[][] = []
  #hasHeader = false

  text(text: string, tags: ReadonlySet<string>, href: string | null): void {
    const isHeading = isHeadingStyle(this.#layout.style ? [this.#layout.style] : [])
    const wrapped = [...tags].reduce(
      (inner, tag) => (isHeading && (tag === 'strong' || tag === 'em') ? inner : `<${tag}>${inner}</${tag}>`),
      escapeHtml(text),
    )
    this.#open.inline += href ? `<a href="${escapeHtml(href)}">${wrapped}</a>` : wrapped
  }

  html(html: string): void {
    this.#open.inline += html
  }

  /** The sign in front of an item of a list. */
  marker(text: string): void {
    this.#open.marker = text
  }

  /** HTML that stands behind the paragraph that is being written. */
  after(html: string): void {
    this.#open.after.push(html)
  }

  style(name: string | null): void {
    this.#layout = { ...this.#layout, style: name }
  }

  beginBox(): void {
    this.#outer.push({ open: this.#open, layout: this.#layout, row: this.#row, rows: this.#rows })
    this.#open = fresh()
    this.#layout = PLAIN
    this.#row = new Row()
    this.#rows = []
  }

  endBox(): void {
    const html = this.end()
    const outer = this.#outer.pop()
    if (!outer) return
    this.#open = outer.open
    this.#layout = outer.layout
    this.#row = outer.row
    this.#rows = outer.rows
    this.after(html)
  }

  control(word: string, param: number | null): void {
    switch (word) {
      case 'pard':
        this.#layout = PLAIN
        return
      case 'outlinelevel':
        this.#layout = { ...this.#layout, outline: param }
        return
      case 'intbl':
        this.#layout = { ...this.#layout, isInTable: true }
        return
      case 'ilvl':
        this.#layout = { ...this.#layout, level: Math.max(0, Math.min(8, param ?? 0)) }
        return
      case 'par':
        this.#paragraph()
        return
      case 'sect':
      case 'page':
      case 'column':
        if (this.#open.inline.trim() !== '') this.#paragraph()
        return
      case 'line':
      case 'lbr':
      case 'softline':
        this.#open.inline += '<br>'
        return
      case 'trowd':
        this.#row.begin()
        return
      case 'trhdr':
        this.#row.isHeader = true
        return
      case 'clmrg':
      case 'clvmrg':
        this.#row.next = { ...this.#row.next, [word === 'clmrg' ? 'isBeside' : 'isBelow']: true }
        return
      case 'cellx':
        this.#row.define()
        return
      case 'nestcell':
        this.#paragraph()
        return
      case 'cell': {
        this.#layout = { ...this.#layout, isInTable: true }
        this.#paragraph()
        this.#row.cells.push(withLists(this.#open.blocks))
        this.#open.blocks = []
        return
      }
      case 'row':
        this.#endRow()
    }
  }

  /** All that was written, as HTML. */
  end(): string {
    if (this.#open.inline.trim() !== '' || this.#open.after.length > 0) this.#paragraph()
    this.#endTable()
    const html = withLists(this.#open.blocks)
    this.#open = fresh()
    return html
  }

  #paragraph(): void {
    this.paragraphs++
    const { style, outline, isInTable, level } = this.#layout
    if (isInTable) this.#row.enter(this.#open)
    else if (this.#open.inline.trim() !== '' || this.#open.after.length > 0) this.#endTable()
    const heading = outline !== null && outline >= 0 && outline < 9 ? `h${Math.min(6, outline + 1)}` : null
    const { inline, marker, after, blocks } = this.#open
    const html = styledParagraph(heading, style ? [style] : [], inline)
    blocks.push(marker !== null && !heading ? { html, item: { marker, level } } : { html })
    for (const one of after) blocks.push({ html: one })
    this.#open.inline = ''
    this.#open.marker = null
    this.#open.after = []
    this.isHiddenGoingOn = false
  }

  #endRow(): void {
    const cells = this.#row.end()
    if (this.#row.isHeader) this.#hasHeader ||= this.#rows.length === 0
    if (cells.length > 0) this.#rows.push(cells)
    this.#row.leave(this.#open)
  }

  #endTable(): void {
    // Cells whose row never ended.
    if (this.#row.cells.length > 0) this.#endRow()
    this.#row.leave(this.#open)
    if (this.#rows.length === 0) return
    this.#open.blocks.push({ html: tableOf(this.#rows, this.#hasHeader) })
    this.#rows = []
    this.#hasHeader = false
  }
}

interface CellSaid {
  readonly isBeside?: boolean
  readonly isBelow?: boolean
}

class Row {
  isHeader = false
  next: CellSaid = {}
  cells: string[] = []
  #said: CellSaid[] = []
  /** The blocks around the table, while a cell is being written. */
  #around: Block[] | null = null

  begin(): void {
    this.isHeader = false
    this.next = {}
    this.#said = []
  }

  define(): void {
    this.#said.push(this.next)
    this.next = {}
  }

  enter(open: Open): void {
    if (this.#around) return
    this.#around = open.blocks
    open.blocks = []
  }

  leave(open: Open): void {
    if (!this.#around) return
    const left = open.blocks
    open.blocks = this.#around
    this.#around = null
    // Words behind the last cell are nobody's cell, and stay.
    open.blocks.push(...left)
  }

  end(): Cell[] {
    const cells: Cell[] = []
    for (const [index, html] of this.cells.entries()) {
      const said = this.#said[index] ?? {}
      const last = cells[cells.length - 1]
      if (said.isBeside && last)
        cells[cells.length - 1] = { ...last, html: isFilled(html) ? last.html + html : last.html, columns: last.columns + 1 }
      else cells.push({ html, columns: 1, rows: 1, isBelow: said.isBelow === true })
    }
    this.cells = []
    return cells
  }
}

const isFilled = (html: string) => /<img/.test(html) || html.replace(/<[^>]*>/g, '').trim() !== ''

function tableOf(rows: readonly Cell[][], hasHeader: boolean): string {
  /** The cell that a column is part of, from the row above. */
  const above = new Map<number, Cell>()
  const shown = rows.map((cells) => {
    let column = 0
    return cells.filter((cell) => {
      const at = column
      column += cell.columns
      const owner = above.get(at)
      if (cell.isBelow && owner && owner.columns === cell.columns) {
        owner.rows++
        return false
      }
      above.set(at, cell)
      return true
    })
  })
  const lines = shown.map((cells, index) => {
    const tag = hasHeader && index === 0 ? 'th' : 'td'
    const written = cells.map(
      ({ html, columns, rows: tall }) =>
        `<${tag}${columns > 1 ? ` colspan="${columns}"` : ''}${tall > 1 ? ` rowspan="${tall}"` : ''}>${html}</${tag}>`,
    )
    return `<tr>${written.join('')}</tr>`
  })
  return `<table>${lines.join('')}</table>`
}

/** Items that follow each other become a list, deeper ones a list within the item before. */
function withLists(blocks: readonly Block[]): string {
  let html = ''
  const open: { tag: 'ol' | 'ul'; level: number }[] = []
  const closeTo = (level: number) => {
    for (let top = open[open.length - 1]; top && top.level > level; top = open[open.length - 1]) {
      html += `</li></${top.tag}>`
      open.pop()
    }
  }
  for (const { html: block, item } of blocks) {
    if (!item) {
      closeTo(-1)
      html += block
      continue
    }
    const number = /^\(?(\d{1,6}|[a-z]|[ivxlc]{1,7})[.)]/i.exec(item.marker)?.[1]
    const tag = number ? 'ol' : 'ul'
    closeTo(item.level)
    const top = open[open.length - 1]
    if (top && top.level === item.level && top.tag === tag) html += '</li>'
    else {
      if (top && top.level === item.level) closeTo(item.level - 1)
      html += `<${tag}${number && /^\d+$/.test(number) && number !== '1' ? ` start="${number}"` : ''}>`
      open.push({ tag, level: item.level })
    }
    html += `<li>${block}`
  }
  closeTo(-1)
  return html
}
