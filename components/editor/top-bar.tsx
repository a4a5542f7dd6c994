'use client'

import { ChevronDown, ChevronLeft, EllipsisVertical, HelpCircle, Lock, PanelLeft, PanelRight } from 'lucide-react'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { type DeskPlace, DeskTabs } from '@/components/editor/desk-bars'
import { ModeSwitch } from '@/components/editor/mode-switch'
import { SaveState } from '@/components/editor/save-state'
import { ExportDialog, ExportMenu } from '@/components/report/export-menu'
import { ProgressBar } from '@/components/review/progress-bar'
import type { ClaimOutbox } from '@/components/session/claim-outbox'
import type { PersonHere } from '@/components/session/people-here'
import type { SaveStatusStore } from '@/components/session/save-status'
import { MenuButton } from '@/components/ui/menu-button'
import { claimName } from '@/lib/core/claim/claim'
import { progressOf } from '@/lib/core/claim/progress'
import type { DeskMode } from '@/lib/editor/extensions/mode-guard'

interface Props {
  readonly article: { readonly id: string }
  readonly title: string
  /** Gives the article a headline; null when it has one, or may not be edited here. */
  readonly onHeadline: (() => void) | null
  readonly store: ClaimStore
  readonly saving: SaveStatusStore
  readonly outbox: ClaimOutbox
  readonly mode: DeskMode
  readonly modes: readonly DeskMode[]
  readonly onMode: (mode: DeskMode) => void
  readonly people: readonly PersonHere[]
  readonly audiences: readonly string[]
  readonly canBringDraft: boolean
  readonly isRestricted: boolean
  readonly onAccess: () => void
  /** Which part a phone shows. */
  readonly place: DeskPlace
  readonly onPlace: (place: DeskPlace) => void
  readonly onList: () => void
  readonly onPanel: () => void
  readonly onKeys: () => void
  readonly onOpen: (claimId: string) => void
  /** Shows the claims that need a look again. */
  readonly onLook: (look: 'stale' | 'doubted') => void
  readonly isListOpen: boolean
  readonly isPanelOpen: boolean
}

/** Above the desk: what the article is, whether it is saved, who is here, how far it is. */
export function TopBar(props: Props) {
  const { article, store, people, audiences, canBringDraft, isRestricted, onAccess } = props
  const { onList, onPanel, onKeys, onLook, isListOpen, isPanelOpen } = props
  const { all } = useClaims(store)
  const progress = useMemo(() => progressOf(all), [all])
  const doubted = useMemo(() => all.filter((claim) => claim.doubts.length > 0).length, [all])
  const [isExporting, setExporting] = useState(false)
  const versions = [
    { label: 'Versions: read, compare, restore', href: `/articles/${article.id}/versions` },
    { label: 'History of everything', href: `/articles/${article.id}/history` },
    { label: 'Publication and errors', href: `/articles/${article.id}/publication` },
  ]
  return (
    <div className="no-print flex min-h-11 items-center gap-x-3 gap-y-1 border-b border-line bg-paper px-3 py-1 md:max-xl:flex-wrap">
      <Link href="/articles" prefetch={false} className="button button-quiet button-icon md:hidden" aria-label="All articles">
        <ChevronLeft size={18} aria-hidden />
      </Link>
      <button
        type="button"
        className="button button-quiet button-icon max-md:hidden"
        aria-label="Claims list"
        aria-expanded={isListOpen}
        onClick={onList}
        title="Claims list ([)"
      >
        <PanelLeft size={16} aria-hidden />
      </button>
      <h1 className="min-w-[6ch] max-w-[34ch] truncate font-semibold max-md:flex-1" title={props.title}>
        {props.title}
      </h1>
      {props.onHeadline ? (
        <button
          type="button"
          className="button button-small max-md:hidden"
          title="This article has no headline; lists show its first words instead"
          onClick={props.onHeadline}
        >
          Give it a headline
        </button>
      ) : null}
      {isRestricted ? (
        <button
          type="button"
          className="button button-small max-md:hidden"
          onClick={onAccess}
          title="Only the people on its list may open this article"
        >
          <Lock size={13} aria-hidden /> Restricted
        </button>
      ) : null}
      <SaveState saving={props.saving} outbox={props.outbox} onOpen={props.onOpen} />
      <DeskTabs place={props.place} onPlace={props.onPlace} />
      <MenuButton
        className="button button-quiet button-icon md:hidden"
        trigger={
          <>
            <EllipsisVertical size={18} aria-hidden />
            <span className="sr-only">More of this article</span>
          </>
        }
        items={[
          { label: 'Sign-off', href: `/articles/${article.id}/sign-off` },
          { label: 'Export: report, sources …', run: () => setExporting(true) },
          ...versions,
        ]}
      />
      {isExporting ? <ExportDialog articleId={article.id} audiences={audiences} isOpen onClose={() => setExporting(false)} /> : null}
      <PeopleHere people={people} store={store} />
      <div className="ml-auto flex items-center gap-x-2 gap-y-1 max-md:hidden max-xl:flex-wrap xl:shrink-0">
        {progress.byLook.stale > 0 ? (
          <button type="button" className="button button-small text-stale" onClick={() => onLook('stale')}>
            ~ {progress.byLook.stale} stale
          </button>
        ) : null}
        {doubted > 0 ? (
          <button
            type="button"
            className="button button-small text-stale"
            title="Decided, and something came up against it since"
            onClick={() => onLook('doubted')}
          >
            ! {doubted} in doubt
          </button>
        ) : null}
        <ProgressBar progress={progress} isNarrow />
        <MenuButton
          className="button button-small button-quiet"
          trigger={
            <>
              Versions <ChevronDown size={14} aria-hidden />
            </>
          }
          items={[
            ...(canBringDraft ? [{ label: 'A newer draft arrives …', href: `/articles/${article.id}/drafts` }] : []),
            ...versions,
            { label: 'Who may open this …', run: onAccess },
          ]}
        />
        <ModeSwitch mode={props.mode} modes={props.modes} onMode={props.onMode} />
        <Link className="button button-small" href={`/articles/${article.id}/sign-off`} prefetch={false}>
          Sign-off
        </Link>
        <ExportMenu articleId={article.id} audiences={audiences} />
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-label="Legend and keys"
          onClick={onKeys}
          title="Legend and keys (?)"
        >
          <HelpCircle size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="button button-quiet button-icon max-md:hidden"
          aria-label="Claim panel"
          aria-expanded={isPanelOpen}
          onClick={onPanel}
          title="Claim panel (])"
        >
          <PanelRight size={16} aria-hidden />
        </button>
      </div>
    </div>
  )
}

/** Faces shown before the rest becomes a number. */
const MAX_FACES = 5

/** Who else has the article open, and which claim; one badge a person. */
function PeopleHere({ people, store }: { people: readonly PersonHere[]; store: ClaimStore }) {
  const persons = [...new Map(people.map((one) => [one.person.id, one])).values()]
  if (persons.length === 0) return null
  const { byId } = store.get()
  const where = ({ person, claimId }: PersonHere) => {
    const claim = claimId ? byId.get(claimId) : undefined
    return claim ? `${person.name}, at ${claimName(claim.number)}` : person.name
  }
  return (
    <ul aria-label="Also here" className="flex items-center ps-1.5 max-md:hidden" data-people={persons.length}>
      {persons.slice(0, MAX_FACES).map((one) => (
        <li key={one.person.id} className={`who-badge remote-${colourOf(one.person.id)}`} title={where(one)}>
          <span aria-hidden>{initialsOf(one.person.name)}</span>
          <span className="sr-only">{where(one)}</span>
        </li>
      ))}
      {persons.length > MAX_FACES ? (
        <li className="hint tabular ms-1">
          +{persons.length - MAX_FACES}
          <span className="sr-only"> more people</span>
        </li>
      ) : null}
    </ul>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  return [words[0], words.length > 1 ? words[words.length - 1] : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}

/** One of six colours, the same for a person everywhere. */
export function colourOf(personId: string): number {
  let sum = 0
  for (const letter of personId) sum = (sum * 31 + letter.charCodeAt(0)) % 6_007
  return sum % 6
}
