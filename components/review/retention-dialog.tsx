'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Dialog } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toaster'
import { HOLD_REASON_MAX, type Retention } from '@/lib/core/workflow/retention'

/** What is kept or goes, in the words of the dialog. */
const KINDS = {
  article: {
    path: (id: string) => `/api/articles/${id}/retention`,
    title: 'How long it is kept',
    hold: 'Legal hold: why nothing of it may be deleted',
    holdHint: 'While there is a reason it can be neither deleted nor purged. Empty lets it go.',
    purge: 'Purge its contents on',
    purgeHint:
      'Text, claims, notes and files go for good at the beginning of that day (UTC); the desk’s record keeps that they were there. A hold goes before the day.',
    held: 'Held: nothing of it is deleted.',
    purged: (day: string) => `Its contents are purged on ${day}.`,
  },
  notes: {
    path: (id: string) => `/api/people/${id}/notes-retention`,
    title: 'How long notes are kept',
    hold: 'Legal hold: why none of these notes may be purged',
    holdHint: 'While there is a reason the words stay, whatever the day. Empty lets them go.',
    purge: 'Purge the words of these notes on',
    purgeHint:
      'What this person wrote as notes, and for themselves, goes for good at the beginning of that day (UTC), out of the history too; who wrote, when and on which claim stays. Notes in held articles stay until those are let go. Copies in reports and backups are yours to delete.',
    held: 'Held: none of these notes is purged.',
    purged: (day: string) => `The words of these notes are purged on ${day}.`,
  },
} as const

/** How long an article, or a person's notes, are kept: held by a reason, or purged on a day. */
export function RetentionDialog({
  kind = 'article',
  id,
  title,
  onClose,
}: {
  readonly kind?: keyof typeof KINDS
  readonly id: string
  readonly title: string
  readonly onClose: () => void
}) {
  const words = KINDS[kind]
  const path = words.path(id)
  const router = useRouter()
  const toast = useToast()
  const [now, setNow] = useState<Retention | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    callApi<Retention>('GET', path).then(setNow, (error) => setFailure(sentenceOf(error)))
  }, [path])
  const save = async () => {
    try {
      const saved = await callApi<Retention>('PUT', path, {
        hold: now?.hold?.trim() || null,
        purgeOn: now?.purgeOn || null,
      })
      toast(saved.hold ? words.held : saved.purgeOn ? words.purged(saved.purgeOn) : 'Kept, and not held.')
      router.refresh()
      onClose()
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title={`${words.title}: ${title}`} width="32rem">
      {failure ? (
        <p className="notice notice-bad" role="alert">
          {failure}
        </p>
      ) : null}
      {now ? (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <label>
            <span className="label">{words.hold}</span>
            <textarea
              className="input"
              rows={2}
              maxLength={HOLD_REASON_MAX}
              value={now.hold ?? ''}
              onChange={(event) => setNow({ ...now, hold: event.target.value })}
            />
            <span className="hint block">{words.holdHint}</span>
          </label>
          <label>
            <span className="label">{words.purge}</span>
            <input
              type="date"
              className="input w-auto"
              value={now.purgeOn ?? ''}
              onChange={(event) => setNow({ ...now, purgeOn: event.target.value || null })}
            />
            <span className="hint block">{words.purgeHint}</span>
          </label>
          <div className="flex gap-2">
            <button type="submit" className="button button-primary">
              Save
            </button>
            <button type="button" className="button" onClick={onClose}>
              Cancel
            </button>
          </div>
        </form>
      ) : failure ? null : (
        <p className="text-soft">Loading …</p>
      )}
    </Dialog>
  )
}
