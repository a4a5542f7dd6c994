'use client'

import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { KnownSources, useKnownSources } from '@/components/sources/known-sources'
import { useSourceDraft } from '@/components/sources/source-draft'
import { readSourceForm, SourceInputs } from '@/components/sources/source-inputs'
import { Field, TextArea } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { keepInBrowser, ownName } from '@/components/ui/use-draft'
import {
  CREDIBILITY_LABELS,
  type Credibility,
  DIRECTNESS_LABELS,
  type Directness,
  EVIDENCE_LIMITS,
  STANCE_LABELS,
  type Stance,
} from '@/lib/core/evidence/evidence'
import { cite } from '@/lib/core/evidence/source'
import type { EvidenceView, ListedSourceView, SourceView } from '@/lib/server/present/evidence'

interface Props {
  readonly claimId: string
  readonly existing: EvidenceView | null
  /** Returns a sentence when it was not saved. */
  readonly onSave: (body: Record<string, unknown>) => Promise<string | null>
  readonly onCancel: () => void
}

/** A source from the library or a new one, and what it does for this claim. */
export function EvidenceForm({ claimId, existing, onSave, onCancel }: Props) {
  const [source, setSource] = useState<SourceView | 'new' | null>(existing?.source ?? null)
  const [stance, setStance] = useState<Stance>(existing?.stance ?? 'supports')
  const [directness, setDirectness] = useState<Directness>(existing?.directness ?? 'primary')
  const [credibility, setCredibility] = useState<string>(existing?.credibility ? String(existing.credibility) : '')
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const known = useKnownSources()
  const use = (id: string) => callApi<SourceView>('GET', `/api/sources/${id}`).then(setSource, (problem) => setError(sentenceOf(problem)))
  const begun = useSourceDraft(claimId, form)
  const { latest } = begun
  // Shown again after another source was looked for, it has what was written.
  const written = useMemo(() => (source === 'new' ? latest() : null), [source, latest])
  const isSecret = source !== null && source !== 'new' && source.confidential
  const draft = useFormDraft(`evidence-${existing?.id ?? claimId}`, form, existing?.revision ?? 0)
  /** Words written over an earlier state of this evidence: they are offered, and put over nothing. */
  const [older, setOlder] = useState<Readonly<Record<string, string>> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form opens
  useEffect(() => setOlder(draft.restore()), [])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim() || null
    if (!source) return setError('Pick a source from the library, or add a new one.')
    setBusy(true)
    const problem = await onSave({
      ...(existing ? {} : { source: source === 'new' ? readSourceForm(form) : { id: source.id } }),
      stance,
      directness,
      credibility: credibility ? (Number(credibility) as Credibility) : null,
      quote: text('quote'),
      locator: text('locator'),
      note: text('evidence-note'),
    })
    setBusy(false)
    setError(problem)
    if (problem !== null) return
    draft.clear()
    begun.clear()
  }

  return (
    <form
      ref={form}
      className="grid gap-4"
      onInput={() => {
        draft.keep(isSecret || (source === 'new' && new FormData(form.current ?? undefined).has('confidential')))
        if (source === 'new') begun.keep()
      }}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      }}
      data-claim-id={claimId}
    >
      {existing ? (
        <p className="font-medium">{cite(existing.source)}</p>
      ) : source === null ? (
        <SourcePicker onPick={setSource} />
      ) : (
        <div className="grid gap-3">
          <div className="flex items-baseline justify-between gap-3">
            <p className="font-medium">{source === 'new' ? 'A new source' : cite(source)}</p>
            <button type="button" className="link shrink-0" onClick={() => setSource(null)}>
              Another source
            </button>
          </div>
          {source === 'new' ? (
            // biome-ignore lint/a11y/noStaticElementInteractions: hears its fields being left
            <div className="grid gap-3" onBlur={() => known.look(form.current)}>
              <SourceInputs existing={written} />
              <KnownSources known={known.known} onUse={(id) => void use(id)} />
            </div>
          ) : null}
        </div>
      )}
      <fieldset className="grid gap-3 border-t border-line pt-3 md:grid-cols-3">
        <legend className="sr-only">What it does for this claim</legend>
        <Select label="It" value={stance} options={optionsOf(STANCE_LABELS)} onChange={setStance} />
        <Select label="Directness, for this claim" value={directness} options={optionsOf(DIRECTNESS_LABELS)} onChange={setDirectness} />
        <Select
          label="Credibility"
          value={credibility}
          options={[['', 'Not judged'], ...(Object.entries(CREDIBILITY_LABELS) as [string, string][])]}
          onChange={setCredibility}
        />
      </fieldset>
      <TextArea
        label="Exact quote from the source"
        name="quote"
        rows={3}
        maxLength={EVIDENCE_LIMITS.quote}
        defaultValue={existing?.quote ?? ''}
      />
      <Field
        label="Where in the source"
        name="locator"
        placeholder="p. 12, table 3, 1:12:40"
        maxLength={EVIDENCE_LIMITS.locator}
        defaultValue={existing?.locator ?? ''}
      />
      <TextArea label="Remark" name="evidence-note" rows={2} maxLength={EVIDENCE_LIMITS.note} defaultValue={existing?.note ?? ''} />
      {older ? (
        <p className="notice" role="status">
          Somebody changed this evidence since you began to write here. Yours is kept:{' '}
          {Object.values(older)
            .map((words) => `“${words}”`)
            .join(' ')}{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              draft.put(older)
              setOlder(null)
            }}
          >
            Put yours in
          </button>
        </p>
      ) : null}
      <div role="alert">{error ? <p className="notice notice-bad">{error}</p> : null}</div>
      <div className="flex justify-end gap-2">
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" className="button button-primary" disabled={isBusy}>
          {existing ? 'Save' : 'Add evidence'}
        </button>
      </div>
    </form>
  )
}

/** Fields of this form; those of a new source are kept as a whole, with its kind and its secrecy. */
const KEPT = ['quote', 'locator', 'evidence-note'] as const

interface KeptWords {
  readonly fields: Readonly<Record<string, string>>
  /** Over which state of the evidence it was written; 0 for new. */
  readonly revision: number
}

/** What is written about confidential sources lives as long as the page. */
const unwritten = new Map<string, KeptWords>()

/** Keeps what is written in a form's named fields in this browser, through Escape and reload, until it is saved. */
function useFormDraft(key: string, form: React.RefObject<HTMLFormElement | null>, revision: number) {
  const name = ownName(`draft.${key}`)
  const put = (fields: Readonly<Record<string, string>>) => {
    for (const [field, value] of Object.entries(fields)) {
      const element = form.current?.elements.namedItem(field)
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.value = value
    }
  }
  const clear = () => {
    unwritten.delete(name)
    keepInBrowser(name, null)
  }
  return {
    keep: (isSecret: boolean) => {
      if (!form.current) return
      const data = new FormData(form.current)
      const kept = { fields: Object.fromEntries(KEPT.map((field) => [field, String(data.get(field) ?? '')])), revision }
      clear()
      if (isSecret) unwritten.set(name, kept)
      else keepInBrowser(name, JSON.stringify(kept))
    },
    /** Puts back what was written; answers it instead when somebody changed the evidence meanwhile. */
    restore: () => {
      const kept = unwritten.get(name) ?? readWords(name)
      if (!kept) return null
      if (kept.revision !== revision) return Object.fromEntries(Object.entries(kept.fields).filter(([, words]) => words !== ''))
      put(kept.fields)
      return null
    },
    put,
    clear,
  }
}

function readWords(name: string): KeptWords | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as KeptWords | Readonly<Record<string, string>> | null
    if (kept === null) return null
    // An earlier version kept the words alone.
    return typeof kept.revision === 'number' ? (kept as KeptWords) : { fields: kept as Readonly<Record<string, string>>, revision: 0 }
  } catch {
    return null
  }
}

function SourcePicker({ onPick }: { onPick: (source: SourceView | 'new') => void }) {
  const [q, setQ] = useState('')
  const [sources, setSources] = useState<readonly ListedSourceView[] | null>(null)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      callApi<{ sources: ListedSourceView[] }>('GET', `/api/sources?limit=8&q=${encodeURIComponent(q)}`, undefined, {
        signal: abort.signal,
      })
        .then((answer) => {
          setSources(answer.sources)
          setError(null)
        })
        .catch((problem) => !abort.signal.aborted && setError(sentenceOf(problem)))
    }, 150)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [q])
  return (
    <div className="grid gap-2">
      <Field
        label="Find a source in the library"
        type="search"
        value={q}
        onChange={(event) => setQ(event.target.value)}
        placeholder="Title, author, address"
        autoFocus
      />
      {error ? <p className="error-text">{error}</p> : null}
      {sources?.length === 0 ? (
        <p className="hint">{q ? 'Nothing in the library matches.' : 'The library is empty: this will be its first source.'}</p>
      ) : null}
      <ul className="grid max-h-52 gap-0.5 overflow-y-auto">
        {(sources ?? []).map((source) => (
          <li key={source.id}>
            <button type="button" className="w-full rounded-md px-2 py-1.5 text-start hover:bg-accent-wash" onClick={() => onPick(source)}>
              {cite(source)} <span className="hint">used {source.claimCount}×</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="button justify-self-start" onClick={() => onPick('new')}>
        Add a new source
      </button>
    </div>
  )
}
