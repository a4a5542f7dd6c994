'use client'

import { useCallback, useRef, useState } from 'react'
import { callApi } from '@/components/api'

/** A source of the library that may be the one being added. */
export interface KnownSource {
  readonly id: string
  readonly citation: string
  readonly because: 'address' | 'doi' | 'title'
}

const SAME: Record<KnownSource['because'], string> = { address: 'address', doi: 'DOI', title: 'title' }

/** Says that the library has a source like the one being added, before it is there twice. */
export function KnownSources({ known, onUse }: { known: readonly KnownSource[]; onUse?: (id: string) => void }) {
  if (known.length === 0) return null
  return (
    <div className="notice grid gap-1 md:col-span-2" role="status">
      <p className="font-semibold">The library has {known.length === 1 ? 'one' : 'some'} like it already:</p>
      <ul className="grid gap-1">
        {known.map((one) => (
          <li key={one.id} className="flex flex-wrap items-baseline gap-x-2">
            <a className="link min-w-0" href={`/sources/${one.id}`} target="_blank" rel="noreferrer">
              {one.citation}
            </a>
            <span className="hint">the same {SAME[one.because]}</span>
            {onUse ? (
              <button type="button" className="button button-small" onClick={() => onUse(one.id)}>
                Use it
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Sources like what a form's `title`, `URL` and `DOI` say, asked when one of them is left. */
export function useKnownSources(): { readonly known: readonly KnownSource[]; readonly look: (form: HTMLFormElement | null) => void } {
  const [known, setKnown] = useState<readonly KnownSource[]>([])
  const asked = useRef('')
  const look = useCallback((form: HTMLFormElement | null) => {
    if (!form) return
    const fields = new FormData(form)
    const said = ['title', 'URL', 'DOI'].map((name) => [name.toLowerCase(), String(fields.get(name) ?? '').trim()] as const)
    const query = new URLSearchParams(said.filter(([, words]) => words !== '').map(([name, words]) => [name, words])).toString()
    if (query === asked.current) return
    asked.current = query
    if (!query) return setKnown([])
    callApi<{ known: readonly KnownSource[] }>('GET', `/api/sources/similar?${query}`).then(
      (answer) => asked.current === query && setKnown(answer.known),
      // It is help; a source can be added without.
      () => {},
    )
  }, [])
  return { known, look }
}
