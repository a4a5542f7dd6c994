import 'server-only'
import type { Node } from '@tiptap/pm/model'
import type { ImportMessage } from '@/lib/core/article/import-messages'
import { titleOf } from '@/lib/editor/queries/title'
import { emptyDocument, readDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import type { Imported } from '@/lib/formats/importers/import-result'
import type { Encoding, ImportFormat } from '@/lib/formats/importers/registry'
import { openArticle } from '@/lib/server/article/open-article'
import { startArticle } from '@/lib/server/article/start-article'
import { importFile } from '@/lib/server/child/import-file'
import type { Part } from '@/lib/server/child/run-in-child'
import type { Actor } from '@/lib/server/session'
import { keepAttachment } from '@/lib/server/store/attachments'

export interface ArticleInput {
  readonly format: ImportFormat
  readonly bytes: Part
  /** Becomes the headline when the text has none. */
  readonly title?: string | undefined
  /** For the title of an article that has no headline. */
  readonly fileName?: string | undefined
  /** How the letters of a file are written, when a person says so. */
  readonly encoding?: Encoding | undefined
}

export interface ImportReceipt {
  readonly id: string
  readonly messages: readonly ImportMessage[]
}

/** Brings an article in. Throws what {@link importFile} throws; nothing is half-saved. */
export async function importArticle(actor: Actor, input: ArticleInput, signal?: AbortSignal): Promise<ImportReceipt> {
  const imported = await importFile({ ...input, options: { encoding: input.encoding }, personId: actor.id, signal })
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
  const doc = withHeadline(readDocument(imported.document), input.title)
  const title = titleOf(doc) ?? input.title ?? nameWithoutExtension(input.fileName) ?? (firstWords(textOf(doc)) || 'Untitled article')
  return startArticle(actor, doc, { title, isSample: input.isSample ?? false }, async (change) => {
    for (const image of imported.images)
      await keepAttachment(change.tx, change.id, { bytes: image.bytes, mediaType: image.mediaType }, { id: actor.id, at: change.now })
    change.record({
      name: 'article.created',
      subject: 'article',
      before: null,
      after: { title, textHash: change.article.textHash, messages: imported.messages.map((message) => message.message) },
    })
    return { id: change.id, messages: imported.messages }
  })
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
