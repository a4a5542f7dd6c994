import type { RemarkText } from '@/lib/core/article/remarks'
import { sentencesOf } from '@/lib/core/text/sentences'
import { unwrap } from '@/lib/editor/html/dom'

/** A remark that was found, before it is known where its words stand. */
export interface FoundRemark extends RemarkText {
  readonly kind: 'comment' | 'footnote'
  readonly isResolved: boolean
  readonly replies: readonly RemarkText[]
}

/**
 * Comments and footnotes of a text on its way in. What reads it leaves anchors
 * where each begins and ends, or stands; `markRemarks` turns them into claim
 * marks on the words, which go through everything the words go through.
 */
export class FoundRemarks {
  readonly list: FoundRemark[] = []

  /** Takes a remark; gives back its number, for its anchors and its mark. */
  add(remark: FoundRemark): number {
    return this.list.push(remark) - 1
  }
}

/** Ids of the anchors, and of the mark, of one remark. */
export const remarkAnchor = (edge: 'start' | 'end' | 'point', index: number) => `tickmark-remark-${edge}-${index}`
export const remarkMark = (index: number) => `remark-${index}`

const ANCHORS = 'a[id^="tickmark-remark-"]'
/** Remarks that may stand on the same words; more are about the sentence they begin at. */
const MOST_OPEN = 40

const BLOCKS = 'p,li,td,th,h1,h2,h3,h4,h5,h6,figcaption,caption,pre,dd,dt'
const HOLDERS = 'body,ul,ol,dl,table,thead,tbody,tfoot,tr,figure,blockquote,section,article,div'

/** Puts each remark's mark on its words: those between its anchors, or the sentence it stands at. */
export function markRemarks(body: HTMLElement): void {
  const anchors = [...body.querySelectorAll(ANCHORS)]
  if (anchors.length === 0) return
  const edges = new Map<string, { start?: Element; end?: Element; point?: Element }>()
  for (const anchor of anchors) {
    const [, edge, index] = /^tickmark-remark-(start|end|point)-(\d+)$/.exec(anchor.id) ?? []
    if (!edge || !index) continue
    const known = edges.get(index) ?? {}
    edges.set(index, { ...known, [edge]: anchor })
  }
  const open = new Set<string>()
  const marked = new Set<string>()
  const order = new Map(anchors.map((anchor, index) => [anchor, index] as const))
  const isWhole = ({ start, end }: { start?: Element; end?: Element }) => start && end && (order.get(start) ?? 0) < (order.get(end) ?? 0)
  const whole = new Set([...edges].filter(([, edge]) => isWhole(edge)).map(([index]) => index))
  const walk = (node: ChildNode): void => {
    if (node.nodeType === 3) {
      if (open.size === 0 || (!node.nodeValue?.trim() && (node.parentElement?.matches(HOLDERS) ?? true))) return
      for (const index of open) if (node.nodeValue?.trim()) marked.add(index)
      wrapText(node, [...open])
      return
    }
    const [, edge, index] = /^tickmark-remark-(start|end)-(\d+)$/.exec((node as Element).id ?? '') ?? []
    if (edge === 'start' && index && whole.has(index) && open.size < MOST_OPEN) open.add(index)
    if (edge === 'end' && index) open.delete(index)
    for (const child of [...node.childNodes]) walk(child)
  }
  walk(body as unknown as ChildNode)
  // What holds no words is about the sentence it stands at.
  for (const [index, { point, start, end }] of edges) {
    const at = whole.has(index) ? start : (point ?? end ?? start)
    if (at && !marked.has(index)) markSentence(at, index)
  }
  for (const anchor of anchors) unwrap(anchor)
}

function wrapText(node: ChildNode, indexes: readonly string[]): void {
  let outer: Element | null = null
  for (const index of indexes) {
    const span = (node.ownerDocument as Document).createElement('span')
    span.setAttribute('data-claim', `remark-${index}`)
    ;(outer ?? node).replaceWith(span)
    span.append(outer ?? node)
    outer = span
  }
}

// The sentence that ends at a sign, or goes on after it.
const sentences = new WeakMap<Element, { readonly text: string; readonly found: ReturnType<typeof sentencesOf> }>()

function markSentence(at: Element, index: string): void {
  const block = at.closest(BLOCKS) ?? at.closest('div,blockquote,section,article,body')
  if (!block) return
  const texts: { node: ChildNode; start: number }[] = []
  let text = ''
  let place = 0
  const walk = (node: ChildNode): void => {
    if (node === (at as ChildNode)) place = text.length
    if (node.nodeType === 3) {
      texts.push({ node, start: text.length })
      text += node.nodeValue ?? ''
    } else for (const child of [...node.childNodes]) walk(child)
  }
  walk(block as unknown as ChildNode)
  // Marking words changes none: a block with many signs is parted into its sentences once.
  const known = sentences.get(block)
  const found = known?.text === text ? known.found : sentencesOf(text)
  sentences.set(block, { text, found })
  const sentence = found.findLast(({ start }) => start < place) ?? found[0]
  if (!sentence) return
  for (const { node, start } of texts) {
    const value = node.nodeValue ?? ''
    const from = Math.max(0, sentence.start - start)
    const to = Math.min(value.length, sentence.end - start)
    if (to <= from) continue
    // The middle of a text that is split is what is wrapped.
    const document = node.ownerDocument as Document
    const middle = document.createTextNode(value.slice(from, to))
    const parts = [value.slice(0, from), middle, value.slice(to)].filter((part) => part !== '')
    node.replaceWith(...parts.map((part) => (typeof part === 'string' ? document.createTextNode(part) : part)))
    wrapText(middle, [index])
  }
}
