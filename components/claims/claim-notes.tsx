'use client'

import { useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { CLAIM_LIMITS, NOTE_KIND_LABELS, type NoteKind } from '@/lib/core/claim/claim'
import { can, type Role } from '@/lib/core/permissions/policy'
import type { ClaimView } from '@/lib/server/present/claim'
import type { NoteView } from '@/lib/server/present/evidence'

interface Props {
  readonly claim: ClaimView
  /** Null while they are being read. */
  readonly notes: readonly NoteView[] | null
  readonly actor: { readonly id: string; readonly role: Role }
  readonly onChanged: () => void
}

/** Notes in threads, one level deep. */
export function ClaimNotes({ claim, notes, actor, onChanged }: Props) {
  const toast = useToast()
  const [replyTo, setReplyTo] = useState<string | null>(null)
  const canWrite = can(actor, 'note.write')
  const remove = async (note: NoteView) => {
    try {
      await callApi('DELETE', `/api/notes/${note.id}`)
      onChanged()
      toast('Note taken back.', {
        action: {
          label: 'Undo',
          run: () => {
            callApi('POST', `/api/notes/${note.id}/restore`).then(onChanged, (error) => toast(sentenceOf(error), { tone: 'bad' }))
          },
        },
      })
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }
  const present = new Set((notes ?? []).map((note) => note.id))
  // Answers outlive the note they answered.
  const threads = (notes ?? []).filter((note) => note.replyToId === null || !present.has(note.replyToId))
  return (
    <section aria-label="Notes" className="grid gap-2 border-t border-line pt-3">
      <h3 className="font-semibold">Notes</h3>
      {notes === null ? <p className="hint">Reading the notes …</p> : null}
      <ul className="grid gap-3">
        {threads.map((note) => (
          <li key={note.id} className="grid gap-1.5">
            <Note
              note={note}
              canRemove={note.createdBy.id === actor.id || actor.role === 'editor' || actor.role === 'admin'}
              onRemove={() => void remove(note)}
              onReply={canWrite ? () => setReplyTo(note.id) : undefined}
            />
            <ul className="ms-4 grid gap-1.5 border-s border-line ps-3">
              {(notes ?? [])
                .filter((reply) => reply.replyToId === note.id)
                .map((reply) => (
                  <li key={reply.id}>
                    <Note
                      note={reply}
                      canRemove={reply.createdBy.id === actor.id || actor.role === 'editor' || actor.role === 'admin'}
                      onRemove={() => void remove(reply)}
                    />
                  </li>
                ))}
              {replyTo === note.id ? (
                <li>
                  <NoteForm
                    claimId={claim.id}
                    replyTo={note.id}
                    label={`Answer ${note.createdBy.name}`}
                    onDone={() => {
                      setReplyTo(null)
                      onChanged()
                    }}
                  />
                </li>
              ) : null}
            </ul>
          </li>
        ))}
      </ul>
      {canWrite ? <NoteForm id="claim-note" claimId={claim.id} label="New note" onDone={onChanged} /> : null}
    </section>
  )
}

function Note({
  note,
  canRemove,
  onRemove,
  onReply,
}: {
  note: NoteView
  canRemove: boolean
  onRemove: () => void
  onReply?: (() => void) | undefined
}) {
  return (
    <div>
      <p className="hint flex flex-wrap items-baseline gap-x-1.5">
        <strong className="text-ink">{note.createdBy.name}</strong>
        <Time at={note.createdAt} />
        {note.kind === 'note' ? null : <span className="font-semibold text-accent">{NOTE_KIND_LABELS[note.kind]}</span>}
      </p>
      <p className="break-words whitespace-pre-wrap" dir="auto">
        {note.text}
      </p>
      <p className="flex gap-3 text-[0.86rem]">
        {onReply ? (
          <button type="button" className="link" onClick={onReply}>
            Answer
          </button>
        ) : null}
        {canRemove ? (
          <button type="button" className="link" onClick={onRemove} aria-label={`Take back the note “${note.text.slice(0, 30)}”`}>
            Take back
          </button>
        ) : null}
      </p>
    </div>
  )
}

function NoteForm({
  id,
  claimId,
  replyTo,
  label,
  onDone,
}: {
  id?: string
  claimId: string
  replyTo?: string
  label: string
  onDone: () => void
}) {
  const toast = useToast()
  const { text, write: setText, clear } = useDraft(`note-${claimId}-${replyTo ?? ''}`)
  const [kind, setKind] = useState<NoteKind>('note')
  const [isBusy, setBusy] = useState(false)
  const fieldId = id ?? `reply-${replyTo}`
  const submit = async () => {
    if (!text.trim() || isBusy) return
    setBusy(true)
    try {
      await callApi('POST', `/api/claims/${claimId}/notes`, { kind, text: text.trim(), ...(replyTo ? { replyTo } : {}) })
      clear()
      setKind('note')
      onDone()
    } catch (error) {
      // What was written stays in the field, and in this browser.
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="grid gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor={fieldId} className="sr-only">
        {label}
      </label>
      <textarea
        id={fieldId}
        className="input"
        rows={replyTo ? 2 : 3}
        placeholder={label}
        value={text}
        maxLength={CLAIM_LIMITS.note}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
        }}
      />
      <div className="flex items-center gap-2">
        {replyTo ? null : (
          <div className="w-40">
            <Select
              label="Kind of note"
              isLabelHidden
              value={kind}
              options={Object.entries(NOTE_KIND_LABELS) as [NoteKind, string][]}
              onChange={setKind}
            />
          </div>
        )}
        <button type="submit" className="button button-small" disabled={isBusy || !text.trim()}>
          {replyTo ? 'Answer' : 'Add note'}
        </button>
      </div>
    </form>
  )
}
