import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { type Step, Transform } from '@tiptap/pm/transform'
import { describeRange } from '@/lib/core/anchoring/quote-selector'
import { excerpt, type ImportMessage, plural } from '@/lib/core/article/import-messages'
import { groupRemarks, noteOfRemark, type Remark, type RemarkChoice } from '@/lib/core/article/remarks'
import type { TrackedProposal } from '@/lib/core/article/tracked-proposals'
import { CLAIM_LIMITS } from '@/lib/core/claim/claim'
import { CORRECTION_LIMITS } from '@/lib/core/claim/correction'
import { proposedType } from '@/lib/core/detection/claim-type'
import { can } from '@/lib/core/permissions/policy'
import { inPieces, type TextRange } from '@/lib/core/text/range'
import { remarkMark } from '@/lib/editor/html/remarks'
import { claimRanges, RANGE_SEPARATOR } from '@/lib/editor/queries/claim-ranges'
import { titleOf } from '@/lib/editor/queries/title'
import { emptyDocument, readDocument, schema } from '@/lib/editor/schema'
import { addClaimSteps } from '@/lib/editor/steps/claim-steps'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import type { Imported, TrackedChoice } from '@/lib/formats/importers/import-result'
import type { Encoding, ImportFormat } from '@/lib/formats/importers/registry'
import type { ArticleChange } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { startArticle } from '@/lib/server/article/start-article'
import { importFile } from '@/lib/server/child/import-file'
import type { Part } from '@/lib/server/child/run-in-child'
import { newId } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { keepAttachment } from '@/lib/server/store/attachments'
import { insertClaim } from '@/lib/server/store/claims'
import { insertCorrection } from '@/lib/server/store/corrections'
import { insertNote } from '@/lib/server/store/notes'
import { bringBack } from '@/lib/server/use-cases/articles/bring-back'

export interface ArticleInput {
  readonly format: ImportFormat
  readonly bytes: Part
  /** Becomes the headline when the text has none. */
  readonly title?: string | undefined
  /** For the title of an article that has no headline. */
  readonly fileName?: string | undefined
  /** How the letters of a file are written, when a person says so. */
  readonly encoding?: Encoding | undefined
  /** What is to be known before how it was read. */
  readonly said?: readonly ImportMessage[] | undefined
  /** What becomes of changes that Word tracked; taken unless said. */
  readonly tracked?: TrackedChoice | undefined
  /** What becomes of comments and footnotes; left out unless said. */
  readonly remarks?: RemarkChoice | undefined
}

const TEXT_ONLY: ImportMessage = {
  level: 'warning',
  message: 'Only the text was brought back: claims, with what others decided, are brought back by checkers, editors and admins.',
}

export interface ImportReceipt {
  readonly id: string
  readonly messages: readonly ImportMessage[]
}

/** Brings an article in. Throws what {@link importFile} throws; nothing is half-saved. */
export async function importArticle(actor: Actor, input: ArticleInput, signal?: AbortSignal): Promise<ImportReceipt> {
  const imported = await importFile({
    ...input,
    options: { encoding: input.encoding, tracked: input.tracked, remarks: input.remarks },
    personId: actor.id,
    signal,
  })
  return createArticleFrom(actor, imported, input)
}

/** Starts an article with nothing in it. */
export function createEmptyArticle(actor: Actor, title: string | undefined): Promise<ImportReceipt> {
  const document = emptyDocument(title)
  return createArticleFrom(actor, { document: document.toJSON(), messages: [], images: [] }, { title })
}

/** Makes an article of something already read. */
export async function createArticleFrom(
  actor: Actor,
  imported: Imported,
  input: Pick<ArticleInput, 'title' | 'fileName'> & { readonly isSample?: boolean },
): Promise<ImportReceipt> {
  const proposals = imported.proposals ?? []
  const plain = withMarks(readDocument(imported.document), [
    ...(imported.remarks ?? []).map(({ ranges }, index) => ({ id: remarkMark(index), ranges })),
    ...proposals.map((range, index) => ({ id: proposalMark(index), ranges: [range] })),
  ])
  const marked = withHeadline(plain, input.title)
  const places = claimRanges(marked)
  const remarks = (imported.remarks ?? [])
    .map((remark, index) => ({ ...remark, ranges: places.get(remarkMark(index)) ?? [] }))
    .filter(({ ranges }) => ranges.length > 0)
  const doc = new Transform(marked).removeMark(0, marked.content.size, schema.marks.claim).doc
  const title =
    titleOf(doc) ??
    input.title ??
    (imported.broughtBack?.article.title.trim() || nameWithoutExtension(input.fileName)) ??
    (firstWords(textOf(doc)) || 'Untitled article')
  return startArticle(actor, doc, { title, isSample: input.isSample ?? false }, async (change) => {
    for (const image of imported.images)
      await keepAttachment(change.tx, change.id, { bytes: image.bytes, mediaType: image.mediaType }, { id: actor.id, at: change.now })
    change.record({
      name: 'article.created',
      subject: 'article',
      before: null,
      after: { title, textHash: change.article.textHash, messages: imported.messages.map((message) => message.message) },
    })
    const told = await claimRemarks(change, remarks)
    const lost: TrackedProposal[] = []
    for (const [index, proposal] of proposals.entries())
      if (!(await keepProposal(change, proposal, places.get(proposalMark(index))?.[0]))) lost.push(proposal)
    const messages = [...imported.messages, ...told, ...lost.map(({ before, after }) => notKept(before, after))]
    if (imported.broughtBack)
      messages.push(...(can(actor, 'article.bring-back') ? await bringBack(change, imported.broughtBack) : [TEXT_ONLY]))
    return { id: change.id, messages }
  })
}

const proposalMark = (index: number) => `proposal-${index}`

// A headline that is put in front moves the words, and what stands on them with them.
function withMarks(doc: Node, marks: readonly { readonly id: string; readonly ranges: readonly TextRange[] }[]): Node {
  const map = textMapOf(doc)
  const marked = new Transform(doc)
  for (const { id, ranges } of marks)
    for (const { start, end } of ranges) marked.addMark(map.positionAt(start), map.positionAt(end), schema.mark('claim', { id }))
  return marked.doc
}

/** A tracked change of the file, as new words that are proposed. */
async function keepProposal(change: ArticleChange, { before, after }: TrackedProposal, place: TextRange | undefined): Promise<boolean> {
  if (!place || textOf(change.doc).slice(place.start, place.end) !== before || after.length > CORRECTION_LIMITS.after) return false
  const id = newId()
  await insertCorrection(change.tx, {
    id,
    articleId: change.id,
    claimId: null,
    place: { ...place, version: change.version },
    before,
    after,
    reason: 'A tracked change of the file',
    proposedById: change.actor.id,
    proposedAt: change.now,
  })
  change.record({ name: 'correction.proposed', subject: 'text', before: { words: before }, after: { words: after, correctionId: id } })
  return true
}

function notKept(before: string, after: string): ImportMessage {
  return { level: 'warning', message: `A tracked change could not be kept as a proposal: ${excerpt(before)} → ${excerpt(after)}.` }
}

/** Comments and footnotes that came with the copy: a claim on the words of each, with all it said as notes. Returns what there was no room for. */
async function claimRemarks(change: ArticleChange, all: readonly Remark[]): Promise<ImportMessage[]> {
  const steps: Step[] = []
  const groups = groupRemarks(all)
  for (const { ranges, remarks } of groups.slice(0, CLAIM_LIMITS.claimsPerArticle)) {
    const claimId = await insertClaimOn(change, ranges)
    for (const range of ranges) steps.push(...addClaimSteps(change.doc, claimId, range))
    // Notes stand in the order of their times: a millisecond each.
    let place = 0
    // What is longer than a note goes on in answers to it.
    const add = async (said: string, thread: string | null) => {
      let first = thread
      for (const text of inPieces(said, CLAIM_LIMITS.note)) {
        const id = await insertNoteOn(change, claimId, { text, replyToId: first, place: place++ })
        first ??= id
      }
      return first
    }
    for (const remark of remarks) {
      const first = await add(noteOfRemark(remark, remark, false), null)
      for (const reply of remark.replies) await add(noteOfRemark(remark, reply, true), first)
    }
  }
  await change.appendSteps(steps, { kind: 'claim' })
  const rest = groups.length - CLAIM_LIMITS.claimsPerArticle
  return rest > 0
    ? [
        {
          level: 'warning',
          message: `${plural(rest, 'commented stretch', 'commented stretches')} of the text found no room: an article has at most ${plural(CLAIM_LIMITS.claimsPerArticle, 'claim')}. Keep the original.`,
        },
      ]
    : []
}

async function insertClaimOn(change: ArticleChange, ranges: readonly TextRange[]): Promise<string> {
  const id = newId()
  const number = change.takeClaimNumber()
  const [first] = ranges as readonly [TextRange]
  const text = textOf(change.doc)
  const { prefix, suffix } = describeRange(text, first)
  const quote = ranges
    .map(({ start, end }) => text.slice(start, end))
    .join(RANGE_SEPARATOR)
    .slice(0, CLAIM_LIMITS.quote)
  const type = proposedType(text, first)
  const by = { ...(type ? { type } : {}), createdById: change.actor.id, createdAt: change.now }
  await insertClaim(change.tx, { id, articleId: change.id, number, quote, prefix, suffix, ...by })
  change.record({
    name: 'claim.created',
    subject: `claim:${id}`,
    before: null,
    after: { number, quote, start: first.start, end: first.end, version: change.version },
  })
  return id
}

async function insertNoteOn(
  change: ArticleChange,
  claimId: string,
  { text, replyToId, place }: { readonly text: string; readonly replyToId: string | null; readonly place: number },
): Promise<string> {
  const id = newId()
  const by = { createdById: change.actor.id, createdAt: new Date(change.now.getTime() + place), ownerId: null, dueAt: null }
  await insertNote(change.tx, { id, claimId, kind: 'note', text, replyToId, ...by })
  change.record({ name: 'note.added', subject: `claim:${claimId}`, before: null, after: { noteId: id, kind: 'note', text, replyToId } })
  return id
}

/** The answer to an import. */
export async function readImported(actor: Actor, { id, messages }: ImportReceipt) {
  const { article } = await openArticle(actor, 'article.read', id)
  return { id, version: article.version, title: article.title, messages }
}

// A title given by hand is the headline; one that the text had stays as its first subhead.
function withHeadline(doc: Node, title: string | undefined): Node {
  const given = title?.trim()
  const [first, ...rest] = doc.children
  if (!given || (first?.type.name === 'headline' && first.textContent.trim() === given)) return doc
  const headline = schema.node('headline', null, schema.text(given))
  if (first?.type.name !== 'headline') return doc.type.create(doc.attrs, [headline, ...doc.children])
  const head = rest.filter((node) => ['dek', 'byline'].includes(node.type.name))
  const body = rest.filter((node) => !head.includes(node))
  const subhead = first.content.size > 0 ? [schema.node('heading', { level: 2 }, first.content)] : []
  return doc.type.create(doc.attrs, [headline, ...head, ...subhead, ...body])
}

function nameWithoutExtension(fileName: string | undefined): string | undefined {
  return fileName?.replace(/\.[a-z0-9]+$/i, '').slice(0, 200) || undefined
}

function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  return line.length <= 80 ? line : `${line.slice(0, 80).replace(/\s+\S*$/, '')} …`
}
