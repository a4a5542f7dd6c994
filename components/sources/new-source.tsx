'use client'

import { FileInput, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { ImportSources } from '@/components/sources/import-sources'
import { type KnownSource, KnownSources } from '@/components/sources/known-sources'
import { SourceForm } from '@/components/sources/source-form'
import { Dialog } from '@/components/ui/dialog'
import type { SourceFields } from '@/lib/core/evidence/source'

interface LookedUp {
  readonly fields: SourceFields
  readonly known: readonly KnownSource[]
}

/** Adds a source: its fields by hand, or read from its page and looked through. */
export function NewSource() {
  const router = useRouter()
  const [open, setOpen] = useState<'one' | 'list' | null>(null)
  const [address, setAddress] = useState('')
  const [found, setFound] = useState<LookedUp | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const asking = useRef<AbortController | null>(null)
  const [isBusy, setBusy] = useState(false)
  const close = () => {
    asking.current?.abort()
    setOpen(null)
    setFound(null)
    setProblem(null)
    setAddress('')
  }
  const lookUp = async (event: FormEvent) => {
    event.preventDefault()
    asking.current?.abort()
    const abort = new AbortController()
    asking.current = abort
    setBusy(true)
    setProblem(null)
    try {
      setFound(
        await callApi<LookedUp>('POST', '/api/sources/look-up', { address: address.trim() }, { signal: abort.signal, isNoChange: true }),
      )
    } catch (error) {
      if (!abort.signal.aborted) setProblem(sentenceOf(error))
    } finally {
      if (asking.current === abort) setBusy(false)
    }
  }
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen('list')}>
        <FileInput size={15} aria-hidden /> Take in a list
      </button>
      <button type="button" className="button button-primary" onClick={() => setOpen('one')}>
        <Plus size={15} aria-hidden /> New source
      </button>
      <Dialog isOpen={open === 'list'} onClose={close} title="Sources from a list" width="40rem">
        <ImportSources
          onDone={() => {
            close()
            router.refresh()
          }}
        />
      </Dialog>
      <Dialog isOpen={open === 'one'} onClose={close} title="New source" width="40rem">
        <form className="mb-4 grid gap-1.5 border-b border-line pb-4" onSubmit={(event) => void lookUp(event)}>
          <label className="label" htmlFor="look-up-address">
            Read it from its page
          </label>
          <div className="flex gap-2">
            <input
              id="look-up-address"
              className="input"
              placeholder="Address, DOI or ISBN"
              value={address}
              aria-describedby="look-up-hint"
              onChange={(event) => setAddress(event.target.value)}
            />
            {isBusy ? (
              <button
                type="button"
                className="button"
                onClick={() => {
                  asking.current?.abort()
                  setBusy(false)
                }}
              >
                Cancel
              </button>
            ) : (
              <button type="submit" className="button" disabled={!address.trim()}>
                Read
              </button>
            )}
          </div>
          <p id="look-up-hint" className="hint" role="status">
            {isBusy
              ? 'Asking the site …'
              : found
                ? 'Read. Look the fields through: what a page or a catalogue says can be wrong.'
                : 'The desk asks that site for that page, a resolver or catalogue for a DOI or an ISBN (then, for a DOI without a record, the page it leads to). Or fill the fields in below.'}
          </p>
          {problem ? (
            <p className="notice notice-bad" role="alert">
              {problem}
            </p>
          ) : null}
        </form>
        {found ? (
          <div className="mb-4">
            <KnownSources known={found.known} />
          </div>
        ) : null}
        <SourceForm
          key={found ? JSON.stringify(found.fields) : 'by-hand'}
          existing={null}
          proposed={found?.fields ?? null}
          onDone={(source) => {
            close()
            router.push(`/sources/${source.id}`)
          }}
        />
      </Dialog>
    </>
  )
}
