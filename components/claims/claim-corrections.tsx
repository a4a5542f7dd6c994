'use client'

import { useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { focusHomeFrom } from '@/components/editor/desk-mode'
import { WordDiff } from '@/components/review/word-diff'
import { TextArea } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { CORRECTION_LIMITS, CORRECTION_STATE_LABELS } from '@/lib/core/claim/correction'
import { can, type Role } from '@/lib/core/permissions/policy'
import type { ClaimView } from '@/lib/server/present/claim'
import type { CorrectionView } from '@/lib/server/present/correction'

interface CorrectionProps {
  readonly correction: CorrectionView
  readonly actor: { readonly id: string; readonly role: Role }
  /** What was typed in the text has to be on the server before words are put in. */
  readonly onBeforeAccept: () => Promise<void>
  readonly onChanged: () => void
}

/** New words for the claim and why; what was written is kept through Escape and reload. */
export function CorrectionForm({ claim, onDone, onCancel }: { claim: ClaimView; onDone: () => void; onCancel: () => void }) {
  const { text: after, write: setAfter, sent: sentAfter } = useDraft(`correction-${claim.id}`, claim.quote)
  const { text: reason, write: setReason, sent: sentReason } = useDraft(`correction-reason-${claim.id}`)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    try {
      await callApi('POST', `/api/claims/${claim.id}/corrections`, { after, reason: reason.trim() || null })
      sentAfter(after)
      sentReason(reason)
      onDone()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return (
    <form
      className="grid gap-2"
      data-escapes
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        // What was written is kept, and there again when the form opens.
        if (event.key === 'Escape') onCancel()
      }}
    >
      <TextArea
        label="New words"
        value={after}
        rows={3}
        maxLength={CORRECTION_LIMITS.after}
        autoFocus
        onChange={(event) => setAfter(event.target.value)}
      />
      <p className="hint">
        <WordDiff before={claim.quote} after={after} />
      </p>
      <TextArea
        label="Why (optional)"
        value={reason}
        rows={2}
        maxLength={CORRECTION_LIMITS.reason}
        style={{ minHeight: '2.6rem' }}
        onChange={(event) => setReason(event.target.value)}
      />
      {problem ? (
        <p className="error-text" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="flex gap-2">
        <button type="submit" className="button button-small button-primary" disabled={after.trim() === '' || after.trim() === claim.quote}>
          Propose
        </button>
        <button type="button" className="button button-small" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  )
}

/** One proposal: what it changes, who made it, and what can be done with it. */
export function CorrectionItem({ correction, actor, onBeforeAccept, onChanged }: CorrectionProps) {
  const toast = useToast()
  const [isDeclining, setDeclining] = useState(false)
  const item = useRef<HTMLDivElement>(null)
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isOpen = correction.state === 'proposed'
  const isOwn = correction.proposedBy.id === actor.id
  const canDecide = can(actor, 'correction.accept')
  const decide = async (decision: 'accept' | 'decline') => {
    setBusy(true)
    try {
      if (decision === 'accept') await onBeforeAccept()
      await callApi('POST', `/api/corrections/${correction.id}/decision`, { decision, reason: reason.trim() || null })
      focusHomeFrom(item.current)
      setDeclining(false)
      onChanged()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div ref={item} className={`grid gap-1.5 ${isOpen ? 'notice border-accent bg-accent-wash' : 'text-soft'}`}>
      <p>
        <WordDiff before={correction.before} after={correction.after} />
      </p>
      {correction.reason ? <p dir="auto">{correction.reason}</p> : null}
      <p className="hint">
        {CORRECTION_STATE_LABELS.proposed} by {correction.proposedBy.name}, <Time at={correction.proposedAt} />
        {correction.decidedBy && correction.decidedAt ? (
          <>
            {' · '}
            {CORRECTION_STATE_LABELS[correction.state].toLowerCase()} by {correction.decidedBy.name}, <Time at={correction.decidedAt} />
            {correction.appliedVersion !== null ? `, version ${correction.appliedVersion}` : ''}
            {correction.decisionReason ? `: ${correction.decisionReason}` : ''}
          </>
        ) : null}
      </p>
      {isOpen && isDeclining ? (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            void decide('decline')
          }}
        >
          <input
            className="input"
            aria-label="Why it is declined"
            placeholder="Why"
            value={reason}
            // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
            autoFocus
            maxLength={CORRECTION_LIMITS.reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="submit" className="button button-small" disabled={isBusy || !reason.trim()}>
            Decline
          </button>
        </form>
      ) : null}
      {isOpen && !isDeclining ? (
        <div className="flex gap-2">
          {canDecide ? (
            <>
              <button type="button" className="button button-small button-primary" disabled={isBusy} onClick={() => void decide('accept')}>
                Accept into the text
              </button>
              {isOwn ? null : (
                <button type="button" className="button button-small" disabled={isBusy} onClick={() => setDeclining(true)}>
                  Decline …
                </button>
              )}
            </>
          ) : null}
          {isOwn ? (
            <button type="button" className="button button-small" disabled={isBusy} onClick={() => void decide('decline')}>
              Take back
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
