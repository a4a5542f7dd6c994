import Link from 'next/link'
import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import type { HistoryView } from '@/lib/server/present/history'

/** What an action is called after the person's name. */
export const ACTIONS: Readonly<Record<string, string>> = {
  'article.created': 'brought the article in',
  'article.deleted': 'put the article in the bin',
  'article.restored': 'took the article out of the bin',
  'text.edited': 'edited the text',
  'draft.brought': 'brought a newer draft',
  'draft.applied': 'put a newer draft in place',
  'draft.discarded': 'put a newer draft aside',
  'version.named': 'named a version',
  'version.restored': 'restored an earlier version',
  'claim.created': 'marked',
  'claim.updated': 'changed',
  'claim.decided': 'decided',
  'claim.moved': 'moved',
  'claim.removed': 'removed',
  'claim.restored': 'restored',
  'claim.stale': 'changed the words of',
  'claim.context-changed': 'changed the sentence around',
  'claim.orphaned': 'removed the words of',
  'claim.fresh': 'brought back the words of',
  'correction.proposed': 'proposed new words for',
  'correction.accepted': 'accepted new words for',
  'correction.declined': 'declined new words for',
  'correction.withdrawn': 'took back new words for',
  'note.added': 'wrote a note on',
  'note.removed': 'took back a note on',
  'note.restored': 'put back a note on',
  'evidence.added': 'added evidence to',
  'evidence.updated': 'changed evidence of',
  'evidence.removed': 'took evidence off',
  'evidence.restored': 'put evidence back on',
  'source.added': 'added a source',
}

/** Kinds a person filters by: the beginning of the action's name. */
export const ACTION_KINDS: readonly (readonly [string, string])[] = [
  ['text.', 'Text edits'],
  ['draft.', 'Newer drafts'],
  ['version.', 'Versions'],
  ['claim.', 'Claims'],
  ['claim.decided', 'Decisions'],
  ['claim.stale', 'Words changed after a decision'],
  ['correction.', 'Corrections'],
  ['note.', 'Notes'],
  ['evidence.', 'Evidence'],
  ['source.', 'Sources'],
]

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
        <strong>{entry.actor?.name ?? 'Tickmark'}</strong> {ACTIONS[entry.action] ?? entry.action}{' '}
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
  return Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value)
}
