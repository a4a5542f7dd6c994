import { Node } from '@tiptap/core'

/** A pull quote: words of the article shown large. They are checked like any others. */
export const PullQuote = Node.create({
  name: 'pullQuote',
  group: 'block',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'p[data-pull-quote]', priority: 60 }],
  renderHTML: () => ['p', { class: 'pull-quote', 'data-pull-quote': '' }, 0],
})
