import Link from 'next/link'
import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import { eventKind } from '@/lib/core/history/events'
import type { HistoryView } from '@/lib/server/present/history'

interface Props {
  readonly entry: HistoryView
  readonly articleId: string
  readonly claim: { readonly number: number; readonly quote: string } | undefined
  /** Also show the place in the chain. */
  readonly hasHash?: boolean
}

/** One entry: who did what, when, from what to what. */
export function HistoryEntryLine({ entry, articleId, claim, hasHash = false }: Props) {
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        <strong>{entry.actor?.name ?? 'Tickmark'}</strong> {eventKind(entry.action).says}{' '}
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
      <Change before={entry.before} after={entry.after} />
    </>
  )
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  confidenceReason: 'reason',
  assigneeId: 'assignee',
  legalFlag: 'legal flag',
  decision: 'decided on',
}

const HIDDEN = new Set([
  'noteId',
  'evidenceId',
  'sourceId',
  'correctionId',
  'draftId',
  'ranges',
  'start',
  'end',
  'textHash',
  'clientId',
  'replyToId',
  'decision',
  'messages',
  'undoes',
  'action',
  'freshness',
  'attachmentId',
])

function Change({ before, after }: { before: unknown; after: unknown }) {
  const was = (before ?? {}) as Record<string, unknown>
  const is = (after ?? {}) as Record<string, unknown>
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (field) => !HIDDEN.has(field) && JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  )
  if (fields.length === 0) return null
  return (
    <dl className="hint grid grid-cols-[6.5rem_1fr] gap-x-3">
      {fields.map((field) => (
        <div key={field} className="contents">
          <dt>{FIELD_NAMES[field] ?? field}</dt>
          <dd className="line-clamp-3 break-words">
            {was[field] === undefined || was[field] === null ? null : <del className="text-wrong">{show(was[field])}</del>}{' '}
            {show(is[field])}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function show(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(show).join(', ')
  if (typeof value === 'object' && 'name' in value) return String(value.name)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
