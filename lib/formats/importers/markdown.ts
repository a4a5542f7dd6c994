import { Lexer, Marked, type MarkedOptions, type Token, type Tokens } from 'marked'
import { excerpt, Messages, plural } from '@/lib/core/article/import-messages'
import { FoundRemarks } from '@/lib/editor/html/remarks'
import { type Imported, ImportRefused, type ReadOptions } from '@/lib/formats/importers/import-result'
import { decodeText, refuseIfBinary } from '@/lib/formats/support/decode-text'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'
import { refuseOwnReport } from '@/lib/formats/support/own-report'

/** Markdown: CommonMark with GitHub's tables, footnotes, H~2~O and 10^6^. HTML inside is treated as HTML from outside. */
export function importMarkdown(bytes: Uint8Array, { encoding, remarks }: ReadOptions = {}): Imported {
  refuseIfBinary(bytes)
  const messages = new Messages()
  let settings = ''
  const text = decodeText(bytes, 'plain', messages, encoding).replace(/^---\n([\s\S]{0,5000}?)\n---\n/, (_all, found: string) => {
    settings = found
    messages.add(
      'info',
      'The settings at the top of the file (front matter) were read for a title and an author and are not part of the text.',
    )
    return ''
  })
  refuseOwnReport(text)
  const setting = (name: RegExp) =>
    name
      .exec(settings)?.[1]
      ?.replace(/^["']|["']$/g, '')
      .trim() || null
  return htmlToDocument(asHtml(withLinkedFootnotes(text, messages), messages), messages, {
    headline: setting(/^title:[ \t]*(.+)$/im),
    byline: setting(/^authors?:[ \t]*(.+)$/im),
    remarks: remarks === 'claims' ? new FoundRemarks() : null,
  })
}

function asHtml(text: string, messages: Messages): string {
  try {
    return reader.parser(new BoundedLexer(messages, reader.defaults).lex(text).flatMap(withTrueNumbers))
  } catch (error) {
    // The reader goes down one call for each quote within a quote.
    if (error instanceof RangeError) throw new ImportRefused('unreadable', 'This text is nested deeper than any text is, and was not read.')
    throw error
  }
}

const reader = new Marked({
  gfm: true,
  extensions: [raised('superscript', /^\^([^\s^~]{1,30})\^(?!\^)/, '^', 'sup'), raised('subscript', /^~([^\s^~]{1,30})~(?!~)/, '~', 'sub')],
  renderer: {
    image({ href, title, text }) {
      if (!title) return false
      const encode = (value: string) => value.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
      return `<figure><img src="${encode(href)}" alt="${encode(text)}"><figcaption>${encode(title)}</figcaption></figure>`
    },
  },
})

/** What stands in one paragraph, list item or cell is read without its markup when it is longer than this, in UTF-16 code units, … */
const MAX_MARKED_TEXT = 20_000
/** … or has more signs of markup than this: looking for their ends takes the square of their number and more. */
const MAX_MARKUP_SIGNS = 1_000

/** A sign of a footnote as {@link withLinkedFootnotes} writes it. */
const FOOTNOTE_SIGN = /(<sup><a(?: id="note-sign-\d+")? href="#note-\d+">\d+<\/a><\/sup>)/

class BoundedLexer extends Lexer {
  #messages: Messages

  constructor(messages: Messages, options: MarkedOptions) {
    super(options)
    this.#messages = messages
  }

  override inlineTokens(text: string, tokens: Token[] = []): Token[] {
    if (text.length <= MAX_MARKED_TEXT && (text.match(/[^\p{L}\p{M}\p{N}\s.,;:'’“”-]/gu)?.length ?? 0) <= MAX_MARKUP_SIGNS)
      return super.inlineTokens(text, tokens)
    this.#messages.count(
      'warning',
      'endless',
      (n) =>
        `${plural(n, 'paragraph')} of more than ${MAX_MARKED_TEXT.toLocaleString('en')} characters or ${MAX_MARKUP_SIGNS.toLocaleString('en')} signs ${n === 1 ? 'was' : 'were'} read without bold, links and other markup.`,
    )
    for (const part of text.split(FOOTNOTE_SIGN))
      tokens.push(
        FOOTNOTE_SIGN.test(part) ? { type: 'html', raw: part, text: part } : { type: 'text', raw: part, text: part, escaped: false },
      )
    return tokens
  }
}

/** How far ahead a power or index is looked for, in UTF-16 units. */
const LOOK_AHEAD = 3_000

function raised(name: string, pattern: RegExp, sign: string, tag: string) {
  return {
    name,
    level: 'inline' as const,
    start: (source: string) => {
      // Asked at each piece of markup: a look at all that is left would take the square of the length.
      const at = source.slice(0, LOOK_AHEAD).indexOf(sign)
      return at < 0 ? undefined : at
    },
    tokenizer(source: string) {
      const match = pattern.exec(source)
      return match ? { type: name, raw: match[0], text: match[1] } : undefined
    },
    renderer: (token: Tokens.Generic) => `<${tag}>${String(token.text).replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)}</${tag}>`,
  }
}

/**
 * CommonMark counts a list through whatever its numbers are, and takes "1986. A
 * good year." for one. A list whose numbers jump is parted there; a year alone is a
 * line that begins with a year.
 */
function withTrueNumbers(token: Token): Token[] {
  const list = token as Tokens.List
  if (token.type !== 'list' || !list.ordered) return [token]
  const parts: Tokens.List[] = []
  let before = Number.NaN
  for (const item of list.items) {
    const number = Number(/^\s*(\d+)/.exec(item.raw)?.[1] ?? Number.NaN)
    const last = parts[parts.length - 1]
    // Lists whose every number is the same are counted by the reader.
    if (last && (number === before + 1 || number === before || number === 1)) last.items.push(item)
    else parts.push({ ...list, start: Number.isNaN(number) ? list.start : number, items: [item] })
    before = number
  }
  return parts.flatMap((part): Token[] => {
    const [first] = part.items
    if (!first || part.items.length > 1 || Number(part.start) < 1000) return [part]
    return [...new Marked({ gfm: true }).lexer(first.raw.trimStart().replace(/^(\d+)([.)])/, '$1\\$2'))]
  })
}

/** Code, in which nothing is a sign, and blocks of it. */
const CODE = /(```[\s\S]*?```|~~~[\s\S]*?~~~|`[^`\n]*`)/
const CODE_BLOCK = /(```[\s\S]*?```|~~~[\s\S]*?~~~)/

/** What is no code of a text, given to `change`. */
function besideCode(text: string, change: (part: string) => string, code = CODE): string {
  return text
    .split(code)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('')
}

// A footnote ("[^1]" and "[^1]: its words") becomes what other programs write: two links that point at each other.
function withLinkedFootnotes(text: string, messages: Messages): string {
  const notes = new Map<string, string>()
  const body = besideCode(
    withNamedNotes(text),
    (part) =>
      part.replace(
        /^(?: {0,3}|[ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[\^([^\]\s]{1,60})\]:[ \t]*(.*(?:\n(?:(?:[ ]{2,}|[ ]{0,3}\t)\S.*|[ \t]*(?=\n(?:[ ]{4,}|[ ]{0,3}\t)\S)))*)\n?/gm,
        (_all, name: string, words: string) => {
          notes.set(name, words.replace(/^[ \t]+/gm, '').trim())
          return '\n'
        },
      ),
    CODE_BLOCK,
  )
  if (notes.size === 0) return text
  // A note that names another has its words.
  const named = new Set<string>()
  const written = [...notes].map(([name, words]): [string, string] => [
    name,
    words.replace(/\[\^([^\]\s]{1,60})\]/g, (sign, other: string) => {
      const found = notes.get(other)
      if (found === undefined || other === name) return sign
      named.add(other)
      return ` (${found.replace(/\[\^[^\]\s]{1,60}\]/g, '')})`
    }),
  ])
  const numbers = new Map<string, number>()
  const again = new Set<string>()
  const linked = besideCode(body, (part) =>
    part.replace(/\[\^([^\]\s]{1,60})\]/g, (sign, name: string) => {
      if (!notes.has(name)) return sign
      const known = numbers.get(name)
      if (known !== undefined) {
        again.add(name)
        return ''
      }
      const number = numbers.size
      numbers.set(name, number)
      return `<sup><a id="note-sign-${number}" href="#note-${number}">${number + 1}</a></sup>`
    }),
  )
  for (const name of again)
    messages.add('info', `A footnote that several places name stands at the first of them: ${excerpt(notes.get(name) ?? '', 100)}.`)
  const list = written.flatMap(([name, words]) => {
    const number = numbers.get(name)
    if (number !== undefined) return [`<li id="note-${number}">\n\n${words}\n\n<a href="#note-sign-${number}">back</a></li>\n`]
    if (!named.has(name) && words !== '')
      messages.add('warning', `A footnote that no place names was left out: ${excerpt(words, 300)}. Add it as evidence where it belongs.`)
    return []
  })
  return list.length === 0 ? linked : `${linked}\n\n<ol>\n${list.join('')}</ol>\n`
}

// Pandoc's notes within the line, “^[like this]”, get names; what looks like one in code is code.
function withNamedNotes(text: string): string {
  let found = ''
  let count = 0
  const named = besideCode(text, (part) =>
    part.replace(/(?<!\\)\^\[((?:[^[\]\n]|\[[^[\]\n]*\])+)\](?!\()/g, (_all, words: string) => {
      const name = `in-line-${++count}`
      found += `\n\n[^${name}]: ${words.trim()}`
      return `[^${name}]`
    }),
  )
  return count === 0 ? text : `${named}${found}\n`
}
