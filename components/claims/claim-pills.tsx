'use client'

import { useState } from 'react'
import { optionsOf, Select } from '@/components/ui/select'
import { PRIORITY_LABELS, STATE_LABELS, TYPE_LABELS } from '@/lib/core/claim/claim'
import type { Role } from '@/lib/core/permissions/policy'
import { canChangeField } from '@/lib/core/workflow/judge-change'
import { nextStates } from '@/lib/core/workflow/transitions'
import type { ClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly claim: ClaimView
  readonly actor: { readonly id: string; readonly role: Role }
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onSave: (patch: Readonly<Record<string, unknown>>) => void
}

/** Type, state, priority and assignee, small: what describes a claim beside what was found. */
export function ClaimPills({ claim, actor, people, onSave }: Props) {
  const canDescribe = canChangeField(actor, 'type')
  const canDecide = canChangeField(actor, 'state')
  if (!canDescribe && !canDecide)
    return (
      <p className="text-soft">
        {[
          TYPE_LABELS[claim.type],
          STATE_LABELS[claim.state],
          `${PRIORITY_LABELS[claim.priority]} priority`,
          claim.assignee?.name,
          claim.dueOn && `due ${claim.dueOn}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    )
  const states = [claim.state, ...nextStates(claim.state, actor)]
  return (
    <div className="flex flex-wrap gap-1.5">
      <Select
        id="claim-type"
        label="Type"
        isPill
        value={claim.type}
        options={optionsOf(TYPE_LABELS)}
        isDisabled={!canDescribe}
        onChange={(type) => onSave({ type })}
      />
      <Select
        id="claim-state"
        label="State"
        isPill
        value={claim.state}
        options={states.map((state) => [state, STATE_LABELS[state]] as const)}
        isDisabled={!canDecide}
        onChange={(state) => onSave({ state })}
      />
      <Select
        id="claim-priority"
        label="Priority"
        isPill
        value={claim.priority}
        options={optionsOf(PRIORITY_LABELS)}
        isDisabled={!canDescribe}
        onChange={(priority) => onSave({ priority })}
      />
      <Select
        id="claim-assignee"
        label="Assignee"
        isPill
        value={claim.assignee?.id ?? ''}
        options={[['', 'Nobody'], ...people.map((person) => [person.id, person.name] as const)]}
        isDisabled={!canDescribe}
        onChange={(assignee) => onSave({ assignee: assignee || null })}
      />
      <DuePill key={claim.dueOn ?? ''} due={claim.dueOn} isDisabled={!canDescribe} onSave={(dueOn) => onSave({ dueOn })} />
    </div>
  )
}

/** By when it is to be checked. Saved when the field is left or Enter is pressed, not while a date is looked for. */
function DuePill({
  due,
  isDisabled,
  onSave,
}: {
  readonly due: string | null
  readonly isDisabled: boolean
  readonly onSave: (due: string | null) => void
}) {
  const [day, setDay] = useState(due ?? '')
  const save = () => {
    if (day !== (due ?? '')) onSave(day || null)
  }
  return (
    <div className="pill">
      <label htmlFor="claim-due" className="pill-label">
        Due
      </label>
      <input
        id="claim-due"
        type="date"
        className="pill-select"
        value={day}
        disabled={isDisabled}
        onChange={(event) => setDay(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </div>
  )
}
