'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi } from '@/components/api'
import { Field, TextArea } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useAct } from '@/components/ui/use-act'
import { useDraft } from '@/components/ui/use-draft'
import {
  ERRATUM_CAUSE_LABELS,
  ERRATUM_KIND_LABELS,
  type ErratumCause,
  type ErratumKind,
  PUBLICATION_LIMITS,
} from '@/lib/core/publication/erratum'
import type { ErratumView } from '@/lib/server/present/publication'

interface NamedClaim {
  readonly id: string
  readonly name: string
  readonly quote: string
  /** What its record says of how an error got through. */
  readonly cause: ErratumCause
}

interface Props {
  readonly articleId: string
  readonly errata: readonly ErratumView[]
  readonly claims: readonly NamedClaim[]
  readonly canWrite: boolean
}

/** What was wrong in print, which claim it was, how it got through, and what readers were told. */
export function Errata({ articleId, errata, claims, canWrite }: Props) {
  const router = useRouter()
  const toast = useToast()
  const { act } = useAct(() => router.refresh())
  const path = `/api/articles/${articleId}/errata`
  return (
    <section aria-labelledby="errata-title" className="mb-8 grid gap-3">
      <h2 id="errata-title" className="font-semibold">
        Errors in what was published
      </h2>
      {errata.length === 0 ? (
        <p className="text-soft">None is known. What turns out to be wrong is kept here, with how it got through.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {errata.map((erratum) => (
            <Erratum
              key={erratum.id}
              erratum={erratum}
              claim={claims.find((one) => one.id === erratum.claimId)?.name ?? null}
              canWrite={canWrite}
              onChange={(fields) => act(callApi('PATCH', `${path}/${erratum.id}`, { revision: erratum.revision, ...fields }))}
              onRemove={() =>
                void act(callApi('DELETE', `${path}/${erratum.id}`)).then((isDone) => {
                  if (isDone)
                    toast('Removed.', {
                      action: { label: 'Undo', run: () => void act(callApi('POST', `${path}/${erratum.id}/restore`)) },
                    })
                })
              }
            />
          ))}
        </ul>
      )}
      {canWrite ? <NewErratum articleId={articleId} claims={claims} onAdd={(body) => act(callApi('POST', path, body), 'Kept.')} /> : null}
    </section>
  )
}

interface ErratumProps {
  readonly erratum: ErratumView
  readonly claim: string | null
  readonly canWrite: boolean
  readonly onChange: (fields: Readonly<Record<string, unknown>>) => Promise<boolean>
  readonly onRemove: () => void
}

function Erratum({ erratum, claim, canWrite, onChange, onRemove }: ErratumProps) {
  const notice = useDraft(`erratum-notice-${erratum.id}`, erratum.notice ?? '')
  const isWritten = notice.text.trim() !== (erratum.notice ?? '')
  return (
    <li className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong>{ERRATUM_KIND_LABELS[erratum.kind]}</strong>
        <del dir="auto">{erratum.wrong}</del>
        <span aria-hidden>→</span>
        <ins dir="auto">{erratum.right}</ins>
        {claim ? <span className="hint">{claim}</span> : null}
        {canWrite ? (
          <button
            type="button"
            className="button button-small button-quiet ms-auto"
            aria-label={`Remove: ${erratum.wrong}`}
            onClick={onRemove}
          >
            Remove
          </button>
        ) : null}
      </p>
      <p className="text-soft" dir="auto">
        {ERRATUM_CAUSE_LABELS[erratum.cause]}
        {erratum.causeNote ? `: ${erratum.causeNote}` : ''}
        {erratum.source ? ` Source: ${erratum.source.title}.` : ''}
      </p>
      {canWrite && !erratum.printedAt ? (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            const words = notice.text.trim()
            if (words)
              void onChange({ notice: words, printedAt: new Date().toISOString() }).then((isDone) => {
                if (isDone) notice.saved(notice.text)
              })
          }}
        >
          <TextArea
            label="Correction note, as readers get it"
            rows={2}
            value={notice.text}
            maxLength={PUBLICATION_LIMITS.notice}
            dir="auto"
            onChange={(event) => notice.write(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            <button type="submit" className="button" disabled={!notice.text.trim()}>
              Readers were told
            </button>
            <button
              type="button"
              className="button button-quiet"
              disabled={!isWritten}
              onClick={() => void onChange({ notice: notice.text.trim() || null }).then((isDone) => isDone && notice.saved(notice.text))}
            >
              Keep the note for later
            </button>
          </div>
        </form>
      ) : erratum.notice ? (
        <blockquote className="border-s-[3px] border-line ps-3 font-serif whitespace-pre-wrap" dir="auto">
          {erratum.notice}
        </blockquote>
      ) : null}
      {erratum.printedAt ? (
        <p className="text-checked">
          ✓ Readers were told, <Time at={erratum.printedAt} />
        </p>
      ) : (
        <p className="font-semibold text-stale">Readers were not told yet.</p>
      )}
    </li>
  )
}

interface NewProps {
  readonly articleId: string
  readonly claims: readonly NamedClaim[]
  readonly onAdd: (body: Readonly<Record<string, unknown>>) => Promise<boolean>
}

function NewErratum({ articleId, claims, onAdd }: NewProps) {
  const wrong = useDraft(`erratum-wrong-${articleId}`)
  const right = useDraft(`erratum-right-${articleId}`)
  const note = useDraft(`erratum-cause-${articleId}`)
  const [claimId, setClaimId] = useState('')
  const [kind, setKind] = useState<ErratumKind>('figure')
  const [cause, setCause] = useState<ErratumCause>('unknown')
  const choose = (id: string) => {
    setClaimId(id)
    const claim = claims.find((one) => one.id === id)
    if (!claim) return
    if (!wrong.text.trim()) wrong.write(claim.quote)
    setCause(claim.cause)
  }
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      wrong: wrong.text.trim(),
      right: right.text.trim(),
      kind,
      cause,
      causeNote: note.text.trim() || null,
      claimId: claimId || null,
    }
    if (!body.wrong || !body.right || !(await onAdd(body))) return
    for (const draft of [wrong, right, note]) draft.sent(draft.text)
    setClaimId('')
  }
  return (
    <form className="card grid gap-2 p-4 md:grid-cols-2" aria-label="Note an error" onSubmit={(event) => void add(event)}>
      <Select
        label="Which claim"
        value={claimId}
        options={[['', 'None of them'], ...claims.map((claim) => [claim.id, claim.name] as const)]}
        onChange={choose}
      />
      <Select label="What kind" value={kind} options={optionsOf(ERRATUM_KIND_LABELS)} onChange={setKind} />
      <Field
        label="What was printed"
        value={wrong.text}
        maxLength={PUBLICATION_LIMITS.words}
        dir="auto"
        onChange={(event) => wrong.write(event.target.value)}
      />
      <Field
        label="What is right"
        value={right.text}
        maxLength={PUBLICATION_LIMITS.words}
        dir="auto"
        onChange={(event) => right.write(event.target.value)}
      />
      <Select label="How it got through" value={cause} options={optionsOf(ERRATUM_CAUSE_LABELS)} onChange={setCause} />
      <Field
        label="In words"
        value={note.text}
        maxLength={PUBLICATION_LIMITS.causeNote}
        dir="auto"
        onChange={(event) => note.write(event.target.value)}
      />
      <div className="md:col-span-2">
        <button type="submit" className="button" disabled={!wrong.text.trim() || !right.text.trim()}>
          Note the error
        </button>
      </div>
    </form>
  )
}
