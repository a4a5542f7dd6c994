'use client'

import { Editor } from '@tiptap/core'
import { Placeholder } from '@tiptap/extensions'
import type { EditorView } from '@tiptap/pm/view'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { type ClaimStore, isFiltering, passes } from '@/components/claims/claim-store'
import type { ArticleDeskProps } from '@/components/editor/article-desk'
import { ArticleSession, type SessionListener } from '@/components/session/article-session'
import { useToast } from '@/components/ui/toaster'
import { lookOf } from '@/lib/core/claim/look'
import { can, type Role } from '@/lib/core/permissions/policy'
import { documentExtensions } from '@/lib/editor/document-extensions'
import { BlockKeys } from '@/lib/editor/extensions/block-keys/block-keys'
import { KeepInBounds } from '@/lib/editor/extensions/bounds/keep-in-bounds'
import { CaretBlock } from '@/lib/editor/extensions/caret-block'
import { ClaimClipboard } from '@/lib/editor/extensions/claim-keeper/claim-clipboard'
import { ClaimKeeper } from '@/lib/editor/extensions/claim-keeper/claim-keeper'
import { ClaimLooks } from '@/lib/editor/extensions/claim-looks/claim-looks'
import { Collab } from '@/lib/editor/extensions/collab/collab'
import { CoverageStrip } from '@/lib/editor/extensions/coverage-strip/coverage-strip'
import { type DeskMode, ModeGuard } from '@/lib/editor/extensions/mode-guard'
import { Proposals } from '@/lib/editor/extensions/proposals/proposals'
import { ReadingPaste } from '@/lib/editor/extensions/reading-paste/reading-paste'
import { RemoteCursors } from '@/lib/editor/extensions/remote-cursors/remote-cursors'
import { TableRules } from '@/lib/editor/extensions/table-rules/table-rules'
import { shownProposals } from '@/lib/editor/queries/shown-proposals'

interface Options {
  readonly article: Pick<ArticleDeskProps['article'], 'id' | 'version' | 'historySeq' | 'document' | 'proposals'>
  readonly actor: { readonly id: string; readonly role: Role }
  readonly store: ClaimStore
  readonly mode: DeskMode
  /** Somebody typed while the text cannot be changed; `typed` is what would have come in. */
  readonly onTyping: (view: EditorView, typed: string) => void
  readonly onPick: (ids: readonly string[], at: { x: number; y: number }) => void
  readonly onEdit: () => void
  readonly listener: SessionListener
}

/** The editor, drawn once: by itself it draws the text without its plugins first, then a second time with them. */
class DeskEditor extends Editor {
  drawInto(element: HTMLElement): void {
    const { plugins } = this.extensionManager
    Object.assign(this, { editorState: this.state.reconfigure({ plugins }) })
    this.mount(element)
  }
}

/** Makes the editor and its session for as long as the page lives. */
export function useArticleEditor({ article, actor, store, mode, onTyping, onPick, onEdit, listener }: Options) {
  const mount = useRef<HTMLDivElement>(null)
  const [made, setMade] = useState<{ editor: Editor; session: ArticleSession } | null>(null)
  const toast = useToast()
  const latest = useRef({ mode, onTyping, onPick, onEdit, listener, toast })
  latest.current = { mode, onTyping, onPick, onEdit, listener, toast }
  const canEdit = can(actor, 'article.edit-text')

  // In the layout phase: the text is there with the first paint of the desk.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes is read through `latest`
  useLayoutEffect(() => {
    const element = mount.current
    if (!element) return
    const session = new ArticleSession(article.id, actor.id, article.historySeq, {
      onStatus: (status) => latest.current.listener.onStatus(status),
      onClaims: (claims, told) => latest.current.listener.onClaims(claims, told),
      onWords: () => latest.current.listener.onWords(),
      onRemoved: (ids) => latest.current.listener.onRemoved(ids),
      onAllClaims: (claims) => latest.current.listener.onAllClaims(claims),
      onText: () => latest.current.listener.onText(),
      onLostWords: (words) => latest.current.listener.onLostWords(words),
      onRecovered: (steps) => latest.current.listener.onRecovered(steps),
      onGone: () => latest.current.listener.onGone(),
      onPeople: (people) => latest.current.listener.onPeople(people),
    })
    const keepPicture = async (picture: Blob) => {
      const form = new FormData()
      form.set('file', picture, 'picture')
      return (await callApi<{ src: string }>('POST', `/api/articles/${article.id}/attachments`, form)).src
    }
    const editor = new DeskEditor({
      element: null,
      // Always: the caret moves through the text in every mode. What may change it, ModeGuard says.
      editable: true,
      injectCSS: false,
      content: article.document as object,
      extensions: [
        ...documentExtensions(),
        ModeGuard.configure({
          mode: () => latest.current.mode,
          onTyping: (view, typed) => latest.current.onTyping(view, typed),
        }),
        Collab.configure({ version: article.version, clientId: session.clientId }),
        ClaimKeeper,
        ClaimClipboard.configure({ isKnown: (id) => store.get().byId.has(id) }),
        ClaimLooks.configure({
          source: {
            lookOf: (id) => {
              const claim = store.get().byId.get(id)
              return claim ? { look: lookOf(claim), number: claim.number, isDoubted: claim.doubts.length > 0 } : null
            },
            activeId: () => store.get().activeId,
            passes: () => {
              const { query, byId } = store.get()
              if (!isFiltering(query)) return null
              return (id) => {
                const claim = byId.get(id)
                return claim !== undefined && passes(claim, query)
              }
            },
          },
          onPick: (ids, at) => latest.current.onPick(ids, at),
        }),
        RemoteCursors,
        Proposals.configure({ first: (doc) => shownProposals(doc, article.proposals) }),
        CoverageStrip,
        BlockKeys,
        CaretBlock,
        TableRules.configure({ canEdit }),
        KeepInBounds,
        ReadingPaste.configure({
          keepPicture: canEdit ? keepPicture : null,
          onMessages: (messages) => latest.current.toast(messages.map(({ message }) => message).join(' ')),
        }),
        Placeholder.configure({
          placeholder: ({ node }) =>
            ({ headline: 'Headline', dek: 'Dek', byline: 'Byline', caption: 'Caption' })[node.type.name] ??
            'Type, or paste the article here.',
          showOnlyWhenEditable: true,
          showOnlyCurrent: false,
        }),
      ],
      editorProps: {
        handleDOMEvents: {
          // Tab leaves the text; nobody is trapped in it.
          keydown: (_view, event) => event.key === 'Tab',
        },
        handlePaste: (_view, event) => {
          // Office puts a rendering beside the words; the words are wanted.
          if (event.clipboardData?.getData('text/html') || event.clipboardData?.getData('text/plain')) return false
          const picture = [...(event.clipboardData?.files ?? [])].find((file) => file.type.startsWith('image/'))
          if (!picture || !canEdit) return false
          keepPicture(picture)
            .then((src) => editor.commands.insertContent({ type: 'figure', attrs: { src, alt: '' }, content: [{ type: 'caption' }] }))
            .catch((error) => latest.current.toast(sentenceOf(error), { tone: 'bad' }))
          return true
        },
      },
    })
    editor.drawInto(element)
    // Asked anew at each drawing; the editor's own options take only fixed ones.
    editor.view.setProps({ attributes: () => attributesIn(latest.current.mode) })
    editor.on('update', () => latest.current.onEdit())
    session.attach(editor)
    setMade({ editor, session })
    return () => {
      session.close()
      editor.destroy()
      setMade(null)
    }
  }, [])

  // The text says in which mode it is, for screen readers, keys and styles.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mode is read through `latest`
  useEffect(() => {
    made?.editor.view.setProps({})
  }, [made, mode])

  return { mount, editor: made?.editor ?? null, session: made?.session ?? null, canEdit }
}

function attributesIn(mode: DeskMode): Record<string, string> {
  const isRead = mode === 'checking'
  return {
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': isRead ? 'Article text, read only' : mode === 'suggesting' ? 'Article text, what you type is proposed' : 'Article text',
    ...(isRead ? { 'aria-readonly': 'true', inputmode: 'none' } : {}),
    'data-mode': mode,
    // Its dots would look like unchecked claims.
    spellcheck: mode === 'editing' ? 'true' : 'false',
    dir: 'auto',
  }
}
