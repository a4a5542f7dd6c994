import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { EVIDENCE_FILE_BYTES, evidenceFileType, kindOfMediaType } from '@/lib/core/evidence/evidence-file'
import { proverOf, type QuoteProof } from '@/lib/core/evidence/quote-proof'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import { writeHtml } from '@/lib/editor/html/write-html'
import { readStoredDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import type { Imported } from '@/lib/formats/importers/import-result'
import { AppError } from '@/lib/server/app-error'
import { importFile } from '@/lib/server/child/import-file'
import { newId, sha256 } from '@/lib/server/ids'
import { type CaptureView, presentCapture } from '@/lib/server/present/capture'
import { isHiddenFrom } from '@/lib/server/present/evidence'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { keepFile } from '@/lib/server/store/attachments'
import type { EvidenceRecord } from '@/lib/server/store/evidence'
import {
  captureKeys,
  capturesOfSource,
  captureText,
  completeCapture,
  findCapture,
  findCaptureFile,
  findRemovedCapture,
  insertCapture,
  isSourceHeld,
  setCaptureDeleted,
} from '@/lib/server/store/source-captures'
import { findSource } from '@/lib/server/store/sources'
import type { ArticleInput } from '@/lib/server/use-cases/articles/import-article'

/** Copies kept of one source, and the length of one in UTF-16 units. */
export const CAPTURE_LIMITS = { perSource: 20, characters: 2_000_000 } as const

/** What is to be kept: something an article could be read from, or another file, known by its bytes. */
export type CaptureInput =
  | (ArticleInput & { readonly url?: string })
  | {
      readonly format: 'file'
      readonly bytes: { readonly size: number; readonly read: () => Promise<Uint8Array> }
      readonly fileName: string
      readonly title?: string | undefined
    }

/** Types under which the files an article is read from are kept. */
const MEDIA_TYPES: Readonly<Partial<Record<ArticleInput['format'], string>>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
}

interface ReadCapture {
  readonly text: string
  readonly document: string | null
  /** Type of the file, where one is kept. */
  readonly mediaType: string | null
}

/**
 * Keeps what a source says, read in a child process like any foreign file, so
 * that quotes can be looked up in it, and the file itself. Pictures and sounds
 * are kept without words.
 */
export async function captureSource(
  actor: Actor,
  sourceId: string,
  input: CaptureInput,
  signal?: AbortSignal,
): Promise<{ readonly id: string }> {
  await mustRead(actor, sourceId)
  const bytes = input.bytes instanceof Uint8Array ? input.bytes : await input.bytes.read()
  const { text, document, mediaType } =
    input.format === 'file' ? await readEvidenceFile(actor, input.fileName, bytes, signal) : await readText(actor, input, bytes, signal)
  if (text.length > CAPTURE_LIMITS.characters)
    throw new AppError('too-large', `At most ${CAPTURE_LIMITS.characters.toLocaleString('en')} characters of a source are kept.`)
  const id = newId()
  const label = input.fileName?.slice(0, 300) || input.title?.slice(0, 300) || 'Pasted text'
  const keptAs = await changeDesk(actor.id, async ({ tx, now, record }) => {
    const known = await capturesOfSource(sourceId, tx)
    if (known.length >= CAPTURE_LIMITS.perSource)
      throw new AppError('too-large', `At most ${CAPTURE_LIMITS.perSource} copies of a source are kept.`)
    const hash = sha256(bytes)
    const same = known.find((one) => one.hash === hash)
    if (same && (same.file !== null || mediaType === null))
      throw new AppError('already-exists', 'Exactly this is kept of the source already.')
    if (same && mediaType) {
      // Its words were kept before files were, or came back without it.
      await completeCapture(tx, same.id, { fileId: await keepFile(tx, { mediaType, bytes }), document, text })
      record({
        name: 'source.captured',
        subject: `source:${sourceId}`,
        before: null,
        after: { captureId: same.id, label, hash, characters: text.length },
      })
      return same.id
    }
    await insertCapture(tx, {
      id,
      sourceId,
      label,
      text,
      hash,
      url: 'url' in input ? (input.url?.slice(0, 2_048) ?? null) : null,
      document,
      fileId: mediaType ? await keepFile(tx, { mediaType, bytes }) : null,
      createdById: actor.id,
      createdAt: now,
    })
    record({
      name: 'source.captured',
      subject: `source:${sourceId}`,
      before: null,
      after: { captureId: id, label, hash, characters: text.length },
    })
    return id
  })
  return { id: keptAs }
}

async function readText(
  actor: Actor,
  input: ArticleInput & { readonly url?: string },
  bytes: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<ReadCapture> {
  let read: Pick<ReadCapture, 'text' | 'document'>
  try {
    read = whatWasRead(await importFile({ format: input.format, bytes, options: { encoding: input.encoding }, personId: actor.id, signal }))
  } catch (error) {
    // A scan is evidence all the same, without words.
    if (!(error instanceof AppError && error.code === 'unreadable' && input.format === 'pdf' && isPdf(bytes))) throw error
    return { text: '', document: null, mediaType: 'application/pdf' }
  }
  if (read.text.trim() === '') throw new AppError('unreadable', 'There is no text in it that a quote could be looked up in.')
  // A page is kept as what it says and looked like; what else it would load and run is no evidence.
  const isFile = input.fileName !== undefined && input.url === undefined
  return { ...read, mediaType: isFile ? (MEDIA_TYPES[input.format] ?? null) : null }
}

function isPdf(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 1_024)).includes('%PDF-')
}

async function readEvidenceFile(actor: Actor, fileName: string, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<ReadCapture> {
  if (bytes.byteLength === 0) throw new AppError('unreadable', 'This file is empty.')
  if (bytes.byteLength > EVIDENCE_FILE_BYTES)
    throw new AppError('too-large', `A file that is kept as evidence has at most ${describeBytes(EVIDENCE_FILE_BYTES)}.`)
  const mediaType = evidenceFileType(bytes, fileName)
  if (!mediaType)
    throw new AppError(
      'unknown-format',
      `“${fileName.slice(0, 100)}” is not a file that can be kept as evidence, whatever its name says: PDF, Word, OpenDocument, Rich Text, web pages, text, pictures, sounds and e-mails can.`,
    )
  if (kindOfMediaType(mediaType) !== 'mail') return { text: '', document: null, mediaType }
  return { ...whatWasRead(await importFile({ format: 'mail', bytes, personId: actor.id, signal })), mediaType }
}

function whatWasRead({ pages, document }: Imported): Pick<ReadCapture, 'text' | 'document'> {
  // A form feed ends a page (see `proveQuote`); a PDF has no more than its words.
  if (pages) return { text: pages.join('\f'), document: null }
  const doc = readStoredDocument(document)
  return { text: textOf(doc), document: JSON.stringify(withoutPictures(doc.toJSON())) }
}

interface NodeJson {
  readonly type?: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly NodeJson[]
}

// Pictures of a page are not kept, and nothing is loaded when somebody reads it.
function withoutPictures(node: NodeJson): NodeJson {
  return {
    ...node,
    ...(node.type === 'figure' ? { attrs: { ...node.attrs, src: null } } : {}),
    ...(node.content ? { content: node.content.map(withoutPictures) } : {}),
  }
}

/** Texts kept of a source, the newest first. */
export async function readCaptures(actor: Actor, sourceId: string): Promise<CaptureView[]> {
  await mustRead(actor, sourceId)
  return (await capturesOfSource(sourceId)).map((one) => presentCapture(one))
}

/** One of them with its text, and as HTML what it looked like: written from the schema of articles, as the page of an article is. */
export async function readCapture(
  actor: Actor,
  sourceId: string,
  id: string,
): Promise<CaptureView & { readonly text: string; readonly html: string | null }> {
  await mustRead(actor, sourceId)
  const capture = await findCapture(sourceId, id)
  if (!capture) throw new AppError('not-found')
  const html = capture.document === null ? null : writeHtml(readStoredDocument(JSON.parse(capture.document)), () => null)
  return { ...presentCapture(capture), text: capture.text, html }
}

/** The file itself. */
export async function readCaptureFile(
  actor: Actor,
  sourceId: string,
  id: string,
): Promise<{ readonly label: string; readonly mediaType: string; readonly bytes: Uint8Array }> {
  await mustRead(actor, sourceId)
  const file = await findCaptureFile(sourceId, id)
  if (!file) throw new AppError('not-found')
  return file
}

export async function removeCapture(actor: Actor, sourceId: string, id: string): Promise<void> {
  await mustRead(actor, sourceId)
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    if (!(await findCapture(sourceId, id, tx))) throw new AppError('not-found')
    if (await isSourceHeld(sourceId, tx))
      throw new AppError(
        'refused',
        'An article that rests on this source is held, so nothing kept of it can be removed. An admin can let the article go.',
      )
    await setCaptureDeleted(tx, id, now)
    record({ name: 'source.capture-removed', subject: `source:${sourceId}`, before: { captureId: id }, after: null })
  })
}

/** Puts a copy back that was removed. */
export async function restoreCapture(actor: Actor, sourceId: string, id: string): Promise<void> {
  await mustRead(actor, sourceId)
  await changeDesk(actor.id, async ({ tx, record }) => {
    if (!(await findRemovedCapture(sourceId, id, tx))) throw new AppError('not-found')
    if ((await capturesOfSource(sourceId, tx)).length >= CAPTURE_LIMITS.perSource)
      throw new AppError('too-large', `At most ${CAPTURE_LIMITS.perSource} copies of a source are kept.`)
    await setCaptureDeleted(tx, id, null)
    record({ name: 'source.capture-restored', subject: `source:${sourceId}`, before: null, after: { captureId: id } })
  })
}

/** For each piece of evidence with a quote whose source has a captured text: whether the quote stands in it. */
export async function proofsOf(evidence: readonly EvidenceRecord[]): Promise<Map<string, QuoteProof>> {
  const quoted = evidence.filter((one) => one.quote)
  const proofs = new Map<string, QuoteProof>()
  if (quoted.length === 0) return proofs
  const copies = await captureKeys([...new Set(quoted.map((one) => one.source.id))])
  const found = await prove(
    quoted.flatMap(({ quote, source }) => (copies.get(source.id) ?? []).map((copy) => ({ copy, quote: quote ?? '' }))),
  )
  for (const { id, quote, source } of quoted) {
    const tried = (copies.get(source.id) ?? []).flatMap(({ key }) => found.get(`${key} ${quote}`) ?? [])
    // The best there is: letter by letter in any copy, then with the fewest differences.
    const best = tried.sort((a, b) => rank(a) - rank(b))[0]
    if (best) proofs.set(id, best)
  }
  return proofs
}

/** What was found for a quote in a copy. Copies never change, so it stays found. */
const proven = new Map<string, QuoteProof | null>()
/** As many are remembered; then it begins anew. */
const PROVEN_MAX = 50_000

/** Looks up what was not looked up yet, a copy at a time; others are served between two copies. */
async function prove(
  pairs: readonly { readonly copy: { readonly id: string; readonly key: string }; readonly quote: string }[],
): Promise<ReadonlyMap<string, QuoteProof | null>> {
  if (proven.size + pairs.length > PROVEN_MAX) proven.clear()
  const found = new Map<string, QuoteProof | null>()
  const byCopy = new Map<string, { id: string; key: string; quotes: Set<string> }>()
  for (const { copy, quote } of pairs) {
    const name = `${copy.key} ${quote}`
    const before = proven.get(name)
    if (before !== undefined) {
      found.set(name, before)
      continue
    }
    const known = byCopy.get(copy.key) ?? { ...copy, quotes: new Set<string>() }
    byCopy.set(copy.key, known)
    known.quotes.add(quote)
  }
  for (const { id, key, quotes } of byCopy.values()) {
    const proveIn = proverOf(await captureText(id))
    for (const quote of quotes) {
      const proof = proveIn(quote)
      found.set(`${key} ${quote}`, proof)
      proven.set(`${key} ${quote}`, proof)
    }
    await setImmediate()
  }
  return found
}

function rank(proof: QuoteProof): number {
  return proof.kind === 'absent' ? 99 : proof.differences.length
}

// What a confidential source says is as secret as who it is.
async function mustRead(actor: Actor, sourceId: string): Promise<void> {
  const source = await findSource(sourceId)
  if (!source) throw new AppError('not-found')
  if (isHiddenFrom(actor, source)) throw new AppError('not-found')
}
