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
  for (const line of [...article.querySelectorAll('p.no-picture')]) line.remove()
  for (const [name, attribute] of Object.entries(LINES))
    for (const line of [...article.querySelectorAll(`p.${name}`)]) line.setAttribute(attribute, '')
  return article.innerHTML
}
