import mammoth from 'mammoth'
import { Messages, plural } from '@/lib/core/article/import-messages'
import { FoundRemarks } from '@/lib/editor/html/remarks'
import { IMPORT_LIMITS, type Imported, ImportRefused, type ReadOptions } from '@/lib/formats/importers/import-result'
import { kindOfBytes } from '@/lib/formats/support/decode-text'
import { readingOf } from '@/lib/formats/support/docx/block-styles'
import { CLAIM_LOG_BOOKMARK, OWN_STYLES } from '@/lib/formats/support/docx/own-report'
import { prepareBody, settleOwnMarks } from '@/lib/formats/support/docx/prepare-body'
import { WordPackage } from '@/lib/formats/support/docx/word-package'
import { all, parsePart, valOf, wordsOf } from '@/lib/formats/support/docx/xml'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'
import { Pictures } from '@/lib/formats/support/pictures'

const STYLE_MAP = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p.tickmark-dek:fresh",
  `p[style-name='${OWN_STYLES.dek}'] => p.tickmark-dek:fresh`,
  `p[style-name='${OWN_STYLES.byline}'] => p.tickmark-byline:fresh`,
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Quotations'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => p.tickmark-pull-quote:fresh",
  `p[style-name='${OWN_STYLES.pullQuote}'] => p.tickmark-pull-quote:fresh`,
  `p[style-name='${OWN_STYLES.code}'] => pre:separator('\n')`,
  `p[style-name='${OWN_STYLES.caption}'] => p.tickmark-caption:fresh`,
  "p[style-name='caption'] => p.tickmark-caption:fresh",
  `p[style-name='${OWN_STYLES.picture}'] => p.tickmark-picture:fresh`,
  'u => u',
  'strike => s',
]

/** Word documents, read by mammoth. What Word has and an article has not becomes a message. */
export async function importDocx(bytes: Uint8Array, options: ReadOptions = {}): Promise<Imported> {
  const remarks = options.remarks === 'claims' ? new FoundRemarks() : null
  const kind = kindOfBytes(bytes)
  if (kind?.startsWith('an old Office'))
    throw new ImportRefused(
      'unreadable',
      'This is an old Word file (.doc) or one locked with a password. Open it in Word, save it as .docx without a password, and try again.',
    )
  if (!kind?.startsWith('a zip'))
    throw new ImportRefused('unreadable', `This is not a Word document, whatever its name says${kind ? `: it is ${kind}` : ''}.`)
  const messages = new Messages()
  const word = new WordPackage(bytes)
  let hasTracked = false
  const isOwn = word.mainPart !== null && word.text(word.mainPart).includes(CLAIM_LOG_BOOKMARK)
  if (word.mainPart) {
    settleOwnMarks(word)
    hasTracked = reportWhatIsNotRead(word, word.text(word.mainPart), messages, options)
    prepareBody(word, messages, { remarks, isRejecting: options.tracked === 'reject' })
    if (!isOwn) sayHeads(word, messages)
  }

  const pictures = new Pictures(messages)
  let result: Awaited<ReturnType<typeof mammoth.convertToHtml>>
  try {
    result = await mammoth.convertToHtml(
      { file: word } as never,
      {
        styleMap: isOwn ? [...readingOf(styleNamesOf(word)), ...STYLE_MAP] : STYLE_MAP,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async (image) => {
          const data = await image.readAsArrayBuffer()
          return { src: pictures.keep(new Uint8Array(data)) ?? '' }
        }),
      } as Parameters<typeof mammoth.convertToHtml>[1],
    )
  } catch (error) {
    const isOther = !word.mainPart && !/document/i.test(String(error))
    throw new ImportRefused(
      'unreadable',
      word.mainPart || isOther
        ? 'This Word document is damaged and could not be read. Open it in Word, save it again, and try once more.'
        : 'This is a zip archive or another Office file, not a Word document.',
    )
  }
  for (const { type, message } of result.messages) reportMammoth(type, message, messages)
  return { ...htmlToDocument(result.value, messages, { pictures, remarks, isOwn }), hasTracked }
}

function styleNamesOf(word: WordPackage): string[] {
  const styles = parsePart(word, 'word/styles.xml')
  return (styles ? all(styles, 'w:style') : []).flatMap((style) => valOf(style, 'w:name') ?? [])
}

function reportWhatIsNotRead(word: WordPackage, xml: string, messages: Messages, options: ReadOptions): boolean {
  const count = (pattern: RegExp, text = xml) => text.match(pattern)?.length ?? 0
  const paragraphs = count(/<w:p[\s>/]/g)
  if (paragraphs > IMPORT_LIMITS.paragraphs)
    throw new ImportRefused(
      'too-large',
      `This document has ${plural(paragraphs, 'paragraph')}; the most that can be read is ${IMPORT_LIMITS.paragraphs.toLocaleString('en')}. Split it and import the parts.`,
    )
  const insertions = count(/<w:ins[\s>]/g)
  const deletions = count(/<w:del[\s>]/g)
  const moves = count(/<w:moveTo[\s>]/g)
  if (insertions + deletions + moves > 0)
    messages.add(
      'warning',
      `The document has tracked changes (${[plural(insertions, 'insertion'), plural(deletions, 'deletion'), ...(moves > 0 ? [plural(moves, 'move')] : [])].join(', ')}). ${options.tracked === 'reject' ? 'They were read as rejected: inserted words are out, deleted words are in.' : 'They were read as accepted: inserted words are in, deleted words are out.'}`,
    )
  const commentCount =
    options.remarks === 'claims'
      ? 0
      : word.names(/^word\/comments\d*\.xml$/).reduce((sum, name) => sum + count(/<w:comment\s/g, word.text(name)), 0)
  if (commentCount > 0)
    messages.add(
      'warning',
      `${plural(commentCount, 'Word comment')} ${commentCount === 1 ? 'was' : 'were'} not read. Keep the original file if you need them.`,
    )
  for (const [pattern, one, many] of [
    [/<c:chart[\s>]/g, 'chart', 'charts'],
    [/<dgm:relIds[\s>]/g, 'diagram', 'diagrams'],
    [/<w:altChunk[\s>]/g, 'inserted document', 'inserted documents'],
  ] as const) {
    const found = count(pattern)
    if (found > 0)
      messages.add(
        'warning',
        `${plural(found, one, many)} ${found === 1 ? 'was' : 'were'} left out, with the words in ${found === 1 ? 'it' : 'them'}.`,
      )
  }
  return insertions + deletions + moves > 0
}

function reportMammoth(type: string, message: string, messages: Messages): void {
  const style = /Unrecogni[sz]ed (?:paragraph|run|table) style: ['‘]?([^'’(]+)/.exec(message)
  if (style) {
    const name = style[1]?.trim()
    if (name === 'null' || name === 'undefined' || name === '') return
    messages.add('info', `The style “${name}” has no counterpart here; its words were kept.`)
    return
  }
  const element = /unrecogni[sz]ed element was ignored: (\S+)/i.exec(message)
  if (element) {
    messages.add('warning', `Something in the Word file (${element[1]}) is not known here and was left out.`)
    return
  }
  messages.add(type === 'error' ? 'warning' : 'info', `From the Word reader: ${message.slice(0, 200)}`)
}

function sayHeads(word: WordPackage, messages: Messages): void {
  for (const name of word.names(/^word\/(?:header|footer)\d*\.xml$/)) {
    const part = parsePart(word, name)
    if (part) messages.pageHead(all(part, 'w:p').map(wordsOf).join(' '))
  }
}
