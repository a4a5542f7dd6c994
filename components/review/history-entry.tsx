import Link from 'next/link'
import type { ComponentProps } from 'react'
import { BroughtBack } from '@/components/review/brought-back'
import { WordDiff } from '@/components/review/word-diff'
import { Time } from '@/components/ui/time'
import {
  CONFIDENCE_LABELS,
  claimName,
  LEGAL_KIND_LABELS,
  NOTE_KIND_LABELS,
  OUTCOME_LABELS,
  PRIORITY_LABELS,
  STATE_LABELS,
  TYPE_LABELS,
  VERDICT_LABELS,
} from '@/lib/core/claim/claim'
import { DISMISSAL_LABELS } from '@/lib/core/coverage/dismissal'
import { CHANNEL_LABELS, SAID_LABELS, TERMS_LABELS } from '@/lib/core/evidence/contact'
import { CREDIBILITY_LABELS, DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { eventKind, saysOf } from '@/lib/core/history/events'
import type { HistoryView } from '@/lib/server/present/history'

interface Claim {
  readonly number: number
  readonly quote: string
  readonly assignee?: { readonly id: string; readonly name: string } | null
}

interface Props {
  readonly entry: HistoryView
  readonly articleId: string
  readonly claim: Claim | undefined
  /** Under the name of who did it already. */
  readonly isInSitting?: boolean
  /** Also show the place in the chain. */
  readonly hasHash?: boolean
}

/** One entry: who did what, when, from what to what. */
export function HistoryEntryLine({ entry, articleId, claim, isInSitting = false, hasHash = false }: Props) {
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        {isInSitting ? null : <strong>{entry.actor?.name ?? 'Tickmark'}</strong>}{' '}
        {claim ? eventKind(entry.action).says : saysOf(entry.action, null)}{' '}
        {claim ? (
          <>
            <Link className="link tabular" href={`/articles/${articleId}?claim=${claim.number}`}>
              {claimName(claim.number)}
            </Link>
            <span className="line-clamp-1 max-w-[40ch] font-serif text-soft">{claim.quote}</span>
          </>
        ) : null}
        <span className="hint ml-auto">
          <Time at={entry.at} />
          {hasHash ? (
            <>
              {' '}
              · #{entry.seq} · <code title={entry.hash}>{entry.hash.slice(0, 10)}</code>
            </>
          ) : null}
        </span>
      </p>
      {entry.action === 'article.brought-back' && entry.after ? (
        <BroughtBack told={entry.after as ComponentProps<typeof BroughtBack>['told']} />
      ) : (
        <Change before={entry.before} after={entry.after} claim={claim} />
      )}
    </>
  )
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  confidenceReason: 'reason',
  assigneeId: 'assignee',
  legalFlag: 'legal flag',
  legalKind: 'legal reason',
  recheckOn: 'look again on',
  dueOn: 'due on',
  quote: 'words',
  text: 'note',
  characters: 'sent, characters',
  hash: 'SHA-256 of it',
  proposed: 'it proposed',
  dropped: 'not in the text',
  failure: 'no answer',
  assistant: 'it may',
}

/** Values as they are called on the screen; a field that is not here shows its words. */
const VALUE_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  type: TYPE_LABELS,
  priority: PRIORITY_LABELS,
  state: STATE_LABELS,
  outcome: OUTCOME_LABELS,
  verdict: VERDICT_LABELS,
  legalKind: LEGAL_KIND_LABELS,
  confidence: CONFIDENCE_LABELS,
  kind: NOTE_KIND_LABELS,
  stance: STANCE_LABELS,
  directness: DIRECTNESS_LABELS,
  credibility: CREDIBILITY_LABELS,
  reason: DISMISSAL_LABELS,
  channel: CHANNEL_LABELS,
  terms: TERMS_LABELS,
  said: SAID_LABELS,
  failure: {
    refused: 'it could not be asked, or refused',
    unreadable: 'it was no list of proposals',
    'too-slow': 'it took too long',
    'too-large': 'it was too long',
    cancelled: 'cancelled while waiting',
    failed: 'something went wrong here',
  },
  // Nothing that was not there.
  dropped: { '0': '' },
}

const HIDDEN = new Set([
  'ranges',
  'start',
  'end',
  'textHash',
  'clientId',
  'decision',
  'messages',
  'undoes',
  'action',
  'freshness',
  'version',
  'number',
  'isPlaced',
  'isPurged',
  'entries',
])

/** How the record is kept, and which rows it is of, are nobody's words. */
function isInternal(field: string): boolean {
  return HIDDEN.has(field) || (/Ids?$/.test(field) && field !== 'assigneeId')
}

/** “askedAt” → “asked at”. */
function spaced(field: string): string {
  return field.replace(/(?<=\p{Ll})\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)
}

/** What became of what: words word by word, values by their names; nothing of how the record is kept. */
function Change({ before, after, claim }: { before: unknown; after: unknown; claim: Claim | undefined }) {
  const was = (before ?? {}) as Record<string, unknown>
  const is = (after ?? {}) as Record<string, unknown>
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (field) =>
      !isInternal(field) &&
      // Objects have no words of their own.
      (wordsOf(was[field]) !== '' || wordsOf(is[field]) !== '') &&
      JSON.stringify(was[field] ?? null) !== JSON.stringify(is[field] ?? null) &&
      VALUE_NAMES[field]?.[String(is[field])] !== '',
  )
  if (fields.length === 0) return null
  const show = (field: string, value: unknown) => {
    if (field === 'assigneeId')
      return value === null || value === undefined ? 'nobody' : claim?.assignee?.id === value ? claim.assignee.name : 'somebody'
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:/.test(value)) return <Time at={value} />
    return typeof value === 'string' || typeof value === 'number' ? (VALUE_NAMES[field]?.[value] ?? wordsOf(value)) : wordsOf(value)
  }
  return (
    <dl className="hint grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3">
      {fields.map((field) => (
        <div key={field} className="contents">
          <dt>{FIELD_NAMES[field] ?? spaced(field)}</dt>
          <dd className="line-clamp-3 break-words">
            {WORDS.has(field) && typeof was[field] === 'string' && typeof is[field] === 'string' ? (
              <WordDiff before={was[field]} after={is[field]} />
            ) : (
              <>
                {was[field] === undefined || was[field] === null ? null : <del className="text-wrong">{show(field, was[field])}</del>}{' '}
                {show(field, is[field])}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Fields that are words of the article or about it. */
const WORDS = new Set(['quote', 'words', 'statement', 'confidenceReason', 'title'])

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join(', ')
  if (typeof value === 'object' && 'name' in value) return String(value.name)
  return typeof value === 'object' ? '' : String(value)
}
