'use client'

import { HistoryEntryLine } from '@/components/review/history-entry'
import { Time } from '@/components/ui/time'
import { claimOf } from '@/lib/core/history/events'
import { sittingsOf } from '@/lib/core/history/sittings'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ChangesView } from '@/lib/server/present/history'

interface Props {
  readonly articleId: string
  /** Null while they are being read. */
  readonly changes: ChangesView | null
  readonly claims: ReadonlyMap<string, ClaimView>
  readonly onSeen: () => void
}

/** What others did since this person last said they had seen the article. */
export function ChangesPanel({ articleId, changes, claims, onSeen }: Props) {
  if (!changes) return <p className="hint p-4">Reading what changed …</p>
  const { since, entries } = changes
  if (!since || entries.length === 0)
    return (
      <div className="grid gap-2 p-4 text-soft">
        <p className="font-semibold text-ink">Nothing new from others</p>
        <p>
          What other people change in the text and on claims is listed here until you say you have seen it
          {since ? (
            <>
              {' '}
              (last on <Time at={since.at} />)
            </>
          ) : null}
          .
        </p>
      </div>
    )
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 border-b border-line p-3">
        <p>
          <strong className="tabular">
            {entries.length}
            {changes.isCut ? '+' : ''} {entries.length === 1 ? 'change' : 'changes'}
          </strong>{' '}
          by others since you last looked, <Time at={since.at} />
        </p>
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button button-small button-primary" onClick={onSeen}>
            I have seen these
          </button>
          {since.version < changes.now.version ? (
            <a className="button button-small" href={`/articles/${articleId}/versions?from=${since.version}&to=${changes.now.version}`}>
              The text then and now
            </a>
          ) : null}
        </div>
      </div>
      <ol aria-label="Changes since you last looked" className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
        {sittingsOf(entries).map((sitting) => (
          <li key={sitting.entries[0]?.seq} className="grid gap-1 px-3 py-2 text-[0.95rem]">
            <p className="font-semibold">{sitting.actor?.name ?? 'Tickmark'}</p>
            <ul className="grid gap-1">
              {sitting.entries.map((entry) => (
                <li key={entry.seq} className="grid gap-0.5">
                  <HistoryEntryLine entry={entry} articleId={articleId} claim={claims.get(claimOf(entry.subject) ?? '')} isInSitting />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  )
}
