'use client'

import { useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { optionsOf, Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toaster'
import { CLAIM_STATES, claimName, PRIORITY_LABELS, STATE_LABELS } from '@/lib/core/claim/claim'
import type { Role } from '@/lib/core/permissions/policy'
import { canChangeField } from '@/lib/core/workflow/judge-change'
import { nextStates } from '@/lib/core/workflow/transitions'
import type { BoardClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly claims: readonly BoardClaimView[]
  readonly actor: { readonly id: string; readonly role: Role }
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onClear: () => void
  /** Something was changed; called with what takes it back, null when that is done. */
  readonly onChanged: (undo: (() => void) | null) => void
}

type Patch = (claim: BoardClaimView) => Readonly<Record<string, unknown>> | null

/** Changes what is picked on the board together: each claim by itself, so that one that cannot be changed holds up no other. */
export function BulkBar({ claims, actor, people, onClear, onChanged }: Props) {
  const toast = useToast()
  const [tag, setTag] = useState('')
  const [done, setDone] = useState<number | null>(null)
  const canDescribe = canChangeField(actor, 'priority')

  async function apply(what: string, patchOf: Patch) {
    const changed: BoardClaimView[] = []
    const refused: string[] = []
    setDone(0)
    for (const [index, claim] of claims.entries()) {
      const patch = patchOf(claim)
      try {
        if (patch) {
          await callApi('PATCH', `/api/claims/${claim.id}`, { ...patch, revision: claim.revision, quote: claim.quote })
          changed.push(claim)
        }
      } catch (error) {
        refused.push(`${claimName(claim.number)}: ${sentenceOf(error)}`)
      }
      setDone(index + 1)
    }
    setDone(null)
    const undo = () => void takeBack(changed)
    onChanged(changed.length > 0 ? undo : null)
    if (changed.length > 0) toast(`${what}: ${describeCount(changed.length)}.`, { slot: 'bulk', action: { label: 'Undo', run: undo } })
    else if (refused.length === 0) toast(`${what}: nothing to change, all of them are so already.`, { slot: 'bulk' })
    if (refused.length > 0)
      toast(
        `${describeCount(refused.length)} not changed. ${refused.slice(0, 3).join(' ')}${refused.length > 3 ? ` And ${refused.length - 3} more.` : ''}`,
        {
          tone: 'bad',
        },
      )
  }

  async function takeBack(changed: readonly BoardClaimView[]) {
    let back = 0
    const problems = new Set<string>()
    for (const claim of changed)
      await callApi('POST', `/api/articles/${claim.article.id}/undo`, { claimId: claim.id }).then(
        () => {
          back++
        },
        (error) => problems.add(sentenceOf(error)),
      )
    onChanged(null)
    toast(`Undone on ${describeCount(back)}.${problems.size > 0 ? ` ${[...problems].join(' ')}` : ''}`, {
      slot: 'bulk',
      ...(problems.size > 0 ? { tone: 'bad' as const } : {}),
    })
  }

  const isBusy = done !== null
  const states = CLAIM_STATES.filter((state) => claims.some((claim) => nextStates(claim.state, actor).includes(state)))
  return (
    <div
      role="toolbar"
      aria-label="Change what is picked"
      className="card sticky top-2 z-20 mb-3 flex flex-wrap items-center gap-2 border-line-strong p-2 shadow-sm"
    >
      <strong className="tabular px-1" role="status">
        {isBusy ? `${done} of ${claims.length} …` : `${claims.length} picked`}
      </strong>
      <Select
        id="bulk-assignee"
        label="Assign"
        isPill
        value=""
        isDisabled={isBusy || !canChangeField(actor, 'assignee')}
        options={[
          ['', '…'],
          [actor.id, 'Me'],
          ['nobody', 'Nobody'],
          ...people.filter((one) => one.id !== actor.id).map((one) => [one.id, one.name] as const),
        ]}
        onChange={(chosen) => {
          const assignee = chosen === 'nobody' ? null : chosen
          if (chosen) void apply('Assigned', (claim) => ((claim.assignee?.id ?? null) === assignee ? null : { assignee }))
        }}
      />
      <Select
        id="bulk-state"
        label="State"
        isPill
        value=""
        isDisabled={isBusy || states.length === 0}
        options={[['', '…'], ...states.map((state) => [state, STATE_LABELS[state]] as const)]}
        onChange={(state) => {
          if (state)
            void apply(`Set to “${STATE_LABELS[state as keyof typeof STATE_LABELS]}”`, (claim) =>
              claim.state === state ? null : { state },
            )
        }}
      />
      <Select
        id="bulk-priority"
        label="Priority"
        isPill
        value=""
        isDisabled={isBusy || !canDescribe}
        options={[['', '…'], ...optionsOf(PRIORITY_LABELS)]}
        onChange={(priority) => {
          if (priority) void apply('Priority changed', (claim) => (claim.priority === priority ? null : { priority }))
        }}
      />
      {canChangeField(actor, 'tags') ? (
        <form
          className="flex gap-1"
          onSubmit={(event) => {
            event.preventDefault()
            const added = tag.trim()
            if (!added || isBusy) return
            setTag('')
            void apply(`Tagged “${added}”`, (claim) => (claim.tags.includes(added) ? null : { tags: [...claim.tags, added] }))
          }}
        >
          <input
            className="input w-32"
            aria-label="Tag to add"
            placeholder="Tag …"
            value={tag}
            maxLength={60}
            onChange={(event) => setTag(event.target.value)}
          />
          <button type="submit" className="button button-small" disabled={isBusy || tag.trim() === ''}>
            Add
          </button>
        </form>
      ) : null}
      <button type="button" className="button button-quiet button-small ms-auto" onClick={onClear}>
        Let go <kbd>Esc</kbd>
      </button>
    </div>
  )
}

function describeCount(count: number): string {
  return count === 1 ? '1 claim' : `${count} claims`
}
