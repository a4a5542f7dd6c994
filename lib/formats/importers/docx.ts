import mammoth from 'mammoth'
import { IMPORT_LIMITS, type Imported, ImportRefused, Messages, plural } from '@/lib/formats/importers/import-result'
import { kindOfBytes } from '@/lib/formats/support/decode-text'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'
import { Pictures } from '@/lib/formats/support/pictures'
import { unzipWithin } from '@/lib/formats/support/unzip'

const STYLE_MAP = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p.tickmark-dek:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => p.tickmark-pull-quote:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
  "p[style-name='Caption'] => p.tickmark-caption:fresh",
  "p[style-name='caption'] => p.tickmark-caption:fresh",
  'u => u',
  'strike => s',
]

/** Word documents, read by mammoth. What Word has and an article has not becomes a message. */
export async function importDocx(bytes: Uint8Array): Promise<Imported> {
  const kind = kindOfBytes(bytes)
  if (kind?.startsWith('an old Office'))
    throw new ImportRefused(
      'unreadable',
      'This is an old Word file (.doc) or one locked with a password. Open it in Word, save it as .docx without a password, and try again.',
    )
  if (!kind?.startsWith('a zip'))
    throw new ImportRefused('unreadable', `This is not a Word document, whatever its name says${kind ? `: it is ${kind}` : ''}.`)
  const messages = new Messages()
  const parts = unzipWithin(bytes, /^word\/(?:document|comments|footnotes)\d*\.xml$/)
  const main = parts.get('word/document.xml') ?? [...parts].find(([name]) => /^word\/document\d*\.xml$/.test(name))?.[1]
  const xml = main ? new TextDecoder().decode(main) : ''
  if (main) reportWhatIsNotRead(xml, parts, messages)

  const pictures = new Pictures(messages)
  let result: Awaited<ReturnType<typeof mammoth.convertToHtml>>
  try {
    result = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, {
      styleMap: STYLE_MAP,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async (image) => {
        const data = await image.readAsArrayBuffer()
        return { src: pictures.keep(new Uint8Array(data)) ?? '' }
      }),
    } as Parameters<typeof mammoth.convertToHtml>[1])
  } catch (error) {
    const isOther = !main && !/document/i.test(String(error))
    throw new ImportRefused(
      'unreadable',
      main || isOther
        ? 'This Word document is damaged and could not be read. Open it in Word, save it again, and try once more.'
        : 'This is a zip archive or another Office file, not a Word document.',
    )
  }
  for (const { type, message } of result.messages) reportMammoth(type, message, messages)
  return htmlToDocument(result.value, messages, { pictures })
}

function reportWhatIsNotRead(xml: string, parts: ReadonlyMap<string, Uint8Array>, messages: Messages): void {
  const count = (pattern: RegExp, text = xml) => text.match(pattern)?.length ?? 0
  const paragraphs = count(/<w:p[\s>/]/g)
  if (paragraphs > IMPORT_LIMITS.paragraphs)
    throw new ImportRefused(
      'too-large',
      `This document has ${plural(paragraphs, 'paragraph')}; the most that can be read is ${IMPORT_LIMITS.paragraphs.toLocaleString('en')}. Split it and import the parts.`,
    )
  const insertions = count(/<w:ins[\s>]/g)
  const deletions = count(/<w:del[\s>]/g)
  if (insertions + deletions > 0)
    messages.add(
      'warning',
      `The document has tracked changes (${plural(insertions, 'insertion')}, ${plural(deletions, 'deletion')}). They were read as accepted: inserted words are in, deleted words are out.`,
    )
  const comments = parts.get('word/comments.xml')
  const commentCount = comments ? count(/<w:comment\s/g, new TextDecoder().decode(comments)) : 0
  if (commentCount > 0)
    messages.add(
      'warning',
      `${plural(commentCount, 'Word comment')} ${commentCount === 1 ? 'was' : 'were'} not read. Keep the original file if you need them.`,
    )
  const fields: [RegExp, string][] = [
    [/<(?:m:oMath)[\s>]/g, 'formula'],
    [/<w:txbxContent[\s>]/g, 'text box'],
    [/<(?:c:chart)[\s>]/g, 'chart'],
  ]
  for (const [pattern, name] of fields) {
    const found = count(pattern)
    if (found > 0)
      messages.add(
        'warning',
        `The document has ${plural(found, name, name === 'text box' ? 'text boxes' : `${name}s`)}; check that the text in ${found === 1 ? 'it' : 'them'} is here.`,
      )
  }
}

function reportMammoth(type: string, message: string, messages: Messages): void {
  const style = /Unrecogni[sz]ed (?:paragraph|run|table) style: ['‘]?([^'’(]+)/.exec(message)
  if (style) {
    messages.add('info', `The style “${style[1]?.trim()}” has no counterpart here; its words were kept.`)
    return
  }
  const element = /unrecogni[sz]ed element was ignored: (\S+)/i.exec(message)
  if (element) {
    messages.add('warning', `Something in the Word file (${element[1]}) is not known here and was left out.`)
    return
  }
  messages.add(type === 'error' ? 'warning' : 'info', `From the Word reader: ${message.slice(0, 200)}`)
}
