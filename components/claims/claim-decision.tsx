'use client'

import { useEffect, useRef, useState } from 'react'
import { focusAtEnd, focusHome } from '@/components/editor/desk-mode'
import { outcomeChipId } from '@/components/keys/desk-keys'
import type { Patch } from '@/components/session/claim-outbox'
import { Time } from '@/components/ui/time'
import { useDraft } from '@/components/ui/use-draft'
import {
  CLAIM_LIMITS,
  CONFIDENCE_LABELS,
  CONFIDENCES,
  type Confidence,
  OUTCOME_LABELS,
  OUTCOME_MEANINGS,
  OUTCOMES,
} from '@/lib/core/claim/claim'
import type { Role } from '@/lib/core/permissions/policy'
import { canChangeField } from '@/lib/core/workflow/judge-change'
import { isDecidedState } from '@/lib/core/workflow/transitions'
import type { ClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly claim: ClaimView
  readonly actor: { readonly id: string; readonly role: Role }
  /** `base`: the fields as they were when the person began to write; as they are unless said. */
  readonly onSave: (patch: Patch, base?: Patch) => void
}

/** What checking found, how sure that is, and why. */
export function ClaimDecision({ claim, actor, onSave }: Props) {
  const canDecide = canChangeField(actor, 'outcome')
  if (!canDecide) return <Decided claim={claim} />
  return (
    <div className="grid gap-3">
      <OutcomeChips claim={claim} onSave={onSave} />
      <ConfidenceLine claim={claim} onSave={onSave} />
    </div>
  )
}

/** For who may not decide: what was found, as words. */
function Decided({ claim }: { claim: ClaimView }) {
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1">
      <dt className="text-soft">Outcome</dt>
      <dd>{claim.outcome ? `${OUTCOME_LABELS[claim.outcome]}. ${OUTCOME_MEANINGS[claim.outcome]}` : 'None yet'}</dd>
      {claim.confidence ? (
        <>
          <dt className="text-soft">Confidence</dt>
          <dd>
            {CONFIDENCE_LABELS[claim.confidence]}: {claim.confidenceReason}
          </dd>
        </>
      ) : null}
      {claim.decision ? <DecidedBy decision={claim.decision} override={claim.evidenceOverride} /> : null}
    </dl>
  )
}

function DecidedBy({ decision, override }: { decision: NonNullable<ClaimView['decision']>; override: string | null }) {
  return (
    <p className="hint col-span-2">
      Decided by {decision.by.name}, <Time at={decision.at} />, on version {decision.version}
      {override ? <span className="block text-stale">Let pass without the evidence the desk asks for: {override}</span> : null}
    </p>
  )
}

type PartProps = Pick<Props, 'claim' | 'onSave'>

/** Outcomes are pressed, not scrolled to; the last chip takes the outcome away. */
function OutcomeChips({ claim, onSave }: PartProps) {
  const isGone = claim.ranges.length === 0
  return (
    <fieldset className="min-w-0">
      <legend className="label">Outcome for the words</legend>
      <div className="chips">
        {OUTCOMES.map((outcome, index) => (
          <Chip
            key={outcome}
            id={outcomeChipId(index)}
            sign={String(index + 1)}
            isPressed={claim.outcome === outcome}
            isDisabled={isGone}
            title={OUTCOME_MEANINGS[outcome]}
            onPress={() => onSave({ outcome, ...(isDecidedState(claim.state) ? {} : { state: 'checked' }) })}
          >
            {OUTCOME_LABELS[outcome]}
          </Chip>
        ))}
        <Chip
          id={outcomeChipId(OUTCOMES.length)}
          sign="9"
          isPressed={false}
          title="Takes the outcome away: to be checked again"
          onPress={() =>
            claim.outcome !== null && onSave({ outcome: null, ...(isDecidedState(claim.state) ? { state: 'in-progress' } : {}) })
          }
        >
          None
        </Chip>
      </div>
      {claim.outcome ? <p className="hint mt-1">{OUTCOME_MEANINGS[claim.outcome]}</p> : null}
      {claim.decision ? <DecidedBy decision={claim.decision} override={claim.evidenceOverride} /> : null}
    </fieldset>
  )
}

interface ChipProps {
  readonly id: string
  readonly sign: string
  readonly isPressed: boolean
  readonly isDisabled?: boolean
  readonly title: string
  readonly onPress: () => void
  readonly children: string
}

function Chip({ id, sign, isPressed, isDisabled, title, onPress, children }: ChipProps) {
  return (
    <button id={id} type="button" className="chip" aria-pressed={isPressed} disabled={isDisabled} title={title} onClick={onPress}>
      <kbd aria-hidden>{sign}</kbd> {children}
    </button>
  )
}

// A level without its reason is not saved (ICD 203); both are kept in this browser meanwhile.
function ConfidenceLine({ claim, onSave }: PartProps) {
  const level = useDraft(`confidence-level-${claim.id}`, claim.confidence ?? '')
  const reason = useDraft(`confidence-${claim.id}`, claim.confidenceReason ?? '')
  const [isAsked, setAsked] = useState(false)
  const isLeaving = useRef(false)
  const isWritten = level.text !== (claim.confidence ?? '') || reason.text !== (claim.confidenceReason ?? '')
  const save = (nextLevel: string) => {
    const words = reason.text.trim()
    if (nextLevel !== '' && !words) return setAsked(true)
    // A reason alone is no record: it is kept here until its level is said.
    if (nextLevel === '' && words !== '' && !claim.confidence) return
    if (isWritten || nextLevel !== level.text)
      onSave(
        { confidence: (nextLevel || null) as Confidence | null, confidenceReason: nextLevel && words ? words : null },
        { confidence: level.base || null, confidenceReason: reason.base || null },
      )
    level.clear()
    reason.clear()
    setAsked(false)
  }
  const choose = (next: Confidence) => {
    level.write(next)
    focusAtEnd(document.getElementById('claim-reason'))
  }
  // What somebody else saved meanwhile is what stands there, unless this person is writing.
  useEffect(() => {
    if (!isWritten) setAsked(false)
  }, [isWritten])
  return (
    <fieldset className="min-w-0">
      <legend className="label">Confidence, and why</legend>
      <div className="chips">
        {CONFIDENCES.map((one) => (
          <Chip
            key={one}
            id={`claim-confidence-${one}`}
            sign={(one[0] ?? '').toUpperCase()}
            isPressed={level.text === one}
            title={`${CONFIDENCE_LABELS[one]} confidence`}
            onPress={() => choose(one)}
          >
            {CONFIDENCE_LABELS[one]}
          </Chip>
        ))}
      </div>
      <textarea
        id="claim-reason"
        data-escapes
        className="input grows mt-1.5"
        rows={1}
        aria-label="Reason for the confidence"
        placeholder="Because …"
        value={reason.text}
        maxLength={CLAIM_LIMITS.confidenceReason}
        onChange={(event) => reason.write(event.target.value)}
        onBlur={() => {
          // A level alone is saved by Enter: pressed by mistake, it is not a record.
          if (!isLeaving.current && reason.text !== (claim.confidenceReason ?? '')) save(level.text)
          isLeaving.current = false
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            // The level goes back; what was written stays here.
            isLeaving.current = true
            level.clear()
            focusHome()
            return
          }
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          if (level.text !== '' && !reason.text.trim()) return setAsked(true)
          save(level.text)
          // Saved by Enter, it is not saved once more by being left.
          isLeaving.current = true
          focusHome()
          isLeaving.current = false
        }}
      />
      {level.text === '' && reason.text.trim() ? (
        <p className="hint text-stale">Say how sure: L, M or H. The reason is kept here until then.</p>
      ) : null}
      {isAsked || (level.text !== '' && !reason.text.trim()) ? (
        <p className="hint text-stale">Say why; a level is saved with its reason.</p>
      ) : null}
      {claim.confidence ? (
        <button type="button" className="link mt-1 text-[0.86rem]" onClick={() => onSave({ confidence: null, confidenceReason: null })}>
          Take the confidence back
        </button>
      ) : null}
    </fieldset>
  )
}
