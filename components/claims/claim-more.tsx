'use client'

import { useState } from 'react'
import type { Patch } from '@/components/session/claim-outbox'
import { TextArea } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { useDraft } from '@/components/ui/use-draft'
import { CLAIM_LIMITS, LEGAL_KIND_LABELS, VERDICT_LABELS } from '@/lib/core/claim/claim'
import type { Role } from '@/lib/core/permissions/policy'
import { canChangeField } from '@/lib/core/workflow/judge-change'
import type { ClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly claim: ClaimView
  readonly actor: { readonly id: string; readonly role: Role }
  readonly onSave: (patch: Patch, base?: Patch) => void
}

/** What few claims need: verdict on a third party, statement, tags, a day to look again, legal flag. */
export function ClaimMore({ claim, actor, onSave }: Props) {
  const hasSome = claim.verdict !== null || Boolean(claim.statement) || claim.tags.length > 0 || claim.legalFlag || claim.recheckOn !== null
  const canDescribe = canChangeField(actor, 'statement')
  const canFlag = canChangeField(actor, 'legalFlag')
  if (!canDescribe && !canFlag) return hasSome ? <MoreSaid claim={claim} /> : null
  return (
    <details open={hasSome || undefined} className="text-[0.93rem]">
      <summary className="text-soft">Verdict, statement, tags, look again, legal flag</summary>
      <div className="mt-2 grid gap-3">
        <Select
          label="Verdict on a third party’s claim"
          value={claim.verdict ?? ''}
          options={[['', 'None'], ...optionsOf(VERDICT_LABELS)]}
          isDisabled={!canChangeField(actor, 'verdict')}
          onChange={(verdict) => onSave({ verdict: verdict || null })}
        />
        <StatementField claim={claim} isDisabled={!canDescribe} onSave={onSave} />
        <TagsField key={claim.tags.join()} claim={claim} isDisabled={!canDescribe} onSave={onSave} />
        <RecheckField key={claim.recheckOn ?? ''} claim={claim} isDisabled={!canDescribe} onSave={onSave} />
        <Select
          label="Legal review"
          value={claim.legalFlag ? (claim.legalKind ?? 'flag') : 'none'}
          options={[
            ['none', 'Not needed'],
            ...optionsOf(LEGAL_KIND_LABELS),
            ...(claim.legalFlag && !claim.legalKind ? [['flag', 'Flagged'] as const] : []),
          ]}
          isDisabled={!canFlag}
          onChange={(kind) =>
            onSave(kind === 'none' ? { legalFlag: false } : { legalFlag: true, legalKind: kind === 'flag' ? null : kind })
          }
        />
      </div>
    </details>
  )
}

/** For who may change none of it. */
function MoreSaid({ claim }: { claim: ClaimView }) {
  const said: readonly (readonly [string, string])[] = [
    ['Verdict', claim.verdict ? VERDICT_LABELS[claim.verdict] : ''],
    ['Statement', claim.statement ?? ''],
    ['Tags', claim.tags.join(', ')],
    ['Look again', claim.recheckOn ?? ''],
    [
      'Legal',
      claim.legalFlag ? `Flagged for legal review${claim.legalKind ? `: ${LEGAL_KIND_LABELS[claim.legalKind].toLowerCase()}` : ''}` : '',
    ],
  ]
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1">
      {said
        .filter(([, words]) => words)
        .map(([name, words]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="break-words">{words}</dd>
          </div>
        ))}
    </dl>
  )
}

type FieldProps = Pick<Props, 'claim' | 'onSave'> & { readonly isDisabled: boolean }

function StatementField({ claim, isDisabled, onSave }: FieldProps) {
  const draft = useDraft(`statement-${claim.id}`, claim.statement ?? '')
  const save = () => {
    if (draft.text !== (claim.statement ?? '')) onSave({ statement: draft.text.trim() || null }, { statement: draft.base || null })
    draft.clear()
  }
  return (
    <TextArea
      label="Statement: what exactly is claimed"
      rows={2}
      value={draft.text}
      maxLength={CLAIM_LIMITS.statement}
      disabled={isDisabled}
      onChange={(event) => draft.write(event.target.value)}
      onBlur={save}
    />
  )
}

/** A day on which what was true may be so no longer: “first”, “only”, “now”. */
function RecheckField({ claim, isDisabled, onSave }: FieldProps) {
  const [day, setDay] = useState(claim.recheckOn ?? '')
  const save = () => {
    if (day !== (claim.recheckOn ?? '')) onSave({ recheckOn: day || null })
  }
  return (
    <label>
      <span className="label">Look at it again on</span>
      <input
        type="date"
        className="input"
        value={day}
        disabled={isDisabled}
        onChange={(event) => setDay(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </label>
  )
}

function TagsField({ claim, isDisabled, onSave }: FieldProps) {
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
    if (tags.join() !== claim.tags.join()) onSave({ tags }, { tags: claim.tags })
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
