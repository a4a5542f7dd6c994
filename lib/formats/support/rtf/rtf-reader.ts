import { escapeHtml } from '@/lib/core/text/escape-html'
import { isSymbolFont, readPrivateSigns, readSymbolFont } from '@/lib/core/text/symbol-font'
import { type FoundRemarks, remarkAnchor } from '@/lib/editor/html/remarks'
import { IMPORT_LIMITS, ImportRefused } from '@/lib/formats/importers/import-result'
import type { Pictures } from '@/lib/formats/support/pictures'
import { RtfPage } from '@/lib/formats/support/rtf/rtf-page'
import { decodeBytes, encodingOfCharset, encodingOfCodePage, type RtfToken, rtfTokens } from '@/lib/formats/support/rtf/rtf-tokens'

type Tag = 'strong' | 'em' | 'u' | 's' | 'sup' | 'sub'

/** Where the words of a group go: into the copy, to nobody, or to somebody who asked for them. */
type Target = 'copy' | 'nobody' | { text: string }

interface Group {
  readonly target: Target
  readonly tags: ReadonlySet<Tag>
  readonly isHidden: boolean
  readonly isDeleted: boolean
  readonly isInserted: boolean
  readonly font: number | null
  /** Characters that stand for a `\u` in programs that do not know it. */
  readonly fallback: number
  readonly href: string | null
  /** What to do with the words somebody asked for, when the group ends. */
  readonly whenClosed?: () => void
}

/** What a file has that is not copy. */
export interface RtfFound {
  insertions: number
  deletions: number
  comments: number
  formulas: number
  readonly hidden: string[]
  readonly footnotes: string[]
  /** Heads and feet of pages. */
  readonly heads: string[]
}

/** Groups within groups; more is nobody's text. */
const MOST_DEEP = 2_000

/** Groups that hold no copy (specification 1.9.1, “Destinations”); those that begin with `\*` and are not known hold none either. */
const NOBODYS = new Set(
  'colortbl info ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn filetbl revtbl listtable listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping datastore latentstyles stylesheetignored tc tcn xe rxe txe bkmkstart bkmkend nonshppict objdata do template private operator keywords docvar pgptbl mmathPr wgrffmtfilter atnicn fontemb fontfile falt panose pntxta pntxtb sn sv'.split(
    ' ',
  ),
)
/** What stands at the head or foot of pages. */
const HEADS = new Set(['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf'])
const SIGNS: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  tab: ' ',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  zwj: '\u200d',
  zwnj: '\u200c',
  ltrmark: '\u200e',
  rtlmark: '\u200f',
}
const TAGS: Readonly<Record<string, Tag>> = { b: 'strong', i: 'em', ul: 'u', uldb: 'u', ulw: 'u', uld: 'u', strike: 's', striked: 's' }

/** What a paragraph ends with, for good or for the rest of its page. */
const ENDS = new Set(['par', 'sect', 'page', 'column'])

/** Reads the tokens of a Rich Text file into HTML. */
export class RtfReader {
  readonly #pictures: Pictures
  readonly #remarks: FoundRemarks | null
  readonly #isRejecting: boolean
  readonly #page = new RtfPage()
  readonly #found: RtfFound = { insertions: 0, deletions: 0, comments: 0, formulas: 0, hidden: [], footnotes: [], heads: [] }

  #encoding = 'windows-1252'
  /** The next word that raises or lowers says by how little. */
  #isRaisedBySelf = false
  readonly #fonts = new Map<number, string>()
  #defaultFont: number | null = null
  readonly #styles = new Map<number, string>()
  #group: Group = {
    target: 'copy',
    tags: new Set(),
    isHidden: false,
    isDeleted: false,
    isInserted: false,
    font: null,
    fallback: 1,
    href: null,
  }
  readonly #outer: Group[] = []
  /** Bytes that are not decoded yet: a character may be more than one. */
  #bytes = ''
  /** Characters still to be passed over behind a `\u`. */
  #skip = 0
  /** What the open fields say they are. */
  readonly #fields: { text: string }[] = []
  #author: string | null = null
  /** What a field says by number that it shows. */
  #sign: string | null = null
  readonly #remarkOf = new Map<string, number>()

  constructor(pictures: Pictures, remarks: FoundRemarks | null, isRejecting: boolean) {
    this.#pictures = pictures
    this.#remarks = remarks
    this.#isRejecting = isRejecting
  }

  /** Throws ImportRefused for what is nested too deep or has too many paragraphs. */
  read(bytes: Uint8Array): { readonly html: string; readonly found: RtfFound } {
    /** The first word of a group says what it is. */
    let isFirst = false
    let isOptional = false
    for (const token of rtfTokens(bytes)) {
      if (token.kind === 'open') {
        this.#flush()
        this.#skip = 0
        this.#open({})
        isFirst = true
        isOptional = false
        continue
      }
      if (token.kind === 'close') {
        this.#flush()
        this.#skip = 0
        this.#close()
        isFirst = false
        continue
      }
      if (isFirst && token.kind === 'sign' && token.sign === '*') {
        isOptional = true
        continue
      }
      if (isFirst && token.kind === 'word') {
        isFirst = false
        this.#begins(token.word, token.param, isOptional)
        continue
      }
      isFirst = false
      this.#take(token)
    }
    this.#flush()
    const html = this.#page.end()
    // Where a comment begins is known before what it says.
    return {
      html: html.replace(/<a data-atr="(start|end):([^"]*)"><\/a>/g, (_, edge, id) => {
        const index = this.#remarkOf.get(id)
        return index === undefined ? '' : `<a id="${remarkAnchor(edge, index)}"></a>`
      }),
      found: this.#found,
    }
  }

  #open(change: Partial<Group>): void {
    if (this.#outer.length >= MOST_DEEP)
      throw new ImportRefused('unreadable', 'This file is nested deeper than any text is, and was not read.')
    this.#outer.push(this.#group)
    const { whenClosed: _, ...inherited } = this.#group
    this.#group = { ...inherited, ...change }
  }

  #close(): void {
    this.#group.whenClosed?.()
    this.#group = this.#outer.pop() ?? this.#group
  }

  /** What a group is by its first word. */
  #begins(word: string, param: number | null, isOptional: boolean): void {
    if (this.#group.target === 'nobody') return
    const collect = (whenClosed: (text: string) => void) => {
      const target = { text: '' }
      this.#group = { ...this.#group, target, isHidden: false, whenClosed: () => whenClosed(target.text) }
    }
    switch (word) {
      case 'fonttbl':
      case 'stylesheet':
      case 'pict':
        if (word === 'pict') this.#beginPicture()
        else this.#beginTable(word)
        return
      case 'field': {
        const field = { text: '' }
        this.#fields.push(field)
        this.#group = {
          ...this.#group,
          whenClosed: () => {
            this.#fields.splice(this.#fields.indexOf(field), 1)
            const sign = this.#sign
            this.#sign = null
            if (sign !== null) this.#write(sign)
          },
        }
        return
      }
      case 'fldinst':
        collect((text) => {
          const field = this.#fields[this.#fields.length - 1]
          if (!field) return
          field.text += text
          // A sign by its number in a font; what it showed like comes after, if at all.
          const [, code, name] = /^\s*SYMBOL\s+(\d{1,3})(?:[^"]*\\f\s*"([^"]*)")?/i.exec(field.text) ?? []
          if (code) this.#sign = isSymbolFont(name ?? 'Symbol') ? readSymbolFont(String.fromCharCode(Number(code))) : '•'
        })
        return
      case 'fldrslt': {
        const said = this.#fields[this.#fields.length - 1]?.text ?? ''
        const href = /HYPERLINK\s+"([^"]*)"/i.exec(said)?.[1] ?? /HYPERLINK\s+(\S+)/i.exec(said)?.[1] ?? null
        const isIndex = /^\s*(?:TOC|INDEX|BIBLIOGRAPHY)\b/i.test(said)
        const isSign = /^\s*SYMBOL\s+\d/i.test(said)
        if (isIndex || isSign) this.#group = { ...this.#group, target: 'nobody' }
        else if (href && /^(?:https?|mailto):/i.test(href)) {
          const { target } = this.#group
          // In a note or comment the address is part of what it says.
          const say = () => {
            if (typeof target === 'object' && !target.text.includes(href)) target.text += ` (${href})`
          }
          this.#group = { ...this.#group, href, whenClosed: say }
        }
        return
      }
      case 'listtext':
      case 'pntext':
        collect((text) => this.#page.marker(text.trim()))
        return
      case 'footnote':
        collect((text) => this.#footnote(text.replace(/\n+/g, '\n').trim()))
        return
      case 'atnid':
        collect(() => {})
        return
      case 'atnauthor':
        collect((text) => {
          this.#author = text.trim() || null
        })
        return
      case 'atrfstart':
      case 'atrfend':
        collect((text) => this.#page.html(`<a data-atr="${word === 'atrfstart' ? 'start' : 'end'}:${escapeHtml(text.trim())}"></a>`))
        return
      case 'annotation':
        this.#beginAnnotation()
        return
      case 'atnref':
      case 'atndate': {
        const annotation = this.#outer[this.#outer.length - 1]?.target
        const say = (text: string) => {
          if (!(annotation instanceof Annotation) || text === '') return
          if (word === 'atnref') annotation.ref = text
          else annotation.at = timeOf(Number(text))
        }
        // Written as a number behind the word, or as the words of the group.
        if (param !== null) say(String(param))
        collect((text) => say(text.trim()))
        return
      }
      case 'shppict':
      case 'shpinst':
      case 'result':
        return
      case 'shp':
      case 'shptxt':
        if (word === 'shptxt') {
          this.#page.beginBox()
          this.#group = { ...this.#group, whenClosed: () => this.#page.endBox() }
        }
        return
      case 'sp':
        this.#group = { ...this.#group, target: 'nobody' }
        return
      case 'updnprop':
        // Writer's way: what follows is raised or lowered by itself, however little.
        this.#isRaisedBySelf = true
        this.#group = { ...this.#group, target: 'nobody' }
        return
      default:
        if (HEADS.has(word)) {
          collect((text) => this.#found.heads.push(text))
          return
        }
        if (NOBODYS.has(word)) {
          this.#group = { ...this.#group, target: 'nobody' }
          return
        }
        if (word === 'moMath') this.#found.formulas++
        // A word of formatting, which may open any group.
        if (isOptional) this.#group = { ...this.#group, target: 'nobody' }
        else this.#word(word, param)
        return
    }
  }

  #beginTable(kind: 'fonttbl' | 'stylesheet'): void {
    const target = new TableOf(kind, this.#fonts, this.#styles)
    this.#group = { ...this.#group, target, tags: new Set(), whenClosed: () => target.end() }
    return
  }

  #beginPicture(): void {
    const target = { text: '' }
    this.#group = {
      ...this.#group,
      target,
      whenClosed: () => {
        const hex = target.text.replace(/[^0-9a-f]/gi, '')
        const bytes = target.text.startsWith('\0') ? Buffer.from(target.text.slice(1), 'latin1') : Buffer.from(hex, 'hex')
        const src = bytes.length > 0 ? this.#pictures.keep(bytes) : null
        if (src) this.#page.after(`<p><img src="${src}" alt=""></p>`)
      },
    }
    return
  }

  #footnote(text: string): void {
    if (text === '') return
    if (this.#remarks) {
      const index = this.#remarks.add({ kind: 'footnote', author: null, at: null, text, isResolved: false, replies: [] })
      this.#page.html(`<a id="${remarkAnchor('point', index)}"></a>`)
    } else this.#found.footnotes.push(text)
  }

  #beginAnnotation(): void {
    const target = new Annotation()
    const author = this.#author
    this.#author = null
    this.#group = {
      ...this.#group,
      target,
      isHidden: false,
      whenClosed: () => {
        this.#found.comments += this.#remarks ? 0 : 1
        if (!this.#remarks) return
        const text = target.text.replace(/\n+/g, '\n').trim()
        const index = this.#remarks.add({ kind: 'comment', author, at: target.at, text, isResolved: false, replies: [] })
        if (target.ref !== null) this.#remarkOf.set(target.ref, index)
        else this.#page.html(`<a id="${remarkAnchor('point', index)}"></a>`)
      },
    }
  }

  #take(token: Exclude<RtfToken, { kind: 'open' | 'close' }>): void {
    if (token.kind === 'text') {
      let { bytes } = token
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, bytes.length)
        this.#skip -= passed
        bytes = bytes.slice(passed)
      }
      this.#bytes += bytes
      return
    }
    if (token.kind === 'word' && token.word === 'u' && token.param !== null) {
      this.#flush()
      const code = token.param < 0 ? token.param + 65_536 : token.param
      this.#write(readPrivateSigns(code <= 0xffff ? String.fromCharCode(code) : code <= 0x10ffff ? String.fromCodePoint(code) : ''))
      this.#skip = this.#group.fallback
      return
    }
    if (this.#skip > 0 && (token.kind === 'sign' || SIGNS[token.kind === 'word' ? token.word : ''])) {
      this.#skip--
      return
    }
    this.#skip = 0
    this.#flush()
    if (token.kind === 'binary') {
      if (typeof this.#group.target === 'object') this.#group.target.text = `\0${token.bytes}`
    } else if (token.kind === 'sign') this.#write({ '~': '\u00a0', _: '\u2011' }[token.sign] ?? '')
    else this.#word(token.word, token.param)
  }

  #flush(): void {
    if (this.#bytes === '') return
    const bytes = this.#bytes
    this.#bytes = ''
    const font = this.#fonts.get(this.#group.font ?? this.#defaultFont ?? -1)
    if (font === SYMBOL_FONT) this.#write(readSymbolFont(bytes))
    // Letters of another font of signs are bullets and the like.
    else if (font === 'symbols') this.#write(bytes.replace(/[\x80-\xff]/g, '•'))
    else this.#write(decodeBytes(bytes, font ?? this.#encoding))
  }

  /** Whether words are not shown as the tracked changes are to be read. */
  #isRevisedAway(): boolean {
    return this.#isRejecting ? this.#group.isInserted : this.#group.isDeleted
  }

  #write(text: string): void {
    const { target, isHidden, tags, href } = this.#group
    if (text === '' || target === 'nobody') return
    if (typeof target === 'object') {
      if (!this.#isRevisedAway()) target.text += text
      return
    }
    if (this.#isRevisedAway()) return
    if (isHidden) {
      const last = this.#found.hidden.length - 1
      if (this.#page.isHiddenGoingOn && last >= 0) this.#found.hidden[last] += text
      else if (text.trim() !== '') this.#found.hidden.push(text)
      this.#page.isHiddenGoingOn = true
      return
    }
    this.#page.isHiddenGoingOn = false
    this.#page.text(text, tags, href)
  }

  #word(word: string, param: number | null): void {
    const { target } = this.#group
    const isOn = param !== 0
    const sign = SIGNS[word]
    if (sign !== undefined) {
      this.#write(sign)
      return
    }
    const tag = TAGS[word]
    if (tag) {
      this.#tag(tag, isOn)
      return
    }
    switch (word) {
      case 'ansicpg':
        this.#encoding = encodingOfCodePage(param ?? 1_252) ?? this.#encoding
        return
      case 'mac':
        this.#encoding = 'macintosh'
        return
      case 'pc':
        this.#encoding = 'cp437'
        return
      case 'pca':
        this.#encoding = 'cp850'
        return
      case 'deff':
        this.#defaultFont = param
        return
      case 'f':
        if (target instanceof TableOf) target.number('fonttbl', param)
        else this.#group = { ...this.#group, font: param }
        return
      case 's':
        if (target instanceof TableOf) target.number('stylesheet', param)
        else if (target === 'copy') this.#page.style(this.#styles.get(param ?? -1) ?? null)
        return
      case 'fcharset':
        if (target instanceof TableOf) target.charset(param ?? 0)
        return
      case 'cpg':
        if (target instanceof TableOf) target.codePage(param ?? 0)
        return
      case 'uc':
        this.#group = { ...this.#group, fallback: Math.max(0, Math.min(10, param ?? 1)) }
        return
      case 'plain':
        this.#group = { ...this.#group, tags: new Set(), isHidden: false, font: null }
        return
      case 'ulnone':
        this.#tag('u', false)
        return
      case 'super':
      case 'sub':
        this.#tag(word === 'super' ? 'sub' : 'sup', false)
        this.#tag(word === 'super' ? 'sup' : 'sub', isOn)
        return
      case 'up':
      case 'dn':
      case 'nosupersub': {
        // Half-points off the line; two points and more mean something.
        const by = word === 'nosupersub' ? 0 : (param ?? 6)
        const least = this.#isRaisedBySelf ? 1 : 4
        this.#isRaisedBySelf = false
        this.#tag('sup', word === 'up' && by >= least)
        this.#tag('sub', word === 'dn' && by >= least)
        return
      }
      case 'v':
        this.#group = { ...this.#group, isHidden: isOn }
        return
      case 'deleted':
      case 'mvf':
        if (isOn && !this.#group.isDeleted) this.#found.deletions++
        this.#group = { ...this.#group, isDeleted: isOn }
        return
      case 'revised':
      case 'mvt':
        if (isOn && !this.#group.isInserted) this.#found.insertions++
        this.#group = { ...this.#group, isInserted: isOn }
        return
      default:
        if (typeof target === 'object') {
          if (ENDS.has(word) || word === 'line') target.text += '\n'
        } else if (target === 'copy') this.#layOut(word, param)
    }
  }

  #layOut(word: string, param: number | null): void {
    if (ENDS.has(word) && this.#isRevisedAway()) return
    if (word === 'par' && this.#group.isHidden) return
    this.#page.control(word, param)
    if (this.#page.paragraphs > IMPORT_LIMITS.paragraphs)
      throw new ImportRefused(
        'too-large',
        `This file has more than ${IMPORT_LIMITS.paragraphs.toLocaleString('en')} paragraphs, the most that can be read. Split it and import the parts.`,
      )
  }

  #tag(tag: Tag, isOn: boolean): void {
    if (this.#group.tags.has(tag) === isOn) return
    const tags = new Set(this.#group.tags)
    if (isOn) tags.add(tag)
    else tags.delete(tag)
    this.#group = { ...this.#group, tags }
  }
}

/** Stands for the encoding of the font Symbol. */
const SYMBOL_FONT = 'symbol'

/** The table of fonts, or of styles: entries end with a semicolon. */
class TableOf {
  readonly #kind: 'fonttbl' | 'stylesheet'
  readonly #fonts: Map<number, string>
  readonly #styles: Map<number, string>
  #number: number | null = null
  #encoding: string | null = null
  #text = ''

  constructor(kind: 'fonttbl' | 'stylesheet', fonts: Map<number, string>, styles: Map<number, string>) {
    this.#kind = kind
    this.#fonts = fonts
    this.#styles = styles
  }

  number(kind: 'fonttbl' | 'stylesheet', number: number | null): void {
    if (kind !== this.#kind) return
    this.#number = number
    this.#text = ''
    this.#encoding = null
  }

  charset(charset: number): void {
    this.#encoding = charset === 2 ? (isSymbolFont(this.#text) ? SYMBOL_FONT : 'symbols') : encodingOfCharset(charset)
    this.#entry()
  }

  codePage(page: number): void {
    this.#encoding = encodingOfCodePage(page) ?? this.#encoding
    this.#entry()
  }

  get text(): string {
    return this.#text
  }

  set text(text: string) {
    this.#text = text
    if (!text.includes(';')) return
    this.#entry()
    this.#text = ''
    if (this.#kind === 'stylesheet') this.#number = null
  }

  end(): void {
    this.#entry()
  }

  #entry(): void {
    // The name comes after the set of letters.
    if (this.#encoding === 'symbols' && isSymbolFont(this.#text)) this.#encoding = SYMBOL_FONT
    if (this.#kind === 'fonttbl' && this.#number !== null && this.#encoding) this.#fonts.set(this.#number, this.#encoding)
    if (this.#kind === 'stylesheet' && this.#text.includes(';'))
      this.#styles.set(
        this.#number ?? 0,
        this.#text
          .replace(/;[\s\S]*$/, '')
          .trim()
          .toLowerCase(),
      )
  }
}

/** A comment: its words, and in groups of its own what it is about and when it was written. */
class Annotation {
  text = ''
  ref: string | null = null
  at: string | null = null
}

/** A time as Word packs it (specification 1.9.1, “DTTM”), in nobody's zone; ISO 8601 without one. */
function timeOf(packed: number): string | null {
  if (!Number.isFinite(packed) || packed === 0) return null
  const bits = (from: number, count: number) => (packed >>> from) & ((1 << count) - 1)
  const two = (value: number) => String(value).padStart(2, '0')
  const [month, day, hour, minute] = [bits(16, 4), bits(11, 5), bits(6, 5), bits(0, 6)]
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59) return null
  return `${1_900 + bits(20, 9)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00`
}
