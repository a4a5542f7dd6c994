import type { Metadata } from 'next'
import Link from 'next/link'
import { BoardTable } from '@/components/review/board-table'
import { Page } from '@/components/ui/page'
import {
  CLAIM_STATES,
  CLAIM_TYPES,
  CONFIDENCE_LABELS,
  CONFIDENCES,
  FRESHNESS_LABELS,
  FRESHNESSES,
  OUTCOME_LABELS,
  OUTCOMES,
  PRIORITIES,
  PRIORITY_LABELS,
  STATE_LABELS,
  TYPE_LABELS,
} from '@/lib/core/claim/claim'
import { type PageQuery, pageCursor, pageQuery, requireActor } from '@/lib/server/boundary/page-session'
import { boardQuery } from '@/lib/server/boundary/schemas'
import { listArticles } from '@/lib/server/use-cases/articles/list-articles'
import { readBoard } from '@/lib/server/use-cases/claims/read-claims'
import { listPeople } from '@/lib/server/use-cases/people/manage-people'

export const metadata: Metadata = { title: 'Claims' }

interface Props {
  readonly searchParams: PageQuery
}

/** Ways people look at the board every day. */
const VIEWS: readonly (readonly [string, string])[] = [
  ['All', ''],
  ['Mine', 'assignee=me'],
  ['Words changed', 'freshness=stale'],
  ['High priority', 'priority=high'],
  ['For legal', 'legal=1'],
]

/** The board: all claims across articles. The filter is in the address, so it can be shared and Back works. */
export default async function ClaimsPage({ searchParams }: Props) {
  const actor = await requireActor('article.read')
  const given = Object.fromEntries(Object.entries(await pageQuery(searchParams)).filter(([, value]) => value !== ''))
  const parsed = boardQuery.safeParse(given)
  const filter = parsed.success ? parsed.data : boardQuery.parse({})
  const { article, assignee, ...rest } = filter
  const [{ claims, nextCursor }, people, { articles }] = await Promise.all([
    readBoard(actor, {
      ...rest,
      cursor: pageCursor(rest.cursor),
      articleId: article,
      assigneeId: assignee === 'none' ? null : assignee === 'me' ? actor.id : assignee,
    }),
    listPeople(actor),
    listArticles(actor, { limit: 200 }),
  ])
  const isFiltering = Object.keys(given).some((key) => key !== 'cursor')
  return (
    <Page title="Claims">
      <nav aria-label="Views" className="mb-3 flex flex-wrap gap-2">
        {VIEWS.map(([name, query]) => (
          <Link
            key={name}
            className="button button-small"
            href={query ? `/claims?${query}` : '/claims'}
            aria-current={new URLSearchParams(given).toString() === query ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <form
        // Its fields follow the address, also when that changes without a new page.
        key={JSON.stringify(given)}
        method="get"
        role="search"
        aria-label="Filter claims"
        className="mb-4 grid grid-cols-2 items-end gap-2 md:grid-cols-4 xl:grid-cols-[1.4fr_repeat(4,1fr)]"
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
        <Choice name="type" label="Type" value={filter.type} options={CLAIM_TYPES.map((one) => [one, TYPE_LABELS[one]])} />
        <Choice name="priority" label="Priority" value={filter.priority} options={PRIORITIES.map((one) => [one, PRIORITY_LABELS[one]])} />
        <Choice
          name="confidence"
          label="Confidence"
          value={filter.confidence}
          options={[['none', 'Not said'], ...CONFIDENCES.map((one) => [one, CONFIDENCE_LABELS[one]] as const)]}
        />
        <Choice name="legal" label="Legal" value={filter.legal} options={[['1', 'Flagged for legal review']]} />
        <Choice name="article" label="Article" value={article} options={articles.map((one) => [one.id, one.title])} />
        <button type="submit" className="button button-primary justify-self-start">
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
        <BoardTable claims={claims} actor={{ id: actor.id, role: actor.role }} people={people.filter((one) => one.isActive)} />
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
