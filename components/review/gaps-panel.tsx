'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { callApi, sentenceOf } from '@/components/api'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { AssistantAsk, type Proposed } from '@/components/review/assistant-ask'
import { useToast } from '@/components/ui/toaster'
import { ownName } from '@/components/ui/use-draft'
import type { ClaimType } from '@/lib/core/claim/claim'
import { DISMISSAL_LABELS, DISMISSAL_REASONS } from '@/lib/core/coverage/dismissal'
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
  /** Undoing waits for it. */
  readonly onDoing: (doing: Promise<unknown>) => void
  /** Rises with each step that was taken back. */
  readonly undone: number
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
export function GapsPanel({ articleId, store, actor, onFlush, onRead, onShow, onLook, onCoverage, onOpen, onDoing, undone }: Props) {
  const toast = useToast()
  const { all } = useClaims(store)
  const [coverage, setCoverage] = useState<CoverageAnswer | null>(null)
  const [findings, setFindings] = useState<readonly FindingAnswer[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [proposed, setProposed] = useProposed(articleId)
  const panel = useRef<HTMLDivElement>(null)
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the claims, or a step that was taken back, says when to read again
  useEffect(() => {
    const timer = setTimeout(() => void read(), coverage ? READ_AFTER_MS : 0)
    return () => clearTimeout(timer)
  }, [read, all, undone])
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
  const failed = failure ? (
    <p className="notice notice-bad m-3" role="alert">
      {failure}{' '}
      <button type="button" className="link" onClick={() => void read()}>
        Try again
      </button>
    </p>
  ) : null
  if (!coverage && failed) return failed
  if (!coverage) return <p className="hint p-4">Reading the text …</p>
  const gaps = gapsOf(coverage)
  // Words that are gone are nothing to look at any more.
  const proposals = proposed.flatMap((one) => {
    const start = nearest(text, one.quote, one.start)
    const sentence = coverage.sentences.find((other) => other.start <= start && start < other.end)
    const isMarked = all.some((claim) => claim.ranges.some((its) => its.start < start + one.quote.length && start < its.end))
    return start >= 0 && sentence && !sentence.dismissal && !isMarked ? [{ ...one, start, end: start + one.quote.length, sentence }] : []
  })
  const canMark = can(actor, 'claim.create')
  const canDismiss = can(actor, 'sentence.dismiss')

  /** Goes at once, so that the next key meets the next row; the server's answer comes later. */
  const done = (at: number, start: number, isWavedAway: boolean) => {
    flushSync(() =>
      setCoverage(
        (before) =>
          before && {
            ...before,
            covered: before.covered + 1,
            decided: before.decided + (isWavedAway ? 1 : 0),
            // Looked at, by whichever way.
            sentences: before.sentences.map((one) => (one.start === start ? { ...one, dismissal: { id: '' } } : one)),
          },
      ),
    )
    focusRow(panel.current, at)
  }
  const mark = async (words: TextRange, type?: ClaimType) => {
    try {
      const claim = await callApi<ClaimView>('POST', `/api/articles/${articleId}/claims`, {
        selector: { start: words.start, end: words.end, version: coverage.version },
        ...(type ? { type } : {}),
      })
      store.upsert([claim])
      onOpen(claim.id)
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      void read()
    }
  }
  const dismiss = async (sentence: TextRange, reason: string) => {
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
    <div ref={panel} className="min-h-0 flex-1 overflow-y-auto">
      {failed}
      <p className="tabular border-b border-line px-3 py-2" role="status">
        <strong>
          {coverage.decided} of {coverage.checkable}
        </strong>{' '}
        checkable sentences decided
        {gaps.length > 0 ? `, ${gaps.length} not looked at` : coverage.checkable > 0 ? '; every one was looked at' : ''}
        {coverage.caution ? <span className="hint block">{coverage.caution}</span> : null}
      </p>
      {gaps.length + proposals.length > 0 ? (
        <p className="hint px-3 pt-2">
          {canMark ? (
            <>
              <span className="kbd">Enter</span> marks,{' '}
            </>
          ) : null}
          {canDismiss ? (
            <>
              <span className="kbd">D</span> nothing to check, <span className="kbd">O</span> opinion, <span className="kbd">K</span> common
              knowledge,{' '}
            </>
          ) : null}
          <span className="kbd">↓ ↑</span> go on
        </p>
      ) : null}
      <ul aria-label="Sentences nobody looked at">
        {gaps.map((sentence, at) => (
          <GapRow
            key={sentence.start}
            words={text.slice(sentence.start, sentence.end)}
            reason={sentence.reasons.join(' · ')}
            onLook={() => onLook(sentence, coverage.version)}
            onPress={() => {
              if (!canMark) return void onShow(sentence, coverage.version)
              done(at, sentence.start, false)
              onDoing(mark(sentence, sentence.types[0]))
            }}
            onStep={(step) => stepRow(panel.current, at + step)}
            canMark={canMark}
            onDismiss={
              canDismiss
                ? (reason) => {
                    done(at, sentence.start, true)
                    onDoing(dismiss(sentence, reason))
                  }
                : null
            }
          />
        ))}
      </ul>
      {proposals.length > 0 ? (
        <section aria-label="Proposed by the assistant">
          <h2 className="border-b border-line px-3 pt-4 pb-1 font-semibold">Proposed by the assistant ({proposals.length})</h2>
          <ul>
            {proposals.map((one, index) => {
              const at = gaps.length + index
              const gone = () => {
                flushSync(() => setProposed((before) => before.filter(({ quote }) => quote !== one.quote)))
                focusRow(panel.current, at)
              }
              return (
                <GapRow
                  key={one.quote}
                  isProposed
                  words={one.quote}
                  reason={one.why ? `It says: ${one.why}` : ''}
                  onLook={() => onLook(one, coverage.version)}
                  onPress={() => {
                    if (!canMark) return void onShow(one, coverage.version)
                    gone()
                    onDoing(mark(one))
                  }}
                  onStep={(step) => stepRow(panel.current, at + step)}
                  canMark={canMark}
                  onDismiss={
                    canDismiss
                      ? (reason) => {
                          gone()
                          onDoing(dismiss(one.sentence, reason))
                        }
                      : null
                  }
                />
              )
            })}
          </ul>
        </section>
      ) : null}
      {can(actor, 'assistant.ask') ? (
        <AssistantAsk
          articleId={articleId}
          about={{ kind: 'claims' }}
          left={proposals.length}
          onFlush={onFlush}
          onProposed={(found) =>
            setProposed((before) => [...before.filter((one) => !found.some((other) => other.quote === one.quote)), ...found])
          }
        />
      ) : null}
      {findings.length > 0 ? (
        <Findings
          articleId={articleId}
          findings={findings}
          version={coverage.version}
          canDismiss={canDismiss}
          onShow={onShow}
          onChanged={() => void read()}
          onDoing={onDoing}
        />
      ) : null}
    </div>
  )
}

interface RowProps {
  readonly isProposed?: boolean
  readonly words: string
  readonly reason: string
  readonly onLook: () => void
  readonly onPress: () => void
  readonly onStep: (step: 1 | -1) => void
  readonly canMark: boolean
  /** Null: this reader may not. */
  readonly onDismiss: ((reason: string) => void) | null
}

/**
 * Words to look at: Enter marks them, letters wave their sentence away, arrows
 * go on. A click or a tap only looks, and offers the same as buttons: what is
 * recorded is pressed by its name.
 */
function GapRow({ isProposed = false, words, reason, onLook, onPress, onStep, canMark, onDismiss }: RowProps) {
  const [isPicked, setPicked] = useState(false)
  return (
    <li
      className="border-b border-line"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setPicked(false)
      }}
    >
      <button
        type="button"
        data-gap
        data-proposed={isProposed ? 'claims' : undefined}
        data-keeps="d o k a arrowdown arrowup"
        className={`grid w-full gap-0.5 px-3 py-2 text-start hover:bg-accent-wash focus-visible:bg-accent-wash ${isPicked ? 'bg-accent-wash' : ''}`}
        onFocus={onLook}
        onClick={(event) => {
          // Pressed by key, or by a reader that speaks.
          if (event.detail === 0) return onPress()
          setPicked(true)
          onLook()
        }}
        onKeyDown={(event) => {
          const named = DISMISS_KEYS[event.key.toLowerCase()]
          if (event.key === 'ArrowDown') onStep(1)
          else if (event.key === 'ArrowUp') onStep(-1)
          else if (event.key === 'a') document.querySelector<HTMLElement>('[data-ask="claims"]')?.click()
          else if (named && onDismiss && !event.ctrlKey && !event.metaKey && !event.altKey) onDismiss(named)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        <span className="line-clamp-3 font-serif" dir="auto">
          {words}
        </span>
        {reason ? (
          <span className="hint" dir="auto">
            {reason}
          </span>
        ) : null}
      </button>
      {isPicked && (canMark || onDismiss) ? (
        <p className="flex flex-wrap gap-1.5 px-3 pb-2">
          {canMark ? (
            <button type="button" tabIndex={-1} className="button button-small button-primary" onClick={onPress}>
              Mark
            </button>
          ) : null}
          {onDismiss
            ? DISMISSAL_REASONS.map((one) => (
                <button key={one} type="button" tabIndex={-1} className="button button-small" onClick={() => onDismiss(one)}>
                  {DISMISSAL_LABELS[one]}
                </button>
              ))
            : null}
        </p>
      ) : null}
    </li>
  )
}

function rowsOf(panel: HTMLElement | null): HTMLElement[] {
  return [...(panel?.querySelectorAll<HTMLElement>('[data-gap]') ?? [])]
}

function stepRow(panel: HTMLElement | null, at: number): void {
  rowsOf(panel)[at]?.focus()
}

/** Where words stand in a text, nearest to where they stood when they were looked at; -1 when they are gone. */
function nearest(text: string, words: string, wanted: number): number {
  let best = -1
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best >= 0 && Math.abs(at - wanted) >= Math.abs(best - wanted)) break
    best = at
  }
  return best
}

/** What the assistant proposed and nobody looked at yet: kept while this tab is open, as asking again would send it all again. */
function useProposed(articleId: string): [readonly Proposed[], (change: (before: readonly Proposed[]) => readonly Proposed[]) => void] {
  const name = ownName(`assistant-${articleId}`)
  const [proposed, setProposed] = useState<readonly Proposed[]>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(name) ?? '[]') as Proposed[]
    } catch {
      return []
    }
  })
  useEffect(() => {
    if (proposed.length > 0) sessionStorage.setItem(name, JSON.stringify(proposed))
    else sessionStorage.removeItem(name)
  }, [name, proposed])
  return [proposed, setProposed]
}

/** The row that is now where one went away, or the last, or the name of the list. */
function focusRow(panel: HTMLElement | null, at: number): void {
  const rows = rowsOf(panel)
  const next = rows[Math.min(at, rows.length - 1)] ?? document.getElementById('aside-gaps')
  next?.focus()
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
  readonly onDoing: Props['onDoing']
}

/** What is at odds within the text, each place a link. */
function Findings({ articleId, findings, version, canDismiss, onShow, onChanged, onDoing }: FindingsProps) {
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
                  if (reasons[finding.id]?.trim()) onDoing(dismiss(finding.id))
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
