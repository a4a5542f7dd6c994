'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { Time } from '@/components/ui/time'
import type { VersionKind, VersionView } from '@/lib/server/present/version'

const KINDS: Readonly<Record<VersionKind, string>> = {
  typing: 'edited',
  api: 'edited over the API',
  draft: 'put a newer draft in place',
  restore: 'restored an earlier version',
  correction: 'accepted a correction',
  named: 'named it',
  start: 'brought the article in',
}

interface Props {
  readonly articleId: string
  readonly versions: readonly VersionView[]
  /** The version on the page; null while two are compared. */
  readonly shown: number | null
  readonly from: number | null
  readonly to: number | null
}

/** Stretches of work by day in the reader's zone; two rows are picked to be compared. Narrowed to a person or to what has a name. */
export function VersionList({ articleId, versions, shown, from, to }: Props) {
  const router = useRouter()
  const here = `/articles/${articleId}/versions`
  const people = useMemo(() => [...new Map(versions.map((one) => [one.by.id, one.by.name]))], [versions])
  const [person, setPerson] = useState('')
  const [isNamedOnly, setNamedOnly] = useState(false)
  // Until the reader's zone is known the days are those of UTC.
  const [zone, setZone] = useState<string | undefined>('UTC')
  useEffect(() => setZone(undefined), [])
  const last = versions[0]?.version ?? 0
  const [older, setOlder] = useState(from ?? versions[1]?.version ?? 0)
  const [newer, setNewer] = useState(to ?? last)
  const listed = versions.filter((one) => (!person || one.by.id === person) && (!isNamedOnly || one.names.length > 0))
  const days = byDay(listed, zone)
  return (
    <form
      aria-label="Compare two versions"
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        router.push(`${here}?from=${Math.min(older, newer)}&to=${Math.max(older, newer)}`)
      }}
    >
      <div className="card flex flex-wrap items-end gap-x-3 gap-y-2 p-3">
        <label>
          <span className="label">By</span>
          <select className="input" value={person} onChange={(event) => setPerson(event.target.value)}>
            <option value="">Everybody</option>
            {people.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="flex items-center gap-1.5 py-1">
          <input type="checkbox" checked={isNamedOnly} onChange={(event) => setNamedOnly(event.target.checked)} /> Named only
        </label>
        <button type="submit" className="button tabular ms-auto" disabled={older === newer}>
          Compare {Math.min(older, newer)} with {Math.max(older, newer)}
        </button>
      </div>
      {listed.length === 0 ? <p className="card p-4 text-soft">No version here is of that kind.</p> : null}
      {days.map(([day, rows]) => (
        <section key={day} aria-label={day}>
          <h2 className="label mb-1">{day}</h2>
          <ol className="card divide-y divide-line">
            {rows.map((one) => (
              <li
                key={one.version}
                className={`grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-2 px-3 py-2 ${one.version === shown ? 'bg-accent-wash' : ''}`}
              >
                <span className="flex">
                  <input
                    type="radio"
                    className="m-0 size-[24px] shrink-0"
                    name="older"
                    aria-label={`Compare version ${one.version}`}
                    checked={older === one.version}
                    onChange={() => setOlder(one.version)}
                  />
                  <input
                    type="radio"
                    className="m-0 size-[24px] shrink-0"
                    name="newer"
                    aria-label={`With version ${one.version}`}
                    checked={newer === one.version}
                    onChange={() => setNewer(one.version)}
                  />
                </span>
                <div className="grid min-w-0 gap-0.5">
                  <p className="tabular flex items-baseline justify-between gap-2">
                    <Link
                      className="link font-semibold"
                      href={`${here}?version=${one.version}`}
                      aria-current={one.version === shown ? 'true' : undefined}
                    >
                      Version {one.version}
                    </Link>
                    <span className="hint">
                      <Time at={one.at} />
                    </span>
                  </p>
                  <p className="text-soft">
                    {one.by.name} {KINDS[one.kind]}
                    {one.from < one.version ? (
                      <>
                        {' · '}
                        <Link className="link text-[0.93rem]" href={`${here}?from=${one.from}&to=${one.version}`}>
                          what changed
                        </Link>
                      </>
                    ) : null}
                  </p>
                  {one.names.map(({ name, version, by }) => (
                    <p key={name} className="text-[0.93rem]">
                      <Link className="font-semibold" href={`${here}?version=${version}`}>
                        “{name}”
                      </Link>{' '}
                      <span className="hint">
                        version {version}, named by {by}
                      </span>
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </form>
  )
}

function byDay(versions: readonly VersionView[], timeZone: string | undefined): [string, VersionView[]][] {
  const format = new Intl.DateTimeFormat(timeZone === 'UTC' ? 'en' : undefined, { dateStyle: 'full', ...(timeZone ? { timeZone } : {}) })
  const days = new Map<string, VersionView[]>()
  for (const one of versions) {
    const day = format.format(new Date(one.at))
    days.set(day, [...(days.get(day) ?? []), one])
  }
  return [...days]
}
