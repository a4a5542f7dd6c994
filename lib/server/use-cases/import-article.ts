import 'server-only'
import { CHAIN_START } from '@/lib/core/history/chain'
import { countWords } from '@/lib/core/text/words'
import { readDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import type { Imported } from '@/lib/formats/importers/import-result'
import type { ImportFormat } from '@/lib/formats/importers/registry'
import { write } from '@/lib/server/db'
import { newId, sha256 } from '@/lib/server/ids'
import { importFile } from '@/lib/server/import-file'
import { changeWithin, titleOf } from '@/lib/server/live/change-article'
import type { Actor } from '@/lib/server/session'
import { insertSnapshot } from '@/lib/server/store/article-log'
import { insertArticle } from '@/lib/server/store/articles'
import { keepAttachment } from '@/lib/server/store/attachments'

export interface ArticleInput {
  readonly format: ImportFormat
  readonly bytes: Uint8Array
  /** Becomes the headline when the text has none. */
  readonly title?: string | undefined
  /** For the title of an article that has no headline. */
  readonly fileName?: string | undefined
}

/** Brings an article in. Throws what {@link importFile} throws; nothing is half-saved. */
export async function importArticle(actor: Actor, input: ArticleInput) {
  const imported = await importFile(input.format, input.bytes)
  return createArticleFrom(actor, imported, input)
}

/** Starts an article with nothing in it. */
export function createEmptyArticle(actor: Actor, title: string | undefined) {
  const document = schema.node('doc', null, [
    schema.node('headline', null, title ? schema.text(title) : undefined),
    schema.node('paragraph'),
  ])
  return createArticleFrom(actor, { document: document.toJSON(), messages: [], images: [] }, { title })
}

/** Makes an article of something already read. */
export async function createArticleFrom(
  actor: Actor,
  imported: Imported,
  input: Pick<ArticleInput, 'title' | 'fileName'> & { readonly isSample?: boolean },
) {
  const doc = withHeadline(imported.document, input.title)
  const text = textOf(doc)
  const title = titleOf(doc) ?? input.title ?? nameWithoutExtension(input.fileName) ?? (firstWords(text) || 'Untitled article')
  const id = newId()
  const now = new Date()
  await write(async (tx) => {
    for (const image of imported.images) await keepAttachment(tx, new Uint8Array(Buffer.from(image.data, 'base64')), image.mediaType)
    await insertArticle(tx, {
      id,
      title,
      textHash: sha256(text),
      words: countWords(text),
      historySeq: 0,
      historyHash: CHAIN_START,
      isSample: input.isSample ?? false,
      createdById: actor.id,
      createdAt: now,
      updatedAt: now,
    })
    await insertSnapshot(tx, id, 0, JSON.stringify(doc.toJSON()))
    await changeWithin(tx, actor, id, now, (change) =>
      change.record('article.created', 'article', null, {
        title,
        textHash: change.article.textHash,
        messages: imported.messages.map((message) => message.message),
      }),
    )
  })
  return { id, version: 0, title, messages: imported.messages }
}

function withHeadline(json: unknown, title: string | undefined) {
  const doc = readDocument(json)
  if (!title || doc.firstChild?.type.name === 'headline') return doc
  const headline = schema.node('headline', null, schema.text(title))
  return doc.type.create(doc.attrs, [headline, ...Array.from({ length: doc.childCount }, (_, index) => doc.child(index))])
}

function nameWithoutExtension(fileName: string | undefined): string | undefined {
  return fileName?.replace(/\.[a-z0-9]+$/i, '').slice(0, 200) || undefined
}

function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  return line.length <= 80 ? line : `${line.slice(0, 80).replace(/\s+\S*$/, '')} …`
}
