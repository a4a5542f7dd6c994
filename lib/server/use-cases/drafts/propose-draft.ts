import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { type ComparedRow, compareTexts } from '@/lib/core/article/compare-texts'
import type { ImportMessage } from '@/lib/core/article/import-messages'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { readStoredDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import { importFile } from '@/lib/server/child/import-file'
import { planInChild } from '@/lib/server/child/plan-in-child'
import { newId } from '@/lib/server/ids'
import { type DraftView, type PlannedDraft, presentDraft } from '@/lib/server/present/draft'
import type { Actor } from '@/lib/server/session'
import { keepAttachment } from '@/lib/server/store/attachments'
import { claimsOfArticle } from '@/lib/server/store/claims'
import { type DraftRecord, findDraft, insertDraft, setDraftDiscarded, waitingDrafts } from '@/lib/server/store/drafts'
import type { ArticleInput } from '@/lib/server/use-cases/articles/import-article'

/** Takes a newer draft in. Nothing is applied (design D8). */
export async function proposeDraft(
  actor: Actor,
  articleId: string,
  input: ArticleInput,
  signal?: AbortSignal,
): Promise<{ readonly id: string }> {
  const before = await (await openArticle(actor, 'draft.bring', articleId)).document()
  if (input.tracked === 'keep')
    throw new AppError(
      'bad-request',
      'Tracked changes are kept as proposals when an article is brought in. In a newer draft, take or refuse them.',
    )
  const imported = await importFile({ ...input, options: { encoding: input.encoding, tracked: input.tracked }, personId: actor.id, signal })
  const { doc, message } = withHeadOf(before, readStoredDocument(imported.document), input.title)
  const messages = [...imported.messages, ...(message ? [message] : [])]
  const id = newId()
  return changeArticle(actor, 'draft.bring', articleId, async (change) => {
    for (const image of imported.images)
      await keepAttachment(change.tx, change.id, { bytes: image.bytes, mediaType: image.mediaType }, { id: actor.id, at: change.now })
    await insertDraft(change.tx, {
      id,
      articleId: change.id,
      document: JSON.stringify(doc.toJSON()),
      messages: JSON.stringify(messages),
      createdById: actor.id,
      createdAt: change.now,
    })
    change.record({ name: 'draft.brought', subject: 'text', before: null, after: { draftId: id } })
    return { id }
  })
}

/** What a waiting draft would do to the article as it is now. */
export async function readDraft(actor: Actor, articleId: string, draftId: string): Promise<DraftView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const draft = await findWaitingDraft(open, draftId)
  return presentDraft(draft, await planFor(open, draft))
}

/** The same with both texts beside each other, for the screen. */
export async function previewDraft(
  actor: Actor,
  articleId: string,
  draftId: string,
): Promise<{ draft: DraftView; title: string; rows: ComparedRow[] }> {
  const open = await openArticle(actor, 'article.read', articleId)
  const draft = await findWaitingDraft(open, draftId)
  const planned = await planFor(open, draft)
  return {
    draft: presentDraft(draft, planned),
    title: planned.title,
    rows: compareTexts(textOf(planned.before), textOf(planned.after)),
  }
}

export async function listDrafts(actor: Actor, articleId: string) {
  const open = await openArticle(actor, 'article.read', articleId)
  const drafts = await waitingDrafts(open.id)
  return { drafts: drafts.map(({ id, createdBy, createdAt }) => ({ id, createdBy, createdAt: createdAt.toISOString() })) }
}

/** Leaves the article as it is. */
export async function discardDraft(actor: Actor, articleId: string, draftId: string): Promise<void> {
  const open = await openArticle(actor, 'draft.bring', articleId)
  await findWaitingDraft(open, draftId)
  await changeArticle(actor, 'draft.bring', articleId, async (change) => {
    if (!(await setDraftDiscarded(change.tx, draftId, change.now))) throw new AppError('already-done')
    change.record({ name: 'draft.discarded', subject: 'text', before: { draftId }, after: null })
  })
}

export async function findWaitingDraft(open: OpenArticle, draftId: string): Promise<DraftRecord> {
  const draft = await findDraft(open.id, draftId)
  if (!draft) throw new AppError('not-found')
  if (draft.appliedVersion !== null) throw new AppError('already-done', 'This draft has been applied already.')
  if (draft.discardedAt) throw new AppError('already-done', 'This draft was left aside. Bring it again if you want it after all.')
  return draft
}

/** Computes a draft against the article as it is. */
export async function planFor(open: OpenArticle, draft: Pick<DraftRecord, 'document'>): Promise<PlannedDraft> {
  const before = await open.document()
  const after = readStoredDocument(JSON.parse(draft.document))
  const ranges = claimRanges(before)
  const claims = new Map(
    (await claimsOfArticle(open.id)).flatMap((claim) => {
      const place = ranges.get(claim.id)
      return place ? [[claim.id, { number: claim.number, isDecided: claim.decision !== null, ranges: place }] as const] : []
    }),
  )
  const plan = await planInChild({
    before: textOf(before),
    after: textOf(after),
    claims: new Map([...claims].map(([id, claim]) => [id, claim.ranges])),
    personId: open.actor.id,
  })
  return { version: open.article.version, title: open.article.title, before, after, claims, plan }
}

/**
 * A draft in plain text has no headline of its own: its first line is taken for
 * it when it is the present one, else the present head (headline, dek, byline) stays.
 */
function withHeadOf(before: Node, draft: Node, title: string | undefined): { doc: Node; message: ImportMessage | null } {
  const blocks = Array.from({ length: draft.childCount }, (_, index) => draft.child(index))
  if (blocks[0]?.type.name === 'headline') return { doc: draft, message: null }
  const make = (content: Node[]) => draft.type.create(draft.attrs, content)
  if (title) return { doc: make([schema.node('headline', null, schema.text(title)), ...blocks]), message: null }
  const head: Node[] = []
  before.forEach((node) => {
    if (['headline', 'dek', 'byline'].includes(node.type.name)) head.push(node)
  })
  if (head.length === 0) return { doc: draft, message: null }
  const rest = [...blocks]
  const kept = head.filter((node) => node.textContent.trim() !== '')
  // Lines of the head that the draft begins with are not repeated below it.
  for (const node of kept) if (rest.length > 1 && rest[0]?.textContent.trim() === node.textContent.trim()) rest.shift()
  const isSaid = rest.length === blocks.length && kept.length > 0
  return {
    doc: make([...head, ...rest]),
    message: isSaid ? { level: 'info', message: 'The draft has no headline of its own; the present one stays.' } : null,
  }
}
