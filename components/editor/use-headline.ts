import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { useCallback, useEffect, useState } from 'react'
import { titleOf } from '@/lib/editor/queries/title'

/**
 * The title as the text has it now, and what gives an article without a
 * headline one: its first words stand in for it in every list, and look alike
 * there. Null when there is a headline already, or before the text is open.
 */
export function useHeadline(editor: Editor | null, title: string): readonly [string, (() => void) | null] {
  const [now, setNow] = useState(title)
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    if (!editor) return
    const look = () => {
      const headline = titleOf(editor.state.doc)
      setMissing(editor.state.doc.firstChild?.type.name !== 'headline')
      if (headline) setNow(headline)
    }
    look()
    editor.on('update', look)
    return () => {
      editor.off('update', look)
    }
  }, [editor])
  useEffect(() => {
    if (now !== title) document.title = document.title.replace(title, now)
  }, [now, title])
  const add = useCallback(() => {
    if (!editor) return
    const { state, view } = editor
    const headline = state.schema.nodes.headline?.create(null, now ? [state.schema.text(now)] : [])
    if (!headline) return
    const tr = state.tr.insert(0, headline)
    // Selected, so that typing writes another one over it.
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, 1, 1 + headline.content.size)).scrollIntoView())
    view.focus()
  }, [editor, now])
  return [now, isMissing ? add : null]
}
