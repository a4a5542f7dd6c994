'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useAct } from '@/components/ui/use-act'
import { WEBHOOK_LIMITS, WEBHOOK_TOPIC_LABELS, WEBHOOK_TOPICS } from '@/lib/core/desk/webhook'
import type { PresentedDelivery, PresentedWebhook } from '@/lib/server/present/webhook'

const STATE_LABELS: Record<PresentedDelivery['state'], string> = { arrived: 'Arrived', waiting: 'Waiting', 'given-up': 'Given up' }

/** Other programs that are told of changes of claims and sign-offs. */
export function Webhooks({ webhooks }: { webhooks: readonly PresentedWebhook[] }) {
  const router = useRouter()
  const toast = useToast()
  const [secret, setSecret] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    try {
      const made = await callApi<{ secret: string }>('POST', '/api/webhooks', {
        address: String(data.get('address')).trim(),
        topics: data.getAll('topics'),
      })
      setSecret(made.secret)
      form.reset()
      router.refresh()
    } catch (problem) {
      toast(sentenceOf(problem), { tone: 'bad' })
    }
  }
  return (
    <section aria-labelledby="webhooks" className="mt-8">
      <h2 id="webhooks" className="mb-2 font-semibold">
        Other programs that are told
      </h2>
      <div className="card grid gap-4 p-4">
        <p className="text-soft">
          A signed message goes to an address of yours when a claim or a sign-off changes. It says what was chosen from lists and which
          claim it is, never words of an article; articles that only some people may open are not told of.
        </p>
        {secret ? (
          <div className="notice notice-good grid gap-2" role="status">
            <p>The secret its messages are signed with. Copy it now; it is not shown again.</p>
            <input className="input font-mono" readOnly value={secret} aria-label="Secret" onFocus={(event) => event.target.select()} />
          </div>
        ) : null}
        {webhooks.length > 0 ? (
          <ul className="grid gap-3">
            {webhooks.map((webhook) => (
              <Webhook key={webhook.id} webhook={webhook} />
            ))}
          </ul>
        ) : null}
        <form className="grid gap-3" onSubmit={submit}>
          <Field label="Address" name="address" type="url" required maxLength={WEBHOOK_LIMITS.address} placeholder="https://" />
          <fieldset className="flex flex-wrap gap-x-6 gap-y-1.5">
            <legend className="mb-1 text-soft">It is told of</legend>
            {WEBHOOK_TOPICS.map((topic) => (
              <label key={topic} className="flex items-center gap-2">
                <input type="checkbox" className="m-0 size-[24px] shrink-0" name="topics" value={topic} defaultChecked />
                {WEBHOOK_TOPIC_LABELS[topic]}
              </label>
            ))}
          </fieldset>
          <button type="submit" className="button justify-self-start">
            Add
          </button>
        </form>
      </div>
    </section>
  )
}

function Webhook({ webhook }: { webhook: PresentedWebhook }) {
  const router = useRouter()
  const { act, isBusy } = useAct(() => router.refresh())
  const [deliveries, setDeliveries] = useState<readonly PresentedDelivery[] | null>(null)
  const { id, address, topics, last } = webhook
  const show = async (method: 'GET' | 'POST', path: string) => {
    const { deliveries: found } = await callApi<{ deliveries: PresentedDelivery[] }>(method, `/api/webhooks/${id}/${path}`)
    setDeliveries(found)
  }
  return (
    <li className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="break-all font-mono text-[0.8125rem]">{address}</span>
        <span className="hint">
          {topics.map((topic) => WEBHOOK_TOPIC_LABELS[topic].toLowerCase()).join('; ')}.{' '}
          {last ? <Outcome delivery={last} /> : 'Nothing was sent yet.'}
        </span>
        <span className="ml-auto flex gap-3">
          <button type="button" className="link" disabled={isBusy} onClick={() => void act(show('POST', 'try'))}>
            Send a test<span className="sr-only"> to {address}</span>
          </button>
          <button
            type="button"
            className="link"
            aria-expanded={deliveries !== null}
            disabled={isBusy}
            onClick={() => (deliveries ? setDeliveries(null) : void act(show('GET', 'deliveries')))}
          >
            Log<span className="sr-only"> of {address}</span>
          </button>
          <button
            type="button"
            className="link"
            disabled={isBusy}
            onClick={() => void act(callApi('DELETE', `/api/webhooks/${id}`), `${address} is told of nothing any more.`)}
          >
            Remove<span className="sr-only"> {address}</span>
          </button>
        </span>
      </div>
      {deliveries ? (
        <ol className="divide-y divide-line border-line border-t" aria-label={`Last messages to ${address}`}>
          {deliveries.length === 0 ? <li className="hint py-1.5">Nothing was sent yet.</li> : null}
          {deliveries.map((delivery) => (
            <li key={delivery.id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
              <span className="font-mono text-[0.8125rem]">{delivery.type}</span> <Outcome delivery={delivery} />
              {delivery.state === 'given-up' ? (
                <button
                  type="button"
                  className="link"
                  disabled={isBusy}
                  onClick={() => void act(show('POST', `deliveries/${delivery.id}/again`))}
                >
                  Send again
                </button>
              ) : null}
            </li>
          ))}
        </ol>
      ) : null}
    </li>
  )
}

function Outcome({ delivery: { state, attempts, answer, at, nextAt } }: { delivery: PresentedDelivery }) {
  return (
    <span className="hint">
      {STATE_LABELS[state]}
      {answer ? ` (${answer})` : ''}, <Time at={at} />
      {attempts > 1 ? `, ${attempts} attempts` : ''}
      {nextAt && attempts > 0 ? (
        <>
          , next <Time at={nextAt} />
        </>
      ) : null}
    </span>
  )
}
