'use client'

import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { ClaimList } from '@/components/claims/claim-list'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { isInTray } from '@/components/claims/in-tray'
import type { Who } from '@/lib/core/permissions/policy'
import type { CheckableSentence } from '@/lib/editor/extensions/coverage-strip/coverage-strip'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ProposalView } from '@/lib/server/present/correction'
import type { ChangesView } from '@/lib/server/present/history'

/** Fetched when they are looked at. */
const ClaimTray = dynamic(() => import('@/components/claims/claim-tray').then((module) => module.ClaimTray), { ssr: false })
const ChangesPanel = dynamic(() => import('@/components/review/changes-panel').then((module) => module.ChangesPanel), { ssr: false })
const ProposedWords = dynamic(() => import('@/components/review/proposed-words').then((module) => module.ProposedWords), { ssr: false })
const OwnNotes = dynamic(() => import('@/components/review/own-notes').then((module) => module.OwnNotes), { ssr: false })
const GapsPanel = dynamic(() => import('@/components/review/gaps-panel').then((module) => module.GapsPanel), { ssr: false })

export type AsideView = 'claims' | 'gaps' | 'tray' | 'words' | 'changes' | 'own'

interface Props {
  readonly articleId: string
  readonly store: ClaimStore
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly actor: Who
  readonly view: AsideView
  readonly changes: ChangesView | null
  readonly proposals: readonly ProposalView[]
  readonly onFlush: () => Promise<void>
  readonly onWords: () => void
  /** Undoing waits for it. */
  readonly onDoing: (doing: Promise<unknown>) => void
  /** Rises with each step that was taken back. */
  readonly undone: number
  readonly onView: (view: AsideView) => void
  readonly onOpen: (id: string) => void
  readonly onPlace: (claim: ClaimView) => void
  readonly onShow: (range: { readonly start: number; readonly end: number }, version: number | null) => boolean
  /** The text as it is in the editor, and its version. */
  readonly onRead: () => { readonly text: string; readonly version: number } | null
  /** Brings a stretch into view without taking the focus. */
  readonly onLook: (range: { readonly start: number; readonly end: number }, version: number) => void
  /** Underlines stretches that nobody looked at. */
  readonly onCoverage: (sentences: readonly CheckableSentence[]) => void
  readonly onPlaced: () => void
  readonly onSeen: () => void
}

/** Left of the page: the claims, those that lost their words, and what others did. */
export function DeskAside(props: Props) {
  const { articleId, store, people, actor, view, changes, onView, onOpen, onPlace, onShow, onPlaced, onSeen } = props
  const { proposals, onFlush, onWords } = props
  const { all, byId } = useClaims(store)
  const inTray = all.filter(isInTray).length
  const fresh = changes?.since ? changes.entries.length : 0
  const tabs: readonly (readonly [AsideView, string, number])[] = [
    ['claims', 'Claims', 0],
    ['gaps', 'Gaps', 0],
    ['tray', 'Tray', inTray],
    ['words', 'Words', proposals.length],
    ['changes', 'New', fresh],
    ['own', 'Own', 0],
  ]
  // A tray that ran empty has nothing more to say.
  useEffect(() => {
    if (view === 'tray' && inTray === 0 && all.length === 0) onView('claims')
  }, [view, inTray, all.length, onView])
  return (
    <>
      <div role="tablist" aria-label="Claims, tray and changes" className="flex shrink-0 flex-wrap border-b border-line">
        {tabs.map(([id, label, count]) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`aside-${id}`}
            aria-selected={view === id}
            tabIndex={view === id ? 0 : -1}
            aria-controls="aside-view"
            className={`flex-auto border-b-2 px-0.5 py-1.5 text-[0.86rem] font-medium whitespace-nowrap ${view === id ? 'border-accent text-accent' : 'border-transparent text-soft hover:text-ink'}`}
            onClick={() => onView(id)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') {
                event.preventDefault()
                return firstStop()?.focus()
              }
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
              if (step === 0) return
              event.preventDefault()
              const at = tabs.findIndex(([one]) => one === view)
              const next = tabs[(at + step + tabs.length) % tabs.length]?.[0] ?? 'claims'
              onView(next)
              document.getElementById(`aside-${next}`)?.focus()
            }}
          >
            {label}{' '}
            {count > 0 ? (
              <span
                className={`tabular ms-0.5 rounded-full px-1 text-[0.76rem] font-semibold ${id === 'tray' ? 'bg-warn-wash text-stale' : 'bg-accent-wash text-accent'}`}
              >
                {count}
              </span>
            ) : null}
          </button>
        ))}
      </div>
      <div id="aside-view" role="tabpanel" aria-labelledby={`aside-${view}`} className="flex min-h-0 flex-1 flex-col">
        {view === 'claims' ? <ClaimList store={store} people={people} onOpen={onOpen} /> : null}
        {view === 'gaps' ? (
          <GapsPanel
            articleId={articleId}
            store={store}
            actor={actor}
            onFlush={onFlush}
            onShow={onShow}
            onRead={props.onRead}
            onLook={props.onLook}
            onCoverage={props.onCoverage}
            onDoing={props.onDoing}
            undone={props.undone}
            onOpen={onOpen}
          />
        ) : null}
        {view === 'tray' ? (
          <ClaimTray
            articleId={articleId}
            store={store}
            actor={actor}
            onOpen={onOpen}
            onPlace={onPlace}
            onShow={onShow}
            onPlaced={onPlaced}
          />
        ) : null}
        {view === 'words' ? (
          <ProposedWords
            proposals={proposals}
            claims={byId}
            actor={actor}
            onOpen={onOpen}
            onShow={(range) => onShow(range, null)}
            onBeforeAccept={onFlush}
            onChanged={onWords}
          />
        ) : null}
        {view === 'own' ? <OwnNotes articleId={articleId} /> : null}
        {view === 'changes' ? <ChangesPanel articleId={articleId} changes={changes} claims={byId} onSeen={onSeen} /> : null}
      </div>
    </>
  )
}

/** The first row of the view, or the first thing in it that takes the focus. */
function firstStop(): HTMLElement | null {
  const view = document.getElementById('aside-view')
  const stops = 'button, input, select, textarea, a[href], summary, [tabindex="0"]'
  return (
    view?.querySelector<HTMLElement>('[data-gap], [aria-label="Claims list"] [tabindex="0"]') ??
    view?.querySelector<HTMLElement>(stops) ??
    null
  )
}
