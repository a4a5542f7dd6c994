'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { callApi } from '@/components/api'
import type { KnownSource } from '@/components/sources/known-sources'
import { Field } from '@/components/ui/field'
import { useAct } from '@/components/ui/use-act'
import { cite } from '@/lib/core/evidence/source'
import type { ListedSourceView } from '@/lib/server/present/evidence'

interface Named {
  readonly id: string
  readonly title: string
}

interface Props {
  readonly source: Named
  /** Look-alikes of the library. */
  readonly known: readonly KnownSource[]
  /** Sources that turned out to be this one. */
  readonly merged: readonly Named[]
  readonly canMerge: boolean
}

/** The same source twice in the library: the other one becomes this one, and can be parted again. */
export function MergeSource({ source, known, merged, canMerge }: Props) {
  const router = useRouter()
  const [q, setQ] = useState('')
  const found = useFound(q, source.id)
  const { act, isBusy } = useAct(() => {
    setQ('')
    router.refresh()
  })
  if (!canMerge && merged.length === 0) return null
  const part = (id: string) => act(callApi('DELETE', `/api/sources/${id}/merge`), 'Parted: it is a source of its own again.')
  const merge = (id: string) =>
    void act(callApi('POST', `/api/sources/${id}/merge`, { into: source.id }), 'Merged: what rested on it rests on this one.', {
      action: { label: 'Undo', run: () => void part(id) },
    })
  const options = q.trim() ? found : known
  return (
    <section aria-labelledby="merge-title" className="mt-8 grid gap-2">
      <h2 id="merge-title" className="text-lg font-semibold">
        The same source twice
      </h2>
      {merged.length > 0 ? (
        <ul className="card divide-y divide-line">
          {merged.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
              <Link className="link min-w-0 flex-1" href={`/sources/${one.id}`} dir="auto">
                {one.title}
              </Link>
              <span className="hint">is this one</span>
              {canMerge ? (
                <button
                  type="button"
                  className="button button-small"
                  disabled={isBusy}
                  aria-label={`Part them: ${one.title}`}
                  onClick={() => void part(one.id)}
                >
                  Part them
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {canMerge ? (
        <div className="card grid gap-2 p-4">
          <Field
            label="Another entry that is this source"
            type="search"
            placeholder="Title, author, address"
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
          {options.length === 0 ? (
            <p className="hint">{q.trim() ? 'Nothing else in the library matches.' : 'No look-alike is known. Find one by its words.'}</p>
          ) : (
            <ul className="grid gap-1">
              {options.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center gap-x-3">
                  <Link className="link min-w-0 flex-1" href={`/sources/${one.id}`} dir="auto">
                    {one.citation}
                  </Link>
                  <button
                    type="button"
                    className="button button-small"
                    disabled={isBusy}
                    aria-label={`Merge into this one: ${one.citation}`}
                    onClick={() => merge(one.id)}
                  >
                    Merge into this one
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      ) : null}
    </section>
  )
}

/** Sources that match some words, without this one. */
function useFound(q: string, selfId: string): readonly { readonly id: string; readonly citation: string }[] {
  const [found, setFound] = useState<readonly { readonly id: string; readonly citation: string }[]>([])
  const words = q.trim()
  useEffect(() => {
    if (!words) return setFound([])
    const abort = new AbortController()
    const timer = setTimeout(() => {
      callApi<{ sources: ListedSourceView[] }>('GET', `/api/sources?limit=8&q=${encodeURIComponent(words)}`, undefined, {
        signal: abort.signal,
      }).then(
        ({ sources }) => setFound(sources.filter((one) => one.id !== selfId).map((one) => ({ id: one.id, citation: cite(one) }))),
        () => {},
      )
    }, 150)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [words, selfId])
  return found
}
