import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import type { Audience } from '@/lib/core/article/article-snapshot'

/** A report being made, or made and kept for a while. */
export interface Report {
  readonly id: string
  readonly format: string
  readonly audience: Audience
  readonly state: 'waiting' | 'writing' | 'ready' | 'failed'
  readonly startedAt: string
  readonly name: string | null
  /** In bytes. */
  readonly size: number | null
  readonly problem: string | null
  readonly endsAt: string | null
}

/** How often the server is asked how far reports are, in ms. */
const ASK_EVERY_MS = 700

export const isBeingMade = ({ state }: Report) => state === 'waiting' || state === 'writing'

/** The own reports of an article, followed while one is being made; one begun here is downloaded when it is ready. */
export function useReports(articleId: string) {
  const [reports, setReports] = useState<readonly Report[]>([])
  const [error, setError] = useState<string | null>(null)
  const begun = useRef(new Set<string>())
  const path = `/api/articles/${articleId}/reports`

  const ask = useCallback(async () => {
    try {
      const { reports: now } = await callApi<{ reports: readonly Report[] }>('GET', path)
      setReports(now)
      for (const { id, state } of now)
        if (state === 'ready' && begun.current.delete(id)) {
          const link = document.createElement('a')
          link.href = addressOf(id)
          link.download = ''
          link.click()
        }
    } catch (problem) {
      setError(sentenceOf(problem))
    }
  }, [path])

  useEffect(() => void ask(), [ask])
  const isMaking = reports.some(isBeingMade)
  useEffect(() => {
    if (!isMaking) return
    const clock = setInterval(() => void ask(), ASK_EVERY_MS)
    return () => clearInterval(clock)
  }, [isMaking, ask])

  const act = async (work: () => Promise<void>) => {
    setError(null)
    await work().catch((problem: unknown) => setError(sentenceOf(problem)))
    await ask()
  }
  return {
    reports,
    error,
    /** Begins one; its id, or null when it was refused. */
    begin: async (format: string, audience: Audience): Promise<string | null> => {
      let made: string | null = null
      await act(async () => {
        made = (await callApi<{ id: string }>('POST', path, { format, audience }, { isNoChange: true })).id
        begun.current.add(made)
      })
      return made
    },
    /** Cancels one, or takes one that was made off the list. */
    end: (id: string) => act(() => callApi('DELETE', `/api/reports/${id}`)),
  }
}

/** Where the file of a report is; good for as long as it is kept. */
export const addressOf = (id: string) => `/api/reports/${id}/file`
