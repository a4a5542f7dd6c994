import type { Node } from '@tiptap/pm/model'

/** Longest title that is kept beside an article, in UTF-16 code units. */
const TITLE_MAX = 500

/** The headline, when the document has one with words in it. */
export function titleOf(doc: Node): string | null {
  const first = doc.firstChild
  if (first?.type.name !== 'headline') return null
  const title = first.textContent.trim()
  return title === '' ? null : title.slice(0, TITLE_MAX)
}
