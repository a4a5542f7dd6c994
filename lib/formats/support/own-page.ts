import { parseHTML } from 'linkedom'

/** How a report says what made it. */
const OURS = /<meta name="generator" content="Tickmark">/

/** Lines of the article that HTML has no words for: their class in the report, and what they are called where HTML is read. */
const LINES = { dek: 'data-dek', byline: 'data-byline', 'pull-quote': 'data-pull-quote' } as const

/** The article of a report this desk made, without its notes and what stands around it; null for any other page. */
export function articleOfOwnReport(html: string): string | null {
  if (!OURS.test(html.slice(0, 5_000))) return null
  const { document } = parseHTML(html)
  const article = document.querySelector('article.page')
  if (!article) return null
  for (const sign of [...article.querySelectorAll('sup:has(> a[id^="ref-"])')]) sign.remove()
  for (const line of [...article.querySelectorAll('p.no-picture')]) {
    const image = document.createElement('img')
    for (const name of ['alt', 'src']) {
      const value = line.getAttribute(`data-${name}`)
      if (value) image.setAttribute(name, value)
    }
    line.replaceWith(image)
  }
  for (const [name, attribute] of Object.entries(LINES))
    for (const line of [...article.querySelectorAll(`p.${name}`)]) line.setAttribute(attribute, '')
  // The report begins each block on a line of its own; spaces in a block are its words'.
  for (const node of [...article.childNodes]) if (node.nodeType === 3 && !node.textContent?.trim()) node.remove()
  return article.innerHTML
}
