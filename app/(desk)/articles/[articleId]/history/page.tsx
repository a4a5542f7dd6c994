import type { Metadata } from 'next'
import Link from 'next/link'
import { HistoryEntryLine } from '@/components/review/history-entry'
import { Page } from '@/components/ui/page'
import { claimName } from '@/lib/core/claim/claim'
import { claimOf, EVENT_FILTERS } from '@/lib/core/history/events'
import { orNotFound, type PageQuery, pageNumber, pageQuery, requireActor } from '@/lib/server/boundary/page-session'
import { readArticleHead } from '@/lib/server/use-cases/articles/read-article'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { readClaims } from '@/lib/server/use-cases/claims/read-claims'
import { listPeople } from '@/lib/server/use-cases/people/manage-people'

export const metadata: Metadata = { title: 'History' }

interface Props {
  readonly params: Promise<{ articleId: string }>
  readonly searchParams: PageQuery
}

export default async function HistoryPage({ params, searchParams }: Props) {
  const actor = await requireActor('history.read')
  const { articleId } = await params
  const { subject, person, action, before } = await pageQuery(searchParams)
  const article = await orNotFound(readArticleHead(actor, articleId))
  const filter = { subject: subject || undefined, person: person || undefined, action: action || undefined }
  const { entries, nextBefore } = await readHistory(actor, articleId, { ...filter, before: pageNumber(before), limit: 100 })
  const [claims, people] = [await readClaims(actor, articleId), await listPeople(actor)]
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  const isFiltered = Boolean(subject || person || action)
  const link = (extra: Record<string, string>) => {
    const kept = Object.entries({ ...filter, ...extra }).filter((pair): pair is [string, string] => pair[1] !== undefined)
    return `/articles/${articleId}/history?${new URLSearchParams(kept)}`
  }
  return (
    <Page
      title={`History: ${article.title}`}
      actions={
        <>
          <Link className="button" href={`/articles/${articleId}/versions`}>
            Versions
          </Link>
          <Link className="button" href={`/articles/${articleId}`}>
            To the article
          </Link>
        </>
      }
    >
      <form method="get" className="mb-4 flex flex-wrap items-end gap-3" aria-label="Filter the history">
        <Filter
          name="subject"
          label="About"
          value={subject}
          all="Everything"
          options={[
            ['text', 'The text'],
            ...claims.map((claim) => [`claim:${claim.id}`, `${claimName(claim.number)} ${claim.quote.slice(0, 40)}`] as const),
          ]}
        />
        <Filter name="person" label="By" value={person} all="Everybody" options={people.map(({ id, name }) => [id, name] as const)} />
        <Filter name="action" label="What" value={action} all="Every kind" options={EVENT_FILTERS} />
        <button type="submit" className="button">
          Filter
        </button>
        {isFiltered ? (
          <Link className="button button-quiet" href={`/articles/${articleId}/history`}>
            Show everything
          </Link>
        ) : null}
      </form>
      {entries.length === 0 ? <p className="card p-6 text-soft">Nothing in the history matches.</p> : null}
      <ol className="card divide-y divide-line">
        {entries.map((entry) => (
          <li key={entry.seq} className="grid gap-1 px-4 py-2.5">
            <HistoryEntryLine entry={entry} articleId={articleId} claim={byId.get(claimOf(entry.subject) ?? '')} hasHash />
          </li>
        ))}
      </ol>
      <p className="hint mt-3">
        Entries can only be added. Each carries a hash of itself and of the one before it, so that a later alteration shows:{' '}
        <code>npm run desk -- verify</code>
      </p>
      {nextBefore ? (
        <p className="mt-4">
          <Link className="button" href={link({ before: String(nextBefore) })}>
            Earlier
          </Link>
        </p>
      ) : null}
    </Page>
  )
}

interface FilterProps {
  readonly name: string
  readonly label: string
  readonly all: string
  readonly value: string | undefined
  readonly options: readonly (readonly [string, string])[]
}

function Filter({ name, label, all, value, options }: FilterProps) {
  return (
    <label className="min-w-40">
      <span className="label">{label}</span>
      <select name={name} defaultValue={value ?? ''} className="input max-w-72">
        <option value="">{all}</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
