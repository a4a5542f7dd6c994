'use client'

import { useEffect, useState } from 'react'
import { callApi } from '@/components/api'
import type { ClaimOutbox, Patch, Waiting } from '@/components/session/claim-outbox'
import {
  CLAIM_LIMITS,
  CONFIDENCE_LABELS,
  LEGAL_KIND_LABELS,
  OUTCOME_LABELS,
  PRIORITY_LABELS,
  STATE_LABELS,
  TYPE_LABELS,
  VERDICT_LABELS,
} from '@/lib/core/claim/claim'
import type { ClaimView } from '@/lib/server/present/claim'

const FIELD_LABELS: Readonly<Record<string, string>> = {
  type: 'Type',
  priority: 'Priority',
  state: 'State',
  outcome: 'Outcome',
  verdict: 'Verdict',
  confidence: 'Confidence',
  confidenceReason: 'Reason for the confidence',
  statement: 'Statement',
  assignee: 'Assignee',
  legalFlag: 'Legal flag',
  legalKind: 'Legal reason',
  recheckOn: 'Look again on',
  dueOn: 'Due on',
  tags: 'Tags',
  override: 'Let pass without the evidence',
}

const VALUE_LABELS: Readonly<Record<string, string>> = {
  ...TYPE_LABELS,
  ...PRIORITY_LABELS,
  ...STATE_LABELS,
  ...OUTCOME_LABELS,
  ...VERDICT_LABELS,
  ...CONFIDENCE_LABELS,
  ...LEGAL_KIND_LABELS,
}

interface Props {
  readonly waiting: Waiting
  readonly claim: ClaimView
  readonly outbox: ClaimOutbox
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Whether this person may call a claim confirmed without the evidence the desk asks for. */
  readonly canLetPass: boolean
}

/** A change the server did not take: what was chosen stays here until a person says what to do. */
export function WaitingNotice({ waiting, claim, outbox, people, canLetPass }: Props) {
  const { problem } = waiting
  const by = useWhoChanged(claim, problem?.kind === 'conflict' ? (problem.fields[0]?.field ?? null) : null)
  if (!problem) return null
  const show = (field: string, value: unknown) => showValue(people, field, value)
  if (problem.kind === 'refused')
    return (
      <div className="notice notice-bad grid gap-2" role="alert">
        <p>
          <strong>Not saved.</strong> {problem.message}
        </p>
        <Chosen patch={waiting.patch} show={show} />
        {problem.isEvidence ? <MoreEvidence waiting={waiting} claim={claim} outbox={outbox} canLetPass={canLetPass} /> : null}
        <div className="flex gap-2">
          <button type="button" className="button button-small" onClick={() => outbox.saveMine(waiting.id)}>
            Try again
          </button>
          <button type="button" className="button button-small" onClick={() => outbox.giveUp(waiting.id)}>
            Give it up
          </button>
        </div>
      </div>
    )
  return (
    <div className="notice notice-bad grid gap-2" role="alert">
      {problem.fields.map(({ field, theirs, mine }) => (
        <div key={field} className="grid gap-1">
          <p>
            <strong>{FIELD_LABELS[field] ?? field}</strong> was changed by {by ?? 'somebody else'} while you changed it.
          </p>
          <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2">
            <dt className="text-soft">Theirs</dt>
            <dd className="break-words whitespace-pre-wrap">{show(field, theirs)}</dd>
            <dt className="text-soft">Yours</dt>
            <dd className="break-words whitespace-pre-wrap">{show(field, mine)}</dd>
          </dl>
        </div>
      ))}
      <div className="flex gap-2">
        <button type="button" className="button button-small" onClick={() => outbox.giveUp(waiting.id)}>
          Keep theirs
        </button>
        <button type="button" className="button button-small" onClick={() => outbox.saveMine(waiting.id)}>
          Use mine
        </button>
      </div>
    </div>
  )
}

/** What is missing is evidence: once some is added the decision is tried again by itself; who may lets it pass with a reason. */
function MoreEvidence({ waiting, claim, outbox, canLetPass }: Pick<Props, 'waiting' | 'claim' | 'outbox' | 'canLetPass'>) {
  const [reason, setReason] = useState('')
  const [evidence] = useState(claim.evidenceCount)
  useEffect(() => {
    if (claim.evidenceCount > evidence) outbox.saveMine(waiting.id)
  }, [claim.evidenceCount, evidence, outbox, waiting.id])
  return (
    <>
      <p>
        Add evidence (<span className="kbd">E</span>), and it is decided as you chose.
      </p>
      {canLetPass ? (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim()) outbox.letPass(waiting.id, reason.trim())
          }}
        >
          <input
            className="input"
            aria-label="Why it passes without"
            placeholder="Or: why it passes without"
            value={reason}
            maxLength={CLAIM_LIMITS.confidenceReason}
            dir="auto"
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="submit" className="button button-small" disabled={!reason.trim()}>
            Let it pass
          </button>
        </form>
      ) : null}
    </>
  )
}

/** What waits for claims that are gone: shown with its words, to be given up by whoever wrote it. */
export function LostNotices({ lost, outbox, people }: { lost: readonly Waiting[]; outbox: ClaimOutbox; people: Props['people'] }) {
  return (
    <div className="no-print m-3 grid gap-2">
      {lost.map((one) => (
        <div key={one.id} className="notice notice-bad grid gap-2" role="alert">
          <p>
            <strong>Not saved: the claim was removed.</strong> Its words: <span className="font-serif">{one.quote}</span>
          </p>
          <Chosen patch={one.patch} show={(field, value) => showValue(people, field, value)} />
          <button type="button" className="button button-small justify-self-start" onClick={() => outbox.giveUp(one.id)}>
            Give it up
          </button>
        </div>
      ))}
    </div>
  )
}

function showValue(people: Props['people'], field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (field === 'assignee') return people.find((person) => person.id === value)?.name ?? 'somebody'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return VALUE_LABELS[value] ?? value
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function Chosen({ patch, show }: { patch: Patch; show: (field: string, value: unknown) => string }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-3">
      {Object.entries(patch).map(([field, value]) => (
        <div key={field} className="contents">
          <dt className="text-soft">{FIELD_LABELS[field] ?? field}</dt>
          <dd className="break-words whitespace-pre-wrap">{show(field, value)}</dd>
        </div>
      ))}
    </dl>
  )
}

interface Entry {
  readonly actor: { readonly name: string } | null
  readonly after: unknown
}

/** Who changed a field last, by the history. */
function useWhoChanged(claim: ClaimView, field: string | null): string | null {
  const [name, setName] = useState<string | null>(null)
  useEffect(() => {
    if (field === null) return
    const key = field === 'assignee' ? 'assigneeId' : field
    callApi<{ entries: Entry[] }>('GET', `/api/articles/${claim.articleId}/history?subject=claim:${claim.id}&limit=30`).then(
      ({ entries }) =>
        setName(entries.find(({ after }) => after !== null && typeof after === 'object' && key in after)?.actor?.name ?? null),
      () => {},
    )
  }, [claim.articleId, claim.id, field])
  return name
}
