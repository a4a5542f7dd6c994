import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import { loadArticle } from '@/lib/server/use-cases/read-article'
import { readClaims } from '@/lib/server/use-cases/read-claims'
import { readHistory } from '@/lib/server/use-cases/read-history'

export const metadata: Metadata = { title: 'History' }

interface Props {
  readonly params: Promise<{ articleId: string }>
  readonly searchParams: Promise<{ subject?: string; before?: string }>
}

const ACTIONS: Readonly<Record<string, string>> = {
  'article.created': 'brought the article in',
  'article.deleted': 'put the article in the bin',
  'article.restored': 'took the article out of the bin',
  'text.edited': 'edited the text',
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
  'note.added': 'wrote a note on',
  'note.removed': 'took back a note on',
  'note.restored': 'put back a note on',
  'evidence.added': 'added evidence to',
  'evidence.updated': 'changed evidence of',
  'evidence.removed': 'took evidence off',
  'evidence.restored': 'put evidence back on',
  'source.added': 'added a source',
}

export default async function HistoryPage({ params, searchParams }: Props) {
  const actor = await requireActor('history.read')
  const { articleId } = await params
  const { subject, before } = await searchParams
  const { article } = await orNotFound(loadArticle(articleId))
  const { entries, nextBefore } = await readHistory(actor, articleId, {
    subject,
    before: before ? Number(before) || undefined : undefined,
    limit: 100,
  })
  const claims = new Map((await readClaims(articleId)).map((claim) => [claim.id, claim]))
  return (
    <Page
      title={`History: ${article.title}`}
      actions={
        <>
          {subject ? (
            <Link className="button" href={`/articles/${articleId}/history`}>
              Everything
            </Link>
          ) : null}
          <Link className="button" href={`/articles/${articleId}`}>
            To the article
          </Link>
        </>
      }
    >
      <ol className="card divide-y divide-line">
        {entries.map((entry) => {
          const claim = entry.subject.startsWith('claim:') ? claims.get(entry.subject.slice('claim:'.length)) : undefined
          return (
            <li key={entry.seq} className="grid gap-1 px-4 py-2.5">
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
                  <Time at={entry.at} /> · #{entry.seq} · <code title={entry.hash}>{entry.hash.slice(0, 10)}</code>
                </span>
              </p>
              <Change before={entry.before} after={entry.after} />
            </li>
          )
        })}
      </ol>
      {nextBefore ? (
        <p className="mt-4">
          <Link
            className="button"
            href={`/articles/${articleId}/history?${new URLSearchParams({ ...(subject ? { subject } : {}), before: String(nextBefore) })}`}
          >
            Earlier
          </Link>
        </p>
      ) : null}
    </Page>
  )
}

const HIDDEN = new Set([
  'noteId',
  'evidenceId',
  'sourceId',
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
    <dl className="hint grid grid-cols-[9rem_1fr] gap-x-3">
      {fields.map((field) => (
        <div key={field} className="contents">
          <dt>{field}</dt>
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
  return typeof value === 'string' ? value : JSON.stringify(value)
}
