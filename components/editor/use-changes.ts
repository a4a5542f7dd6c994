import { useCallback, useEffect, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { useToast } from '@/components/ui/toaster'
import type { ChangesView } from '@/lib/server/present/history'

/** What others did since this person last said they had seen the article, and saying so. */
export function useChanges(articleId: string, onSeen: () => void): readonly [ChangesView | null, () => Promise<void>] {
  const toast = useToast()
  const [changes, setChanges] = useState<ChangesView | null>(null)
  useEffect(() => {
    callApi<ChangesView>('GET', `/api/articles/${articleId}/changes`).then(
      (seen) => {
        setChanges(seen)
        // On a first visit there is nothing to catch up on: from here on, what others do is new.
        if (!seen.since) void callApi('PUT', `/api/articles/${articleId}/changes`, seen.now).catch(() => {})
      },
      () => {},
    )
  }, [articleId])
  const markSeen = useCallback(async () => {
    if (!changes) return
    try {
      await callApi('PUT', `/api/articles/${articleId}/changes`, changes.now)
      setChanges({ ...changes, entries: [], isCut: false, since: { ...changes.now, at: new Date().toISOString() } })
      onSeen()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }, [articleId, changes, onSeen, toast])
  return [changes, markSeen]
}
