import { createHash } from 'node:crypto'
import { Transform } from '@tiptap/pm/transform'
import { AUDIENCE_LABELS } from '@/lib/core/article/article-snapshot'
import { Messages, plural } from '@/lib/core/article/import-messages'
import { claimName } from '@/lib/core/claim/claim'
import { cleanCharacters, mapStrings } from '@/lib/core/text/clean'
import { cutsCharacter, type TextRange } from '@/lib/core/text/range'
import { readDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { type Imported, ImportRefused } from '@/lib/formats/importers/import-result'
import { refuseIfBinary } from '@/lib/formats/support/decode-text'
import { finishImport } from '@/lib/formats/support/finish-import'
import { Pictures } from '@/lib/formats/support/pictures'
import { type BroughtBack, snapshotShape } from '@/lib/formats/support/snapshot-shape'

/**
 * Our own JSON export, brought back: the text with its pictures, and the
 * claims with all that hangs on them. Throws ImportRefused for other JSON, and
 * for a text that is not the one its fingerprint names.
 */
export function importJson(bytes: Uint8Array): Imported {
  refuseIfBinary(bytes)
  const parsed = snapshotShape.safeParse(jsonOf(bytes))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const isOurs = issue && !(issue.path.length === 0 || issue.path[0] === 'schema')
    throw new ImportRefused(
      'unreadable',
      isOurs
        ? `This file was made by Tickmark and changed since, or is damaged: ${issue.path.join('.')} is not as it was written. Nothing was saved.`
        : 'This is not a JSON file that Tickmark made (“schema” is not “tickmark-article/1”).',
    )
  }
  const { pictures: files, article, ...rest } = parsed.data
  const messages = new Messages()
  const pictures = new Pictures(messages)
  for (const { data } of Object.values(files)) pictures.keep(Buffer.from(data, 'base64'))
  const { doc, text } = documentOf(article.document)
  if (text !== article.text || createHash('sha256').update(text).digest('hex') !== article.textHash)
    throw new ImportRefused(
      'unreadable',
      'The text in this file is not the one its fingerprint names: somebody changed it after it was exported. Nothing was saved.',
    )
  const length = text.length
  const isBeyond = ({ start, end }: TextRange) => end <= start || end > length || cutsCharacter(text, start) || cutsCharacter(text, end)
  if (rest.claims.some(({ ranges }) => ranges.some(isBeyond)))
    throw new ImportRefused(
      'unreadable',
      'A claim in this file stands outside of its text, or in the middle of a character. Nothing was saved.',
    )
  const twice = firstTwice(rest.claims.map(({ number }) => number))
  if (twice !== null)
    throw new ImportRefused(
      'unreadable',
      `Two claims in this file have the number ${claimName(twice)}: it was changed since it was exported. Nothing was saved.`,
    )
  const missing = whatIsMissing(rest)
  if (missing !== null)
    throw new ImportRefused('unreadable', `This file names ${missing}: it was changed since it was exported. Nothing was saved.`)
  const counts = [plural(rest.claims.length, 'claim'), plural(rest.sources.length, 'source')].join(' and ')
  messages.add(
    'info',
    `This is an article that Tickmark exported on ${rest.generatedAt.slice(0, 10)}, with ${counts}. Whoever wrote and decided stands with “(from a file)” behind the name: no account of this desk vouches for it.`,
  )
  if (rest.audience !== 'internal' && rest.audience !== 'legal')
    messages.add(
      'warning',
      `It was made for ${AUDIENCE_LABELS[rest.audience].toLowerCase()}: what they are not shown is not in it${rest.leftOut > 0 ? `, ${plural(rest.leftOut, 'claim')} among it` : ''}.`,
    )
  if (rest.limits.signOffs.length > 0)
    messages.add(
      'warning',
      `${plural(rest.limits.signOffs.length, 'sign-off')} of that desk ${rest.limits.signOffs.length === 1 ? 'is' : 'are'} told in the history, and count for nothing here.`,
    )
  const imported = finishImport(doc, messages, pictures.list())
  return { ...imported, broughtBack: { ...rest, article: { title: article.title, version: article.version, textHash: article.textHash } } }
}

/** What the file speaks of and does not hold, so that nothing of it is lost without a word; null when all is there. */
function whatIsMissing({ claims, sources, record, leftOut }: Omit<BroughtBack, 'article'>): string | null {
  const ids = new Set(sources.map(({ id }) => id))
  if (ids.size < sources.length) return 'two sources alike'
  const resting = claims.find(({ evidence }) => evidence.some(({ sourceId }) => !ids.has(sourceId)))
  if (resting) return `a source of ${claimName(resting.number)} that is not in it`
  // A report may leave claims out, and still tell who was asked about them.
  if (leftOut > 0) return null
  const numbers = new Set(claims.map(({ number }) => number))
  const named = [
    ...record.contacts.flatMap(({ answers }) => answers.map(({ claim }) => claim)),
    ...record.replies.flatMap((reply) => reply.claims),
    ...record.errata.flatMap(({ claim }) => claim ?? []),
  ]
  const unknown = named.find((number) => !numbers.has(number))
  return unknown === undefined ? null : `${claimName(unknown)}, a claim that is not in it`
}

function firstTwice(numbers: readonly number[]): number | null {
  const seen = new Set<number>()
  for (const number of numbers) {
    if (seen.has(number)) return number
    seen.add(number)
  }
  return null
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return mapStrings(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\ufeff/, '')), cleanCharacters)
  } catch {
    throw new ImportRefused('unreadable', 'This is not a JSON file that Tickmark made: it could not be read as JSON.')
  }
}

function documentOf(document: unknown) {
  try {
    const marked = readDocument(document)
    return { doc: new Transform(marked).removeMark(0, marked.content.size, schema.marks.claim).doc, text: textOf(marked) }
  } catch {
    throw new ImportRefused('unreadable', 'The text in this file is damaged and could not be read. Nothing was saved.')
  }
}
