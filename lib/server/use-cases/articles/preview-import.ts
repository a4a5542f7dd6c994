import 'server-only'
import { countWords } from '@/lib/core/text/words'
import { RANGE_SEPARATOR } from '@/lib/editor/queries/claim-ranges'
import { titleOf } from '@/lib/editor/queries/title'
import { readDocument } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'
import { importFile } from '@/lib/server/child/import-file'
import type { Actor } from '@/lib/server/session'
import type { ArticleInput } from '@/lib/server/use-cases/articles/import-article'

/** Lines of the beginning that are shown, and how many characters of each. */
const LINES = 12
const LINE_LENGTH = 300

/** Reads an article as bringing it in would, and keeps nothing. Throws what {@link importFile} throws. */
export async function previewImport(actor: Actor, input: ArticleInput, signal?: AbortSignal) {
  const imported = await importFile({
    ...input,
    options: { encoding: input.encoding, tracked: input.tracked, remarks: input.remarks },
    personId: actor.id,
    signal,
  })
  const doc = readDocument(imported.document)
  const { text, blocks } = textMapOf(doc)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return {
    title: titleOf(doc) ?? input.title ?? null,
    words: countWords(text),
    paragraphs: blocks.length,
    pictures: imported.images.length,
    lines: lines.slice(0, LINES).map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line)),
    messages: imported.messages,
    hasTracked: imported.hasTracked ?? false,
    remarks: (imported.remarks ?? []).map(({ kind, author, at, text: said, ranges }) => ({
      kind,
      author,
      at,
      text: said.slice(0, LINE_LENGTH),
      quote: ranges
        .map(({ start, end }) => text.slice(start, end))
        .join(RANGE_SEPARATOR)
        .slice(0, LINE_LENGTH),
    })),
  }
}
