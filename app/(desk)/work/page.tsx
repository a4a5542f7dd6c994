import type { Metadata } from 'next'
import Link from 'next/link'
import { QueryAnswer } from '@/components/review/query-answer'
import { Told } from '@/components/review/told'
import { WorkClaims } from '@/components/review/work-claims'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import { SIGN_OFF_LABELS } from '@/lib/core/workflow/sign-off'
import { requireActor } from '@/lib/server/boundary/page-session'
import { readWork } from '@/lib/server/use-cases/claims/read-work'
import { readNotifications } from '@/lib/server/use-cases/notifications/read-notifications'

export const metadata: Metadata = { title: 'My work' }

/** What waits for this person, and nobody else's. */
export default async function WorkPage() {
  const actor = await requireActor('article.read')
  const [told, work] = [await readNotifications(actor), await readWork(actor)]
  const { signed, checks, queries, again, changed, assigned } = work
  return (
    <Page title="My work">
      <Told told={told} />
      {signed.length > 0 ? (
        <section aria-labelledby="signed" className="mb-8">
          <h2 id="signed" className="mb-2 font-semibold">
            Signed by you, and changed since ({signed.length})
          </h2>
          <ul className="card divide-y divide-line">
            {signed.map(({ article, role, at }) => (
              <li key={`${article.id} ${role}`} className="flex flex-wrap items-baseline gap-x-2 px-4 py-2">
                <Link className="link font-semibold" href={`/articles/${article.id}/sign-off`}>
                  {article.title}
                </Link>
                <span className="hint">
                  Your signature as {SIGN_OFF_LABELS[role].toLowerCase()} of <Time at={at} /> is void: the text is another one. Look at what
                  changed, and sign anew.
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {checks.length > 0 ? (
        <section aria-labelledby="checks" className="mb-8">
          <h2 id="checks" className="mb-2 font-semibold">
            To check a second time, blind ({checks.length})
          </h2>
          <ul className="card divide-y divide-line">
            {checks.map((check) => (
              <li key={check.id} className="flex flex-wrap items-baseline gap-x-2 px-4 py-2">
                <Link className="link font-semibold" href={`/second-checks/${check.id}`}>
                  {claimName(check.claimNumber)} of {check.articleTitle}
                </Link>
                <span className="hint">
                  {check.askedBy}, <Time at={check.askedAt} />. The article is closed to you until you answered or handed it back.
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="queries" className="mb-8">
        <h2 id="queries" className="mb-2 font-semibold">
          Questions to you ({queries.length})
        </h2>
        {queries.length === 0 ? (
          <p className="card p-4 text-soft">Nobody waits for an answer of yours.</p>
        ) : (
          <ul className="card divide-y divide-line">
            {queries.map((query) => (
              <li key={query.id} className="grid gap-2 px-4 py-3">
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <Link className="link tabular font-semibold" href={`/articles/${query.article.id}?claim=${query.claim.number}`}>
                    {claimName(query.claim.number)}
                  </Link>
                  <span className="font-serif" dir="auto">
                    {query.claim.quote}
                  </span>
                  <span className="hint">
                    {query.article.title} · {query.askedBy}, <Time at={query.askedAt} />
                    {query.due ? (
                      <>
                        {' '}
                        · due <Time at={query.due} />
                      </>
                    ) : null}
                  </span>
                </p>
                <p className="whitespace-pre-wrap" dir="auto">
                  {query.text}
                </p>
                <QueryAnswer noteId={query.id} claimId={query.claim.id} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <WorkClaims id="again" title="To look at again this week" claims={again} empty="Nothing is to be looked at again this week." />
      <WorkClaims id="changed" title="Changed after you decided" claims={changed} empty="Nothing you decided was changed since." />
      <WorkClaims id="assigned" title="Assigned to you" claims={assigned} empty="Nothing is assigned to you." />
    </Page>
  )
}
