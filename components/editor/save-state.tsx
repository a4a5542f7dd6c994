'use client'

import { useSyncExternalStore } from 'react'
import { changesUnderWay } from '@/components/api'
import { type ClaimOutbox, type OutboxState, useOutbox } from '@/components/session/claim-outbox'
import type { SaveStatus, SaveStatusStore } from '@/components/session/save-status'
import { Time } from '@/components/ui/time'

interface Props {
  readonly saving: SaveStatusStore
  readonly outbox: ClaimOutbox
  readonly onOpen: (claimId: string) => void
}

/** Says only what is true: saved on the server, being sent, kept in this browser, not saved. */
export function SaveState({ saving, outbox, onOpen }: Props) {
  const status = useSyncExternalStore(saving.subscribe, saving.get, saving.get)
  const claims = useOutbox(outbox)
  const underWay = useSyncExternalStore(changesUnderWay.subscribe, changesUnderWay.get, () => 0)
  const isSaving = status.kind === 'saved' && claims.unsent === 0 && underWay > 0
  const open = claims.waiting.length - claims.unsent
  return (
    <p
      className="text-soft max-md:data-[save=saved]:sr-only"
      role="status"
      aria-live="polite"
      data-save={isSaving ? 'saving' : kindOf(status, claims)}
    >
      {isSaving ? 'Saving …' : claims.unsent > 0 && status.kind === 'saved' ? <Unsent claims={claims} /> : sentence(status, claims.unsent)}
      {open > 0 ? (
        <>
          {' · '}
          <button
            type="button"
            className="link font-semibold text-wrong"
            onClick={() => {
              const first = claims.waiting.find((one) => one.problem)
              if (first) onOpen(first.claimId)
            }}
          >
            {open === 1 ? '1 change of a claim needs you' : `${open} changes of claims need you`}
          </button>
        </>
      ) : null}
    </p>
  )
}

function kindOf(status: SaveStatus, claims: OutboxState): SaveStatus['kind'] {
  if (status.kind !== 'saved' || claims.unsent === 0) return status.kind
  return claims.isOffline ? 'offline' : 'saving'
}

function Unsent({ claims: { unsent, isOffline } }: { claims: OutboxState }) {
  if (!isOffline) return 'Saving …'
  return (
    <strong className="text-stale">
      {unsent === 1 ? '1 change not saved yet' : `${unsent} changes not saved yet`}, kept in this browser
    </strong>
  )
}

function sentence(status: SaveStatus, unsent: number) {
  switch (status.kind) {
    case 'saved':
      return status.at ? (
        <>
          Saved <Time at={new Date(status.at).toISOString()} />
        </>
      ) : (
        'Saved'
      )
    case 'saving':
      return 'Saving …'
    case 'offline': {
      const kept = status.pending + unsent
      return (
        <strong className="text-stale">
          Offline{kept > 0 ? `, ${kept === 1 ? '1 change' : `${kept} changes`} not saved yet, kept in this browser` : ''}
        </strong>
      )
    }
    case 'signed-out':
      return (
        <strong className="text-wrong">
          Signed out. {status.pending > 0 ? 'Your last changes are kept in this browser. ' : ''}
          <a className="link" href="/sign-in" target="_blank" rel="noreferrer">
            Sign in
          </a>{' '}
          and come back to this page.
        </strong>
      )
    case 'refused':
      return <strong className="text-wrong">Not saved: {status.message} Copy what you need and reload.</strong>
  }
}
