import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

/** A captured text without the text. */
export interface CaptureRecord {
  readonly id: string
  readonly sourceId: string
  readonly label: string
  /** SHA-256 of the bytes it was read from. */
  readonly hash: string
  /** Where it was fetched from; null for what was pasted or a file. */
  readonly url: string | null
  /** The file itself: its type and bytes; null for what was pasted, and for pages. */
  readonly file: { readonly mediaType: string; readonly size: number } | null
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

const select = {
  id: true,
  sourceId: true,
  label: true,
  hash: true,
  url: true,
  file: { select: { mediaType: true, size: true } },
  createdAt: true,
  createdBy: { select: { id: true, name: true } },
} as const satisfies Prisma.SourceCaptureSelect

// What was kept of a source that turned out to be this one counts as kept of this one.
const ofSource = (sourceId: string) => ({ source: { OR: [{ id: sourceId }, { mergedIntoId: sourceId }] } })

/** Texts kept of a source, the newest first. */
export function capturesOfSource(sourceId: string, tx: Tx = database()): Promise<CaptureRecord[]> {
  return tx.sourceCapture.findMany({
    where: { ...ofSource(sourceId), deletedAt: null },
    select,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
}

/** One of them with its text, and what it looked like (JSON). */
export function findCapture(
  sourceId: string,
  id: string,
  tx: Tx = database(),
): Promise<(CaptureRecord & { readonly text: string; readonly document: string | null }) | null> {
  return tx.sourceCapture.findFirst({
    where: { id, ...ofSource(sourceId), deletedAt: null },
    select: { ...select, text: true, document: true },
  })
}

/** The file of one of them. */
export async function findCaptureFile(
  sourceId: string,
  id: string,
): Promise<{ readonly label: string; readonly mediaType: string; readonly bytes: Uint8Array } | null> {
  const row = await database().sourceCapture.findFirst({
    where: { id, ...ofSource(sourceId), deletedAt: null },
    select: { label: true, file: { select: { mediaType: true, bytes: true } } },
  })
  return row?.file ? { label: row.label, ...row.file } : null
}

/** Which copies with words are kept of some sources, the newest of each first. `key` is another one when the words of a copy are. */
export async function captureKeys(sourceIds: readonly string[]): Promise<Map<string, { readonly id: string; readonly key: string }[]>> {
  const keys = new Map<string, { readonly id: string; readonly key: string }[]>()
  for (let at = 0; at < sourceIds.length; at += 500) {
    const part = sourceIds.slice(at, at + 500)
    const rows = await database().sourceCapture.findMany({
      where: { source: { OR: [{ id: { in: part } }, { mergedIntoId: { in: part } }] }, deletedAt: null, text: { not: '' } },
      select: { id: true, hash: true, fileId: true, sourceId: true, source: { select: { mergedIntoId: true } } },
      orderBy: { createdAt: 'desc' },
    })
    for (const { id, hash, fileId, sourceId, source } of rows) {
      const of = source.mergedIntoId ?? sourceId
      keys.set(of, [...(keys.get(of) ?? []), { id, key: `${id} ${hash} ${fileId ?? ''}` }])
    }
  }
  return keys
}

/** The words of one copy; empty when it is gone. */
export async function captureText(id: string): Promise<string> {
  return (await database().sourceCapture.findFirst({ where: { id, deletedAt: null }, select: { text: true } }))?.text ?? ''
}

/** All that was kept of some sources, with the texts, the newest of each first. */
export async function capturesWithText(sourceIds: readonly string[]): Promise<Map<string, (CaptureRecord & { readonly text: string })[]>> {
  const found = new Map<string, (CaptureRecord & { readonly text: string })[]>()
  for (const id of sourceIds) {
    const rows = await database().sourceCapture.findMany({
      where: { ...ofSource(id), deletedAt: null },
      select: { ...select, text: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    })
    if (rows.length > 0) found.set(id, rows)
  }
  return found
}

export async function insertCapture(
  tx: Tx,
  capture: Omit<CaptureRecord, 'createdBy' | 'file'> & {
    readonly text: string
    readonly document: string | null
    readonly fileId: string | null
    readonly createdById: string
  },
): Promise<void> {
  await tx.sourceCapture.create({ data: capture })
  tieRow(tx, 'SourceCapture', capture.id)
}

/** Adds the file, what it looked like and its words to a copy that had none of it. */
export async function completeCapture(
  tx: Tx,
  id: string,
  found: { readonly fileId: string; readonly document: string | null; readonly text: string },
): Promise<void> {
  await tx.sourceCapture.update({ where: { id }, data: found })
  tieRow(tx, 'SourceCapture', id)
}

/** One that was removed; null when there is none. */
export function findRemovedCapture(sourceId: string, id: string, tx: Tx): Promise<{ readonly id: string } | null> {
  return tx.sourceCapture.findFirst({ where: { id, ...ofSource(sourceId), deletedAt: { not: null } }, select: { id: true } })
}

/** Whether an article that rests on a source is held. */
export async function isSourceHeld(sourceId: string, tx: Tx): Promise<boolean> {
  const held = await tx.article.findFirst({
    where: { hold: { not: null }, claims: { some: { deletedAt: null, evidence: { some: { ...ofSource(sourceId), deletedAt: null } } } } },
    select: { id: true },
  })
  return held !== null
}

export async function setCaptureDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.sourceCapture.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'SourceCapture', id)
}
