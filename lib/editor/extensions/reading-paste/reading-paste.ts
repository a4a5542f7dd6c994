import { Extension } from '@tiptap/core'
import { Fragment, Slice } from '@tiptap/pm/model'
import { Plugin, Selection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { type ImportMessage, Messages } from '@/lib/core/article/import-messages'
import { plainParagraphs } from '@/lib/core/text/plain-paragraphs'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
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
    let reader: typeof import('@/lib/editor/extensions/reading-paste/read-page') | null = null
    const loadReader = async () => {
      reader ??= await import('@/lib/editor/extensions/reading-paste/read-page')
    }
    /** Puts a page in once its pictures are kept and what reads it is there. False: both are there already. */
    const putLater = (view: EditorView, html: string, at?: number): boolean => {
      const hasPictures = hasPicturesToKeep(html)
      if (html === '' || isOwn(html) || (reader && !hasPictures)) return false
      const place = at === undefined ? null : view.state.doc.resolve(at)
      void (async () => {
        const found = hasPictures && keepPicture ? await keepAll(dataUrlsIn(html), keepPicture) : null
        try {
          await loadReader()
        } catch {
          onMessages([
            { level: 'warning', message: 'What you pasted could not be read: the server cannot be reached. Paste it again in a moment.' },
          ])
          return
        }
        if (view.isDestroyed) return
        if (place && place.doc === view.state.doc) view.dispatch(view.state.tr.setSelection(Selection.near(place)))
        kept = found
        view.pasteHTML(html)
        kept = null
      })()
      return true
    }
    const prepare = (view: EditorView) => {
      if (!reader && view.dom.getAttribute('aria-readonly') !== 'true') void loadReader().catch(() => {})
    }
    const tell = (messages: Messages) => {
      const list = messages.list()
      if (list.length > 0) onMessages(list)
    }
    return [
      new Plugin({
        props: {
          // There before the first paste, as a rule: it comes once there is something to paste into.
          handleDOMEvents: { focus: prepare, keydown: prepare },
          handlePaste(view, event) {
            const html = event.clipboardData?.getData('text/html') ?? ''
            const text = event.clipboardData?.getData('text/plain') ?? ''
            if (linkSelection(view, text.trim())) return true
            return putLater(view, html)
          },
          handleDrop(view, event, _slice, isMoved) {
            const html = event.dataTransfer?.getData('text/html') ?? ''
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
            if (isMoved || !place) return false
            return putLater(view, html, place.pos)
          },
          transformPastedHTML(html, view) {
            if (isOwn(html) || hasPicturesToKeep(html)) return html
            const read = reader?.readPage(html, { kept, isEmpty: view.state.doc.textContent === '' })
            if (!read) return ''
            tell(read.messages)
            return read.html
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

function linkSelection(view: EditorView, text: string): boolean {
  const { from, to, empty, $from, $to } = view.state.selection
  if (empty || !view.editable || !$from.sameParent($to) || !/^https?:\/\/\S+$/.test(text) || text.length > 2_000 || !isSafeHref(text))
    return false
  const { link } = view.state.schema.marks
  if (!link || !$from.parent.type.allowsMarkType(link)) return false
  view.dispatch(view.state.tr.addMark(from, to, link.create({ href: text })).scrollIntoView())
  return true
}
