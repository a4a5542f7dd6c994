'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { callApi, sentenceOf } from '@/components/api'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { NOTIFICATION_SAYS } from '@/lib/core/workflow/notifications'
import type { NotificationView } from '@/lib/server/present/notification'

/** What others did that this person is to know of; those not seen yet first said so. */
export function Told({ told }: { told: { readonly unseen: number; readonly notifications: readonly NotificationView[] } }) {
  const router = useRouter()
  const toast = useToast()
  const { unseen, notifications } = told
  if (notifications.length === 0) return null
  return (
    <section aria-labelledby="told" className="mb-8">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h2 id="told" className="font-semibold">
          Told to you ({unseen} new)
        </h2>
        {unseen > 0 ? (
          <button
            type="button"
            className="button button-small"
            onClick={() =>
              callApi('POST', '/api/notifications/seen').then(
                () => router.refresh(),
                (error) => toast(sentenceOf(error), { tone: 'bad' }),
              )
            }
          >
            I have seen them
          </button>
        ) : null}
      </div>
      <ul className="card max-h-80 divide-y divide-line overflow-y-auto">
        {notifications.map(({ id, kind, by, at, isSeen, article, claim }) => (
          <li key={id} className={`flex flex-wrap items-baseline gap-x-2 px-4 py-2 ${isSeen ? 'text-soft' : ''}`}>
            {isSeen ? null : (
              <span className="font-semibold text-accent">
                <span aria-hidden>● </span>
                <span className="sr-only">New: </span>
              </span>
            )}
            <strong>{by.name}</strong> {NOTIFICATION_SAYS[kind]}
            <Link className="link min-w-0" href={`/articles/${article.id}${claim ? `?claim=${claim.number}` : ''}`} dir="auto">
              {claim ? claimName(claim.number) : 'a claim'} of {article.title}
            </Link>
            <span className="hint ms-auto">
              <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
