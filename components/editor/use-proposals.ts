import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi } from '@/components/api'
import type { ArticleSession } from '@/components/session/article-session'
import { showProposals } from '@/lib/editor/extensions/proposals/proposals'
import { textMapOf } from '@/lib/editor/text-map'
import type { CorrectionView } from '@/lib/server/present/correction'

export interface Proposal {
  readonly correction: CorrectionView
  /** Where its words stand; null when they are not there any more. */
  readonly range: { readonly start: number; readonly end: number } | null
}

/** How long after news the proposals are read again, in ms; news come in bursts. */
const READ_AFTER_MS = 400

/** What is proposed and not decided, shown in the text too. `refresh` asks for it again. */
export function useProposals(articleId: string, editor: Editor | null, session: ArticleSession | null) {
  const [proposals, setProposals] = useState<readonly Proposal[]>([])
  const timer = useRef(0)
  const again = useRef<() => void>(() => {})
  const read = useCallback(async () => {
    try {
      const answer = await callApi<{ version: number; proposals: Proposal[] }>('GET', `/api/articles/${articleId}/corrections`)
      setProposals(answer.proposals)
      if (!editor || editor.isDestroyed || !session) return
      // Positions are those of the server's text. One that is ahead comes with news; what is typed here is waited for.
      if (!session.isAt(answer.version)) {
        if (session.version === answer.version) again.current()
        return
      }
      const map = textMapOf(editor.state.doc)
      showProposals(
        editor.view,
        answer.proposals.flatMap(({ correction, range }) =>
          range ? [{ id: correction.id, from: map.positionAt(range.start), to: map.positionAt(range.end), after: correction.after }] : [],
        ),
      )
    } catch {
      // Asked again with the next news.
    }
  }, [articleId, editor, session])
  const refresh = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void read(), READ_AFTER_MS)
  }, [read])
  again.current = refresh
  useEffect(() => {
    if (editor) void read()
    return () => clearTimeout(timer.current)
  }, [editor, read])
  return { proposals, refresh, readProposals: read }
}
