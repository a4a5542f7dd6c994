'use client'

import type { Editor } from '@tiptap/core'
import type { EditorView } from '@tiptap/pm/view'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { startTransition, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { ClaimPanel } from '@/components/claims/claim-panel'
import { ClaimStore, isFiltering, useClaims } from '@/components/claims/claim-store'
import { type AsideView, DeskAside } from '@/components/claims/desk-aside'
import { WaitingForRemoved } from '@/components/claims/waiting-for-removed'
import { type DeskPlace, PlacingBar, SheetHandle } from '@/components/editor/desk-bars'
import { focusHome, MODE_LABELS, modesFor, useDeskMode } from '@/components/editor/desk-mode'
import { holdSelection } from '@/components/editor/held-selection'
import { lookAtRange, scrollToClaim, selectRange, showCoverage } from '@/components/editor/in-window'
import { PrintedHead, PrintedLegend } from '@/components/editor/printed'
import { SelectionBubble } from '@/components/editor/selection-bubble'
import { TopBar } from '@/components/editor/top-bar'
import { useArticleEditor } from '@/components/editor/use-article-editor'
import { useChanges } from '@/components/editor/use-changes'
import { useClaimActions } from '@/components/editor/use-claim-actions'
import { queryOfAddress, useDeskAddress } from '@/components/editor/use-desk-address'
import { useDrawnText } from '@/components/editor/use-drawn-text'
import { useFocusPlan } from '@/components/editor/use-focus-plan'
import { useHeadline } from '@/components/editor/use-headline'
import { useOthersTold } from '@/components/editor/use-others-told'
import { useProposals } from '@/components/editor/use-proposals'
import { useSectionAssign } from '@/components/editor/use-section-assign'
import { useSuggesting } from '@/components/editor/use-suggesting'
import { useUndo } from '@/components/editor/use-undo'
import { shownKeys, whyNothing } from '@/components/keys/desk-keys'
import { useDeskKeys } from '@/components/keys/use-desk-keys'
import type { ArticleSession } from '@/components/session/article-session'
import { ClaimOutbox } from '@/components/session/claim-outbox'
import type { PersonHere } from '@/components/session/people-here'
import { SaveStatusStore } from '@/components/session/save-status'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { can, type Role } from '@/lib/core/permissions/policy'
import { canChangeField } from '@/lib/core/workflow/judge-change'
import { claimIdsAt } from '@/lib/editor/extensions/claim-looks/claim-looks'
import { readBrowserSelection } from '@/lib/editor/extensions/dispatch-quietly'
import { readingOrder } from '@/lib/editor/queries/reading-order'
import { textOf } from '@/lib/editor/text-map'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ProposalView } from '@/lib/server/present/correction'

// What reading and checking do not begin with arrives when it is asked for.
const ClaimChooser = dynamic(() => import('@/components/claims/claim-chooser').then((one) => one.ClaimChooser), { ssr: false })
const LostWords = dynamic(() => import('@/components/editor/lost-words').then((one) => one.LostWords), { ssr: false })
const Welcome = dynamic(() => import('@/components/editor/welcome').then((one) => one.Welcome), { ssr: false })
const SuggestionBox = dynamic(() => import('@/components/editor/suggestion-box').then((one) => one.SuggestionBox), { ssr: false })
const AccessDialog = dynamic(() => import('@/components/review/access-dialog').then((one) => one.AccessDialog), { ssr: false })
const AuthorshipDialog = dynamic(() => import('@/components/editor/authorship-dialog').then((one) => one.AuthorshipDialog), { ssr: false })
const FormatToolbar = dynamic(() => import('@/components/editor/format-toolbar').then((one) => one.FormatToolbar), { ssr: false })
const KeysDialog = dynamic(() => import('@/components/keys/keys-dialog').then((one) => one.KeysDialog), { ssr: false })

export interface DeskPerson {
  readonly id: string
  readonly name: string
  readonly role: Role
}

export interface ArticleDeskProps {
  readonly article: {
    readonly id: string
    readonly title: string
    readonly isRestricted: boolean
    /** This person brought it in. */
    readonly isOwn: boolean
    readonly text: string
    readonly version: number
    /** Length of its history when the page was made. */
    readonly historySeq: number
    /** ProseMirror document JSON. */
    readonly document: unknown
    readonly claims: readonly ClaimView[]
    readonly proposals: readonly ProposalView[]
  }
  readonly actor: DeskPerson
  readonly people: readonly DeskPerson[]
  readonly audiences: readonly string[]
  readonly openClaimNumber: number | null
  /** Where the text was scrolled to before the desk was there, in CSS px. */
  readonly scrollTop: number
}

/** How long after the last edit the reading order of claims is read from the text, in ms. */
const ORDER_AFTER_MS = 400

/** Windows in which list, text and panel have no room beside each other. */
const NARROW = '(min-width: 768px) and (max-width: 1279px)'

/** Windows that show one part of the desk at a time. */
const PHONE = '(max-width: 767px)'

/** The desk: claims on the left, the page in the middle, the claim at hand on the right. */
export function ArticleDesk({ article, actor, people, audiences, openClaimNumber, scrollTop }: ArticleDeskProps) {
  const toast = useToast()
  const router = useRouter()
  const [store] = useState(() => new ClaimStore(article.claims))
  const [outbox] = useState(() => new ClaimOutbox(article.id, store, actor, people))
  const [mode, setMode] = useDeskMode(actor, article)
  const modes = useMemo(() => modesFor(actor), [actor])
  const [saving] = useState(() => new SaveStatusStore())
  const [isWelcome, setWelcome] = useState(() => new URLSearchParams(location.search).has('welcome'))
  const [lost, setLost] = useState<readonly string[]>([])
  const [isSettled, setSettled] = useState(false)
  const [isListOpen, setListOpen] = useState(true)
  const [isPanelOpen, setPanelOpen] = useState(true)
  const [isKeysOpen, setKeysOpen] = useState(false)
  const [isAccessOpen, setAccessOpen] = useState(false)
  const [isRestricted, setRestricted] = useState(article.isRestricted)
  const [choice, setChoice] = useState<{ ids: readonly string[]; at: { x: number; y: number } } | null>(null)
  const [place, setPlace] = useState<DeskPlace>('page')
  const [announcement, setAnnouncement] = useState('')
  const [asideView, setAsideView] = useState<AsideView>('claims')
  const [others, setOthers] = useState<readonly PersonHere[]>([])
  const scroller = useRef<HTMLDivElement>(null)
  const listPart = useRef<HTMLElement>(null)
  const claimPart = useRef<HTMLElement>(null)
  useFocusPlan([listPart, claimPart], `${isListOpen} ${isPanelOpen}`)
  const orderTimer = useRef(0)
  const editorRef = useRef<Editor | null>(null)
  const sessionRef = useRef<ArticleSession | null>(null)
  const refreshWords = useRef<() => void>(() => {})

  const scheduleOrder = useCallback(() => {
    clearTimeout(orderTimer.current)
    orderTimer.current = window.setTimeout(() => {
      const editor = editorRef.current
      if (editor && !editor.isDestroyed) store.setOrder(readingOrder(editor.state.doc))
    }, ORDER_AFTER_MS)
  }, [store])

  const activate = useCallback(
    (id: string | null, options: { isScrolling?: boolean } = {}) => {
      store.setActive(id)
      setChoice(null)
      if (!id) return
      // The next key is for its panel.
      setSettled(true)
      setPlace('claim')
      const isInGaps = document.activeElement?.closest('#aside-view')?.getAttribute('aria-labelledby') === 'aside-gaps'
      if (matchMedia(NARROW).matches && !isInGaps && document.activeElement?.closest('[aria-label="Claims"]')) setListOpen(false)
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

  // The text first: what stands beside it is drawn once the text was.
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setSettled(true)))
    return () => cancelAnimationFrame(frame)
  }, [])

  // Where the list would leave too little room for the text, it lies over it when it is wanted.
  useEffect(() => {
    const narrow = matchMedia(NARROW)
    const follow = () => setListOpen(!narrow.matches)
    if (narrow.matches) follow()
    narrow.addEventListener('change', follow)
    return () => narrow.removeEventListener('change', follow)
  }, [])
  useEffect(() => {
    outbox.open()
    return () => outbox.close()
  }, [outbox])
  useDeskAddress(store)

  const chooseMode = useCallback(
    (next: typeof mode) => {
      if (!modes.includes(next)) return toast(`Your role does not work in ${MODE_LABELS[next]}.`)
      setMode(next)
      setAnnouncement(`${MODE_LABELS[next]}.`)
      editorRef.current?.commands.focus(null, { scrollIntoView: false })
    },
    [modes, setMode, toast],
  )

  const suggesting = useSuggesting(article.id)
  const { begin: beginSuggesting } = suggesting
  const onTyping = useCallback(
    (view: EditorView, typed: string) => {
      if (mode === 'suggesting') return beginSuggesting(view, sessionRef.current?.version ?? 0, typed)
      if (mode !== 'checking' || (typed === '' && !modes.includes('editing'))) return
      // No button: the next Tab and Enter of somebody who believes to be in a field would press it.
      const where = modes.includes('editing') ? ` Editing is at the top right (${shownKeys('editing')}).` : ''
      toast(`The text is not changed in Checking: letters are commands there.${where}`, {
        slot: 'mode',
      })
    },
    [beginSuggesting, mode, modes, toast],
  )

  const tellOthers = useOthersTold(store, actor.id, setAnnouncement)

  const { mount, editor, session, canEdit } = useArticleEditor({
    article,
    actor,
    store,
    mode,
    onTyping,
    onPick: pick,
    onEdit: scheduleOrder,
    listener: {
      onStatus: saving.set,
      onClaims: (claims, told) => {
        store.upsert(claims)
        tellOthers(told)
        scheduleOrder()
        refreshWords.current()
      },
      onWords: () => refreshWords.current(),
      onRemoved: (ids) => store.remove(ids),
      onAllClaims: (claims) => {
        store.replace(claims)
        // What was proposed or decided meanwhile told nobody of itself.
        refreshWords.current()
        scheduleOrder()
      },
      onText: scheduleOrder,
      onLostWords: (words) => setLost((all) => [...all, words]),
      onRecovered: (steps) => toast(`Edits from an earlier visit that had not reached the server (${steps}) are back in the text.`),
      onPeople: setOthers,
      onGone: () => toast('This article is not here any more: it was put in the bin, or you were taken off its list.', { tone: 'bad' }),
    },
  })
  const { proposals, refresh, readProposals } = useProposals(article, editor, session)
  const offerSection = useSectionAssign(editor, store, outbox, people)
  refreshWords.current = refresh
  editorRef.current = editor
  useLayoutEffect(() => {
    if (editor && scroller.current) scroller.current.scrollTop = scrollTop
  }, [editor, scrollTop])
  // Where letters are commands they are so at once; where they type, somebody first says where.
  useEffect(() => {
    if (editor && document.activeElement === document.body && editor.view.dom.dataset.mode === 'checking') focusHome()
  }, [editor])
  sessionRef.current = session

  const [title, addHeadline] = useHeadline(editor, article.title)
  const giveHeadline = () => {
    chooseMode('editing')
    // Nothing can be put into the text before it is in that mode.
    requestAnimationFrame(() => addHeadline?.())
  }

  useDrawnText(editor, session, store, others)
  const [changes, markSeen] = useChanges(
    article.id,
    useCallback(() => setAsideView('claims'), []),
  )

  useEffect(() => {
    if (!editor || openClaimNumber === null) return
    const claim = store.get().all.find((one) => one.number === openClaimNumber)
    if (claim) requestAnimationFrame(() => activate(claim.id))
    else toast(`There is no claim ${claimName(openClaimNumber)} in this article; it may have been removed.`, { tone: 'bad' })
  }, [editor, openClaimNumber, store, activate, toast])
  useEffect(() => store.setQuery(queryOfAddress(location.search)), [store])

  const onMade = useCallback(
    (claim: ClaimView) => {
      setPanelOpen(true)
      activate(claim.id, { isScrolling: false })
      const editor = editorRef.current
      if (!editor || document.activeElement === editor.view.dom) return
      editor.commands.focus(null, { scrollIntoView: false })
    },
    [activate],
  )
  const { placing, setPlacing, makeClaim, removeClaim, stretchClaim, showAuthorship, authorshipOf, setAuthorshipOf } = useClaimActions({
    articleId: article.id,
    actor,
    store,
    editor,
    session,
    onMoved: scheduleOrder,
    onMade,
  })
  const beginPlacing = useCallback(
    (claim: ClaimView) => {
      setPlacing(claim.id)
      setPlace('page')
      editor?.commands.focus()
    },
    [editor, setPlacing],
  )

  const go = useCallback(
    (step: 1 | -1) => {
      const next = store.neighbour(step)
      if (next) activate(next.id)
    },
    [activate, store],
  )

  const { undo, doing, undone } = useUndo(
    article.id,
    store,
    outbox,
    useCallback((claimId: string | null) => activate(claimId), [activate]),
  )

  const showAside = (view: AsideView, focusId: string) => {
    setSettled(true)
    setListOpen(true)
    setPlace('list')
    setAsideView(view)
    requestAnimationFrame(() => document.getElementById(focusId)?.focus())
  }
  const stretchActive = (edge: 'start' | 'end', direction: 1 | -1) => {
    const claim = activeClaim(store)
    if (claim && claim.ranges.length > 0) void stretchClaim(claim, edge, direction)
  }
  const hold = useCallback(() => (editor ? holdSelection(editor) : null), [editor])
  useDeskKeys(hold, {
    next: () => go(1),
    previous: () => go(-1),
    claim: makeClaim,
    undo,
    keys: () => setKeysOpen(true),
    authorship: showAuthorship,
    tray: () => showAside('tray', 'aside-tray'),
    words: () => showAside('words', 'aside-words'),
    gaps: () => showAside('gaps', 'aside-gaps'),
    changes: () => showAside('changes', 'aside-changes'),
    own: () => showAside('own', 'own-notes'),
    search: () => showAside('claims', 'claim-search'),
    'toggle-list': () => setListOpen((open) => !open),
    'toggle-panel': () => setPanelOpen((open) => !open),
    'to-text': () => editor?.commands.focus(null, { scrollIntoView: false }),
    checking: () => chooseMode('checking'),
    suggesting: () => chooseMode('suggesting'),
    editing: () => chooseMode('editing'),
    // What was typed has to be in the text that is signed.
    'sign-off': () =>
      void (session?.flush() ?? Promise.resolve()).then(
        () => router.push(`/articles/${article.id}/sign-off#sign`),
        () => toast('What was typed is not saved yet, so it cannot be signed. Please try again when it is.', { tone: 'bad' }),
      ),
    open: () => {
      if (editor) readBrowserSelection(editor.view)
      const [id] = editor ? claimIdsAt(editor.state.doc, editor.state.selection.head) : []
      if (!id) return
      setPanelOpen(true)
      activate(id, { isScrolling: false })
      requestAnimationFrame(() => document.getElementById('claim-at-hand')?.focus())
    },
    'start-earlier': () => stretchActive('start', -1),
    'start-later': () => stretchActive('start', 1),
    'end-earlier': () => stretchActive('end', -1),
    'end-later': () => stretchActive('end', 1),
    setType: (type) => {
      const claim = activeClaim(store)
      if (claim && canChangeField(actor, 'type')) outbox.save(claim.id, { type })
    },
    lost: () => toast('What you typed after it was not taken.', { slot: 'lost' }),
    cameToNothing: (key) => {
      const isOpen = activeClaim(store) !== null
      toast(whyNothing(key, { isOpen, isPanelOpen, hasClaims: store.get().all.length > 0 }), { slot: 'mode' })
      return isOpen
    },
    close: () => {
      if (placing) setPlacing(null)
      else if (choice) setChoice(null)
      else store.setActive(null)
    },
  })

  // Who goes through the gaps looks at the text meanwhile: in a narrow window the list takes the panel's room.
  const isBeside = isListOpen && asideView === 'gaps'
  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col print:block">
      <TopBar
        article={article}
        title={title}
        onHeadline={addHeadline && canEdit && modes.includes('editing') ? giveHeadline : null}
        store={store}
        saving={saving}
        outbox={outbox}
        mode={mode}
        modes={modes}
        onMode={chooseMode}
        people={others}
        audiences={audiences}
        canBringDraft={can(actor, 'draft.bring')}
        isRestricted={isRestricted}
        onAccess={() => setAccessOpen(true)}
        place={place}
        onPlace={setPlace}
        onList={() => setListOpen((open) => !open)}
        onPanel={() => setPanelOpen((open) => !open)}
        onKeys={() => setKeysOpen(true)}
        onOpen={(id) => {
          setPanelOpen(true)
          activate(id)
        }}
        isListOpen={isListOpen}
        isPanelOpen={isPanelOpen}
        onLook={(look) => {
          setListOpen(true)
          setAsideView('claims')
          store.setQuery({ look })
        }}
      />
      {isWelcome ? <Welcome onClose={() => setWelcome(false)} /> : null}
      <WaitingForRemoved outbox={outbox} store={store} people={people} />
      {lost.length > 0 ? <LostWords words={lost} onDismiss={() => setLost([])} /> : null}
      <div className="relative flex min-h-0 flex-1 print:block">
        {isListOpen ? (
          <aside
            ref={listPart}
            aria-label="Claims"
            className={`no-print w-full shrink-0 flex-col border-r border-line bg-paper md:flex md:w-[19rem] md:max-xl:absolute md:max-xl:inset-y-0 md:max-xl:left-0 md:max-xl:z-20 md:max-xl:shadow-xl ${isBeside ? 'lg:max-xl:static lg:max-xl:shadow-none' : ''} ${place === 'list' ? 'flex' : 'hidden'}`}
          >
            {isSettled ? (
              <DeskAside
                articleId={article.id}
                store={store}
                people={people}
                actor={actor}
                view={asideView}
                changes={changes}
                proposals={proposals}
                onFlush={async () => session?.flush()}
                onWords={() => void readProposals()}
                onView={setAsideView}
                onOpen={(id) => activate(id)}
                onPlace={beginPlacing}
                onShow={(range, version) => selectRange(editor, session, scroller.current, range, version)}
                onRead={() =>
                  editor && session?.isAt(session.version) ? { text: textOf(editor.state.doc), version: session.version } : null
                }
                onLook={(range, version) => lookAtRange(editor, session, scroller.current, range, version)}
                onCoverage={(sentences) => showCoverage(editor, sentences)}
                onPlaced={scheduleOrder}
                onDoing={doing}
                undone={undone}
                onSeen={() => void markSeen()}
              />
            ) : null}
          </aside>
        ) : null}
        <section
          aria-label="Article"
          className={`min-w-0 flex-1 flex-col bg-paper md:flex print:block ${place === 'list' ? 'hidden' : 'flex'}`}
        >
          {canEdit && editor && mode === 'editing' ? <FormatToolbar editor={editor} onClaim={() => void makeClaim()} /> : null}
          {placing ? (
            <PlacingBar
              number={store.get().byId.get(placing)?.number ?? 0}
              onPut={() => void makeClaim()}
              onLeave={() => setPlacing(null)}
            />
          ) : null}
          <div
            ref={scroller}
            data-scroller
            className={`min-h-0 flex-1 overflow-y-auto print:overflow-visible ${place === 'claim' ? 'max-md:pb-[60dvh]' : ''}`}
          >
            <PrintedHead store={store} title={title} version={() => session?.version ?? article.version} />
            <GalleyFrame store={store}>
              <div ref={mount} />
            </GalleyFrame>
            <PrintedLegend />
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
            ref={claimPart}
            id="claim-at-hand"
            tabIndex={-1}
            aria-label="The claim at hand"
            className={`no-print w-full shrink-0 flex-col overflow-y-auto border-l border-line bg-raised md:flex md:w-[23.5rem] max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:max-h-[60dvh] max-md:rounded-t-xl max-md:border-t max-md:shadow-2xl max-md:has-[[data-none-open]]:hidden ${isBeside ? 'lg:max-xl:hidden' : ''} ${place === 'claim' ? 'flex' : 'hidden'}`}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && matchMedia(PHONE).matches) setPlace('page')
            }}
          >
            <SheetHandle onClose={() => setPlace('page')} />
            {isSettled ? (
              <ClaimPanel
                store={store}
                outbox={outbox}
                actor={actor}
                people={people}
                onRemove={(claim) => void removeClaim(claim)}
                others={others}
                onFlush={async () => session?.flush()}
                onPlace={beginPlacing}
                onGo={go}
                onOpen={(id) => activate(id)}
                onShow={(range, version) => void selectRange(editor, session, scroller.current, range, version)}
                onAssigned={offerSection}
                onStretch={(claim, edge, direction) => void stretchClaim(claim, edge, direction)}
              />
            ) : null}
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
      {suggesting.open ? (
        <SuggestionBox
          key={suggesting.open.id}
          articleId={article.id}
          suggestion={suggesting.open.suggestion}
          at={suggesting.open.at}
          onChange={suggesting.change}
          onClose={() => {
            suggesting.close()
            editor?.commands.focus(null, { scrollIntoView: false })
          }}
          onProposed={() => {
            suggesting.done()
            editor?.commands.focus(null, { scrollIntoView: false })
            void readProposals()
          }}
        />
      ) : null}
      {authorshipOf ? <AuthorshipDialog articleId={article.id} range={authorshipOf} onClose={() => setAuthorshipOf(null)} /> : null}
      {isAccessOpen ? (
        <AccessDialog
          articleId={article.id}
          actorId={actor.id}
          people={people}
          isOpen
          onClose={() => setAccessOpen(false)}
          onChanged={(access) => setRestricted(access === 'listed')}
        />
      ) : null}
      {isKeysOpen ? <KeysDialog isOpen onClose={() => setKeysOpen(false)} /> : null}
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </main>
  )
}

function activeClaim(store: ClaimStore): ClaimView | null {
  const { activeId, byId } = store.get()
  return (activeId && byId.get(activeId)) || null
}

function GalleyFrame({ store, children }: { store: ClaimStore; children: React.ReactNode }) {
  const { query } = useClaims(store)
  return <div className={`galley ${isFiltering(query) ? 'is-filtered' : ''}`}>{children}</div>
}
