'use client'

import type { SaveStatus } from '@/components/session/save-status'
import { Time } from '@/components/ui/time'

/** Says only what is true: saved on the server, being sent, kept in this browser, not saved. */
export function SaveState({ status }: { status: SaveStatus }) {
  return (
    <p className="text-soft" role="status" aria-live="polite" data-save={status.kind}>
      {sentence(status)}
    </p>
  )
}

function sentence(status: SaveStatus) {
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
    case 'offline':
      return (
        <strong className="text-stale">
          Offline{status.pending > 0 ? `, ${status.pending === 1 ? '1 change' : `${status.pending} changes`} kept in this browser` : ''}
        </strong>
      )
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
