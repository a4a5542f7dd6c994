'use client'

import { useRef, useState } from 'react'
import { CorrectionForm, CorrectionItem } from '@/components/claims/claim-corrections'
import { NoteForm, NoteThread } from '@/components/claims/claim-notes'
import { focusHome, focusHomeFrom } from '@/components/editor/desk-mode'
import type { NoteKind } from '@/lib/core/claim/claim'
import { can, type Role } from '@/lib/core/permissions/policy'
import type { ClaimView } from '@/lib/server/present/claim'
import type { CorrectionView } from '@/lib/server/present/correction'
import type { NoteView } from '@/lib/server/present/evidence'

interface Props {
  readonly claim: ClaimView
  /** Null while they are being read. */
  readonly notes: readonly NoteView[] | null
  readonly corrections: readonly CorrectionView[] | null
  readonly actor: { readonly id: string; readonly role: Role }
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** What was typed in the text has to be on the server before words are put in. */
  readonly onBeforeAccept: () => Promise<void>
  readonly onChanged: () => void
}

/** What is said about the claim, oldest first: notes, questions to the author, new words proposed for it, and what became of them. */
export function ClaimThread({ claim, notes, corrections, actor, people, onBeforeAccept, onChanged }: Props) {
  const [isProposing, setProposing] = useState(false)
  const [kind, setKind] = useState<NoteKind>('note')
  const section = useRef<HTMLElement>(null)
  const canPropose = can(actor, 'correction.propose') && claim.ranges.length === 1
  const canWrite = can(actor, 'note.write')
  const said = inOrder(notes ?? [], corrections ?? [])
  if (!canPropose && !canWrite && said.length === 0) return null
  return (
    <section ref={section} aria-label="Notes" className="grid gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="me-auto font-semibold">Notes and corrections</h3>
        {canWrite ? (
          <button
            id="claim-query"
            type="button"
            className="button button-small"
            onClick={() => {
              setKind('author-query')
              document.getElementById('claim-note')?.focus()
            }}
          >
            Ask <span className="kbd">⇧N</span>
          </button>
        ) : null}
        {canPropose && !isProposing ? (
          <button id="claim-correct" type="button" className="button button-small" onClick={() => setProposing(true)}>
            Propose new words <span className="kbd">W</span>
          </button>
        ) : null}
      </div>
      {notes === null ? <p className="hint">Reading the notes …</p> : null}
      <ul className="grid gap-3">
        {said.map((one) => (
          <li key={one.id}>
            {'note' in one ? (
              <NoteThread claim={claim} note={one.note} notes={notes ?? []} actor={actor} people={people} onChanged={onChanged} />
            ) : (
              <CorrectionItem correction={one.correction} actor={actor} onBeforeAccept={onBeforeAccept} onChanged={onChanged} />
            )}
          </li>
        ))}
      </ul>
      {isProposing ? (
        <CorrectionForm
          claim={claim}
          onDone={() => {
            focusHomeFrom(section.current)
            setProposing(false)
            onChanged()
          }}
          onCancel={() => {
            setProposing(false)
            focusHome()
          }}
        />
      ) : null}
      {canWrite ? (
        <NoteForm
          id="claim-note"
          claimId={claim.id}
          label={kind === 'author-query' ? 'What to ask the author' : 'New note'}
          kind={kind}
          onKind={setKind}
          people={people}
          onDone={() => {
            // A question is asked in passing; who writes notes may write another.
            if (kind === 'author-query') focusHomeFrom(section.current)
            onChanged()
          }}
        />
      ) : null}
    </section>
  )
}

type Said = { readonly id: string; readonly at: string } & ({ readonly note: NoteView } | { readonly correction: CorrectionView })

function inOrder(notes: readonly NoteView[], corrections: readonly CorrectionView[]): Said[] {
  const present = new Set(notes.map((note) => note.id))
  // Answers outlive the note they answered.
  const threads = notes.filter((note) => note.replyToId === null || !present.has(note.replyToId))
  return [
    ...threads.map((note) => ({ id: note.id, at: note.createdAt, note })),
    ...corrections.map((correction) => ({ id: correction.id, at: correction.proposedAt, correction })),
  ].sort((a, b) => a.at.localeCompare(b.at))
}
