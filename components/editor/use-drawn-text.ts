import type { Editor } from '@tiptap/core'
import { useEffect, useRef } from 'react'
import type { ClaimStore } from '@/components/claims/claim-store'
import { colourOf } from '@/components/editor/top-bar'
import type { ArticleSession } from '@/components/session/article-session'
import type { PersonHere } from '@/components/session/people-here'
import { refreshClaimLooks } from '@/lib/editor/extensions/claim-looks/claim-looks'
import { showRemoteCursors } from '@/lib/editor/extensions/remote-cursors/remote-cursors'

/** Keeps what is drawn over the text in step with claims, filter and people, and tells others which claim is open here. */
export function useDrawnText(
  editor: Editor | null,
  session: ArticleSession | null,
  store: ClaimStore,
  others: readonly PersonHere[],
): void {
  useEffect(() => {
    if (!editor) return
    return store.subscribe(() => refreshClaimLooks(editor.view))
  }, [editor, store])

  const hadCursors = useRef(false)
  useEffect(() => {
    if (!editor || (others.length === 0 && !hadCursors.current)) return
    hadCursors.current = others.length > 0
    showRemoteCursors(
      editor.view,
      others.flatMap(({ clientId, person, cursor }) =>
        cursor ? [{ clientId, name: person.name, colour: colourOf(person.id), ...cursor }] : [],
      ),
    )
  }, [editor, others])

  useEffect(() => {
    if (!session) return
    const tell = () => session.showClaim(store.get().activeId)
    tell()
    return store.subscribe(tell)
  }, [session, store])
}
