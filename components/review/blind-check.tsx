'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { TextArea } from '@/components/ui/field'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { CLAIM_LIMITS, CONFIDENCE_LABELS, CONFIDENCES, claimName, OUTCOME_LABELS, OUTCOME_MEANINGS, OUTCOMES } from '@/lib/core/claim/claim'
import { cite } from '@/lib/core/evidence/source'
import type { BlindView, SecondCheckView } from '@/lib/server/present/second-check'

/** The words and the sources of a claim, without what was found, and what the second checker finds. */
export function BlindCheck({ blind }: { blind: BlindView }) {
  const router = useRouter()
  const toast = useToast()
  const outcome = useDraft(`blind-outcome-${blind.id}`)
  const confidence = useDraft(`blind-confidence-${blind.id}`)
  const reason = useDraft(`blind-reason-${blind.id}`)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [done, setDone] = useState<SecondCheckView | null>(null)
  const isWhole = outcome.text !== '' && confidence.text !== '' && reason.text.trim() !== ''
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!isWhole) return
    setBusy(true)
    setProblem(null)
    try {
      setDone(
        await callApi<SecondCheckView>('POST', `/api/second-checks/${blind.id}/answer`, {
          quote: blind.claim.quote,
          outcome: outcome.text,
          confidence: confidence.text,
          reason: reason.text.trim(),
        }),
      )
      for (const draft of [outcome, confidence, reason]) draft.sent(draft.text)
    } catch (error) {
      setProblem(sentenceOf(error))
      // The words moved on: they are read anew, what was written stays.
      if (error instanceof ApiError && error.code === 'stale-version') router.refresh()
    } finally {
      setBusy(false)
    }
  }
  const handBack = async () => {
    setBusy(true)
    try {
      await callApi('DELETE', `/api/second-checks/${blind.id}`)
      toast('Handed back. The article is open to you again.')
      router.push(`/articles/${blind.article.id}`)
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  // Wherever the focus is on this page, but in its field.
  const { write: writeOutcome } = outcome
  const { write: writeConfidence } = confidence
  useEffect(() => {
    const byKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (target.matches('textarea, input:not([type="radio"])') || target.closest('[role="menu"], [role="dialog"]')) return
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const chosen = OUTCOMES[Number(event.key) - 1]
      const level = CONFIDENCES.find((one) => one[0] === event.key.toLowerCase())
      if (chosen) writeOutcome(chosen)
      else if (level) writeConfidence(level)
      else return
      event.preventDefault()
      if (level) document.getElementById('blind-because')?.focus()
    }
    addEventListener('keydown', byKey)
    return () => removeEventListener('keydown', byKey)
  }, [writeOutcome, writeConfidence])
  const missing = [!outcome.text && 'what you find', !confidence.text && 'how sure you are', !reason.text.trim() && 'why'].filter(Boolean)
  if (done) return <Result check={done} blind={blind} />
  return (
    <form className="grid gap-6" onSubmit={(event) => void send(event)}>
      <p className="text-soft">
        {blind.askedBy.name} asks what you find. You see the words and the sources; what was found before is kept from you, and the article
        is closed to you until you answered or handed this back.
      </p>
      {blind.claim.isGone ? (
        <p className="notice notice-bad" role="alert">
          The words “{blind.claim.quote}” are not in the article any more. Hand the check back.
        </p>
      ) : (
        <blockquote className="card p-5 font-serif text-[1.1rem] leading-relaxed whitespace-pre-wrap" dir="auto" aria-label="The passage">
          {marked(blind).map(({ text, isMarked, at }) =>
            isMarked ? (
              <mark key={at} className="rounded-sm bg-accent-wash font-semibold text-ink underline decoration-2 underline-offset-4">
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </blockquote>
      )}
      <section aria-labelledby="blind-sources" className="grid gap-2">
        <h2 id="blind-sources" className="font-semibold">
          Sources
        </h2>
        {blind.sources.length === 0 ? (
          <p className="text-soft">None is on the claim. Find your own; add it to the claim after you answered.</p>
        ) : (
          <ul className="card divide-y divide-line">
            {blind.sources.map(({ source, quote, locator }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a list that does not change while it is shown
              <li key={index} className="grid gap-1 px-4 py-2">
                <p dir="auto">
                  <Link className="link" href={`/sources/${source.id}`} target="_blank">
                    {cite(source)}
                  </Link>
                  {locator ? <span className="hint"> {locator}</span> : null}
                </p>
                {quote ? (
                  <blockquote className="border-s-[3px] border-line ps-3 font-serif" dir="auto">
                    {quote}
                  </blockquote>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Choice
        name="outcome"
        legend="What do you find?"
        value={outcome.text}
        options={OUTCOMES.map((one, index) => [one, OUTCOME_LABELS[one], String(index + 1), OUTCOME_MEANINGS[one]] as const)}
        onChoose={outcome.write}
      />
      <Choice
        name="confidence"
        legend="How sure?"
        value={confidence.text}
        options={CONFIDENCES.map((one) => [one, CONFIDENCE_LABELS[one], (one[0] ?? '').toUpperCase(), ''] as const)}
        onChoose={confidence.write}
      />
      <TextArea
        id="blind-because"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
        label="Because"
        rows={2}
        value={reason.text}
        maxLength={CLAIM_LIMITS.confidenceReason}
        dir="auto"
        onChange={(event) => reason.write(event.target.value)}
      />
      <div role="alert">{problem ? <p className="notice notice-bad">{problem}</p> : null}</div>
      {missing.length > 0 ? (
        <p className="hint" role="status">
          Still to say: {missing.join(', ')}.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-primary" disabled={!isWhole || isBusy || blind.claim.isGone}>
          This is what I find
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={() => void handBack()}>
          Hand it back
        </button>
      </div>
    </form>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly legend: string
  readonly value: string
  /** Value, label, key, meaning. */
  readonly options: readonly (readonly [string, string, string, string])[]
  readonly onChoose: (value: string) => void
}

function Choice({ name, legend, value, options, onChoose }: ChoiceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="label">{legend}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {options.map(([option, label, key, meaning]) => (
          <label key={option} className="flex min-h-6 items-center gap-1.5" title={meaning}>
            <input
              type="radio"
              className="m-0 size-[20px] shrink-0"
              name={name}
              value={option}
              checked={value === option}
              onChange={() => onChoose(option)}
            />
            {label} <kbd className="kbd">{key}</kbd>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Result({ check, blind }: { check: SecondCheckView; blind: BlindView }) {
  const said = check.outcome ? OUTCOME_LABELS[check.outcome].toLowerCase() : ''
  const first = check.firstOutcome ? OUTCOME_LABELS[check.firstOutcome].toLowerCase() : null
  return (
    <div className="grid justify-items-start gap-3" role="status">
      <p className={`notice ${check.state === 'agreed' ? 'notice-good' : ''}`}>
        {check.state === 'agreed'
          ? `✓✓ You both found it ${said}.`
          : first
            ? `You found it ${said}, it was ${first}. Somebody else decides; both findings stand in the history.`
            : `You found it ${said}. There is no other finding to compare it with any more.`}
      </p>
      <Link className="button button-primary" href={`/articles/${blind.article.id}?claim=${blind.claim.number}`}>
        To {claimName(blind.claim.number)} in the article
      </Link>
    </div>
  )
}

function marked({ passage, marked: ranges }: BlindView): { readonly text: string; readonly isMarked: boolean; readonly at: number }[] {
  const parts: { text: string; isMarked: boolean; at: number }[] = []
  let at = 0
  for (const { start, end } of ranges) {
    parts.push({ text: passage.slice(at, start), isMarked: false, at })
    parts.push({ text: passage.slice(start, end), isMarked: true, at: start })
    at = end
  }
  parts.push({ text: passage.slice(at), isMarked: false, at })
  return parts.filter((part) => part.text !== '')
}
