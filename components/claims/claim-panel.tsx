'use client'

import { ChevronDown, ChevronUp, Link2, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { ClaimDecision } from '@/components/claims/claim-decision'
import { ClaimEvidence } from '@/components/claims/claim-evidence'
import { ClaimPills } from '@/components/claims/claim-pills'
import { ClaimRange } from '@/components/claims/claim-range'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { ClaimThread } from '@/components/claims/claim-thread'
import { DoubtNotice } from '@/components/claims/doubt-notice'
import { FreshnessNotice } from '@/components/claims/freshness-notice'
import { LookSign } from '@/components/review/look-sign'
import { type ClaimOutbox, type Patch, useOutbox } from '@/components/session/claim-outbox'
import type { PersonHere } from '@/components/session/people-here'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes, lookOf } from '@/lib/core/claim/look'
import { can, type Role } from '@/lib/core/permissions/policy'
import type { TextRange } from '@/lib/core/text/range'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ClaimDetail } from '@/lib/server/present/claim-detail'

// What is below the first look at a claim brings its script when a claim is opened.
const ClaimArithmetic = dynamic(() => import('@/components/claims/claim-arithmetic').then((one) => one.ClaimArithmetic), { ssr: false })
const ClaimCheckedBefore = dynamic(() => import('@/components/claims/claim-checked-before').then((one) => one.ClaimCheckedBefore), {
  ssr: false,
})
const ClaimChecklist = dynamic(() => import('@/components/claims/claim-checklist').then((one) => one.ClaimChecklist), { ssr: false })
const ClaimContacts = dynamic(() => import('@/components/claims/claim-contacts').then((one) => one.ClaimContacts), { ssr: false })
const ClaimMore = dynamic(() => import('@/components/claims/claim-more').then((one) => one.ClaimMore), { ssr: false })
const ClaimRepeats = dynamic(() => import('@/components/claims/claim-repeats').then((one) => one.ClaimRepeats), { ssr: false })
const ClaimSecondChecks = dynamic(() => import('@/components/claims/claim-second-checks').then((one) => one.ClaimSecondChecks), {
  ssr: false,
})
// Told by the server, so that it can bring this too.
const WaitingNotice = dynamic(() => import('@/components/claims/waiting-notice').then((one) => one.WaitingNotice), { ssr: false })

interface Props {
  readonly store: ClaimStore
  readonly outbox: ClaimOutbox
  readonly actor: { readonly id: string; readonly name: string; readonly role: Role }
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Who else has the article open. */
  readonly others: readonly PersonHere[]
  /** Sends what was typed and waits for the server to have it. */
  readonly onFlush: () => Promise<void>
  readonly onRemove: (claim: ClaimView) => void
  readonly onPlace: (claim: ClaimView) => void
  readonly onStretch: (claim: ClaimView, edge: 'start' | 'end', direction: 1 | -1) => void
  readonly onGo: (step: 1 | -1) => void
  readonly onOpen: (claimId: string) => void
  readonly onShow: (range: TextRange, version: number) => void
  /** A claim was given to somebody, or to nobody. */
  readonly onAssigned: (claimId: string, assignee: string | null) => void
}

/** The claim at hand. */
export function ClaimPanel(props: Props) {
  const { activeId, byId } = useClaims(props.store)
  const claim = activeId ? byId.get(activeId) : undefined
  if (!claim) return <NoActiveClaim hasClaims={byId.size > 0} />
  return <ActiveClaim key={claim.id} claim={claim} {...props} />
}

const NONE: ReadonlySet<string> = new Set()

function ActiveClaim({
  claim,
  outbox,
  actor,
  people,
  others,
  onFlush,
  onRemove,
  onPlace,
  onStretch,
  onGo,
  onOpen,
  onShow,
  onAssigned,
  store,
}: Props & { claim: ClaimView }) {
  const toast = useToast()
  const [detail, setDetail] = useState<ClaimDetail | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [repeats, setRepeats] = useState<ReadonlySet<string>>(NONE)
  const { waiting } = useOutbox(outbox)

  /** Which reading was the last to be asked for: an older answer that comes later is not shown. */
  const asked = useRef(0)
  const load = useCallback(async () => {
    const turn = ++asked.current
    try {
      const read = await callApi<ClaimDetail>('GET', `/api/claims/${claim.id}`)
      if (turn !== asked.current) return
      setDetail(read)
      setFailure(null)
    } catch (error) {
      if (turn === asked.current) setFailure(sentenceOf(error))
    }
  }, [claim.id])

  // Notes and evidence are read anew when the counts or the claim say that something changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when to read again
  useEffect(() => {
    void load()
  }, [load, claim.noteCount, claim.evidenceCount, claim.updatedAt])

  const save = useCallback(
    (patch: Patch, base?: Patch) => {
      outbox.save(claim.id, patch, base)
      if ('assignee' in patch) onAssigned(claim.id, patch.assignee as string | null)
    },
    [claim.id, outbox, onAssigned],
  )

  const panel = useRef<HTMLDivElement>(null)
  // Another claim is read from its head.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another claim is shown
  useEffect(() => {
    panel.current?.closest('#claim-at-hand')?.scrollTo(0, 0)
  }, [claim.id])
  const look = lookOf(claim)
  const canDecide = can(actor, 'claim.decide')
  const canMove = can(actor, 'claim.move')
  const isGone = claim.ranges.length === 0
  return (
    <div
      ref={panel}
      role="comment"
      id={`claim-${claim.id}`}
      aria-label={`${claimName(claim.number)}, ${describeAxes(claim)}`}
      className="grid gap-4 p-4"
    >
      <header className="grid gap-2">
        <div className="flex items-center gap-1.5">
          <LookSign look={look} isNamed={false} />
          <h2 className="tabular text-lg font-semibold">{claimName(claim.number)}</h2>
          <span className={`look-${look} truncate font-medium`}>{describeAxes(claim)}</span>
          <span className="ml-auto flex">
            <button
              type="button"
              className="button button-quiet button-icon"
              aria-label="Previous claim"
              title="Previous claim (K)"
              onClick={() => onGo(-1)}
            >
              <ChevronUp size={16} aria-hidden />
            </button>
            <button
              type="button"
              className="button button-quiet button-icon"
              aria-label="Next claim"
              title="Next claim (J)"
              onClick={() => onGo(1)}
            >
              <ChevronDown size={16} aria-hidden />
            </button>
          </span>
        </div>
        <AlsoHere others={others} claimId={claim.id} />
        <blockquote
          className={`border-s-[3px] border-line ps-3 font-serif text-[1.3rem] leading-snug ${isGone ? 'text-soft' : ''}`}
          dir="auto"
        >
          {claim.quote}
        </blockquote>
        <FreshnessNotice claim={claim} canDecide={canDecide} canMove={canMove} onSave={save} onPlace={() => onPlace(claim)} />
        <DoubtNotice claim={claim} canDecide={canDecide} onSave={save} />
      </header>

      {waiting
        .filter((one) => one.claimId === claim.id && one.problem)
        .map((one) => (
          <WaitingNotice
            key={one.id}
            waiting={one}
            claim={claim}
            outbox={outbox}
            people={people}
            canLetPass={can(actor, 'claim.override-evidence')}
          />
        ))}

      <ClaimDecision claim={claim} actor={actor} onSave={save} />
      <ClaimPills claim={claim} actor={actor} people={people} onSave={save} />

      {failure ? (
        <p className="notice notice-bad" role="alert">
          {failure}{' '}
          <button type="button" className="link" onClick={() => void load()}>
            Try again
          </button>
        </p>
      ) : null}
      <ClaimEvidence
        claim={claim}
        evidence={detail?.evidence ?? null}
        canWrite={can(actor, 'evidence.write')}
        onChanged={() => void load()}
      />
      <ClaimContacts claim={claim} contacts={detail?.contacts ?? null} actor={actor} onChanged={() => void load()} />
      <ClaimRepeats claim={claim} store={store} actor={actor} onShow={onShow} onOpen={onOpen} onFound={setRepeats} />
      <ClaimCheckedBefore claim={claim} besides={repeats} canTake={can(actor, 'evidence.write')} onTaken={() => void load()} />
      <ClaimChecklist
        claim={claim}
        items={detail?.checklist ?? null}
        canAnswer={can(actor, 'claim.describe')}
        onChanged={() => void load()}
      />
      {can(actor, 'note.write') ? <ClaimArithmetic claim={claim} onKept={() => void load()} /> : null}
      <ClaimSecondChecks claim={claim} checks={detail?.secondChecks ?? null} actor={actor} people={people} onChanged={() => void load()} />
      <ClaimThread
        claim={claim}
        notes={detail?.notes ?? null}
        corrections={detail?.corrections ?? null}
        actor={actor}
        people={people}
        onBeforeAccept={onFlush}
        onChanged={() => void load()}
      />

      <ClaimMore claim={claim} actor={actor} onSave={save} />

      <footer className="grid gap-2 border-t border-line pt-3 text-[0.9rem] text-soft">
        {canMove && !isGone ? <ClaimRange claim={claim} onStretch={onStretch} onPlace={onPlace} /> : null}
        <div className="flex flex-wrap items-center gap-2">
          <button
            type="button"
            className="button button-small button-quiet"
            onClick={() => {
              void navigator.clipboard.writeText(`${location.origin}${location.pathname}?claim=${claim.number}`)
              toast('Link to this claim copied.')
            }}
          >
            <Link2 size={14} aria-hidden /> Copy link
          </button>
          <a className="button button-small button-quiet" href={`/articles/${claim.articleId}/history?subject=claim:${claim.id}`}>
            History
          </a>
          {can(actor, 'claim.remove') ? (
            <button type="button" className="button button-small button-quiet" onClick={() => onRemove(claim)}>
              <Trash2 size={14} aria-hidden /> Remove
            </button>
          ) : null}
        </div>
        <p>
          Marked by {claim.createdBy.name}, <Time at={claim.createdAt} />
        </p>
      </footer>
    </div>
  )
}

function AlsoHere({ others, claimId }: { others: readonly PersonHere[]; claimId: string }) {
  const names = [...new Set(others.filter((one) => one.claimId === claimId).map((one) => one.person.name))]
  if (names.length === 0) return null
  return (
    <p className="hint" role="status">
      {names.join(', ')} {names.length === 1 ? 'has' : 'have'} this claim open too
    </p>
  )
}

function NoActiveClaim({ hasClaims }: { hasClaims: boolean }) {
  return (
    <div data-none-open className="grid gap-2 p-5 text-soft">
      <p className="font-semibold text-ink">No claim is open</p>
      <p>
        {hasClaims ? (
          <>
            Click underlined words, or press <span className="kbd">J</span> for the first claim.
          </>
        ) : (
          <>
            There are none yet: select words and press <span className="kbd">C</span>.
          </>
        )}{' '}
        <span className="kbd">?</span> lists every key.
      </p>
      <p>Here you say what checking found: the outcome, how sure, on what evidence, and what somebody should know later.</p>
    </div>
  )
}
