'use client'

import { useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { TextArea } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import { CONTACT_LIMITS } from '@/lib/core/evidence/contact'
import { OUTSIDE_LABELS, OUTSIDE_SAYS, type OutsideSays } from '@/lib/core/evidence/outside'
import type { OutsideView } from '@/lib/server/present/outside'

/** What an outside reader is asked, passage by passage. */
export function OutsidePassages({ token, first }: { token: string; first: OutsideView }) {
  const [view, setView] = useState(first)
  const answered = view.passages.filter((one) => one.answer).length
  return (
    <>
      <header className="grid gap-2">
        <h1 className="page-title">
          A newsroom asks you to look at {view.passages.length === 1 ? 'a sentence' : `${view.passages.length} sentences`}
        </h1>
        <p className="text-soft">
          For {view.name}.{' '}
          {view.isPublished ? 'The article is published.' : 'The sentences are not published yet: please keep them to yourself.'} This link
          works until <Time at={view.until} />. What you answer is kept by the newsroom as said by you, on the record.
        </p>
        {view.message ? (
          <blockquote className="border-s-[3px] border-line ps-3 whitespace-pre-wrap" dir="auto">
            {view.message}
          </blockquote>
        ) : null}
      </header>
      {view.passages.length === 0 ? (
        <p className="notice">The sentences you were asked about are not in the article any more. Thank you.</p>
      ) : null}
      {view.passages.map((passage, index) => (
        <Passage key={passage.id} token={token} passage={passage} number={index + 1} onAnswered={setView} />
      ))}
      <p role="status" className={answered === view.passages.length && answered > 0 ? 'text-checked' : 'hint'}>
        {answered === view.passages.length && answered > 0
          ? '✓ All answered. Thank you; you can close this page, or change an answer until the link ends.'
          : `${answered} of ${view.passages.length} answered.`}
      </p>
    </>
  )
}

interface PassageProps {
  readonly token: string
  readonly passage: OutsideView['passages'][number]
  readonly number: number
  readonly onAnswered: (view: OutsideView) => void
}

function Passage({ token, passage, number, onAnswered }: PassageProps) {
  const [said, setSaid] = useState<OutsideSays | null>(passage.answer?.said ?? null)
  const [words, setWords] = useState(passage.answer?.words ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isSent = passage.answer?.said === said && (passage.answer?.words ?? '') === words.trim()
  const send = async () => {
    if (!said) return
    setBusy(true)
    setProblem(null)
    try {
      onAnswered(
        await callApi<OutsideView>('POST', `/api/outside/${token}/answers`, { passage: passage.id, said, words: words.trim() || null }),
      )
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="card grid gap-3 p-5"
      aria-label={`Sentence ${number}`}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className="font-serif text-[1.15rem] leading-relaxed" dir="auto">
        {passage.before}
        <mark className="rounded-sm bg-accent-wash font-semibold text-ink">{passage.words}</mark>
        {passage.after}
      </p>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
        <legend className="sr-only">What do you say of sentence {number}?</legend>
        {OUTSIDE_SAYS.map((one) => (
          <label key={one} className="flex min-h-6 items-center gap-1.5">
            <input
              type="radio"
              className="m-0 size-[20px] shrink-0"
              name={`said-${passage.id}`}
              checked={said === one}
              onChange={() => setSaid(one)}
            />
            {OUTSIDE_LABELS[one]}
          </label>
        ))}
      </fieldset>
      <TextArea
        label={said === 'wrong' ? 'What is right?' : 'Anything to add (optional)'}
        rows={2}
        value={words}
        maxLength={CONTACT_LIMITS.words}
        dir="auto"
        onChange={(event) => setWords(event.target.value)}
      />
      <div role="alert">{problem ? <p className="notice notice-bad">{problem}</p> : null}</div>
      <div className="flex items-center gap-3">
        <button type="submit" className="button button-primary" disabled={!said || isBusy || isSent}>
          {passage.answer ? 'Change the answer' : 'Send'}
        </button>
        {passage.answer && isSent ? <span className="text-checked">✓ Sent</span> : null}
      </div>
    </form>
  )
}
