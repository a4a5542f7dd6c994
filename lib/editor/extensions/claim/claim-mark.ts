import { Mark } from '@tiptap/core'

export const CLAIM_ID = /^[A-Za-z0-9_-]{6,40}$/

/**
 * The place of a claim in the text: a mark that carries only the claim's id
 * (design D1). It travels with the text through undo, cut and paste, splits,
 * merges and live editing, because it is the text. Everything a desk says about
 * the claim lives outside the document.
 *
 * - `excludes: ''` claims may overlap and nest.
 * - `inclusive: false` typing at the edge does not join.
 */
export const ClaimMark = Mark.create({
  name: 'claim',
  excludes: '',
  inclusive: false,
  keepOnSplit: true,
  priority: 1100,

  addAttributes() {
    return {
      id: {
        default: '',
        validate: (id: unknown) => {
          if (typeof id !== 'string' || !CLAIM_ID.test(id)) throw new RangeError(`Not a claim id: ${String(id).slice(0, 50)}`)
        },
        parseHTML: (element) => element.getAttribute('data-claim'),
        renderHTML: ({ id }) => ({ 'data-claim': id }),
      },
    }
  },

  parseHTML() {
    return [
      {
        tag: '[data-claim]',
        getAttrs: (element) => (CLAIM_ID.test(element.getAttribute('data-claim') ?? '') ? null : false),
      },
    ]
  },

  renderHTML({ HTMLAttributes }) {
    return ['span', { ...HTMLAttributes, class: 'claim' }, 0]
  },
})
