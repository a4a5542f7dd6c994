import 'server-only'
import { linkState } from '@/lib/core/evidence/link-check'
import { proveQuote } from '@/lib/core/evidence/quote-proof'
import { type DiffPart, diffWords } from '@/lib/core/text/diff-words'
import { readStoredDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { importFile } from '@/lib/server/child/import-file'
import { newId } from '@/lib/server/ids'
import { type FetchedPage, fetchPage } from '@/lib/server/outside/fetch-page'
import { isHiddenFrom } from '@/lib/server/present/evidence'
import { type LinkCheckView, type NewLinkCheckView, presentLinkCheck } from '@/lib/server/present/link-check'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { quotesOnSource } from '@/lib/server/store/evidence'
import { insertLinkCheck, linkChecksOf } from '@/lib/server/store/link-checks'
import { captureKeys, capturesOfSource, captureText } from '@/lib/server/store/source-captures'
import { claimsOnSource, findSource } from '@/lib/server/store/sources'
import { captureSource } from '@/lib/server/use-cases/evidence/capture-source'

const SHOWN = 20

/** What was found at a source's address, the newest first. */
export async function readLinkChecks(actor: Actor, sourceId: string): Promise<LinkCheckView[]> {
  await addressOf(actor, sourceId, { isNeeded: false })
  const seen = await seenEvidence(actor, sourceId)
  return (await linkChecksOf(sourceId, SHOWN)).map((check) => presentLinkCheck(check, seen))
}

/**
 * Fetches a source's page because somebody asked, and says whether it is still
 * there, whether it says what the copy kept last says, and which quotes stand
 * there no more. Kept in the history. Throws `refused` for an address that may
 * not be fetched.
 */
export async function checkLink(actor: Actor, sourceId: string, signal?: AbortSignal): Promise<NewLinkCheckView> {
  const address = await addressOf(actor, sourceId)
  const fetched = await fetchPage(address, { signal }).catch((error) => {
    // No answer, or not in time, is an answer to this question.
    if (error instanceof AppError && (error.code === 'too-slow' || error.log === 'no answer')) return null
    throw error
  })
  const found = fetched === null ? address : fetched.ok ? fetched.page.address : fetched.address
  const status = fetched === null ? null : fetched.ok ? 200 : fetched.status
  const text = fetched?.ok ? await textOfPage(actor, fetched.page, signal) : null
  const [kept] = (await captureKeys([sourceId])).get(sourceId) ?? []
  const before = kept === undefined ? null : plain(await captureText(kept.id))
  const after = text === null ? null : plain(text)
  const content = before === null || after === null ? null : before === after ? 'same' : 'changed'
  const quotes = after === null ? [] : await quotesOnSource(sourceId)
  const lostQuotes = quotes.filter(({ quote }) => text !== null && proveQuote(quote, text)?.kind === 'absent').map(({ id }) => id)
  const check = {
    id: newId(),
    sourceId,
    state: linkState(address, found, status),
    status,
    address: found.slice(0, 2_048),
    content,
    lostQuotes,
  } as const
  const at = await changeDesk(actor.id, async ({ tx, now, record }) => {
    await insertLinkCheck(tx, { ...check, createdById: actor.id, createdAt: now })
    record({
      name: 'source.link-checked',
      subject: `source:${sourceId}`,
      before: null,
      after: { checkId: check.id, state: content === 'changed' ? `${check.state}, changed` : check.state, lostQuotes: lostQuotes.length },
    })
    return now
  })
  const changes = content === 'changed' ? excerpts(diffWords(before as string, after as string)) : []
  return { ...presentLinkCheck({ ...check, createdBy: actor, createdAt: at }, await seenEvidence(actor, sourceId)), changes }
}

/** Evidence on a source that a person may see: that a restricted article rests on it is told to nobody else. */
async function seenEvidence(actor: Actor, sourceId: string): Promise<ReadonlySet<string>> {
  return new Set((await claimsOnSource(actor.id, sourceId)).map(({ evidence }) => evidence.id))
}

/** Fetches a source's page because somebody asked, and keeps its text as a capture. */
export async function captureFromWeb(actor: Actor, sourceId: string, signal?: AbortSignal): Promise<{ readonly id: string }> {
  const address = await addressOf(actor, sourceId)
  const fetched = await fetchPage(address, { signal })
  if (!fetched.ok) throw new AppError('refused', `The site answers ${fetched.status} at this address; there is no page to keep.`)
  const { page } = fetched
  const copies = await capturesOfSource(sourceId)
  const label = `${new URL(page.address).hostname}, ${copies.length === 0 ? 'first copy' : `copy ${copies.length + 1}`}`
  return captureSource(actor, sourceId, { format: page.format, bytes: page.bytes, title: label, url: page.address }, signal)
}

async function addressOf(actor: Actor, sourceId: string, { isNeeded = true } = {}): Promise<string> {
  const source = await findSource(sourceId)
  // What a confidential source says is as secret as who it is.
  if (!source || isHiddenFrom(actor, source)) throw new AppError('not-found')
  if (!source.URL && isNeeded) throw new AppError('refused', 'This source has no web address.')
  return source.URL ?? ''
}

async function textOfPage(actor: Actor, page: FetchedPage, signal: AbortSignal | undefined): Promise<string | null> {
  try {
    const read = await importFile({ format: page.format, bytes: page.bytes, personId: actor.id, signal })
    return read.pages ? read.pages.join('\f') : textOf(readStoredDocument(read.document))
  } catch (error) {
    // A page that cannot be read is there all the same.
    if (error instanceof AppError && (error.code === 'unreadable' || error.code === 'unknown-format')) return null
    throw error
  }
}

function plain(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

/** How much of what did not change is shown around what did, and how much in all, in UTF-16 units. */
const AROUND = 60
const MOST = 8_000

function excerpts(parts: readonly DiffPart[]): DiffPart[] {
  let size = 0
  return parts.flatMap((part): DiffPart[] => {
    if (size > MOST) return []
    const isLong = part.kind === 'same' && part.text.length > 2 * AROUND
    const text = isLong ? `${part.text.slice(0, AROUND).replace(/\S*$/, '')}… ${part.text.slice(-AROUND).replace(/^\S*\s/, '')}` : part.text
    size += text.length
    return [{ kind: part.kind, text }]
  })
}
