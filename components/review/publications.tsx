'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi } from '@/components/api'
import { Field } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import { useAct } from '@/components/ui/use-act'
import { useDraft } from '@/components/ui/use-draft'
import { isWebUrl } from '@/lib/core/evidence/source'
import { PUBLICATION_LIMITS } from '@/lib/core/publication/erratum'
import type { PublicationView } from '@/lib/server/present/publication'

interface Props {
  readonly articleId: string
  readonly publications: readonly PublicationView[]
  /** The text as it is now. */
  readonly version: number
  readonly textHash: string
  readonly isSigned: boolean
  readonly canPublish: boolean
}

/** Where the article was published, when, and whether the text here is still that one. */
export function Publications({ articleId, publications, version, textHash, isSigned, canPublish }: Props) {
  const router = useRouter()
  const { act, isBusy } = useAct(() => router.refresh())
  const where = useDraft(`published-where-${articleId}`)
  const [at, setAt] = useState('')
  const path = `/api/articles/${articleId}/publications`
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const words = where.text.trim()
    if (!words) return
    const place = isWebUrl(words) ? { address: words } : { place: words }
    const when = at ? { at: new Date(at).toISOString() } : {}
    if (await act(callApi('POST', path, { ...place, ...when, textHash }), 'Published: kept with exactly this text.')) {
      where.sent(where.text)
      setAt('')
    }
  }
  return (
    <section aria-labelledby="published-title" className="mb-8 grid gap-3">
      <h2 id="published-title" className="sr-only">
        Where it was published
      </h2>
      {publications.length === 0 ? (
        <p className="text-soft">The article is not said to be published yet.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {publications.map((one) => (
            <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
              <span className="min-w-0 flex-1 basis-72 break-words" dir="auto">
                {one.address ? (
                  <a className="link" href={one.address} rel="noreferrer noopener nofollow">
                    {one.address}
                  </a>
                ) : (
                  one.place
                )}
              </span>
              <span className="hint">
                <Time at={one.at} />, version {one.version}
              </span>
              {one.isOutdated ? (
                <Link className="link text-stale" href={`/articles/${articleId}/versions?from=${one.version}&to=${version}`}>
                  The text has changed since: see what
                </Link>
              ) : (
                <span className="text-checked">✓ This text</span>
              )}
              {canPublish ? (
                <button
                  type="button"
                  className="button button-small button-quiet"
                  aria-label={`Take back: ${one.address ?? one.place}`}
                  disabled={isBusy}
                  onClick={() => void act(callApi('DELETE', `${path}/${one.id}`), 'Taken back; the history keeps both.')}
                >
                  Take back
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {canPublish ? (
        <form
          className="card grid gap-2 p-4 md:grid-cols-[minmax(0,1fr)_15rem_auto] md:items-end"
          aria-label="Say that it was published"
          onSubmit={(event) => void add(event)}
        >
          <Field
            label="Published at"
            placeholder="https://… or the edition and page"
            value={where.text}
            maxLength={PUBLICATION_LIMITS.place}
            dir="auto"
            onChange={(event) => where.write(event.target.value)}
          />
          <Field label="When (now, unless said)" type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
          <button type="submit" className="button button-primary" disabled={!where.text.trim() || isBusy}>
            It was published
          </button>
          <p className={`hint md:col-span-3 ${isSigned ? '' : 'text-stale'}`}>
            {isSigned
              ? `This text, version ${version}, is signed off.`
              : `Nobody has signed for this text, version ${version}. It can be said to be published all the same; the history says so.`}
          </p>
        </form>
      ) : null}
    </section>
  )
}
