import { type AnyExtension, wrappingInputRule } from '@tiptap/core'
import type { Node, NodeType } from '@tiptap/pm/model'

/** The same extensions, but only a number of one or two digits begins a list: "2019. " is a year at the end of a sentence. */
export function withShortCounts(extension: AnyExtension): AnyExtension {
  if (extension.name === 'orderedList')
    return extension.extend({
      addInputRules(this: { type: NodeType }) {
        return [
          wrappingInputRule({
            find: /^([1-9]\d?)\.\s$/,
            type: this.type,
            getAttributes: (match) => ({ start: Number(match[1]) }),
            joinPredicate: (match, node: Node) => node.childCount + Number(node.attrs.start) === Number(match[1]),
          }),
        ]
      },
    } as never)
  if (extension.type !== 'extension') return extension
  return extension.extend({
    addExtensions(this: { parent?: () => AnyExtension[] }) {
      return (this.parent?.() ?? []).map(withShortCounts)
    },
  } as never)
}
