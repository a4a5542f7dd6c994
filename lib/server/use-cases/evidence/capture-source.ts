import 'server-only'
import { proveQuote, type QuoteProof } from '@/lib/core/evidence/quote-proof'
import { readStoredDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { importFile } from '@/lib/server/child/import-file'
import { newId, sha256 } from '@/lib/server/ids'
import { type CaptureView, presentCapture } from '@/lib/server/present/capture'
import { isHiddenFrom } from '@/lib/server/present/evidence'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import type { EvidenceRecord } from '@/lib/server/store/evidence'
import { capturesOfSource, captureTexts, findCapture, insertCapture, setCaptureDeleted } from '@/lib/server/store/source-captures'
import { findSource } from '@/lib/server/store/sources'
import type { ArticleInput } from '@/lib/server/use-cases/articles/import-article'

/** Texts kept of one source, and the length of one in UTF-16 units. */
export const CAPTURE_LIMITS = { perSource: 20, characters: 2_000_000 } as const

/** Keeps what a source says, read in a child process like any foreign file, so that quotes can be looked up in it. */
export async function captureSource(
  actor: Actor,
  sourceId: string,
  input: ArticleInput & { readonly url?: string },
  signal?: AbortSignal,
): Promise<{ readonly id: string }> {
  await mustRead(actor, sourceId)
  const bytes = input.bytes instanceof Uint8Array ? input.bytes : await input.bytes.read()
  const imported = await importFile({ format: input.format, bytes, options: { encoding: input.encoding }, personId: actor.id, signal })
  // A form feed ends a page (see `proveQuote`).
  const text = imported.pages ? imported.pages.join('\f') : textOf(readStoredDocument(imported.document))
  if (text.trim() === '') throw new AppError('unreadable', 'There is no text in it that a quote could be looked up in.')
  if (text.length > CAPTURE_LIMITS.characters)
    throw new AppError('too-large', `At most ${CAPTURE_LIMITS.characters.toLocaleString('en')} characters of a source are kept.`)
  const id = newId()
  const label = input.fileName?.slice(0, 300) || input.title?.slice(0, 300) || 'Pasted text'
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const known = await capturesOfSource(sourceId, tx)
    if (known.length >= CAPTURE_LIMITS.perSource)
      throw new AppError('too-large', `At most ${CAPTURE_LIMITS.perSource} texts of a source are kept.`)
    const hash = sha256(bytes)
    if (known.some((one) => one.hash === hash)) throw new AppError('already-exists', 'Exactly this is kept of the source already.')
    await insertCapture(tx, {
      id,
      sourceId,
      label,
      text,
      hash,
      url: input.url?.slice(0, 2_048) ?? null,
      createdById: actor.id,
      createdAt: now,
    })
    record({
      name: 'source.captured',
      subject: `source:${sourceId}`,
      before: null,
      after: { captureId: id, label, hash, characters: text.length },
    })
  })
  return { id }
}

/** Texts kept of a source, the newest first. */
export async function readCaptures(actor: Actor, sourceId: string): Promise<CaptureView[]> {
  await mustRead(actor, sourceId)
  return (await capturesOfSource(sourceId)).map((one) => presentCapture(one))
}

export async function readCapture(actor: Actor, sourceId: string, id: string): Promise<CaptureView & { readonly text: string }> {
  await mustRead(actor, sourceId)
  const capture = await findCapture(sourceId, id)
  if (!capture) throw new AppError('not-found')
  return { ...presentCapture(capture), text: capture.text }
}

export async function removeCapture(actor: Actor, sourceId: string, id: string): Promise<void> {
  await mustRead(actor, sourceId)
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    if (!(await findCapture(sourceId, id, tx))) throw new AppError('not-found')
    await setCaptureDeleted(tx, id, now)
    record({ name: 'source.capture-removed', subject: `source:${sourceId}`, before: { captureId: id }, after: null })
  })
}

/** For each piece of evidence with a quote whose source has a captured text: whether the quote stands in it. */
export async function proofsOf(evidence: readonly EvidenceRecord[]): Promise<Map<string, QuoteProof>> {
  const quoted = evidence.filter((one) => one.quote)
  const proofs = new Map<string, QuoteProof>()
  if (quoted.length === 0) return proofs
  const texts = await captureTexts([...new Set(quoted.map((one) => one.source.id))])
  for (const { id, quote, source } of quoted) {
    const tried = (texts.get(source.id) ?? []).flatMap((text) => proveQuote(quote ?? '', text) ?? [])
    // The best there is: letter by letter in any copy, then with the fewest differences.
    const best = tried.sort((a, b) => rank(a) - rank(b))[0]
    if (best) proofs.set(id, best)
  }
  return proofs
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
