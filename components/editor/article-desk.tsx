'use client'

import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { ClaimChooser } from '@/components/claims/claim-chooser'
import { ClaimPanel } from '@/components/claims/claim-panel'
import { ClaimStore, isFiltering, useClaims } from '@/components/claims/claim-store'
import { type AsideView, DeskAside } from '@/components/claims/desk-aside'
import { useDeskKeys } from '@/components/claims/use-desk-keys'
import type { ArticleSession, PersonHere, SaveStatus } from '@/components/editor/article-session'
import { AuthorshipDialog } from '@/components/editor/authorship-dialog'
import { FormatToolbar } from '@/components/editor/format-toolbar'
import { LostWords } from '@/components/editor/lost-words'
import { SelectionBubble } from '@/components/editor/selection-bubble'
import { colourOf, TopBar } from '@/components/editor/top-bar'
import { useArticleEditor } from '@/components/editor/use-article-editor'
import { KeysDialog } from '@/components/review/keys-dialog'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { can, type Role } from '@/lib/core/permissions/policy'
import { refreshClaimLooks } from '@/lib/editor/extensions/claim-looks/claim-looks'
import { showRemoteCursors } from '@/lib/editor/extensions/remote-cursors/remote-cursors'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textMapOf } from '@/lib/editor/text-map'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ChangesView } from '@/lib/server/present/history'

export interface DeskPerson {
  readonly id: string
  readonly name: string
  readonly role: Role
}

export interface ArticleDeskProps {
  readonly article: {
    readonly id: string
    readonly title: string
    readonly version: number
    /** Length of its history when the page was made. */
    readonly historySeq: number
    /** ProseMirror document JSON. */
    readonly document: unknown
    readonly claims: readonly ClaimView[]
  }
  readonly actor: DeskPerson
  readonly people: readonly DeskPerson[]
  readonly audiences: readonly string[]
  readonly openClaimNumber: number | null
}

/** How long after the last edit the reading order of claims is read from the text, in ms. */
const ORDER_AFTER_MS = 400

/** The desk: claims on the left, the page in the middle, the claim at hand on the right. */
export function ArticleDesk({ article, actor, people, audiences, openClaimNumber }: ArticleDeskProps) {
  const toast = useToast()
  const [store] = useState(() => new ClaimStore(article.claims))
  const [status, setStatus] = useState<SaveStatus>({ kind: 'saved', at: null })
  const [lost, setLost] = useState<readonly string[]>([])
  const [isListOpen, setListOpen] = useState(true)
  const [isPanelOpen, setPanelOpen] = useState(true)
  const [isKeysOpen, setKeysOpen] = useState(false)
  const [choice, setChoice] = useState<{ ids: readonly string[]; at: { x: number; y: number } } | null>(null)
  const [placing, setPlacing] = useState<string | null>(null)
  const [place, setPlace] = useState<'list' | 'page' | 'claim'>('page')
  const [announcement, setAnnouncement] = useState('')
  const [asideView, setAsideView] = useState<AsideView>('claims')
  const [others, setOthers] = useState<readonly PersonHere[]>([])
  const [changes, setChanges] = useState<ChangesView | null>(null)
  const [authorshipOf, setAuthorshipOf] = useState<{ start: number; end: number; version: number } | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const orderTimer = useRef(0)
  const editorRef = useRef<Editor | null>(null)
  const sessionRef = useRef<ArticleSession | null>(null)

  const scheduleOrder = useCallback(() => {
    clearTimeout(orderTimer.current)
    orderTimer.current = window.setTimeout(() => {
      const editor = editorRef.current
      if (editor && !editor.isDestroyed) store.setOrder(readingOrder(editor))
    }, ORDER_AFTER_MS)
  }, [store])

  const activate = useCallback(
    (id: string | null, options: { isScrolling?: boolean } = {}) => {
      store.setActive(id)
      setChoice(null)
      if (!id) return
      setPlace('claim')
      if (options.isScrolling !== false) scrollToClaim(editorRef.current, scroller.current, id)
      const claim = store.get().byId.get(id)
      if (claim) setAnnouncement(`${claimName(claim.number)}, ${describeAxes(claim)}: ${claim.quote.slice(0, 120)}`)
    },
    [store],
  )

  const pick = useCallback(
    (ids: readonly string[], at: { x: number; y: number }) => {
      const [first] = ids
      if (ids.length === 1 && first) activate(first, { isScrolling: false })
      else setChoice({ ids, at })
    },
    [activate],
  )

  const { mount, editor, session, canEdit } = useArticleEditor({
    article,
    actor,
    store,
    onPick: pick,
    onEdit: scheduleOrder,
    listener: {
      onStatus: setStatus,
      onClaims: (claims) => {
        store.upsert(claims)
        scheduleOrder()
      },
      onRemoved: (ids) => store.remove(ids),
      onAllClaims: (claims) => {
        store.replace(claims)
        scheduleOrder()
      },
      onText: scheduleOrder,
      onLostWords: (words) => setLost((all) => [...all, words]),
      onRecovered: (steps) => toast(`Edits from an earlier visit that had not reached the server (${steps}) are back in the text.`),
      onPeople: setOthers,
      onGone: () => toast('This article was deleted. It is in the bin for 30 days.', { tone: 'bad' }),
    },
  })
  editorRef.current = editor
  sessionRef.current = session

  // The looks in the text follow the claims, the active one and the filter.
  useEffect(() => {
    if (!editor) return
    return store.subscribe(() => refreshClaimLooks(editor.view))
  }, [editor, store])

  const hadCursors = useRef(false)
  useEffect(() => {
    if (!editor || (others.length === 0 && !hadCursors.current)) return
    hadCursors.current = others.length > 0
    showRemoteCursors(
      editor.view,
      others.flatMap(({ clientId, person, cursor }) =>
        cursor ? [{ clientId, name: person.name, colour: colourOf(person.id), ...cursor }] : [],
      ),
    )
  }, [editor, others])

  // Others see which claim is open here.
  useEffect(() => {
    if (!session) return
    const tell = () => session.showClaim(store.get().activeId)
    tell()
    return store.subscribe(tell)
  }, [session, store])

  useEffect(() => {
    callApi<ChangesView>('GET', `/api/articles/${article.id}/changes`).then(
      (seen) => {
        setChanges(seen)
        // On a first visit there is nothing to catch up on: from here on, what others do is new.
        if (!seen.since) void callApi('PUT', `/api/articles/${article.id}/changes`, seen.now).catch(() => {})
      },
      () => {},
    )
  }, [article.id])
  const markSeen = useCallback(async () => {
    if (!changes) return
    try {
      await callApi('PUT', `/api/articles/${article.id}/changes`, changes.now)
      setChanges({ ...changes, entries: [], isCut: false, since: { ...changes.now, at: new Date().toISOString() } })
      setAsideView('claims')
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }, [article.id, changes, toast])

  useEffect(() => {
    if (!editor || openClaimNumber === null) return
    const claim = store.get().all.find((one) => one.number === openClaimNumber)
    if (claim) requestAnimationFrame(() => activate(claim.id))
  }, [editor, openClaimNumber, store, activate])

  /** The selected words as offsets at the version they were selected in, once the server has it. */
  const selectedRange = useCallback(async () => {
    if (!editor || !session) return null
    const { from, to, empty } = editor.state.selection
    if (empty) return null
    await session.flush()
    const map = textMapOf(editor.state.doc)
    const now = editor.state.selection
    const [a, b] = now.empty ? [from, to] : [now.from, now.to]
    return { start: map.offsetAt(a), end: map.offsetAt(b), version: session.version }
  }, [editor, session])

  const makeClaim = useCallback(async () => {
    if (!can(actor, 'claim.create')) return toast('Your role does not allow marking claims.', { tone: 'bad' })
    try {
      const selector = await selectedRange()
      if (!selector) return toast('Select the words of the claim first.')
      if (placing) {
        const moved = await callApi<ClaimView>('PUT', `/api/claims/${placing}/range`, { selector })
        store.upsert([moved])
        setPlacing(null)
        scheduleOrder()
        return toast(`${claimName(moved.number)} is on these words now.`)
      }
      const claim = await callApi<ClaimView>('POST', `/api/articles/${article.id}/claims`, { selector })
      store.upsert([claim])
      scheduleOrder()
      setPanelOpen(true)
      activate(claim.id, { isScrolling: false })
      setTimeout(() => document.getElementById('claim-type')?.focus(), 60)
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }, [actor, activate, article.id, placing, scheduleOrder, selectedRange, store, toast])

  const showAuthorship = useCallback(async () => {
    try {
      const range = await selectedRange()
      if (!range) return toast('Select the words first.')
      setAuthorshipOf(range)
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }, [selectedRange, toast])

  const beginPlacing = useCallback(
    (claim: ClaimView) => {
      setPlacing(claim.id)
      setPlace('page')
      editor?.commands.focus()
    },
    [editor],
  )

  const removeClaim = useCallback(
    async (claim: ClaimView) => {
      try {
        await callApi('DELETE', `/api/claims/${claim.id}`)
        store.remove([claim.id])
        toast(`${claimName(claim.number)} removed.`, {
          action: {
            label: 'Undo',
            run: () => {
              callApi<ClaimView>('POST', `/api/claims/${claim.id}/restore`)
                .then((restored) => {
                  store.upsert([restored])
                  scheduleOrder()
                  store.setActive(restored.id)
                })
                .catch((error) => toast(sentenceOf(error), { tone: 'bad' }))
            },
          },
        })
      } catch (error) {
        toast(sentenceOf(error), { tone: 'bad' })
      }
    },
    [scheduleOrder, store, toast],
  )

  const go = useCallback(
    (step: 1 | -1) => {
      const next = store.neighbour(step)
      if (next) activate(next.id)
    },
    [activate, store],
  )

  useDeskKeys({
    onNext: () => go(1),
    onPrevious: () => go(-1),
    onClaim: () => void makeClaim(),
    onKeys: () => setKeysOpen(true),
    onAuthorship: () => void showAuthorship(),
    onAside: (view) => {
      setListOpen(true)
      setPlace('list')
      setAsideView(view)
      requestAnimationFrame(() => document.getElementById(`aside-${view}`)?.focus())
    },
    onSearch: () => {
      setListOpen(true)
      setPlace('list')
      setAsideView('claims')
      requestAnimationFrame(() => document.getElementById('claim-search')?.focus())
    },
    onToggleList: () => setListOpen((open) => !open),
    onTogglePanel: () => setPanelOpen((open) => !open),
    onClose: () => {
      if (placing) setPlacing(null)
      else if (choice) setChoice(null)
      else store.setActive(null)
    },
    onToText: () => editor?.commands.focus(),
    editor,
  })

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col print:block">
      <TopBar
        article={article}
        store={store}
        status={status}
        people={others}
        audiences={audiences}
        canBringDraft={can(actor, 'draft.bring')}
        onList={() => setListOpen((open) => !open)}
        onPanel={() => setPanelOpen((open) => !open)}
        onKeys={() => setKeysOpen(true)}
        isListOpen={isListOpen}
        isPanelOpen={isPanelOpen}
        onFocusStale={() => {
          setListOpen(true)
          setAsideView('claims')
          store.setQuery({ look: 'stale' })
        }}
      />
      <div role="tablist" aria-label="Parts of the desk" className="no-print flex border-b border-line bg-paper md:hidden">
        {(['list', 'page', 'claim'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={place === one}
            className={`flex-1 py-2 font-medium ${place === one ? 'border-b-2 border-accent text-accent' : 'text-soft'}`}
            onClick={() => setPlace(one)}
          >
            {{ list: 'Claims', page: 'Article', claim: 'Claim' }[one]}
          </button>
        ))}
      </div>
      <LostWords words={lost} onDismiss={() => setLost([])} />
      <div className="flex min-h-0 flex-1 print:block">
        {isListOpen ? (
          <aside
            aria-label="Claims"
            className={`no-print w-full shrink-0 flex-col border-r border-line bg-paper md:flex md:w-[19rem] ${place === 'list' ? 'flex' : 'hidden'}`}
          >
            <DeskAside
              articleId={article.id}
              store={store}
              people={people}
              actor={actor}
              view={asideView}
              changes={changes}
              onView={setAsideView}
              onOpen={(id) => activate(id)}
              onPlace={beginPlacing}
              onShow={(range, version) => selectRange(editor, session, scroller.current, range, version)}
              onPlaced={scheduleOrder}
              onSeen={() => void markSeen()}
            />
          </aside>
        ) : null}
        <section
          aria-label="Article"
          className={`min-w-0 flex-1 flex-col bg-paper md:flex print:block ${place === 'page' ? 'flex' : 'hidden'}`}
        >
          {canEdit && editor ? <FormatToolbar editor={editor} onClaim={() => void makeClaim()} /> : null}
          {placing ? (
            <div className="no-print flex items-center gap-3 border-b border-line bg-accent-wash px-4 py-2" role="status">
              <span>
                Select the words {claimName(store.get().byId.get(placing)?.number ?? 0)} shall be on, then press{' '}
                <span className="kbd">Ctrl/⌘ Alt M</span>
              </span>
              <button
                type="button"
                className="button button-small button-primary"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => void makeClaim()}
              >
                Put it there
              </button>
              <button type="button" className="button button-small" onClick={() => setPlacing(null)}>
                Leave it
              </button>
            </div>
          ) : null}
          <div ref={scroller} data-scroller className="min-h-0 flex-1 overflow-y-auto print:overflow-visible">
            <GalleyFrame store={store}>
              <div ref={mount} />
            </GalleyFrame>
          </div>
          {editor ? (
            <SelectionBubble
              editor={editor}
              label={placing ? 'Put it here' : 'Claim'}
              onClaim={() => void makeClaim()}
              canClaim={can(actor, 'claim.create')}
              onAuthorship={() => void showAuthorship()}
            />
          ) : null}
        </section>
        {isPanelOpen ? (
          <aside
            aria-label="The claim at hand"
            className={`no-print w-full shrink-0 flex-col overflow-y-auto border-l border-line bg-raised md:flex md:w-[23.5rem] ${place === 'claim' ? 'flex' : 'hidden'}`}
          >
            <ClaimPanel
              store={store}
              actor={actor}
              people={people}
              onRemove={(claim) => void removeClaim(claim)}
              others={others}
              onFlush={async () => session?.flush()}
              onPlace={beginPlacing}
              onGo={go}
              onStretch={async (claim, edge, direction) => {
                try {
                  await session?.flush()
                  const range = stretched(editor, claim, edge, direction)
                  if (!range) return
                  store.upsert([
                    await callApi<ClaimView>('PUT', `/api/claims/${claim.id}/range`, {
                      selector: { ...range, version: session?.version ?? 0 },
                    }),
                  ])
                } catch (error) {
                  toast(sentenceOf(error), { tone: 'bad' })
                }
              }}
            />
          </aside>
        ) : null}
      </div>
      {choice ? (
        <ClaimChooser
          store={store}
          ids={choice.ids}
          at={choice.at}
          onPick={(id) => activate(id, { isScrolling: false })}
          onClose={() => setChoice(null)}
        />
      ) : null}
      <AuthorshipDialog articleId={article.id} range={authorshipOf} onClose={() => setAuthorshipOf(null)} />
      <KeysDialog isOpen={isKeysOpen} onClose={() => setKeysOpen(false)} />
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </main>
  )
}

function GalleyFrame({ store, children }: { store: ClaimStore; children: React.ReactNode }) {
  const { query } = useClaims(store)
  return <div className={`galley ${isFiltering(query) ? 'is-filtered' : ''}`}>{children}</div>
}

function readingOrder(editor: Editor): string[] {
  return [...claimRanges(editor.state.doc)].sort(([, a], [, b]) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0)).map(([id]) => id)
}

/** Brings a claim's first words into the window. */
function scrollToClaim(editor: Editor | null, scroller: HTMLElement | null, claimId: string): void {
  if (!editor || !scroller) return
  const range = claimRanges(editor.state.doc, new Set([claimId])).get(claimId)?.[0]
  if (range) bringIntoWindow(editor, scroller, textMapOf(editor.state.doc).positionAt(range.start))
}

/** Twice, since blocks far away have guessed heights. */
function bringIntoWindow(editor: Editor, scroller: HTMLElement, position: number): void {
  const bring = () => {
    if (editor.isDestroyed) return
    const { top } = editor.view.coordsAtPos(position, 1)
    const box = scroller.getBoundingClientRect()
    if (top < box.top + 60 || top > box.bottom - 120) scroller.scrollTop += top - box.top - box.height / 3
  }
  const block = editor.view.domAtPos(position).node
  const element = block instanceof Element ? block : block.parentElement
  element?.closest('.ProseMirror > *')?.scrollIntoView({ block: 'nearest' })
  requestAnimationFrame(() => {
    bring()
    requestAnimationFrame(bring)
  })
}

/** Selects words given in offsets at a version and brings them into the window, when the text is still at that version. */
function selectRange(
  editor: Editor | null,
  session: ArticleSession | null,
  scroller: HTMLElement | null,
  range: { readonly start: number; readonly end: number },
  version: number,
): boolean {
  if (!editor || !scroller || session?.version !== version) return false
  const map = textMapOf(editor.state.doc)
  const position = map.positionAt(range.start)
  editor.commands.setTextSelection({ from: position, to: map.positionAt(range.end) })
  editor.commands.focus(null, { scrollIntoView: false })
  bringIntoWindow(editor, scroller, position)
  return true
}

/** A claim's range with one edge moved by a word. */
function stretched(
  editor: Editor | null,
  claim: ClaimView,
  edge: 'start' | 'end',
  direction: 1 | -1,
): { start: number; end: number } | null {
  if (!editor) return null
  const range = claimRanges(editor.state.doc, new Set([claim.id])).get(claim.id)
  const first = range?.[0]
  const last = range?.[range.length - 1]
  if (!first || !last) return null
  const { text } = textMapOf(editor.state.doc)
  const edges = [
    ...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text.slice(Math.max(0, first.start - 200), last.end + 200)),
  ]
    .filter((part) => part.isWordLike || /[^\s\p{P}]/u.test(part.segment))
    .flatMap((part) => {
      const start = Math.max(0, first.start - 200) + part.index
      return [{ start, end: start + part.segment.length }]
    })
  const now = edge === 'start' ? first.start : last.end
  const places = edges.map((word) => word[edge]).filter((at) => (direction === 1 ? at > now : at < now))
  const at = direction === 1 ? places[0] : places[places.length - 1]
  if (at === undefined) return null
  const result = edge === 'start' ? { start: at, end: last.end } : { start: first.start, end: at }
  return result.start < result.end ? result : null
}
