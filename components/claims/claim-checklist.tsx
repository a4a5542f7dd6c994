'use client'

import { useId, useRef, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { focusHome } from '@/components/editor/desk-mode'
import { useDraft } from '@/components/ui/use-draft'
import { CHECKLIST_LIMITS } from '@/lib/core/claim/checklist'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ChecklistItemView } from '@/lib/server/present/claim-detail'

interface Props {
  readonly claim: ClaimView
  /** Null while they are on their way. */
  readonly items: readonly ChecklistItemView[] | null
  readonly canAnswer: boolean
  readonly onChanged: () => void
}

/** What the desk asks of a claim of this type, and what was answered. */
export function ClaimChecklist({ claim, items, canAnswer, onChanged }: Props) {
  if (!items || items.length === 0) return null
  const answered = items.filter((one) => one.answer !== null).length
  const asked = items.filter((one) => one.isAsked).length
  return (
    <section aria-label="Checklist" className="grid gap-1.5 border-t border-line pt-3">
      <h3 className="flex items-baseline gap-2 font-semibold">
        Checklist{' '}
        <span className={`tabular text-[0.86rem] font-normal ${answered >= asked ? 'text-checked' : 'text-soft'}`}>
          {answered} of {asked}
        </span>
      </h3>
      {canAnswer ? null : <Answered items={items} />}
      {(canAnswer ? items : []).map((item, index) => (
        <Item key={item.item} id={index === 0 ? 'claim-checklist' : undefined} claimId={claim.id} item={item} onChanged={onChanged} />
      ))}
    </section>
  )
}

/** For who may not answer: what was. */
function Answered({ items }: { items: readonly ChecklistItemView[] }) {
  return (
    <dl className="grid gap-1">
      {items.map(({ item, answer, by }) => (
        <div key={item}>
          <dt className="text-soft">
            {item} {by ? <span className="hint">{by.name}</span> : null}
          </dt>
          <dd dir="auto">{answer ?? 'Not answered'}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ItemProps {
  readonly id: string | undefined
  readonly claimId: string
  readonly item: ChecklistItemView
  readonly onChanged: () => void
}

function Item({ id, claimId, item, onChanged }: ItemProps) {
  const made = useId()
  const fieldId = id ?? made
  const draft = useDraft(`checklist-${claimId}-${item.item}`, item.answer ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  /** What somebody else wrote meanwhile, once it was shown. */
  const [theirs, setTheirs] = useState<string | null>(null)
  /** What is on its way: Enter saves, and leaving the field after it does not once more. */
  const sending = useRef<string | null>(null)
  const save = async () => {
    const answer = draft.text.trim()
    if (answer === sending.current) return
    if (answer === (item.answer ?? '')) return draft.clear()
    sending.current = answer
    try {
      await callApi('PUT', `/api/claims/${claimId}/checklist`, { item: item.item, answer, was: theirs ?? draft.base })
      draft.saved(draft.text)
      setTheirs(null)
      setProblem(null)
      onChanged()
    } catch (error) {
      const current = error instanceof ApiError && error.code === 'stale-revision' ? (error.details.current as { answer: string }) : null
      if (current) setTheirs(current.answer)
      setProblem(
        current
          ? `Meanwhile there stands: “${current.answer}”. Yours is kept here; press Enter to put it in its place.`
          : sentenceOf(error),
      )
    } finally {
      sending.current = null
    }
  }
  return (
    <div className="grid gap-0.5">
      <label htmlFor={fieldId} className={item.isAsked ? 'text-soft' : 'text-soft line-through'}>
        {item.answer !== null ? <span className="text-checked">✓ </span> : null}
        {item.item}
        {item.by ? <span className="hint"> {item.by.name}</span> : null}
      </label>
      <input
        id={fieldId}
        className="input"
        data-escapes
        value={draft.text}
        maxLength={CHECKLIST_LIMITS.answer}
        dir="auto"
        onChange={(event) => draft.write(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          void save()
          focusHome()
        }}
      />
      {problem ? (
        <p className="hint text-stale" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
