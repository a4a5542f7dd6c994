import { Extension } from '@tiptap/core'
import { Fragment, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { type ImportMessage, Messages, plural } from '@/lib/core/article/import-messages'
import { plainParagraphs } from '@/lib/core/text/plain-paragraphs'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
import { rename } from '@/lib/editor/html/dom'
import { classStylesOf } from '@/lib/editor/html/office-markup'
import { bodyOf, shapeHtml } from '@/lib/editor/html/shape-html'
import { paragraphOfLines } from '@/lib/editor/queries/paragraph-of-lines'

export interface ReadingPasteOptions {
  /** Told what was left out of a paste, when anything was. */
  onMessages: (messages: readonly ImportMessage[]) => void
  /** Keeps a picture with the article and returns its address for the document. Rejects when it cannot. */
  keepPicture: ((picture: Blob) => Promise<string>) | null
}

/**
 * A paste into the open text is read as a file would be (`shapeHtml`,
 * `plainParagraphs`), and says what was left out. Copies from this desk are
 * left alone. An address pasted over words becomes their link.
 */
export const ReadingPaste = Extension.create<ReadingPasteOptions>({
  name: 'readingPaste',

  addOptions() {
    return { onMessages: () => {}, keepPicture: null }
  },

  addProseMirrorPlugins() {
    const { onMessages, keepPicture } = this.options
    /** While a paste is read for the second time: its pictures, which the desk keeps now (`data:` address → address for the document). */
    let kept: ReadonlyMap<string, string> | null = null
    const hasPicturesToKeep = (html: string) => kept === null && keepPicture !== null && !isOwn(html) && dataUrlsIn(html).length > 0
    const tell = (messages: Messages) => {
      const list = messages.list()
      if (list.length > 0) onMessages(list)
    }
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const html = event.clipboardData?.getData('text/html') ?? ''
            const text = event.clipboardData?.getData('text/plain') ?? ''
            if (linkSelection(view, text.trim())) return true
            if (!keepPicture || !hasPicturesToKeep(html)) return false
            void keepAll(dataUrlsIn(html), keepPicture).then((found) => {
              if (view.isDestroyed) return
              kept = found
              view.pasteHTML(html)
              kept = null
            })
            return true
          },
          transformPastedHTML(html, view) {
            if (isOwn(html) || hasPicturesToKeep(html)) return html
            const messages = new Messages()
            const page = new DOMParser().parseFromString(`<body>${bodyOf(html)}</body>`, 'text/html')
            let lost = 0
            const keepDataUrl = (url: string) => {
              const src = kept?.get(url) ?? null
              if (!src) lost++
              return src
            }
            shapeHtml(page.body, messages, keepDataUrl, { classStyles: classStylesOf(html) })
            fitIntoText(page.body, view.state.doc.textContent === '')
            if (lost > 0)
              messages.add(
                'warning',
                `${plural(lost, 'picture')} could not be kept and ${lost === 1 ? 'was' : 'were'} left out; captions were kept.`,
              )
            tell(messages)
            return page.body.innerHTML
          },
          clipboardTextParser(text, _context, _plain, view) {
            const messages = new Messages()
            const paragraphs = plainParagraphs(text, messages)
            tell(messages)
            if (paragraphs.length === 0) return Slice.empty
            return new Slice(Fragment.fromArray(paragraphs.map((lines) => paragraphOfLines(view.state.schema, lines))), 1, 1)
          },
        },
      }),
    ]
  },
})

function isOwn(html: string): boolean {
  return html.includes('data-pm-slice')
}

function dataUrlsIn(html: string): string[] {
  return [...new Set([...html.matchAll(/\ssrc\s*=\s*["']?(data:image\/(?:png|jpeg|gif|webp)[^"'\s>]+)/gi)].map((match) => match[1] ?? ''))]
}

async function keepAll(urls: readonly string[], keepPicture: (picture: Blob) => Promise<string>): Promise<Map<string, string>> {
  const kept = new Map<string, string>()
  for (const url of urls) {
    try {
      const [, type, data] = /^data:([^;,]+)[^,]*;base64,(.*)$/i.exec(url) ?? []
      if (!type || data === undefined) continue
      const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))
      kept.set(url, await keepPicture(new Blob([bytes], { type })))
    } catch {
      // Said by the message about pictures left out.
    }
  }
  return kept
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

function linkSelection(view: EditorView, text: string): boolean {
  const { from, to, empty, $from, $to } = view.state.selection
  if (empty || !view.editable || !$from.sameParent($to) || !/^https?:\/\/\S+$/.test(text) || text.length > 2_000 || !isSafeHref(text))
    return false
  const { link } = view.state.schema.marks
  if (!link || !$from.parent.type.allowsMarkType(link)) return false
  view.dispatch(view.state.tr.addMark(from, to, link.create({ href: text })).scrollIntoView())
  return true
}
