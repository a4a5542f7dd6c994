import { Messages, plural } from '@/lib/core/article/import-messages'
import { rename } from '@/lib/editor/html/dom'
import { classStylesOf } from '@/lib/editor/html/office-markup'
import { bodyOf, shapeHtml } from '@/lib/editor/html/shape-html'

/**
 * HTML of a paste in the shapes the schema knows, and what was lost. `kept` are
 * pictures the desk has by now (`data:` address → address for the document);
 * `isEmpty`: whether there is no text yet.
 */
export function readPage(
  html: string,
  { kept, isEmpty }: { readonly kept: ReadonlyMap<string, string> | null; readonly isEmpty: boolean },
) {
  const messages = new Messages()
  const page = new DOMParser().parseFromString(`<body>${bodyOf(html)}</body>`, 'text/html')
  let lost = 0
  const keepDataUrl = (url: string) => {
    const src = kept?.get(url) ?? null
    if (!src) lost++
    return src
  }
  shapeHtml(page.body, messages, keepDataUrl, { classStyles: classStylesOf(html) })
  fitIntoText(page.body, isEmpty)
  if (lost > 0)
    messages.add('warning', `${plural(lost, 'picture')} could not be kept and ${lost === 1 ? 'was' : 'were'} left out; captions were kept.`)
  return { html: page.body.innerHTML, messages }
}

// Only an empty article takes a headline and its lines from a paste; elsewhere they are headings and paragraphs.
function fitIntoText(body: HTMLElement, isEmpty: boolean): void {
  const headings = [...body.querySelectorAll('h1')]
  for (const heading of isEmpty ? headings.slice(1) : headings) rename(heading, 'h2')
  for (const heading of [...body.querySelectorAll('h5,h6')]) rename(heading, 'h4')
  if (!isEmpty)
    for (const line of [...body.querySelectorAll('[data-dek],[data-byline]')]) {
      line.removeAttribute('data-dek')
      line.removeAttribute('data-byline')
    }
  for (const paragraph of [...body.querySelectorAll('p')])
    if ((paragraph.textContent ?? '').trim() === '' && !paragraph.querySelector('img') && body.children.length > 1) paragraph.remove()
}
