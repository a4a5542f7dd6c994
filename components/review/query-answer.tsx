'use client'

import { useRouter } from 'next/navigation'
import { callApi } from '@/components/api'
import { useAct } from '@/components/ui/use-act'
import { useDraft } from '@/components/ui/use-draft'
import { CLAIM_LIMITS } from '@/lib/core/claim/claim'

/** Answers a question in place; what is written is kept in this browser until it is sent. */
export function QueryAnswer({ noteId, claimId }: { noteId: string; claimId: string }) {
  const router = useRouter()
  const { act, isBusy } = useAct(() => router.refresh())
  // The same draft as in the claim's own thread.
  const { text, write, sent } = useDraft(`note-${claimId}-${noteId}`)
  const send = async () => {
    if (!text.trim() || isBusy) return
    if (await act(callApi('POST', `/api/claims/${claimId}/notes`, { kind: 'note', text: text.trim(), replyTo: noteId }), 'Answered.'))
      sent(text)
  }
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <textarea
        className="input"
        rows={2}
        aria-label="Your answer"
        placeholder="Your answer"
        value={text}
        maxLength={CLAIM_LIMITS.note}
        dir="auto"
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <button type="submit" className="button" disabled={isBusy || !text.trim()}>
        Answer
      </button>
    </form>
  )
}
