'use client'

import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ClaimStore } from '@/components/claims/claim-store'
import { Legend } from '@/components/review/legend'
import { describeProgress, progressOf } from '@/lib/core/claim/progress'

/** On paper: what this is, in which state, and when it was printed. Written in that moment; on the screen it costs nothing. */
export function PrintedHead({ store, title, version }: { store: ClaimStore; title: string; version: () => number }) {
  const [words, setWords] = useState('')
  const describe = useRef((): string => '')
  describe.current = () =>
    `${title} · version ${version()} · ${describeProgress(progressOf(store.get().all))} · printed ${new Date().toLocaleString()}`
  useEffect(() => {
    const print = () => flushSync(() => setWords(describe.current()))
    addEventListener('beforeprint', print)
    return () => removeEventListener('beforeprint', print)
  }, [])
  return <p className="mb-4 hidden border-b border-line pb-2 text-[9pt] print:block">{words}</p>
}

/** On paper there is no sheet that tells what the underlines mean. */
export function PrintedLegend() {
  return (
    <section aria-label="Legend" className="mt-8 hidden border-t border-line pt-3 text-[9pt] print:block">
      <p className="mb-2">Numbers are those of the claims.</p>
      <Legend />
    </section>
  )
}
