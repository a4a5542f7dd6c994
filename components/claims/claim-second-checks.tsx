'use client'

import { useState } from 'react'
import { callApi } from '@/components/api'
import { Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useAct } from '@/components/ui/use-act'
import { useDraft } from '@/components/ui/use-draft'
import { CONFIDENCE_LABELS, OUTCOME_LABELS, OUTCOMES, type Outcome } from '@/lib/core/claim/claim'
import { can, type Role } from '@/lib/core/permissions/policy'
import { isDecidedState } from '@/lib/core/workflow/transitions'
import type { ClaimView } from '@/lib/server/present/claim'
import type { SecondCheckView } from '@/lib/server/present/second-check'

interface Props {
  readonly claim: ClaimView
  /** Null while they are on their way. */
  readonly checks: readonly SecondCheckView[] | null
  readonly actor: { readonly id: string; readonly role: Role }
  readonly people: readonly { readonly id: string; readonly name: string; readonly role?: Role }[]
  readonly onChanged: () => void
}

/** Who checked the claim a second time without seeing the first finding, and what came of it. */
export function ClaimSecondChecks({ claim, checks, actor, people, onChanged }: Props) {
  const { act, isBusy } = useAct(onChanged)
  const shown = (checks ?? []).filter((check) => check.state !== 'closed')
  const firstId = claim.decision?.by.id
  const canAsk = can(actor, 'second-check.ask') && isDecidedState(claim.state) && !shown.some((check) => check.state === 'asked')
  if (shown.length === 0 && !canAsk) return null
  const askable = people.filter(
    (person) =>
      person.id !== actor.id &&
      person.id !== firstId &&
      !shown.some((check) => check.checker.id === person.id) &&
      (!person.role || can({ id: person.id, role: person.role }, 'second-check.answer')),
  )
  return (
    <details className="text-[0.93rem]" open={shown.length > 0 || undefined}>
      <summary className="text-soft">Second check, blind</summary>
      <ul className="mt-2 grid gap-2">
        {shown.map((check) => (
          <li key={check.id} className="grid gap-1">
            <Found check={check} />
            {check.state === 'asked' && (check.askedBy.id === actor.id || can(actor, 'second-check.settle')) ? (
              <button
                type="button"
                className="button button-small justify-self-start"
                disabled={isBusy}
                onClick={() => void act(callApi('DELETE', `/api/second-checks/${check.id}`), 'Taken back.')}
              >
                Take it back
              </button>
            ) : null}
            {check.state === 'differs' && can(actor, 'second-check.settle') && check.checker.id !== actor.id && firstId !== actor.id ? (
              <Settle
                check={check}
                isBusy={isBusy}
                onSettle={(body) =>
                  act(callApi('POST', `/api/second-checks/${check.id}/settlement`, { ...body, quote: claim.quote }), 'Settled.')
                }
              />
            ) : null}
          </li>
        ))}
      </ul>
      {canAsk ? (
        <div className="mt-2">
          <Select
            label="Ask for one from"
            value=""
            options={[['', 'Somebody who has not seen it'], ...askable.map((person) => [person.id, person.name] as const)]}
            isDisabled={isBusy || askable.length === 0}
            onChange={(checker) =>
              checker &&
              void act(
                callApi('POST', `/api/claims/${claim.id}/second-checks`, { checker }),
                'Asked. The article is closed to them until they answered.',
              )
            }
          />
          <p className="hint mt-1">They see the words and the sources, not what was found.</p>
        </div>
      ) : null}
    </details>
  )
}

function Found({ check }: { check: SecondCheckView }) {
  const { checker, state, outcome, confidence, reason, firstOutcome, settled, answeredAt } = check
  if (state === 'asked')
    return (
      <p>
        Waiting for {checker.name}, asked by {check.askedBy.name} <Time at={check.askedAt} />
      </p>
    )
  return (
    <>
      <p className={state === 'differs' ? 'font-semibold text-wrong' : 'text-checked'}>
        {state === 'differs' ? '≠ ' : state === 'agreed' ? '✓✓ ' : '✓ '}
        {checker.name} found it {outcome ? OUTCOME_LABELS[outcome].toLowerCase() : ''}
        {state === 'agreed' ? ', the same' : firstOutcome ? `; it was ${OUTCOME_LABELS[firstOutcome].toLowerCase()}` : ''}
        <span className="hint font-normal"> {answeredAt ? <Time at={answeredAt} /> : null}</span>
      </p>
      {confidence && reason ? (
        <p className="text-soft" dir="auto">
          {CONFIDENCE_LABELS[confidence]}: {reason}
        </p>
      ) : null}
      {settled ? (
        <p>
          {settled.by.name} decided: {OUTCOME_LABELS[settled.outcome].toLowerCase()}. {settled.reason}
        </p>
      ) : null}
    </>
  )
}

interface SettleProps {
  readonly check: SecondCheckView
  readonly isBusy: boolean
  readonly onSettle: (body: { readonly outcome: Outcome; readonly reason: string }) => Promise<boolean>
}

function Settle({ check, isBusy, onSettle }: SettleProps) {
  const [outcome, setOutcome] = useState<Outcome>(check.firstOutcome ?? 'conflicting')
  const draft = useDraft(`settle-${check.id}`)
  const reason = draft.text
  return (
    <form
      className="grid gap-2"
      aria-label="Decide between the two"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim()) void onSettle({ outcome, reason: reason.trim() }).then((isDone) => isDone && draft.sent(reason))
      }}
    >
      <Select label="It is" value={outcome} options={OUTCOMES.map((one) => [one, OUTCOME_LABELS[one]] as const)} onChange={setOutcome} />
      <input
        className="input"
        aria-label="Why, between the two"
        placeholder="Because …"
        value={reason}
        maxLength={2_000}
        dir="auto"
        onChange={(event) => draft.write(event.target.value)}
      />
      <button type="submit" className="button justify-self-start" disabled={isBusy || !reason.trim()}>
        Decide
      </button>
    </form>
  )
}
