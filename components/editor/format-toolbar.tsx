'use client'

import type { Editor } from '@tiptap/core'
import { Bold, Highlighter, Italic, Link2, List, ListOrdered, Quote, Redo2, Undo2 } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { isSafeHref } from '@/lib/editor/extensions/link/link'

const STYLES = [
  ['paragraph', 'Paragraph'],
  ['headline', 'Headline'],
  ['dek', 'Dek'],
  ['byline', 'Byline'],
  ['heading-2', 'Subhead'],
  ['heading-3', 'Small subhead'],
  ['pullQuote', 'Pull quote'],
] as const

/** Formatting, in a toolbar that the keyboard reaches before the text. */
export function FormatToolbar({ editor, onClaim }: { editor: Editor; onClaim: () => void }) {
  const [now, setNow] = useState(() => read(editor))
  const [isLinkOpen, setLinkOpen] = useState(false)
  useEffect(() => {
    let frame = 0
    // One look per frame at most, and only what the buttons show.
    const update = () => {
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        if (editor.isDestroyed) return
        setNow((before) => {
          const next = read(editor)
          return JSON.stringify(next) === JSON.stringify(before) ? before : next
        })
      })
    }
    editor.on('selectionUpdate', update)
    editor.on('update', update)
    return () => {
      cancelAnimationFrame(frame)
      editor.off('selectionUpdate', update)
      editor.off('update', update)
    }
  }, [editor])

  return (
    <div
      role="toolbar"
      aria-label="Formatting"
      className="no-print flex min-h-10 items-center py-0.5 gap-0.5 flex-wrap border-b border-line px-3"
    >
      <label className="sr-only" htmlFor="block-style">
        Paragraph style
      </label>
      <select
        id="block-style"
        className="input mr-1 min-h-8 w-32 shrink-0"
        value={STYLES.some(([name]) => name === now.style) ? now.style : 'paragraph'}
        onChange={(event) => setStyle(editor, event.target.value)}
      >
        {STYLES.map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <Tool label="Bold (Ctrl/⌘+B)" isOn={now.bold} onPress={() => editor.chain().focus().toggleBold().run()}>
        <Bold size={15} aria-hidden />
      </Tool>
      <Tool label="Italic (Ctrl/⌘+I)" isOn={now.italic} onPress={() => editor.chain().focus().toggleItalic().run()}>
        <Italic size={15} aria-hidden />
      </Tool>
      <Tool label="Link" isOn={now.link !== null} onPress={() => setLinkOpen(true)}>
        <Link2 size={15} aria-hidden />
      </Tool>
      <Tool label="Bullet list" isOn={now.bulletList} onPress={() => editor.chain().focus().toggleBulletList().run()}>
        <List size={15} aria-hidden />
      </Tool>
      <Tool label="Numbered list" isOn={now.orderedList} onPress={() => editor.chain().focus().toggleOrderedList().run()}>
        <ListOrdered size={15} aria-hidden />
      </Tool>
      <Tool label="Quotation" isOn={now.blockquote} onPress={() => editor.chain().focus().toggleBlockquote().run()}>
        <Quote size={15} aria-hidden />
      </Tool>
      <span className="mx-1 h-5 w-px bg-line" aria-hidden />
      <Tool label="Undo (Ctrl/⌘+Z)" onPress={() => editor.chain().focus().undo().run()}>
        <Undo2 size={15} aria-hidden />
      </Tool>
      <Tool label="Redo (Ctrl/⌘+Shift+Z)" onPress={() => editor.chain().focus().redo().run()}>
        <Redo2 size={15} aria-hidden />
      </Tool>
      <span className="mx-1 h-5 w-px bg-line" aria-hidden />
      <button
        type="button"
        className="button button-small button-quiet"
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClaim}
        title="Mark the selected words as a claim (Ctrl/⌘+Alt+M)"
      >
        <Highlighter size={15} aria-hidden /> Claim
      </button>
      <LinkDialog editor={editor} current={now.link} isOpen={isLinkOpen} onClose={() => setLinkOpen(false)} />
    </div>
  )
}

function Tool({ label, isOn, onPress, children }: { label: string; isOn?: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className={`button button-quiet button-icon ${isOn ? 'bg-accent-wash text-accent' : ''}`}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

function LinkDialog({
  editor,
  current,
  isOpen,
  onClose,
}: {
  editor: Editor
  current: string | null
  isOpen: boolean
  onClose: () => void
}) {
  const [error, setError] = useState<string | null>(null)
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Link" width="28rem">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = String(new FormData(event.currentTarget).get('href') ?? '').trim()
          const href = /^[\w-]+(\.[\w-]+)+/.test(typed) ? `https://${typed}` : typed
          if (href !== '' && !isSafeHref(href)) return setError('Only web (https://…) and mail addresses can be links.')
          setError(null)
          const chain = editor.chain().focus().extendMarkRange('link')
          if (href === '') chain.unsetMark('link').run()
          else chain.setMark('link', { href }).run()
          onClose()
        }}
      >
        <Field
          label="Address"
          name="href"
          defaultValue={current ?? ''}
          placeholder="https://"
          error={error}
          hint="Leave empty to take the link off."
          autoFocus
        />
        <div className="flex justify-end gap-2">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary">
            Set link
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function read(editor: Editor) {
  const { parent } = editor.state.selection.$from
  const link = editor.isActive('link') ? String(editor.getAttributes('link').href ?? '') : null
  return {
    style: parent.type.name === 'heading' ? `heading-${parent.attrs.level}` : parent.type.name,
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    link,
    bulletList: editor.isActive('bulletList'),
    orderedList: editor.isActive('orderedList'),
    blockquote: editor.isActive('blockquote'),
  }
}

function setStyle(editor: Editor, style: string): void {
  const [name, level] = style.split('-')
  editor
    .chain()
    .focus()
    .setNode(name ?? 'paragraph', level ? { level: Number(level) } : {})
    .run()
}
