'use client'

import type { Editor } from '@tiptap/core'
import { Highlighter, UserRoundPen } from 'lucide-react'
import { useEffect, useState } from 'react'

interface Props {
  readonly editor: Editor
  readonly label: string
  readonly canClaim: boolean
  readonly onClaim: () => void
  readonly onAuthorship: () => void
}

/** A button beside selected words. The same is in the toolbar and on a key. */
export function SelectionBubble({ editor, label, canClaim, onClaim, onAuthorship }: Props) {
  const [at, setAt] = useState<{ top: number; left: number } | null>(null)
  useEffect(() => {
    let timer = 0
    const update = () => {
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        const { empty, to, from } = editor.state.selection
        if (editor.isDestroyed || empty || editor.state.doc.textBetween(from, to, ' ').trim() === '') return setAt(null)
        const coords = editor.view.coordsAtPos(to, -1)
        if (coords.bottom < 90 || coords.bottom > innerHeight - 20) return setAt(null)
        setAt({ top: coords.bottom + 6, left: Math.min(coords.left, innerWidth - 140) })
      }, 150)
    }
    const hide = () => setAt(null)
    const scroller = editor.view.dom.closest('[data-scroller]')
    editor.on('selectionUpdate', update)
    editor.on('update', hide)
    scroller?.addEventListener('scroll', hide, { passive: true })
    return () => {
      clearTimeout(timer)
      editor.off('selectionUpdate', update)
      editor.off('update', hide)
      scroller?.removeEventListener('scroll', hide)
    }
  }, [editor])
  if (!at) return null
  return (
    <div className="no-print fade-in fixed z-30 flex gap-1" style={at}>
      {canClaim ? (
        <button
          type="button"
          className="button button-small shadow-md"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            setAt(null)
            onClaim()
          }}
        >
          <Highlighter size={14} aria-hidden /> {label}
        </button>
      ) : null}
      <button
        type="button"
        className="button button-small button-icon shadow-md"
        aria-label="Who wrote this"
        title="Who wrote this (B)"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          setAt(null)
          onAuthorship()
        }}
      >
        <UserRoundPen size={14} aria-hidden />
      </button>
    </div>
  )
}
