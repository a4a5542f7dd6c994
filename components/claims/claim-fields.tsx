'use client'

import { Check } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Patch } from '@/components/claims/use-claim-save'
import { TextArea } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useDraft } from '@/components/ui/use-draft'
import {
  CLAIM_LIMITS,
  CONFIDENCE_LABELS,
  type Confidence,
  OUTCOME_LABELS,
  OUTCOME_MEANINGS,
  OUTCOMES,
  PRIORITY_LABELS,
  STATE_LABELS,
  TYPE_LABELS,
  VERDICT_LABELS,
} from '@/lib/core/claim/claim'
import type { Role } from '@/lib/core/permissions/policy'
import { canChangeField } from '@/lib/core/workflow/judge-change'
import { isDecidedState, nextStates } from '@/lib/core/workflow/transitions'
import type { ClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly claim: ClaimView
  readonly actor: { readonly id: string; readonly role: Role }
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** `base` is the claim as it was when the person began to write; the current one unless said. */
  readonly onSave: (patch: Patch, base?: ClaimView) => Promise<boolean>
}

/** The axes of a claim, each saved as it is chosen. */
export function ClaimFields({ claim, actor, people, onSave }: Props) {
  const canDescribe = canChangeField(actor, 'type')
  const canDecide = canChangeField(actor, 'outcome')
  const states = [claim.state, ...nextStates(claim.state, actor)]
  const [isMore, setMore] = useState(claim.verdict !== null || Boolean(claim.statement) || claim.tags.length > 0 || claim.legalFlag)
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-3">
        <Select
          id="claim-type"
          label="Type"
          value={claim.type}
          options={optionsOf(TYPE_LABELS)}
          isDisabled={!canDescribe}
          onChange={(type) => void onSave({ type })}
        />
        <Select
          id="claim-priority"
          label="Priority"
          value={claim.priority}
          options={optionsOf(PRIORITY_LABELS)}
          isDisabled={!canDescribe}
          onChange={(priority) => void onSave({ priority })}
        />
        <Select
          id="claim-state"
          label="State"
          value={claim.state}
          options={states.map((state) => [state, STATE_LABELS[state]] as const)}
          isDisabled={!canDecide}
          onChange={(state) => void onSave({ state })}
        />
        <Select
          id="claim-assignee"
          label="Assignee"
          value={claim.assignee?.id ?? ''}
          options={[['', 'Nobody'], ...people.map((person) => [person.id, person.name] as const)]}
          isDisabled={!canDescribe}
          onChange={(assignee) => void onSave({ assignee: assignee || null })}
        />
      </div>

      <div className="grid gap-1">
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <OutcomeChips claim={claim} isDisabled={!canDecide} onSave={onSave} />
          </div>
          {canDecide && claim.outcome === null && claim.ranges.length > 0 ? (
            <button
              id="claim-confirm"
              type="button"
              className="button button-primary"
              title="Checked, and the words are right (X)"
              onClick={() => void onSave({ outcome: 'confirmed', state: 'checked' })}
            >
              <Check size={15} aria-hidden /> Confirm
            </button>
          ) : null}
        </div>
        {claim.outcome ? <p className="hint">{OUTCOME_MEANINGS[claim.outcome]}</p> : null}
        {claim.decision ? (
          <p className="hint">
            Decided by {claim.decision.by.name}, <Time at={claim.decision.at} />, on version {claim.decision.version}
          </p>
        ) : null}
      </div>

      <ConfidenceField
        key={`${claim.id}-${claim.confidence}-${claim.confidenceReason}`}
        claim={claim}
        isDisabled={!canDecide}
        onSave={onSave}
      />

      {isMore ? (
        <div className="grid gap-3">
          <Select
            label="Verdict on a third party’s claim"
            value={claim.verdict ?? ''}
            options={[['', 'None'], ...optionsOf(VERDICT_LABELS)]}
            isDisabled={!canDecide}
            onChange={(verdict) => void onSave({ verdict: verdict || null })}
          />
          <StatementField claim={claim} isDisabled={!canDescribe} onSave={onSave} />
          <TagsField key={claim.tags.join()} claim={claim} isDisabled={!canDescribe} onSave={onSave} />
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={claim.legalFlag}
              disabled={!canChangeField(actor, 'legalFlag')}
              onChange={(event) => void onSave({ legalFlag: event.target.checked })}
            />
            Flag for legal review
          </label>
        </div>
      ) : (
        <button type="button" className="link justify-self-start text-[0.93rem]" onClick={() => setMore(true)}>
          Verdict, statement, tags, legal flag
        </button>
      )}
    </div>
  )
}

type SaveProps = Pick<Props, 'claim' | 'onSave'> & { readonly isDisabled: boolean }

/** Outcomes are pressed, not scrolled to; pressing the one that stands takes it back. */
function OutcomeChips({ claim, isDisabled, onSave }: SaveProps) {
  return (
    <fieldset>
      <legend className="label">Outcome for the words</legend>
      <div className="flex flex-wrap gap-1.5">
        {OUTCOMES.map((outcome, index) => (
          <button
            key={outcome}
            id={index === 0 ? 'claim-outcome' : `claim-outcome-${index + 1}`}
            type="button"
            className="button button-small aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:font-semibold"
            aria-pressed={claim.outcome === outcome}
            disabled={isDisabled}
            title={OUTCOME_MEANINGS[outcome]}
            onClick={() =>
              void onSave(
                claim.outcome === outcome
                  ? { outcome: null, ...(isDecidedState(claim.state) ? { state: 'in-progress' } : {}) }
                  : { outcome, ...(isDecidedState(claim.state) ? {} : { state: 'checked' }) },
              )
            }
          >
            <span className="kbd" aria-hidden>
              {index + 1}
            </span>{' '}
            {OUTCOME_LABELS[outcome]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

// A level without its reason is not saved (ICD 203); what was typed is kept meanwhile.
function ConfidenceField({ claim, isDisabled, onSave }: SaveProps) {
  const [chosen, setChosen] = useState<Confidence | '' | null>(null)
  const level = chosen ?? claim.confidence ?? ''
  const [reason, setReason, clearReason] = useDraft(`confidence-${claim.id}`, claim.confidenceReason ?? '')
  const base = useRef<ClaimView | null>(null)
  const save = async (nextLevel: Confidence | '', nextReason: string) => {
    const from = base.current ?? claim
    if (nextLevel === (from.confidence ?? '') && nextReason === (from.confidenceReason ?? '')) return
    if (nextLevel !== '' && !nextReason.trim()) return
    const isSaved = await onSave({ confidence: nextLevel || null, confidenceReason: nextReason.trim() ? nextReason : null }, from)
    if (!isSaved) return
    base.current = null
    setChosen(null)
    clearReason()
  }
  return (
    <div className="grid grid-cols-[7.5rem_1fr] gap-3">
      <Select
        id="claim-confidence"
        label="Confidence"
        value={level}
        options={[['', 'Not said'], ...optionsOf(CONFIDENCE_LABELS)]}
        isDisabled={isDisabled}
        onChange={(next) => {
          base.current ??= claim
          setChosen(next)
          void save(next, reason)
        }}
      />
      <div>
        <TextArea
          label="Because"
          rows={2}
          value={reason}
          maxLength={CLAIM_LIMITS.confidenceReason}
          disabled={isDisabled}
          style={{ minHeight: '2.6rem' }}
          onChange={(event) => {
            base.current ??= claim
            setReason(event.target.value)
          }}
          onBlur={() => void save(level, reason)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(level, reason)
          }}
        />
        {level !== '' && !reason.trim() ? <p className="hint text-stale">Say why; a level is saved with its reason.</p> : null}
      </div>
    </div>
  )
}

function StatementField({ claim, isDisabled, onSave }: SaveProps) {
  const [text, setText, clear] = useDraft(`statement-${claim.id}`, claim.statement ?? '')
  const base = useRef<ClaimView | null>(null)
  const save = async () => {
    const from = base.current ?? claim
    if (text === (from.statement ?? '')) return
    if (!(await onSave({ statement: text.trim() || null }, from))) return
    base.current = null
    clear()
  }
  return (
    <TextArea
      label="Statement: what exactly is claimed"
      rows={2}
      value={text}
      maxLength={CLAIM_LIMITS.statement}
      disabled={isDisabled}
      onChange={(event) => {
        base.current ??= claim
        setText(event.target.value)
      }}
      onBlur={() => void save()}
    />
  )
}

function TagsField({ claim, isDisabled, onSave }: SaveProps) {
  const [text, setText] = useState(claim.tags.join(', '))
  const save = () => {
    const tags = [
      ...new Set(
        text
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
      ),
    ].slice(0, CLAIM_LIMITS.tags)
    if (tags.join() !== claim.tags.join()) void onSave({ tags })
  }
  return (
    <div>
      <label className="label" htmlFor="claim-tags">
        Tags
      </label>
      <input
        id="claim-tags"
        className="input"
        value={text}
        disabled={isDisabled}
        placeholder="one, another"
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </div>
  )
}
