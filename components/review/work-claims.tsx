import Link from 'next/link'
import { LookSign } from '@/components/review/look-sign'
import { Time } from '@/components/ui/time'
import { claimName, PRIORITY_LABELS } from '@/lib/core/claim/claim'
import { describeAxes, lookOf } from '@/lib/core/claim/look'
import type { BoardClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly id: string
  readonly title: string
  readonly claims: readonly BoardClaimView[]
  readonly empty: string
}

/** Claims that wait for somebody, under a title with their number. */
export function WorkClaims({ id, title, claims, empty }: Props) {
  return (
    <section aria-labelledby={id} className="mb-8">
      <h2 id={id} className="mb-2 font-semibold">
        {title} ({claims.length})
      </h2>
      {claims.length === 0 ? (
        <p className="card p-4 text-soft">{empty}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {claims.map((claim) => (
            <li key={claim.id} className="grid gap-0.5 px-4 py-2">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <LookSign look={lookOf(claim)} isNamed={false} />
                <Link className="link tabular font-semibold" href={`/articles/${claim.article.id}?claim=${claim.number}`}>
                  {claimName(claim.number)}
                </Link>
                <span className={`look-${lookOf(claim)} font-medium`}>{describeAxes(claim)}</span>
                <span className="hint">
                  {PRIORITY_LABELS[claim.priority]} priority · {claim.article.title} · <Time at={claim.updatedAt} />
                  {claim.dueOn ? (
                    <>
                      {' '}
                      ·{' '}
                      <strong className={claim.dueOn < new Date().toISOString().slice(0, 10) ? 'text-wrong' : ''}>due {claim.dueOn}</strong>
                    </>
                  ) : null}
                </span>
              </p>
              <p className="line-clamp-2 font-serif" dir="auto">
                {claim.quote}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
