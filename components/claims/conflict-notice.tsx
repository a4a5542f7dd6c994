'use client'

import { useCallback, useEffect, useState } from 'react'
import { CONFIDENCE_LABELS, OUTCOME_LABELS, PRIORITY_LABELS, STATE_LABELS, TYPE_LABELS, VERDICT_LABELS } from '@/lib/core/claim/claim'

/** One field that two people changed at once; both values wait for a choice. */
export interface Conflict {
  readonly field: string
  readonly theirs: unknown
  readonly mine: unknown
}

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
  tags: 'Tags',
}

const VALUE_LABELS: Readonly<Record<string, string>> = {
  ...TYPE_LABELS,
  ...PRIORITY_LABELS,
  ...STATE_LABELS,
  ...OUTCOME_LABELS,
  ...VERDICT_LABELS,
  ...CONFIDENCE_LABELS,
}

interface Props {
  readonly conflict: Conflict
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onTheirs: () => void
  readonly onMine: () => void
}

export function ConflictNotice({ conflict, people, onTheirs, onMine }: Props) {
  const show = (value: unknown) => {
    if (value === null || value === undefined || value === '') return 'nothing'
    if (conflict.field === 'assignee') return people.find((person) => person.id === value)?.name ?? 'somebody'
    if (typeof value === 'string') return VALUE_LABELS[value] ?? value
    return String(value)
  }
  return (
    <div className="notice notice-bad grid gap-2" role="alert">
      <p>
        <strong>{FIELD_LABELS[conflict.field] ?? conflict.field}</strong> was changed by somebody else while you changed it.
      </p>
      <dl className="grid grid-cols-[4rem_1fr] gap-x-2">
        <dt className="text-soft">Theirs</dt>
        <dd className="whitespace-pre-wrap">{show(conflict.theirs)}</dd>
        <dt className="text-soft">Yours</dt>
        <dd className="whitespace-pre-wrap">{show(conflict.mine)}</dd>
      </dl>
      <div className="flex gap-2">
        <button type="button" className="button button-small" onClick={onTheirs}>
          Keep theirs
        </button>
        <button type="button" className="button button-small" onClick={onMine}>
          Use mine
        </button>
      </div>
    </div>
  )
}

type SetConflicts = (change: (all: readonly Conflict[]) => readonly Conflict[]) => void

/** Conflicts of a claim, kept in this browser until one value is chosen: they survive another claim, a reload, a lost session. */
export function useConflicts(claimId: string): [readonly Conflict[], SetConflicts] {
  const name = `tickmark.conflicts.${claimId}`
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])
  useEffect(() => {
    setConflicts(readKept(name))
  }, [name])
  const change = useCallback<SetConflicts>(
    (update) => {
      const next = update(readKept(name))
      if (next.length === 0) localStorage.removeItem(name)
      else localStorage.setItem(name, JSON.stringify(next))
      setConflicts(next)
    },
    [name],
  )
  return [conflicts, change]
}

function readKept(name: string): readonly Conflict[] {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as Conflict[]
  } catch {
    return []
  }
}
