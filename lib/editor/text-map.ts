import type { Node } from '@tiptap/pm/model'

/**
 * The canonical text of an article and the way back (design D2): text blocks
 * in document order, separated by one "\n"; a hard break is "\n". Everything
 * that compares words reads this and nothing else.
 *
 * `from/to/position` are ProseMirror positions, `start/end/offset` are UTF-16
 * offsets into the canonical text. They are never mixed in one type.
 */
export interface TextBlock {
  readonly node: Node
  /** ProseMirror position of the start of the block's content. */
  readonly from: number
  /** Offset of its first character in the canonical text. */
  readonly start: number
}

interface LocalBlock {
  readonly node: Node
  /** Position of the content start, relative to the top-level node's own position. */
  readonly from: number
}

// Documents are persistent trees: a node that was not edited is the same
// object in the next version, so what is derived from it is kept with it.
const localBlocks = new WeakMap<Node, readonly LocalBlock[]>()
const blockTexts = new WeakMap<Node, string>()
const textMaps = new WeakMap<Node, TextMap>()

/** Text of one text block. Its length equals the block's content size, so positions and offsets run in step. */
export function blockText(node: Node): string {
  let text = blockTexts.get(node)
  if (text === undefined) {
    text = node.textBetween(0, node.content.size, undefined, '\n')
    blockTexts.set(node, text)
  }
  return text
}

function blocksWithin(node: Node): readonly LocalBlock[] {
  let blocks = localBlocks.get(node)
  if (!blocks) {
    if (node.isTextblock) blocks = [{ node, from: 1 }]
    else {
      const found: LocalBlock[] = []
      node.descendants((child, position) => {
        if (!child.isTextblock) return true
        found.push({ node: child, from: position + 2 })
        return false
      })
      blocks = found
    }
    localBlocks.set(node, blocks)
  }
  return blocks
}

export class TextMap {
  readonly blocks: readonly TextBlock[]
  readonly #doc: Node
  #text: string | undefined

  constructor(doc: Node) {
    this.#doc = doc
    const blocks: TextBlock[] = []
    let start = 0
    doc.forEach((child, childPosition) => {
      for (const block of blocksWithin(child)) {
        blocks.push({ node: block.node, from: childPosition + block.from, start })
        start += block.node.content.size + 1
      }
    })
    this.blocks = blocks
  }

  /** The canonical text. */
  get text(): string {
    this.#text ??= this.blocks.map((block) => blockText(block.node)).join('\n')
    return this.#text
  }

  /** Length of the canonical text in UTF-16 code units, without building it. */
  get length(): number {
    const last = this.blocks[this.blocks.length - 1]
    return last ? last.start + last.node.content.size : 0
  }

  /** The block that holds an offset; an offset on a separator belongs to the block before it. */
  blockAtOffset(offset: number): TextBlock {
    if (offset < 0 || offset > this.length) throw new RangeError(`Offset ${offset} is outside the text (0 to ${this.length})`)
    return this.#lastBlock((block) => block.start <= offset)
  }

  /** ProseMirror position of an offset. Throws RangeError outside the text. */
  positionAt(offset: number): number {
    const block = this.blockAtOffset(offset)
    return block.from + Math.min(offset - block.start, block.node.content.size)
  }

  /** Offset of a ProseMirror position; a position between blocks gives the end of the block before it. */
  offsetAt(position: number): number {
    if (position < 0 || position > this.#doc.content.size) throw new RangeError(`Position ${position} is outside the document`)
    const first = this.blocks[0]
    if (!first || position < first.from) return 0
    const block = this.#lastBlock((candidate) => candidate.from <= position)
    return block.start + Math.min(position - block.from, block.node.content.size)
  }

  #lastBlock(isBefore: (block: TextBlock) => boolean): TextBlock {
    let low = 0
    let high = this.blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (isBefore(this.blocks[middle] as TextBlock)) low = middle
      else high = middle - 1
    }
    return this.blocks[low] as TextBlock
  }
}

/** The map of a document; kept with it. */
export function textMapOf(doc: Node): TextMap {
  let map = textMaps.get(doc)
  if (!map) {
    map = new TextMap(doc)
    textMaps.set(doc, map)
  }
  return map
}

/** The canonical text of a document. */
export function textOf(doc: Node): string {
  return textMapOf(doc).text
}
