'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi } from '@/components/api'
import { Field, TextArea } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useAct } from '@/components/ui/use-act'
import { useDraft } from '@/components/ui/use-draft'
import { USE_LABELS, USES } from '@/lib/core/workflow/right-of-reply'
import type { ReplyView } from '@/lib/server/present/contact'

interface Props {
  readonly articleId: string
  readonly replies: readonly ReplyView[]
  readonly claims: readonly { readonly id: string; readonly name: string }[]
  readonly canWrite: boolean
}

/** Every criticism of somebody, whether they were asked, what they answered and whether it stands in the copy. */
export function RightsOfReply({ articleId, replies, claims, canWrite }: Props) {
  const router = useRouter()
  const toast = useToast()
  const { act } = useAct(() => router.refresh())
  const party = useDraft(`reply-party-${articleId}`)
  const criticism = useDraft(`reply-criticism-${articleId}`)
  const [claimId, setClaimId] = useState('')
  const path = `/api/articles/${articleId}/replies`
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!party.text.trim() || !criticism.text.trim()) return
    const body = { party: party.text.trim(), criticism: criticism.text.trim(), claimIds: claimId ? [claimId] : [] }
    if (await act(callApi('POST', path, body))) {
      party.sent(party.text)
      criticism.sent(criticism.text)
      setClaimId('')
    }
  }
  return (
    <section id="replies" aria-labelledby="replies-title" className="mb-8 grid gap-3">
      <h2 id="replies-title" className="font-semibold">
        Right of reply
      </h2>
      {replies.length === 0 ? (
        <p className="text-soft">No criticism is noted. Whoever is criticised in the article is asked before it is printed.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {replies.map((reply) => (
            <Reply
              key={reply.id}
              reply={reply}
              claims={claims}
              canWrite={canWrite}
              onChange={(fields) => act(callApi('PATCH', `${path}/${reply.id}`, { revision: reply.revision, ...fields }))}
              onRemove={() =>
                void act(callApi('DELETE', `${path}/${reply.id}`)).then((isDone) => {
                  if (isDone)
                    toast('Removed.', { action: { label: 'Undo', run: () => void act(callApi('POST', `${path}/${reply.id}/restore`)) } })
                })
              }
            />
          ))}
        </ul>
      )}
      {canWrite ? (
        <form
          className="card grid gap-2 p-4 md:grid-cols-[14rem_minmax(0,1fr)_12rem_auto] md:items-end"
          aria-label="Note criticism"
          onSubmit={(event) => void add(event)}
        >
          <Field
            label="Who is criticised"
            value={party.text}
            maxLength={300}
            dir="auto"
            onChange={(event) => party.write(event.target.value)}
          />
          <Field
            label="Of what"
            value={criticism.text}
            maxLength={5_000}
            dir="auto"
            onChange={(event) => criticism.write(event.target.value)}
          />
          <label className="min-w-0">
            <span className="label">In claim</span>
            <select className="input" value={claimId} onChange={(event) => setClaimId(event.target.value)}>
              <option value="">None</option>
              {claims.map((claim) => (
                <option key={claim.id} value={claim.id}>
                  {claim.name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button" disabled={!party.text.trim() || !criticism.text.trim()}>
            Note it
          </button>
        </form>
      ) : null}
    </section>
  )
}

interface ReplyProps {
  readonly reply: ReplyView
  readonly claims: Props['claims']
  readonly canWrite: boolean
  readonly onChange: (fields: Readonly<Record<string, unknown>>) => Promise<boolean>
  readonly onRemove: () => void
}

function Reply({ reply, claims, canWrite, onChange, onRemove }: ReplyProps) {
  const answer = useDraft(`reply-answer-${reply.id}`)
  const [deadline, setDeadline] = useState('')
  const reason = useDraft(`reply-reason-${reply.id}`)
  const names = reply.claimIds.flatMap((id) => claims.find((claim) => claim.id === id)?.name ?? [])
  const isOpenForAnswer = reply.askedAt !== null && reply.answer === null && !reply.closedReason
  return (
    <li className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong dir="auto">{reply.party}</strong> <span dir="auto">{reply.criticism}</span>
        {names.length > 0 ? <span className="hint">{names.join(', ')}</span> : null}
        {canWrite ? (
          <button
            type="button"
            className="button button-small button-quiet ms-auto"
            aria-label={`Remove ${reply.party}`}
            onClick={onRemove}
          >
            Remove
          </button>
        ) : null}
      </p>
      <p className={reply.open ? 'font-semibold text-stale' : 'text-checked'}>
        {reply.open
          ? `${reply.party} ${reply.open}`
          : reply.closedReason
            ? `Closed: ${reply.closedReason}`
            : `✓ Answered. ${reply.used ? USE_LABELS[reply.used] : ''}`}
      </p>
      {reply.askedAt ? (
        <p className="hint">
          Asked <Time at={reply.askedAt} />
          {reply.channel ? ` by ${reply.channel}` : ''}
          {reply.deadline ? (
            <>
              , until <Time at={reply.deadline} />
            </>
          ) : null}
        </p>
      ) : null}
      {reply.answer ? (
        <blockquote className="border-s-[3px] border-line ps-3 font-serif whitespace-pre-wrap" dir="auto">
          {reply.answer}
        </blockquote>
      ) : null}
      {canWrite && !reply.askedAt && !reply.closedReason ? (
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            void onChange({ askedAt: new Date().toISOString(), deadline: deadline ? new Date(deadline).toISOString() : null })
          }}
        >
          <Field label="Answer wanted until" type="datetime-local" value={deadline} onChange={(event) => setDeadline(event.target.value)} />
          <button type="submit" className="button">
            They were asked
          </button>
        </form>
      ) : null}
      {canWrite && isOpenForAnswer ? (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (answer.text.trim())
              void onChange({ answer: answer.text.trim() }).then((isDone) => {
                if (isDone) answer.sent(answer.text)
              })
          }}
        >
          <TextArea
            label={`What ${reply.party} answered`}
            value={answer.text}
            rows={2}
            maxLength={20_000}
            onChange={(event) => answer.write(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            <button type="submit" className="button" disabled={!answer.text.trim()}>
              Keep the answer
            </button>
            <input
              className="input w-64"
              aria-label={`Why ${reply.party} is not waited for`}
              placeholder="Or close it: why"
              value={reason.text}
              maxLength={2_000}
              onChange={(event) => reason.write(event.target.value)}
            />
            <button
              type="button"
              className="button"
              disabled={!reason.text.trim()}
              onClick={() =>
                void onChange({ closedReason: reason.text.trim() }).then((isDone) => {
                  if (isDone) reason.sent(reason.text)
                })
              }
            >
              Close it
            </button>
          </div>
        </form>
      ) : null}
      {canWrite && reply.answer !== null && reply.used === null ? (
        <fieldset className="flex flex-wrap gap-2">
          <legend className="label">Is the answer in the copy?</legend>
          {USES.map((use) => (
            <button key={use} type="button" className="button button-small" onClick={() => void onChange({ used: use })}>
              {USE_LABELS[use]}
            </button>
          ))}
        </fieldset>
      ) : null}
    </li>
  )
}
