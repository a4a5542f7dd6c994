'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useAct } from '@/components/ui/use-act'
import { useDraft } from '@/components/ui/use-draft'
import { CONTACT_LIMITS } from '@/lib/core/evidence/contact'
import { OUTSIDE_LABELS, OUTSIDE_LIMITS } from '@/lib/core/evidence/outside'
import type { OutsideLinkView } from '@/lib/server/present/outside'

interface Props {
  readonly articleId: string
  readonly links: readonly OutsideLinkView[]
  readonly claims: readonly { readonly id: string; readonly name: string }[]
}

/** Links for people outside the desk: to chosen claims, until a day, without an account. */
export function OutsideReaders({ articleId, links, claims }: Props) {
  const router = useRouter()
  const toast = useToast()
  const { act, isBusy } = useAct(() => router.refresh())
  const name = useDraft(`outside-name-${articleId}`)
  const message = useDraft(`outside-message-${articleId}`)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [days, setDays] = useState(7)
  const [link, setLink] = useState<string | null>(null)
  const path = `/api/articles/${articleId}/outside-links`
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (!name.text.trim() || chosen.size === 0) return
    try {
      const made = await callApi<{ path: string }>('POST', path, {
        name: name.text.trim(),
        message: message.text.trim() || null,
        claimIds: [...chosen],
        days,
      })
      setLink(`${location.origin}${made.path}`)
      name.sent(name.text)
      message.sent(message.text)
      setChosen(new Set())
      router.refresh()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }
  const revoke = (id: string) => act(callApi('DELETE', `${path}/${id}`), 'Taken back: the link opens nothing any more.')
  const toggle = (id: string) => setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  return (
    <section aria-labelledby="outside-title" className="mt-8 grid gap-3">
      <h2 id="outside-title" className="font-semibold">
        Outside readers
      </h2>
      {links.length === 0 ? (
        <p className="text-soft">Nobody outside was asked. An expert can be sent a link to chosen sentences, without an account.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {links.map((one) => (
            <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
              <strong dir="auto">{one.name}</strong>
              <span className="tabular">
                {new Set(one.answers.map((answer) => answer.claimId)).size} of {one.claimIds.length} answered
              </span>
              <span className="hint">
                {one.state === 'revoked' ? 'taken back' : one.state === 'ended' ? 'ended' : 'until '}
                {one.state === 'open' ? <Time at={one.until} /> : null}
                {one.openedAt ? ', opened' : ', not opened yet'} · {one.createdBy.name}
              </span>
              {one.state === 'open' ? (
                <button
                  type="button"
                  className="button button-small button-quiet ms-auto"
                  aria-label={`Take back the link of ${one.name}`}
                  disabled={isBusy}
                  onClick={() => void revoke(one.id)}
                >
                  Take back
                </button>
              ) : null}
              {one.answers.length > 0 ? (
                <details className="basis-full">
                  <summary>In their words, every answer</summary>
                  <ul className="mt-1 grid gap-1">
                    {one.answers.map((answer) => (
                      <li key={`${answer.claimId} ${answer.at}`}>
                        <span className="text-soft">
                          {claims.find((claim) => claim.id === answer.claimId)?.name ?? 'A claim that was removed'}:
                        </span>{' '}
                        <strong>{OUTSIDE_LABELS[answer.said]}</strong> {answer.words ? <span dir="auto">{answer.words} </span> : null}
                        <Time at={answer.at} />
                      </li>
                    ))}
                  </ul>
                </details>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {link ? (
        <div className="notice notice-good grid gap-2" role="status">
          <p>
            <strong>Send this link to them.</strong> It is shown once, and whoever has it sees the chosen sentences.
          </p>
          <p className="flex flex-wrap gap-2">
            <input className="input min-w-0 flex-1 basis-72" aria-label="Link for the outside reader" readOnly value={link} />
            <button
              type="button"
              className="button"
              onClick={() => {
                void navigator.clipboard.writeText(link)
                toast('Link copied.')
              }}
            >
              Copy
            </button>
          </p>
        </div>
      ) : null}
      <form className="card grid gap-3 p-4" aria-label="Ask an outside reader" onSubmit={(event) => void make(event)}>
        <div className="grid gap-3 md:grid-cols-[minmax(0,1fr)_9rem]">
          <Field
            label="Who they are"
            placeholder="Dr. Ida Roe, hydrologist"
            value={name.text}
            maxLength={CONTACT_LIMITS.name}
            dir="auto"
            onChange={(event) => name.write(event.target.value)}
          />
          <Field
            label="Days it works"
            type="number"
            min={1}
            max={OUTSIDE_LIMITS.days}
            value={days}
            onChange={(event) => setDays(Math.max(1, Math.min(OUTSIDE_LIMITS.days, Number(event.target.value) || 1)))}
          />
        </div>
        <Field
          label="A word to them (optional)"
          value={message.text}
          maxLength={OUTSIDE_LIMITS.message}
          dir="auto"
          onChange={(event) => message.write(event.target.value)}
        />
        <fieldset>
          <legend className="label">Which claims; they see the sentence each stands in</legend>
          <div className="grid max-h-52 gap-1 overflow-y-auto">
            {claims.map((claim) => (
              <label key={claim.id} className="flex items-baseline gap-2">
                <input type="checkbox" checked={chosen.has(claim.id)} onChange={() => toggle(claim.id)} />
                <span className="min-w-0" dir="auto">
                  {claim.name}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit" className="button justify-self-start" disabled={!name.text.trim() || chosen.size === 0}>
          Make the link
        </button>
      </form>
    </section>
  )
}
