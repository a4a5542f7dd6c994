import { Node } from '@tiptap/core'

/** The headline of the article: at most one, always first. */
export const Headline = Node.create({
  name: 'headline',
  content: 'inline*',
  marks: 'claim superscript subscript bold italic underline',
  defining: true,
  parseHTML: () => [{ tag: 'h1' }],
  renderHTML: () => ['h1', { class: 'headline' }, 0],
})

/** The dek (standfirst) under the headline. */
export const Dek = Node.create({
  name: 'dek',
  content: 'inline*',
  marks: 'claim superscript subscript bold italic underline link',
  defining: true,
  parseHTML: () => [{ tag: 'p[data-dek]', priority: 60 }],
  renderHTML: () => ['p', { class: 'dek', 'data-dek': '' }, 0],
})

/** Who wrote it, as printed. */
export const Byline = Node.create({
  name: 'byline',
  content: 'inline*',
  marks: 'claim superscript subscript bold italic link',
  defining: true,
  parseHTML: () => [{ tag: 'p[data-byline]', priority: 60 }],
  renderHTML: () => ['p', { class: 'byline', 'data-byline': '' }, 0],
})
