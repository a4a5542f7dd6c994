'use client'

import { useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { offerEvidence } from '@/components/claims/offer-evidence'
import { Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { CLAIM_LIMITS, NOTE_KIND_LABELS, type NoteKind } from '@/lib/core/claim/claim'
import { SOURCE_LIMITS } from '@/lib/core/evidence/source'
import { can, type Role } from '@/lib/core/permissions/policy'
import { mentionedIn, unknownIn } from '@/lib/core/text/mentions'
import type { ClaimView } from '@/lib/server/present/claim'
import type { NoteView } from '@/lib/server/present/evidence'

interface Props {
  readonly claim: ClaimView
  readonly actor: { readonly id: string; readonly role: Role }
  readonly onChanged: () => void
}

/** A note and what was answered to it, one level deep. */
export function NoteThread({
  claim,
  note,
  notes,
  actor,
  people,
  onChanged,
}: Props & { note: NoteView; notes: readonly NoteView[]; people: readonly { readonly id: string; readonly name: string }[] }) {
  const toast = useToast()
  const [isReplying, setReplying] = useState(false)
  const canWrite = can(actor, 'note.write')
  const canOffer = can(actor, 'evidence.write')
  const canRemove = (one: NoteView) => can(actor, 'note.take-back', { writtenBy: one.createdBy.id })
  const remove = async (one: NoteView) => {
    try {
      await callApi('DELETE', `/api/notes/${one.id}`)
      onChanged()
      toast('Note taken back.', {
        action: {
          label: 'Undo',
          run: () => {
            callApi('POST', `/api/notes/${one.id}/restore`).then(onChanged, (error) => toast(sentenceOf(error), { tone: 'bad' }))
          },
        },
      })
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }
  return (
    <div className="grid gap-1.5">
      <Note
        note={note}
        canRemove={canRemove(note)}
        canOffer={canOffer}
        onRemove={() => void remove(note)}
        onReply={canWrite ? () => setReplying(true) : undefined}
      />
      <ul className="ms-4 grid gap-1.5 border-s border-line ps-3">
        {notes
          .filter((reply) => reply.replyToId === note.id)
          .map((reply) => (
            <li key={reply.id}>
              <Note note={reply} canRemove={canRemove(reply)} canOffer={canOffer} onRemove={() => void remove(reply)} />
            </li>
          ))}
        {isReplying ? (
          <li>
            <NoteForm
              claimId={claim.id}
              replyTo={note.id}
              label={`Answer ${note.createdBy.name}`}
              people={people}
              onDone={() => {
                setReplying(false)
                onChanged()
              }}
            />
          </li>
        ) : null}
      </ul>
    </div>
  )
}

function Note({
  note,
  canRemove,
  canOffer,
  onRemove,
  onReply,
}: {
  note: NoteView
  canRemove: boolean
  canOffer: boolean
  onRemove: () => void
  onReply?: (() => void) | undefined
}) {
  return (
    <div>
      <p className="hint flex flex-wrap items-baseline gap-x-1.5">
        <strong className="text-ink">{note.createdBy.name}</strong>
        <Time at={note.createdAt} />
        {note.kind === 'note' ? null : <span className="font-semibold text-accent">{NOTE_KIND_LABELS[note.kind]}</span>}
        {note.owner ? <span>to {note.owner.name}</span> : null}
        {note.due ? (
          <span>
            due <Time at={note.due} />
          </span>
        ) : null}
      </p>
      <p className="break-words whitespace-pre-wrap" dir="auto">
        {note.text}
      </p>
      <p className="flex flex-wrap gap-x-3 gap-y-2 text-[0.86rem]">
        {onReply ? (
          <button type="button" className="link" onClick={onReply}>
            Answer
          </button>
        ) : null}
        {canOffer
          ? addressesIn(note.text).map((address) => (
              <button key={address} type="button" className="link" title={address} onClick={() => offerEvidence(note.claimId, address)}>
                Use {new URL(address).hostname.replace(/^www\./, '')} as evidence
              </button>
            ))
          : null}
        {canOffer && footnoteIn(note.text) ? (
          <button type="button" className="link" onClick={() => offerEvidence(note.claimId, footnoteIn(note.text) ?? '')}>
            Use as evidence
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

/** What a footnote of the file names as its source, where that is no address; null for any other note. */
function footnoteIn(text: string): string | null {
  const words = /^Footnote in the file[^\n]*:\n([\s\S]+)$/.exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? ''
  return words === '' || addressesIn(text).length > 0 ? null : words.slice(0, SOURCE_LIMITS.title).toWellFormed()
}

/** The first web addresses of a note: often all the evidence there is. */
function addressesIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"“”()]+/g) ?? []
  return [...new Set(found.map((one) => one.replace(/[.,;:!?]+$/, '')))].filter((one) => URL.canParse(one)).slice(0, 3)
}

/** Who is told by an @ in a note, while it is written; and which word behind one is nobody's name. */
function Told({ text, people }: { text: string; people: readonly { readonly id: string; readonly name: string }[] }) {
  if (!text.includes('@')) return null
  const [told, unknown] = [mentionedIn(text, people), unknownIn(text, people)]
  // While a name is being written it may still become one.
  if (told.length === 0 && unknown.length === 0) return <p className="hint">{namesFor(text, people)}</p>
  return (
    <p className="hint" role="status">
      {told.length > 0 ? `Tells ${told.map(({ name }) => name).join(', ')}. ` : ''}
      {unknown.length > 0 ? `Nobody here is called ${unknown.join(', ')}.` : ''}
    </p>
  )
}

/** Names that begin like what stands behind the last @. */
function namesFor(text: string, people: readonly { readonly name: string }[]): string {
  const begun = text.slice(text.lastIndexOf('@') + 1).toLocaleLowerCase()
  const names = people.filter(({ name }) => name.toLocaleLowerCase().startsWith(begun)).map(({ name }) => `@${name}`)
  return names.length > 0 ? `${names.slice(0, 6).join(' · ')}${names.length > 6 ? ' …' : ''}` : ''
}

export function NoteForm({
  id,
  claimId,
  replyTo,
  label,
  kind = 'note',
  onKind = () => {},
  people = [],
  onDone,
}: {
  id?: string
  claimId: string
  replyTo?: string
  label: string
  /** What kind of note it is to be, and choosing another; an answer is a note. */
  kind?: NoteKind
  onKind?: (kind: NoteKind) => void
  /** Who can be asked, and told by an @ before their name. */
  people?: readonly { readonly id: string; readonly name: string }[]
  onDone: () => void
}) {
  const toast = useToast()
  const { text, write: setText, sent } = useDraft(`note-${claimId}-${replyTo ?? ''}`)
  const [owner, setOwner] = useState('')
  const [due, setDue] = useState('')
  const [isBusy, setBusy] = useState(false)
  const fieldId = id ?? `reply-${replyTo}`
  const submit = async () => {
    if (!text.trim() || isBusy) return
    setBusy(true)
    try {
      await callApi('POST', `/api/claims/${claimId}/notes`, {
        kind,
        text: text.trim(),
        ...(replyTo ? { replyTo } : {}),
        ...(kind === 'author-query' && owner ? { owner } : {}),
        ...(kind === 'author-query' && due ? { due: new Date(due).toISOString() } : {}),
      })
      sent(text)
      onKind('note')
      setOwner('')
      setDue('')
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
      <Told text={text} people={people} />
      {kind === 'author-query' && !replyTo ? (
        <div className="grid grid-cols-2 gap-2">
          <Select
            label="Who answers"
            value={owner}
            options={[['', 'Who brought the article in'], ...people.map((one) => [one.id, one.name] as const)]}
            onChange={setOwner}
          />
          <label className="min-w-0">
            <span className="label">By when</span>
            <input type="datetime-local" className="input" value={due} onChange={(event) => setDue(event.target.value)} />
          </label>
        </div>
      ) : null}
      <div className="flex items-center gap-2">
        {replyTo ? null : (
          <div className="w-40">
            <Select
              label="Kind of note"
              isLabelHidden
              value={kind}
              options={Object.entries(NOTE_KIND_LABELS) as [NoteKind, string][]}
              onChange={onKind}
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
