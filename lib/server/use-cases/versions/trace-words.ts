import 'server-only'
import type { Mappable } from '@tiptap/pm/transform'
import { compareTexts } from '@/lib/core/article/compare-texts'
import { Authorship } from '@/lib/editor/queries/authorship'
import { readStoredStep } from '@/lib/editor/schema'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import type { OpenArticle } from '@/lib/server/article/open-article'
import { breathe } from '@/lib/server/breathe'
import { type LoggedStep, stepsSince } from '@/lib/server/store/article-log'
import { historyOfArticle } from '@/lib/server/store/history'

/** Words of a version and the step that wrote them first; null: they came with the article. Offsets are UTF-16 units of that version's text. */
export interface TracedWords {
  readonly start: number
  readonly end: number
  readonly writtenBy: number | null
}

/** Steps read at once while walking the log backwards. */
const BATCH = 500
/** Shorter words may stand anywhere: whoever typed them wrote them. In UTF-16 units. */
const MIN_MOVED = 12
/** How far back the words of a paste are looked for: steps, and time in ms. */
const MOVED_WITHIN_STEPS = 400
const MOVED_WITHIN_MS = 60 * 60_000
/** Older documents that are looked at for one question; past that the step that put words there counts as their author. */
const MAX_LOOKS = 60

/** An article that may be read, as far as this needs it. */
type Opened = Pick<OpenArticle, 'id' | 'document'>

/** Words that stand at `start` in the text of `version`, and at `today` in the text that was asked about. */
interface Standing {
  readonly version: number
  readonly start: number
  readonly end: number
  readonly today: number
}

/**
 * Who wrote words first. Cutting and pasting, a newer draft and a restored
 * version bring words back or elsewhere without writing them: where such a
 * step put words, they are looked for where they stood before it.
 */
export async function traceWords(open: Opened, version: number, start: number, end: number): Promise<TracedWords[]> {
  const traced: TracedWords[] = []
  let looks = 0
  const waiting = [{ version, start, end, today: start }] as Standing[]
  for (let standing = waiting.pop(); standing; standing = waiting.pop()) {
    for (const found of await authorsOf(open, standing)) {
      const before = found.writtenBy !== null && looks < MAX_LOOKS ? await standingBefore(open, found) : []
      looks += before.length > 0 || found.writtenBy !== null ? 1 : 0
      let at = found.today
      for (const piece of [...before].sort((a, b) => a.today - b.today)) {
        if (piece.today > at) traced.push({ start: at, end: piece.today, writtenBy: found.writtenBy?.version ?? null })
        waiting.push(piece)
        at = piece.today + piece.end - piece.start
      }
      const last = found.today + found.end - found.start
      if (at < last) traced.push({ start: at, end: last, writtenBy: found.writtenBy?.version ?? null })
    }
  }
  return joinNeighbours(traced.sort((a, b) => a.start - b.start))
}

/** Words that a step put where they are in the document right after it. */
interface PutThere extends Standing {
  readonly writtenBy: LoggedStep | null
}

/** Walks the log backwards: each part of the words with the step that inserted it, and where it stood right after that. */
async function authorsOf(open: Opened, { version, start, end, today }: Standing): Promise<PutThere[]> {
  const map = textMapOf(await open.document(version))
  const authorship = new Authorship(map.positionAt(start), map.positionAt(end))
  const steps = new Map<number, LoggedStep>()
  for (let until = version; until > 0 && !authorship.isDone; until -= BATCH) {
    const logged = await stepsSince(open.id, Math.max(0, until - BATCH), until)
    for (const one of logged.reverse()) {
      steps.set(one.version, one)
      authorship.addStep(one.version, readStoredStep(JSON.parse(one.step)))
    }
  }
  const put: PutThere[] = []
  for (const found of authorship.finish()) {
    const from = map.offsetAt(found.from)
    const to = map.offsetAt(found.to)
    // Only the seam between two paragraphs.
    if (from >= to) continue
    const writtenBy = found.version === null ? null : (steps.get(found.version) ?? null)
    put.push({ version, start: from, end: to, today: today + from - start, writtenBy })
  }
  return put
}

/** Where words stood before the step that put them there; empty when they are its own. */
async function standingBefore(open: Opened, put: PutThere): Promise<Standing[]> {
  // Long texts are compared here: others are served in between.
  await breathe()
  switch (put.writtenBy?.kind) {
    case 'typed':
      return cutBefore(open, put, put.writtenBy)
    case 'restore':
      return beforeRestore(open, put, put.writtenBy)
    case 'draft':
    case 'edit':
      return beforeDraft(open, put, put.writtenBy)
    default:
      return []
  }
}

/** Pasted, dropped or undone: the same words went away a while before. */
async function cutBefore(open: Opened, put: PutThere, by: LoggedStep): Promise<Standing[]> {
  const whole = textOf(await open.document(put.version)).slice(put.start, put.end)
  // A space or a new paragraph around them is of today.
  const words = whole.trim()
  const today = put.today + whole.indexOf(words)
  if (words.length < MIN_MOVED) return []
  const earlier = await stepsSince(open.id, Math.max(0, by.version - MOVED_WITHIN_STEPS), by.version)
  for (const step of earlier.reverse()) {
    if (by.at.getTime() - step.at.getTime() > MOVED_WITHIN_MS) break
    for (const [from, to] of removedBy(step)) {
      if (to - from < words.length) continue
      const doc = await open.document(step.version)
      const map = textMapOf(doc)
      const start = map.offsetAt(from)
      const at = textOf(doc).slice(start, map.offsetAt(to)).indexOf(words)
      if (at >= 0) return [{ version: step.version, start: start + at, end: start + at + words.length, today }]
    }
  }
  return []
}

function removedBy(step: LoggedStep): [number, number][] {
  const removed: [number, number][] = []
  readStoredStep(JSON.parse(step.step))
    .getMap()
    .forEach((from, to) => {
      if (to > from) removed.push([from, to])
    })
  return removed
}

/** A restored text is the old one letter by letter: go on from there. */
async function beforeRestore(open: Opened, put: PutThere, by: LoggedStep): Promise<Standing[]> {
  const after = await afterBatch(open, put, by)
  if (!after) return []
  const restored = (await historyOfArticle(open.id, { actions: ['version.restored'], afterVersion: by.version })).find(
    (entry) => (entry.after as { version?: number }).version === after.version,
  )
  const version = (restored?.after as { restored?: number } | undefined)?.restored
  if (version === undefined || textOf(await open.document(version)) !== after.text) return []
  return [{ version, start: after.start, end: after.end, today: put.today }]
}

/** A draft says again what stood before, here or elsewhere: only what is new in it is its own. */
async function beforeDraft(open: Opened, put: PutThere, by: LoggedStep): Promise<Standing[]> {
  const after = await afterBatch(open, put, by)
  if (!after) return []
  const standing: Standing[] = []
  for (const row of compareTexts(textOf(await open.document(after.first)), after.text)) {
    const line = row.after
    const old = row.stoodAt ?? row.before?.start
    if (!line || old === undefined || line.start >= after.end || line.start + line.text.length <= after.start) continue
    const parts = row.parts.length > 0 ? row.parts : [{ kind: 'same' as const, text: line.text }]
    let [inOld, inNew] = [old, line.start]
    for (const { kind, text } of parts) {
      const from = Math.max(inNew, after.start)
      const to = Math.min(inNew + text.length, after.end)
      if (kind === 'same' && from < to)
        standing.push({
          version: after.first,
          start: inOld + from - inNew,
          end: inOld + to - inNew,
          today: put.today + from - after.start,
        })
      if (kind !== 'added') inOld += text.length
      if (kind !== 'removed') inNew += text.length
    }
  }
  return standing
}

/** The words in the text right after everything the server did in the same change, and where that change began. */
async function afterBatch(open: Opened, put: PutThere, by: LoggedStep) {
  const isSame = (one: LoggedStep) => one.kind === by.kind && one.userId === by.userId && one.at.getTime() === by.at.getTime()
  const near = await stepsSince(open.id, Math.max(0, by.version - BATCH), by.version + BATCH)
  const at = near.findIndex((one) => one.version === by.version)
  let [first, last] = [at, at]
  while (first > 0 && isSame(near[first - 1] as LoggedStep)) first--
  while (last + 1 < near.length && isSame(near[last + 1] as LoggedStep)) last++
  const end = near[last]
  const begin = near[first]
  if (!end || !begin || end.version + 1 > put.version) return null
  // Back from where the words were asked about to right after the change; nothing removed them, so they are whole.
  const later = await stepsSince(open.id, end.version + 1, put.version)
  const back = later.reverse().map((one): Mappable => readStoredStep(JSON.parse(one.step)).getMap().invert())
  const asked = textMapOf(await open.document(put.version))
  const doc = await open.document(end.version + 1)
  const map = textMapOf(doc)
  const text = textOf(doc)
  const start = map.offsetAt(back.reduce((position, one) => one.map(position, 1), asked.positionAt(put.start)))
  const words = textOf(await open.document(put.version)).slice(put.start, put.end)
  if (text.slice(start, start + words.length) !== words) return null
  return { version: end.version + 1, first: begin.version, text, start, end: start + words.length }
}

function joinNeighbours(traced: readonly TracedWords[]): TracedWords[] {
  const joined: TracedWords[] = []
  for (const one of traced) {
    const last = joined[joined.length - 1]
    if (last && last.end === one.start && last.writtenBy === one.writtenBy) joined[joined.length - 1] = { ...last, end: one.end }
    else joined.push(one)
  }
  return joined
}
