'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { WordDiff } from '@/components/review/word-diff'
import { useToast } from '@/components/ui/toaster'
import { CompareRows, type RowNote } from '@/components/versions/compare-rows'
import type { ComparedRow } from '@/lib/core/article/compare-texts'
import { claimName } from '@/lib/core/claim/claim'
import type { DraftView, LostClaim } from '@/lib/server/present/draft'

interface Props {
  readonly articleId: string
  readonly draft: DraftView
  readonly rows: readonly ComparedRow[]
  readonly canApply: boolean
}

const REASONS: Readonly<Record<DraftView['proposals'][number]['reason'], string>> = {
  'same-words-elsewhere': 'the same words, but there is more than one place, or another sentence around them',
  rewritten: 'the sentence was rewritten',
  'similar-sentence': 'a similar sentence elsewhere',
}

/** What a newer draft would do, before it does anything: for each claim, each paragraph, each new sentence. */
export function DraftPreview({ articleId, draft, rows, canApply }: Props) {
  const router = useRouter()
  const toast = useToast()
  const [accepted, setAccepted] = useState<ReadonlyMap<string, number>>(new Map())
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const proposalsOf = (claimId: string) => draft.proposals.filter((proposal) => proposal.claimId === claimId)
  const waiting = draft.lost.filter((claim) => !accepted.has(claim.claimId))

  const apply = async () => {
    setBusy('Putting the draft in place …')
    setProblem(null)
    try {
      await callApi('POST', `/api/articles/${articleId}/drafts/${draft.id}/apply`, {
        version: draft.version,
        accept: [...accepted].map(([claimId, proposal]) => ({ claimId, proposal })),
      })
      toast('The newer draft is in place.', {
        action: {
          label: 'Undo',
          run: () => {
            callApi('POST', `/api/articles/${articleId}/versions/${draft.version}/restore`).then(
              () => toast('The text is what it was before the draft.'),
              (error) => toast(sentenceOf(error), { tone: 'bad' }),
            )
          },
        },
      })
      router.push(`/articles/${articleId}`)
    } catch (error) {
      setBusy(null)
      setProblem(sentenceOf(error))
      if (error instanceof ApiError && error.code === 'stale-version') router.refresh()
    }
  }
  const leave = async () => {
    setBusy('Putting the draft aside …')
    try {
      await callApi('DELETE', `/api/articles/${articleId}/drafts/${draft.id}`)
      toast('The article stays as it is.')
      router.push(`/articles/${articleId}`)
    } catch (error) {
      setBusy(null)
      setProblem(sentenceOf(error))
    }
  }
  const jump = (claimId: string) => () => document.getElementById(`fate-${claimId}`)?.focus()
  const afterNotes: RowNote[] = [
    ...draft.carried.map((claim) => ({
      at: claim.start,
      label: `✓ ${claimName(claim.number)}`,
      tone: 'good' as const,
      title: 'Carried: on the same words',
    })),
    ...draft.stale.map((claim) => ({
      at: claim.start,
      label: `~ ${claimName(claim.number)}`,
      tone: 'stale' as const,
      title: claim.isDecided ? 'Its words were edited: the decision becomes stale' : 'Its words were edited; not decided yet',
      onClick: jump(claim.claimId),
    })),
    ...draft.added.map((range) => ({
      at: range.start,
      label: 'new, not looked at',
      tone: 'plain' as const,
      title: 'A new sentence without a claim',
    })),
  ]
  const beforeNotes: RowNote[] = []
  for (const claim of draft.lost) {
    const row = rows.find((one) => one.before?.text.includes(claim.before.split('\n')[0] ?? ''))
    if (row?.before)
      beforeNotes.push({
        at: row.before.start + Math.max(0, row.before.text.indexOf(claim.before.split('\n')[0] ?? '')),
        label: `⌀ ${claimName(claim.number)}`,
        tone: 'bad',
        title: 'Its words are gone, or in doubt',
        onClick: jump(claim.claimId),
      })
  }
  return (
    <div className="grid gap-5">
      <dl className="card tabular grid grid-cols-2 gap-x-6 gap-y-2 p-4 sm:grid-cols-4">
        <Count label="carried, on the same words" value={draft.carried.length} sign="✓" tone="text-checked" />
        <Count label="on edited words" value={draft.stale.length} sign="~" tone="text-stale" />
        <Count label="without a sure place" value={draft.lost.length} sign="⌀" tone="text-wrong" />
        <Count label="new sentences nobody looked at" value={draft.added.length} sign="+" tone="" />
      </dl>
      {draft.messages.length > 0 ? (
        <ul className="grid gap-2">
          {draft.messages.map(({ level, message }) => (
            <li key={message} className={`notice ${level === 'info' ? 'border-accent bg-accent-wash' : ''}`}>
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      {problem ? (
        <p className="notice notice-bad" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-3 border-b border-line bg-desk py-3">
        {canApply ? (
          <>
            <button type="button" className="button button-primary" disabled={busy !== null} onClick={() => void apply()}>
              Put the draft in place
            </button>
            <button type="button" className="button" disabled={busy !== null} onClick={() => void leave()}>
              Leave the article as it is
            </button>
          </>
        ) : (
          <p className="text-soft">Your role may look at this draft; an author or editor puts it in place.</p>
        )}
        <span className="hint" role="status">
          {busy ??
            (waiting.length > 0
              ? `${waiting.length} ${waiting.length === 1 ? 'claim' : 'claims'} will wait in the tray, with everything noted on ${waiting.length === 1 ? 'it' : 'them'}.`
              : 'Every claim finds its place.')}
        </span>
      </div>

      {draft.lost.length > 0 ? (
        <section aria-labelledby="lost-title" className="grid gap-2">
          <h2 id="lost-title" className="text-lg font-semibold">
            Claims without a sure place
          </h2>
          <ul className="card divide-y divide-line">
            {draft.lost.map((claim) => (
              <li key={claim.claimId} id={`fate-${claim.claimId}`} tabIndex={-1} className="grid gap-2 p-4">
                <LostClaimRow
                  claim={claim}
                  proposals={proposalsOf(claim.claimId)}
                  accepted={accepted.get(claim.claimId) ?? null}
                  isDisabled={!canApply}
                  onChoose={(index) =>
                    setAccepted((all) => {
                      const next = new Map(all)
                      if (index === null) next.delete(claim.claimId)
                      else next.set(claim.claimId, index)
                      return next
                    })
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}

      {draft.stale.length > 0 ? (
        <section aria-labelledby="stale-title" className="grid gap-2">
          <h2 id="stale-title" className="text-lg font-semibold">
            Claims on edited words
          </h2>
          <ul className="card divide-y divide-line">
            {draft.stale.map((claim) => (
              <li key={claim.claimId} id={`fate-${claim.claimId}`} tabIndex={-1} className="flex items-baseline gap-3 px-4 py-2">
                <span className="tabular shrink-0 font-semibold">{claimName(claim.number)}</span>
                <WordDiff before={claim.before} after={claim.after} />
                <span className="hint ml-auto shrink-0">{claim.isDecided ? 'decided: becomes stale' : 'not decided'}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}

      <section aria-labelledby="texts-title" className="grid gap-2">
        <h2 id="texts-title" className="text-lg font-semibold">
          The texts, word by word
        </h2>
        <CompareRows
          rows={rows}
          beforeTitle="The article now"
          afterTitle="The newer draft"
          beforeNotes={beforeNotes}
          afterNotes={afterNotes}
        />
      </section>
    </div>
  )
}

function Count({ label, value, sign, tone }: { label: string; value: number; sign: string; tone: string }) {
  return (
    <div className="flex items-baseline gap-2">
      <dd className={`text-xl font-semibold whitespace-nowrap ${tone}`}>
        <span aria-hidden>{sign}</span> {value}
      </dd>
      <dt className="hint">{label}</dt>
    </div>
  )
}

interface LostProps {
  readonly claim: LostClaim
  readonly proposals: readonly DraftView['proposals'][number][]
  readonly accepted: number | null
  readonly isDisabled: boolean
  readonly onChoose: (index: number | null) => void
}

function LostClaimRow({ claim, proposals, accepted, isDisabled, onChoose }: LostProps) {
  return (
    <>
      <p className="flex items-baseline gap-3">
        <span className="tabular shrink-0 font-semibold">{claimName(claim.number)}</span>
        <span className="font-serif" dir="auto">
          {claim.before}
        </span>
        <span className="hint ml-auto shrink-0">{claim.isDecided ? 'decided' : 'not decided'}</span>
      </p>
      <fieldset className="grid gap-1" disabled={isDisabled}>
        <legend className="sr-only">Where {claimName(claim.number)} belongs</legend>
        {proposals.map((proposal, index) => (
          <label key={`${proposal.start}-${proposal.end}`} className="flex items-baseline gap-2">
            <input type="radio" name={claim.claimId} checked={accepted === index} onChange={() => onChoose(index)} />
            <span>
              <WordDiff before={claim.before} after={proposal.text} />{' '}
              <span className="hint tabular">
                ({Math.round(proposal.score * 100)} % of the words; {REASONS[proposal.reason]})
              </span>
            </span>
          </label>
        ))}
        <label className="flex items-baseline gap-2">
          <input type="radio" name={claim.claimId} checked={accepted === null} onChange={() => onChoose(null)} />
          <span>
            {proposals.length === 0 ? 'Nothing like it is in the draft: it waits in the tray.' : 'None of these: it waits in the tray.'}
          </span>
        </label>
      </fieldset>
    </>
  )
}
