'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Dialog } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toaster'
import { HOLD_REASON_MAX, type Retention } from '@/lib/core/workflow/retention'

/** How long an article is kept: held by its reason, or purged on a day. */
export function RetentionDialog({
  articleId,
  title,
  onClose,
}: {
  readonly articleId: string
  readonly title: string
  readonly onClose: () => void
}) {
  const router = useRouter()
  const toast = useToast()
  const [now, setNow] = useState<Retention | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    callApi<Retention>('GET', `/api/articles/${articleId}/retention`).then(setNow, (error) => setFailure(sentenceOf(error)))
  }, [articleId])
  const save = async () => {
    try {
      const saved = await callApi<Retention>('PUT', `/api/articles/${articleId}/retention`, {
        hold: now?.hold?.trim() || null,
        purgeOn: now?.purgeOn || null,
      })
      toast(
        saved.hold
          ? 'Held: nothing of it is deleted.'
          : saved.purgeOn
            ? `Its contents are purged on ${saved.purgeOn}.`
            : 'Kept, and not held.',
      )
      router.refresh()
      onClose()
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title={`How long it is kept: ${title}`} width="32rem">
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
            <span className="label">Legal hold: why nothing of it may be deleted</span>
            <textarea
              className="input"
              rows={2}
              maxLength={HOLD_REASON_MAX}
              value={now.hold ?? ''}
              onChange={(event) => setNow({ ...now, hold: event.target.value })}
            />
            <span className="hint block">While there is a reason it can be neither deleted nor purged. Empty lets it go.</span>
          </label>
          <label>
            <span className="label">Purge its contents on</span>
            <input
              type="date"
              className="input w-auto"
              value={now.purgeOn ?? ''}
              onChange={(event) => setNow({ ...now, purgeOn: event.target.value || null })}
            />
            <span className="hint block">
              Text, claims, notes and files go for good at the beginning of that day (UTC); the desk’s record keeps that they were there. A
              hold goes before the day.
            </span>
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
