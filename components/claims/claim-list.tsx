'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef, useState } from 'react'
import { type ClaimQuery, type ClaimStore, isFiltering, NO_QUERY, useClaims } from '@/components/claims/claim-store'
import { LookSign } from '@/components/review/look-sign'
import { Select } from '@/components/ui/select'
import {
  CONFIDENCE_LABELS,
  claimName,
  FRESHNESS_LABELS,
  OUTCOME_LABELS,
  PRIORITY_LABELS,
  TYPE_LABELS,
  VERDICT_LABELS,
} from '@/lib/core/claim/claim'
import { DOUBT_LABELS } from '@/lib/core/claim/doubts'
import { describeAxes, LOOK_LABELS, LOOKS, lookOf } from '@/lib/core/claim/look'
import type { ClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly store: ClaimStore
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onOpen: (id: string) => void
}

const SORTS: readonly (readonly [ClaimQuery['sort'], string])[] = [
  ['order', 'As it reads'],
  ['number', 'Number'],
  ['state', 'State'],
  ['priority', 'Priority'],
  ['outcome', 'Outcome'],
  ['confidence', 'Confidence'],
  ['changed', 'Last changed'],
]

/** The claims of the article, filtered and sorted; only rows in the window exist. */
export function ClaimList({ store, people, onOpen }: Props) {
  const { all, shown, activeId, query } = useClaims(store)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 68,
    overscan: 8,
    getItemKey: (index) => shown[index]?.id ?? index,
  })
  const items = rows.getVirtualItems()
  const activeIndex = shown.findIndex((claim) => claim.id === activeId)
  useEffect(() => {
    if (activeIndex >= 0) rows.scrollToIndex(activeIndex, { align: 'auto' })
  }, [activeIndex, rows])

  const stop = items.some((row) => row.index === activeIndex) ? activeIndex : items[0]?.index
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 border-b border-line p-3">
        <label className="sr-only" htmlFor="claim-search">
          Find in claims
        </label>
        <input
          id="claim-search"
          type="search"
          className="input"
          placeholder="Find in claims ( / )"
          value={query.text}
          onChange={(event) => store.setQuery({ text: event.target.value })}
        />
        <div className="grid grid-cols-2 gap-2">
          <Select
            label="State"
            isLabelHidden
            value={query.look}
            options={[
              ['all', 'Every state'],
              ['doubted', 'Decided, and in doubt since'],
              ...LOOKS.map((look) => [look, LOOK_LABELS[look].split(':')[0] ?? look] as [typeof look, string]),
            ]}
            onChange={(look) => store.setQuery({ look })}
          />
          <Select label="Sort" isLabelHidden value={query.sort} options={SORTS} onChange={(sort) => store.setQuery({ sort })} />
        </div>
        <MoreFilters isUsed={MORE.some((one) => query[one] !== 'all')}>
          {() => (
            <div className="mt-2 grid grid-cols-2 gap-2">
              <Select
                label="Type"
                value={query.type}
                options={[['all', 'Every type'], ...Object.entries(TYPE_LABELS)]}
                onChange={(type) => store.setQuery({ type })}
              />
              <Select
                label="Priority"
                value={query.priority}
                options={[['all', 'Every priority'], ...Object.entries(PRIORITY_LABELS)]}
                onChange={(priority) => store.setQuery({ priority })}
              />
              <Select
                label="Outcome"
                value={query.outcome}
                options={[['all', 'Every outcome'], ['none', 'None yet'], ...Object.entries(OUTCOME_LABELS)]}
                onChange={(outcome) => store.setQuery({ outcome })}
              />
              <Select
                label="Freshness"
                value={query.freshness}
                options={[['all', 'Every freshness'], ...Object.entries(FRESHNESS_LABELS)]}
                onChange={(freshness) => store.setQuery({ freshness })}
              />
              <Select
                label="Confidence"
                value={query.confidence}
                options={[['all', 'Every confidence'], ['none', 'Not said'], ...Object.entries(CONFIDENCE_LABELS)]}
                onChange={(confidence) => store.setQuery({ confidence })}
              />
              <Select
                label="Verdict"
                value={query.verdict}
                options={[['all', 'Every verdict'], ['none', 'None'], ...Object.entries(VERDICT_LABELS)]}
                onChange={(verdict) => store.setQuery({ verdict })}
              />
              <Select
                label="Assignee"
                value={query.assignee}
                options={[
                  ['all', 'Everybody'],
                  ['none', 'Nobody'],
                  ...people.map((person) => [person.id, person.name] as [string, string]),
                ]}
                onChange={(assignee) => store.setQuery({ assignee })}
              />
            </div>
          )}
        </MoreFilters>
        <p className="hint tabular flex items-center justify-between" aria-live="polite">
          <span>
            {isFiltering(query) ? `${shown.length} of ${all.length} claims` : `${all.length} ${all.length === 1 ? 'claim' : 'claims'}`}
          </span>
          {isFiltering(query) ? (
            <button type="button" className="link" onClick={() => store.setQuery(NO_QUERY)}>
              Show all
            </button>
          ) : null}
        </p>
      </div>
      {all.length === 0 ? <NoClaims /> : null}
      {/* One tab stop; the arrows go from row to row. */}
      <section
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto"
        aria-label="Claims list"
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          const next = step === 0 ? null : store.neighbour(step)
          if (!next || event.altKey || event.shiftKey) return
          event.preventDefault()
          onOpen(next.id)
          requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus())
        }}
      >
        <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {items.map((row) => {
            const claim = shown[row.index]
            if (!claim) return null
            return (
              <li
                key={row.key}
                ref={rows.measureElement}
                data-index={row.index}
                aria-setsize={shown.length}
                aria-posinset={row.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <ClaimRow claim={claim} isActive={claim.id === activeId} isStop={row.index === stop} onOpen={onOpen} />
              </li>
            )
          })}
        </ul>
      </section>
    </div>
  )
}

const MORE = ['type', 'priority', 'outcome', 'freshness', 'confidence', 'verdict', 'assignee'] as const

/** Seven lists of options, made when they are looked at. */
function MoreFilters({ isUsed, children }: { isUsed: boolean; children: () => React.ReactNode }) {
  const [isOpen, setOpen] = useState(isUsed)
  return (
    <details className="text-soft" open={isUsed || isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="rounded py-0.5 text-[0.93rem]">More filters</summary>
      {isUsed || isOpen ? children() : null}
    </details>
  )
}

const ClaimRow = memo(function ClaimRow({
  claim,
  isActive,
  isStop,
  onOpen,
}: {
  claim: ClaimView
  isActive: boolean
  isStop: boolean
  onOpen: (id: string) => void
}) {
  const extra = [
    claim.assignee?.name,
    claim.evidenceCount > 0 ? `${claim.evidenceCount} ev.` : '',
    claim.noteCount > 0 ? `${claim.noteCount} n.` : '',
  ].filter(Boolean)
  return (
    <button
      type="button"
      aria-current={isActive ? 'true' : undefined}
      tabIndex={isStop ? 0 : -1}
      className={`block w-full border-b border-line px-3 py-2 text-start ${isActive ? 'bg-accent-wash' : 'hover:bg-desk'}`}
      onClick={() => onOpen(claim.id)}
    >
      <span className="tabular flex items-baseline gap-1.5 text-[0.86rem] text-soft">
        <LookSign look={lookOf(claim)} isNamed={false} />
        <span className="font-semibold text-ink">{claimName(claim.number)}</span>
        <span className="truncate">{describeAxes(claim)}</span>
        {claim.priority === 'high' ? (
          <span className="ml-auto shrink-0 font-semibold text-wrong">
            <span aria-hidden>!</span>
            <span className="sr-only">High priority</span>
          </span>
        ) : null}
      </span>
      <span
        className={`line-clamp-2 font-serif text-[1.02rem] leading-snug ${claim.ranges.length === 0 ? 'text-soft line-through decoration-1' : ''}`}
        dir="auto"
      >
        {claim.quote}
      </span>
      {claim.doubts.length > 0 ? (
        <span className="block text-[0.86rem] font-medium text-stale">
          <span aria-hidden>! </span>
          {claim.doubts.map((doubt) => DOUBT_LABELS[doubt]).join(' · ')}
        </span>
      ) : null}
      {extra.length > 0 ? <span className="tabular text-[0.82rem] text-soft">{extra.join(' · ')}</span> : null}
    </button>
  )
})

function NoClaims() {
  return (
    <div className="grid gap-2 p-4 text-soft">
      <p className="font-semibold text-ink">The first claim</p>
      <p>
        Select words in the article that could be wrong, a number, a name, a “first time since”, and press <span className="kbd">C</span> (
        <span className="kbd">Ctrl/⌘ Alt M</span> while letters type) or the Claim button.
      </p>
      <p>Every claim you mark stays on its words while the text is edited, and says so when they change.</p>
    </div>
  )
}
