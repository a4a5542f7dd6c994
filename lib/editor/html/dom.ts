/** Ways to reshape a DOM tree, the browser's or one parsed on the server. */

/** Replaces an element by what is in it. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes)
}

/** Puts everything in an element into a new one inside it. */
export function wrapContent(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

/** Puts an element into a new one. */
export function wrap(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag)
  element.replaceWith(wrapper)
  wrapper.append(element)
}

/** Replaces an element by another of the same content and no attributes. */
export function rename(element: Element, tag: string): Element {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

/** Takes away the first `length` UTF-16 units of an element's text. */
export function trimStart(element: Element, length: number): void {
  let left = length
  const texts: Text[] = []
  const collect = (node: ChildNode) => {
    if (node.nodeType === 3) texts.push(node as Text)
    for (const child of node.childNodes) collect(child)
  }
  collect(element as unknown as ChildNode)
  for (const text of texts) {
    const value = text.nodeValue ?? ''
    const cut = Math.min(left, value.length)
    text.nodeValue = value.slice(cut)
    left -= cut
    if (left === 0) return
  }
}

/** The outermost paragraph-like ancestor of an element, so that a block put after it never lands inside a line of text. */
export function topMost(element: Element, body: HTMLElement): Element {
  let top: Element = element
  let parent = element.parentElement
  while (parent && parent !== body) {
    if (parent.matches('p,h1,h2,h3,h4,h5,h6,a,span,em,strong,b,i,picture,ul,ol,li')) top = parent
    parent = parent.parentElement
  }
  return top
}
