import { Mark } from '@tiptap/core'

// 10⁶ is not 106: what stands above or below the line changes what a number says.
const scriptOf = (name: 'superscript' | 'subscript', tag: 'sup' | 'sub', align: 'super' | 'sub') =>
  Mark.create({
    name,
    excludes: 'superscript subscript',
    parseHTML: () => [{ tag }, { style: 'vertical-align', getAttrs: (value) => (value === align ? null : false) }],
    renderHTML: () => [tag, 0],
  })

export const Superscript = scriptOf('superscript', 'sup', 'super')
export const Subscript = scriptOf('subscript', 'sub', 'sub')
