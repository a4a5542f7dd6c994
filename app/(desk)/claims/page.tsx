import type { Metadata } from 'next'
import Link from 'next/link'
import { LookSign } from '@/components/review/look-sign'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { CLAIM_STATES, claimName, FRESHNESS_LABELS, FRESHNESSES, OUTCOME_LABELS, OUTCOMES, STATE_LABELS } from '@/lib/core/claim/claim'
import { describeAxes, lookOf } from '@/lib/core/claim/look'
import { requireActor } from '@/lib/server/boundary/page-session'
import { boardQuery } from '@/lib/server/boundary/schemas'
import { listArticles } from '@/lib/server/use-cases/articles/list-articles'
import { readBoard } from '@/lib/server/use-cases/claims/read-claims'
import { listPeople } from '@/lib/server/use-cases/people/manage-people'

export const metadata: Metadata = { title: 'Claims' }

interface Props {
  readonly searchParams: Promise<Record<string, string>>
}

/** The board: all claims across articles. The filter is in the address, so it can be shared and Back works. */
export default async function ClaimsPage({ searchParams }: Props) {
  const actor = await requireActor('article.read')
  const given = Object.fromEntries(Object.entries(await searchParams).filter(([, value]) => value !== ''))
  const parsed = boardQuery.safeParse(given)
  const filter = parsed.success ? parsed.data : boardQuery.parse({})
  const { article, assignee, ...rest } = filter
  const [{ claims, nextCursor }, people, { articles }] = await Promise.all([
    readBoard(actor, { ...rest, articleId: article, assigneeId: assignee === 'none' ? null : assignee === 'me' ? actor.id : assignee }),
    listPeople(actor),
    listArticles(actor, { limit: 200 }),
  ])
  const isFiltering = Object.keys(given).some((key) => key !== 'cursor')
  return (
    <Page title="Claims">
      <form
        role="search"
        aria-label="Filter claims"
        className="mb-4 grid grid-cols-2 items-end gap-2 md:grid-cols-[1.6fr_repeat(5,1fr)_auto]"
      >
        <label className="max-md:col-span-2">
          <span className="label">Words</span>
          <input type="search" name="q" defaultValue={filter.q ?? ''} className="input" placeholder="In the claim" />
        </label>
        <Choice name="state" label="State" value={filter.state} options={CLAIM_STATES.map((one) => [one, STATE_LABELS[one]])} />
        <Choice
          name="outcome"
          label="Outcome"
          value={filter.outcome}
          options={[['none', 'None yet'], ...OUTCOMES.map((one) => [one, OUTCOME_LABELS[one]] as const)]}
        />
        <Choice
          name="freshness"
          label="Freshness"
          value={filter.freshness}
          options={FRESHNESSES.map((one) => [one, FRESHNESS_LABELS[one]])}
        />
        <Choice
          name="assignee"
          label="Assignee"
          value={assignee}
          options={[
            ['me', 'Me'],
            ['none', 'Nobody'],
            ...people.filter((person) => person.isActive).map((person) => [person.id, person.name] as const),
          ]}
        />
        <Choice name="article" label="Article" value={article} options={articles.map((one) => [one.id, one.title])} />
        <button type="submit" className="button button-primary">
          Filter
        </button>
      </form>
      {parsed.success ? null : <p className="notice mb-4">A part of the filter in the address was not understood and was left out.</p>}
      {isFiltering ? (
        <p className="mb-3">
          <Link className="link" href="/claims">
            Show all claims
          </Link>
        </p>
      ) : null}
      {claims.length === 0 ? (
        <p className="card p-8 text-soft">
          {isFiltering ? 'No claim passes this filter.' : 'No claims yet. Open an article and mark the words that could be wrong.'}
        </p>
      ) : (
        <div className="card overflow-x-auto">
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">Claim</th>
                <th scope="col">Words</th>
                <th scope="col">State</th>
                <th scope="col">Assignee</th>
                <th scope="col">Article</th>
                <th scope="col">Last changed</th>
              </tr>
            </thead>
            <tbody>
              {claims.map((claim) => (
                <tr key={claim.id}>
                  <td className="tabular whitespace-nowrap">
                    <LookSign look={lookOf(claim)} isNamed={false} />{' '}
                    <Link className="font-semibold hover:underline" href={`/articles/${claim.article.id}?claim=${claim.number}`}>
                      {claimName(claim.number)}
                    </Link>
                  </td>
                  <td className="min-w-72 font-serif text-[1.05rem]" dir="auto">
                    <span className="line-clamp-2">{claim.quote}</span>
                  </td>
                  <td className={`look-${lookOf(claim)} font-medium`}>{describeAxes(claim)}</td>
                  <td className="text-soft">{claim.assignee?.name ?? ''}</td>
                  <td className="max-w-52 text-soft">
                    <span className="line-clamp-2">{claim.article.title}</span>
                  </td>
                  <td className="text-soft">
                    <Time at={claim.updatedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {nextCursor ? (
        <p className="mt-4">
          <Link className="button" href={`/claims?${new URLSearchParams({ ...given, cursor: nextCursor })}`}>
            Next page
          </Link>
        </p>
      ) : null}
    </Page>
  )
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string
  label: string
  value: string | undefined
  options: readonly (readonly [string, string])[]
}) {
  return (
    <label className="min-w-0">
      <span className="label">{label}</span>
      <select name={name} defaultValue={value ?? ''} className="input">
        <option value="">Any</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
