import { closeHistory, history, redo, undo } from '@tiptap/pm/history'
import type { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { Step } from '@tiptap/pm/transform'
import { claimKeeperPlugin } from '@/lib/editor/extensions/claim-keeper/claim-keeper'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'

/** A paragraph; `[a:words]` puts claim a on words, also nested: `[a:one [b:two] three]`. */
export function p(text: string): Node {
  return schema.node('paragraph', null, inline(text))
}

export function headline(text: string): Node {
  return schema.node('headline', null, inline(text))
}

export function doc(...blocks: Node[]): Node {
  return schema.node('doc', null, blocks)
}

/** A claim id from a letter, so that tests read well. */
export function id(letter: string): string {
  return `claim-${letter}`
}

function inline(text: string): Node[] {
  const nodes: Node[] = []
  const open: string[] = []
  let buffer = ''
  const flush = () => {
    if (buffer)
      nodes.push(
        schema.text(
          buffer,
          open.map((letter) => schema.mark('claim', { id: id(letter) })),
        ),
      )
    buffer = ''
  }
  for (let at = 0; at < text.length; at++) {
    const start = /^\[(\w):/.exec(text.slice(at))
    if (start) {
      flush()
      open.push(start[1] as string)
      at += start[0].length - 1
    } else if (text[at] === ']' && open.length > 0) {
      flush()
      open.pop()
    } else buffer += text[at]
  }
  flush()
  return nodes
}

/** Words of a claim, or null when it has none. */
export function wordsOf(document: Node, letter: string): string | null {
  const ranges = claimRanges(document).get(id(letter))
  return ranges ? quoteAt(textOf(document), ranges) : null
}

/** A person writing: a state with undo and the rules that keep claims on their words. */
export class Writer {
  state: EditorState
  /** Every step so far, those the rules added included: what a server would log. */
  readonly log: Step[] = []

  constructor(document: Node) {
    this.state = EditorState.create({ doc: document, plugins: [history({ newGroupDelay: 0 }), claimKeeperPlugin()] })
  }

  get doc(): Node {
    return this.state.doc
  }

  apply(change: (tr: Transaction) => Transaction): this {
    this.#take(closeHistory(change(this.state.tr)))
    return this
  }

  /** Selects the first occurrence of some words. */
  select(words: string): this {
    const [from, to] = this.find(words)
    return this.apply((tr) => tr.setSelection(TextSelection.create(tr.doc, from, to)))
  }

  cursorBefore(words: string): this {
    const [from] = this.find(words)
    return this.apply((tr) => tr.setSelection(TextSelection.create(tr.doc, from)))
  }

  cursorAfter(words: string): this {
    const [, to] = this.find(words)
    return this.apply((tr) => tr.setSelection(TextSelection.create(tr.doc, to)))
  }

  /** Types as a person does: letter by letter, the first replacing the selection. */
  type(text: string): this {
    for (const letter of text) this.apply((tr) => tr.insertText(letter))
    return this
  }

  backspace(times = 1): this {
    for (let n = 0; n < times; n++)
      this.apply((tr) => (tr.selection.empty ? tr.delete(tr.selection.from - 1, tr.selection.from) : tr.deleteSelection()))
    return this
  }

  enter(): this {
    return this.apply((tr) => tr.deleteSelection().split(tr.selection.from))
  }

  undo(times = 1): this {
    for (let n = 0; n < times; n++) undo(this.state, (tr) => this.#take(tr))
    return this
  }

  redo(times = 1): this {
    for (let n = 0; n < times; n++) redo(this.state, (tr) => this.#take(tr))
    return this
  }

  words(letter: string): string | null {
    return wordsOf(this.doc, letter)
  }

  find(words: string): [number, number] {
    let found: [number, number] | null = null
    this.doc.descendants((node, position) => {
      if (found || !node.isTextblock) return !found
      const at = node.textBetween(0, node.content.size, undefined, '\n').indexOf(words)
      if (at !== -1) found = [position + 1 + at, position + 1 + at + words.length]
      return false
    })
    if (!found) throw new Error(`“${words}” is not in the text: ${textOf(this.doc)}`)
    return found
  }

  #take(tr: Transaction): void {
    const { state, transactions } = this.state.applyTransaction(tr)
    this.state = state
    for (const done of transactions) this.log.push(...done.steps)
  }
}
