import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi } from '@/components/api'
import type { ArticleDeskProps } from '@/components/editor/article-desk'
import type { ArticleSession } from '@/components/session/article-session'
import { showProposals } from '@/lib/editor/extensions/proposals/proposals'
import { shownProposals } from '@/lib/editor/queries/shown-proposals'
import type { ProposalView } from '@/lib/server/present/correction'

/** How long after news the proposals are read again, in ms; news come in bursts. */
const READ_AFTER_MS = 400

/** What is proposed and not decided, shown in the text too. It came with the article; `refresh` asks for it again. */
export function useProposals(
  { id: articleId, proposals: first }: ArticleDeskProps['article'],
  editor: Editor | null,
  session: ArticleSession | null,
) {
  const [proposals, setProposals] = useState(first)
  const timer = useRef(0)
  const again = useRef<() => void>(() => {})
  const read = useCallback(async () => {
    try {
      const answer = await callApi<{ version: number; proposals: ProposalView[] }>('GET', `/api/articles/${articleId}/corrections`)
      setProposals(answer.proposals)
      if (!editor || editor.isDestroyed || !session) return
      // Positions are those of the server's text. One that is ahead comes with news; what is typed here is waited for.
      if (!session.isAt(answer.version)) {
        if (session.version === answer.version) again.current()
        return
      }
      showProposals(editor.view, shownProposals(editor.state.doc, answer.proposals))
    } catch {
      // Asked again with the next news.
    }
  }, [articleId, editor, session])
  const refresh = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void read(), READ_AFTER_MS)
  }, [read])
  again.current = refresh
  useEffect(() => () => clearTimeout(timer.current), [])
  return { proposals, refresh, readProposals: read }
}
