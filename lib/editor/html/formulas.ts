import { excerpt, type Messages } from '@/lib/core/article/import-messages'

/** Formulas (MathML Core) as their letters, powers and indices kept; what cannot be set in a line is said. */
export function writeOutFormulas(body: HTMLElement, messages: Messages): void {
  // KaTeX draws a formula a second time for the eye; MathJax keeps it for its script.
  for (const twin of [...body.querySelectorAll('.katex-html,.MathJax_Preview,.MathJax,mjx-container > :not(mjx-assistive-mml)')])
    if (!twin.querySelector('math')) twin.remove()
  for (const script of [...body.querySelectorAll('script[type^="math/tex"]')]) {
    const words = script.textContent?.trim() ?? ''
    script.replaceWith(words)
    if (words !== '')
      messages.add('warning', `A formula was read as it was written for TeX: ${excerpt(words)}. Write it as it should be read.`)
  }
  for (const math of [...body.querySelectorAll('math')]) {
    const { ownerDocument } = body
    const line = ownerDocument.createElement('span')
    append(math, line, ownerDocument)
    const words = line.textContent?.replace(/\s+/g, ' ').trim() ?? ''
    if (words === '') {
      math.remove()
      continue
    }
    math.replaceWith(...line.childNodes)
    messages.add('warning', `A formula was read as plain letters: ${excerpt(words)}. Check powers and fractions.`)
  }
}

function append(element: Element, to: Element, document: Document): void {
  const name = element.localName.toLowerCase()
  const parts = [...element.children]
  const within = (tag: string, part: Element | undefined) => {
    if (!part) return
    const made = document.createElement(tag)
    append(part, made, document)
    to.append(made)
  }
  /** Of more than one sign: in brackets, so that a line says the same. */
  const part = (one: Element) => {
    const isLong = one.children.length > 1
    if (isLong) to.append('(')
    append(one, to, document)
    if (isLong) to.append(')')
  }
  const [first, second, third] = parts
  if (name === 'annotation' || name === 'annotation-xml') return
  if (first && (name === 'msup' || name === 'msub' || name === 'msubsup')) {
    append(first, to, document)
    within(name === 'msup' ? 'sup' : 'sub', second)
    if (name === 'msubsup') within('sup', third)
    return
  }
  if (name === 'mfrac' && first && second) {
    part(first)
    to.append('/')
    part(second)
    return
  }
  if (name === 'msqrt' || name === 'mroot') to.append('√')
  if (parts.length === 0) to.append(element.textContent ?? '')
  else for (const part of parts) append(part, to, document)
}
