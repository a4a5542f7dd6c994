import type { Metadata } from 'next'
import Link from 'next/link'
import { NewSource } from '@/components/sources/new-source'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { nameOf, SOURCE_TYPE_LABELS, STANDING_LABELS } from '@/lib/core/evidence/source'
import { can } from '@/lib/core/permissions/policy'
import { type PageQuery, pageCursor, pageQuery, requireActor } from '@/lib/server/boundary/page-session'
import { listSources } from '@/lib/server/use-cases/evidence/write-sources'

export const metadata: Metadata = { title: 'Sources' }

export default async function SourcesPage({ searchParams }: { searchParams: PageQuery }) {
  const actor = await requireActor('article.read')
  const { q, cursor } = await pageQuery(searchParams)
  const { sources, nextCursor } = await listSources(actor, { q: q || undefined, cursor: pageCursor(cursor), limit: 50 })
  return (
    <Page
      title="Sources"
      actions={
        <>
          <form method="get" role="search">
            <input
              type="search"
              name="q"
              defaultValue={q ?? ''}
              placeholder="Title, author, address"
              aria-label="Find a source"
              className="input w-64"
            />
          </form>
          {can(actor, 'source.write') ? <NewSource /> : null}
        </>
      }
    >
      {sources.length === 0 ? (
        <p className="card p-8 text-soft">
          {q
            ? `No source matches “${q}”.`
            : 'The library is empty. Sources come in with the evidence for a claim, or with “New source”, and are used again across articles.'}
        </p>
      ) : (
        <div className="card overflow-x-auto">
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">Title</th>
                <th scope="col">Author</th>
                <th scope="col">Kind</th>
                <th scope="col">Date</th>
                <th scope="col">Claims</th>
                <th scope="col">Last changed</th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr key={source.id}>
                  <td className="min-w-64">
                    <Link className="font-medium hover:underline" href={`/sources/${source.id}`}>
                      {source.title}
                    </Link>
                    {source.confidential ? <strong className="ml-2 text-wrong">Confidential</strong> : null}
                    {source.standing ? <strong className="ml-2 text-stale">{STANDING_LABELS[source.standing]}</strong> : null}
                  </td>
                  <td className="text-soft">{source.author.map(nameOf).join(', ')}</td>
                  <td className="whitespace-nowrap text-soft">{SOURCE_TYPE_LABELS[source.type]}</td>
                  <td className="tabular whitespace-nowrap text-soft">{source.issued ?? ''}</td>
                  <td className="tabular">{source.claimCount}</td>
                  <td className="text-soft">
                    <Time at={source.updatedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {nextCursor ? (
        <p className="mt-4">
          <Link className="button" href={`/sources?${new URLSearchParams({ ...(q ? { q } : {}), cursor: nextCursor })}`}>
            Next page
          </Link>
        </p>
      ) : null}
    </Page>
  )
}
