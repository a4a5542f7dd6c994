'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { callApi, sentenceOf } from '@/components/api'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { useToast } from '@/components/ui/toaster'
import type { ClaimType } from '@/lib/core/claim/claim'
import { can, type Who } from '@/lib/core/permissions/policy'
import type { TextRange } from '@/lib/core/text/range'
import type { CheckableSentence } from '@/lib/editor/extensions/coverage-strip/coverage-strip'
import type { ClaimView } from '@/lib/server/present/claim'

interface Sentence extends TextRange {
  readonly checkable: boolean
  readonly reasons: readonly string[]
  readonly types: readonly ClaimType[]
  readonly claimIds: readonly string[]
  readonly dismissal: { readonly id: string } | null
}

interface CoverageAnswer {
  readonly version: number
  readonly checkable: number
  readonly covered: number
  readonly decided: number
  readonly caution: string | null
  readonly sentences: readonly Sentence[]
}

interface FindingAnswer {
  readonly id: string
  readonly level: 'contradiction' | 'question'
  readonly ranges: readonly TextRange[]
  readonly message: string
  readonly dismissal: { readonly id: string } | null
}

interface Props {
  readonly articleId: string
  readonly store: ClaimStore
  readonly actor: Who
  /** What was typed has to be on the server before it is read. */
  readonly onFlush: () => Promise<void>
  readonly onShow: (range: TextRange, version: number | null) => boolean
  /** The text as it is in the editor, and its version. */
  readonly onRead: () => { readonly text: string; readonly version: number } | null
  readonly onLook: (range: TextRange, version: number) => void
  /** What to show in the text while this list is open. */
  readonly onCoverage: (sentences: readonly CheckableSentence[]) => void
  readonly onOpen: (claimId: string) => void
}

/** After a change of a claim or of the text, read again this much later, in ms. */
const READ_AFTER_MS = 1_200

/** Reasons a sentence is waved away, by key. */
const DISMISS_KEYS: Readonly<Record<string, string>> = { d: 'nothing-to-check', o: 'opinion', k: 'common-knowledge' }

/**
 * What nobody looked at: checkable sentences without a claim, and what is at
 * odds in the text. One pass by keys: arrows or Tab go on, Enter marks the
 * sentence, D, O and K wave it away by name.
 */
export function GapsPanel({ articleId, store, actor, onFlush, onRead, onShow, onLook, onCoverage, onOpen }: Props) {
  const toast = useToast()
  const { all } = useClaims(store)
  const [coverage, setCoverage] = useState<CoverageAnswer | null>(null)
  const [findings, setFindings] = useState<readonly FindingAnswer[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [text, setText] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const reading = useRef(onRead)
  reading.current = onRead
  const again = useRef(0)
  useEffect(() => () => clearTimeout(again.current), [])
  const read = useCallback(async () => {
    try {
      await onFlush()
      const [covered, found] = await Promise.all([
        callApi<CoverageAnswer>('GET', `/api/articles/${articleId}/coverage`),
        callApi<{ findings: FindingAnswer[] }>('GET', `/api/articles/${articleId}/findings`),
      ])
      // Of the version that is in the editor; another one is on its way then, and read after it.
      const here = reading.current()
      if (!here || here.version !== covered.version) {
        again.current = window.setTimeout(() => void read(), READ_AFTER_MS)
        return
      }
      setCoverage(covered)
      setFindings(found.findings.filter((one) => one.dismissal === null))
      setText(here.text)
      setFailure(null)
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }, [articleId, onFlush])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the claims says when to read again
  useEffect(() => {
    const timer = setTimeout(() => void read(), coverage ? READ_AFTER_MS : 0)
    return () => clearTimeout(timer)
  }, [read, all])
  // Underlined in the text while this list is open.
  const latest = useRef(onCoverage)
  latest.current = onCoverage
  useEffect(() => {
    latest.current(
      (coverage?.sentences ?? [])
        .filter((one) => one.checkable)
        .map(({ start, end, claimIds, dismissal }) => ({ start, end, isCovered: claimIds.length > 0 || dismissal !== null })),
    )
  }, [coverage])
  useEffect(() => () => latest.current([]), [])
  if (failure)
    return (
      <p className="notice notice-bad m-3" role="alert">
        {failure}{' '}
        <button type="button" className="link" onClick={() => void read()}>
          Try again
        </button>
      </p>
    )
  if (!coverage) return <p className="hint p-4">Reading the text …</p>
  const gaps = gapsOf(coverage)
  const canMark = can(actor, 'claim.create')
  const canDismiss = can(actor, 'sentence.dismiss')

  /** Goes at once, so that the next key meets the next row; the server's answer comes later. */
  const done = (at: number, start: number) => {
    flushSync(() =>
      setCoverage(
        (before) =>
          before && {
            ...before,
            covered: before.covered + 1,
            // Looked at, by whichever way.
            sentences: before.sentences.map((one) => (one.start === start ? { ...one, dismissal: { id: '' } } : one)),
          },
      ),
    )
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-gap]')
    const next = rows?.[Math.min(at, rows.length - 1)]
    if (next) next.focus()
    else document.getElementById('aside-gaps')?.focus()
  }
  const mark = async (sentence: Sentence, at: number) => {
    done(at, sentence.start)
    try {
      const [type] = sentence.types
      const claim = await callApi<ClaimView>('POST', `/api/articles/${articleId}/claims`, {
        selector: { start: sentence.start, end: sentence.end, version: coverage.version },
        ...(type ? { type } : {}),
      })
      store.upsert([claim])
      onOpen(claim.id)
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      void read()
    }
  }
  const dismiss = async (sentence: Sentence, at: number, reason: string) => {
    done(at, sentence.start)
    try {
      const { id } = await callApi<{ id: string }>('POST', `/api/articles/${articleId}/dismissals`, {
        start: sentence.start,
        quote: text.slice(sentence.start, sentence.end),
        reason,
      })
      toast('Waved away, by your name.', {
        slot: 'gap',
        action: {
          label: 'Undo',
          run: () => {
            callApi('DELETE', `/api/articles/${articleId}/dismissals/${id}`).then(
              () => void read(),
              (error) => toast(sentenceOf(error), { tone: 'bad' }),
            )
          },
        },
      })
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      void read()
    }
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <p className="tabular border-b border-line px-3 py-2" role="status">
        <strong>
          {coverage.decided} of {coverage.checkable}
        </strong>{' '}
        checkable sentences decided
        {gaps.length > 0 ? `, ${gaps.length} not looked at` : coverage.checkable > 0 ? '; every one was looked at' : ''}
        {coverage.caution ? <span className="hint block">{coverage.caution}</span> : null}
      </p>
      {gaps.length > 0 ? (
        <p className="hint px-3 pt-2">
          {canMark ? (
            <>
              <span className="kbd">Enter</span> marks,{' '}
            </>
          ) : null}
          {canDismiss ? (
            <>
              <span className="kbd">D</span> nothing to check, <span className="kbd">O</span> opinion, <span className="kbd">K</span> common
              knowledge
            </>
          ) : null}
        </p>
      ) : null}
      <ul ref={list} aria-label="Sentences nobody looked at">
        {gaps.map((sentence, at) => (
          <li key={sentence.start} className="border-b border-line">
            <button
              type="button"
              data-gap
              data-keeps="d o k arrowdown arrowup"
              className="grid w-full gap-0.5 px-3 py-2 text-start hover:bg-accent-wash focus-visible:bg-accent-wash"
              onFocus={() => onLook(sentence, coverage.version)}
              onClick={() => (canMark ? void mark(sentence, at) : onShow(sentence, coverage.version))}
              onKeyDown={(event) => {
                const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
                const reason = DISMISS_KEYS[event.key.toLowerCase()]
                if (step !== 0) list.current?.querySelectorAll<HTMLElement>('[data-gap]')[at + step]?.focus()
                else if (reason && canDismiss && !event.ctrlKey && !event.metaKey && !event.altKey) void dismiss(sentence, at, reason)
                else return
                event.preventDefault()
                event.stopPropagation()
              }}
            >
              <span className="line-clamp-3 font-serif" dir="auto">
                {text.slice(sentence.start, sentence.end)}
              </span>
              {sentence.reasons.length > 0 ? <span className="hint">{sentence.reasons.join(' · ')}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      {findings.length > 0 ? (
        <Findings
          articleId={articleId}
          findings={findings}
          version={coverage.version}
          canDismiss={canDismiss}
          onShow={onShow}
          onChanged={() => void read()}
        />
      ) : null}
    </div>
  )
}

function gapsOf(coverage: CoverageAnswer): Sentence[] {
  return coverage.sentences.filter((one) => one.checkable && one.claimIds.length === 0 && one.dismissal === null)
}

interface FindingsProps {
  readonly articleId: string
  readonly findings: readonly FindingAnswer[]
  readonly version: number
  readonly canDismiss: boolean
  readonly onShow: Props['onShow']
  readonly onChanged: () => void
}

/** What is at odds within the text, each place a link. */
function Findings({ articleId, findings, version, canDismiss, onShow, onChanged }: FindingsProps) {
  const toast = useToast()
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({})
  const dismiss = (finding: string) =>
    callApi('POST', `/api/articles/${articleId}/findings/dismissals`, { finding, reason: reasons[finding]?.trim() }).then(
      onChanged,
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  return (
    <section aria-label="Findings">
      <h2 className="border-b border-line px-3 pt-4 pb-1 font-semibold">At odds in the text ({findings.length})</h2>
      <ul>
        {findings.map((finding) => (
          <li key={finding.id} className="grid gap-1 border-b border-line px-3 py-2">
            <p dir="auto">
              <strong className={finding.level === 'contradiction' ? 'text-wrong' : 'text-stale'}>
                {finding.level === 'contradiction' ? '✗' : '?'}
              </strong>{' '}
              {finding.message}
            </p>
            <p className="flex flex-wrap items-center gap-2">
              {finding.ranges.map((range, at) => (
                <button key={range.start} type="button" className="link text-[0.86rem]" onClick={() => onShow(range, version)}>
                  {finding.ranges.length === 1 ? 'Show it' : at === 0 ? 'First place' : 'Other place'}
                </button>
              ))}
            </p>
            {canDismiss ? (
              <form
                className="flex gap-2"
                onSubmit={(event) => {
                  event.preventDefault()
                  if (reasons[finding.id]?.trim()) void dismiss(finding.id)
                }}
              >
                <input
                  className="input"
                  aria-label={`Why this is none: ${finding.message}`}
                  placeholder="It is none: why"
                  value={reasons[finding.id] ?? ''}
                  maxLength={2_000}
                  onChange={(event) => setReasons((before) => ({ ...before, [finding.id]: event.target.value }))}
                />
                <button type="submit" className="button button-small" disabled={!reasons[finding.id]?.trim()}>
                  Dismiss
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
