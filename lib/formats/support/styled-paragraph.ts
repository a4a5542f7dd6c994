/** Styles whose bold or italic is the look of a whole line and says nothing of its words. */
const HEADED = /^(?:title|subtitle|heading)/im

/** Whether a line of these styles (lower case, the nearest first) is a heading. */
export function isHeadingStyle(names: readonly string[]): boolean {
  return HEADED.test(names.join('\n'))
}

/**
 * A paragraph as HTML, by the names of its styles (lower case, the nearest
 * first) as office programs ship them. `heading` is h1 to h6 when the file says
 * so itself; `inner` is HTML.
 */
export function styledParagraph(heading: string | null, names: readonly string[], inner: string): string {
  const is = (...wanted: readonly string[]) => names.some((name) => wanted.includes(name))
  const level = /^heading ([1-6])$/m.exec(names.join('\n'))?.[1]
  const tag = heading ?? (is('title') ? 'h1' : level ? `h${level}` : null)
  if (tag) return `<${tag}>${inner}</${tag}>`
  if (is('subtitle')) return `<p class="tickmark-dek">${inner}</p>`
  if (is('quotations', 'quote', 'block text', 'intense quote')) return `<blockquote><p>${inner}</p></blockquote>`
  if (is('preformatted text', 'html preformatted')) return `<pre>${inner}</pre>`
  if (is('caption', 'illustration', 'figure', 'table', 'drawing')) return `<p class="tickmark-caption">${inner}</p>`
  return `<p>${inner}</p>`
}
