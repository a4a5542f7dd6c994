'use client'

import { MODE_LABELS, MODE_MEANINGS } from '@/components/editor/desk-mode'
import type { DeskMode } from '@/lib/editor/extensions/mode-guard'

interface Props {
  readonly mode: DeskMode
  readonly modes: readonly DeskMode[]
  readonly onMode: (mode: DeskMode) => void
}

/** Checking, Suggesting, Editing: how the text is worked on. Nothing to choose for who only reads. */
export function ModeSwitch({ mode, modes, onMode }: Props) {
  if (modes.length < 2) return null
  return (
    <div role="radiogroup" aria-label="Mode" className="segmented">
      {modes.map((one, index) => (
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={mode === one}
          tabIndex={mode === one ? 0 : -1}
          title={MODE_MEANINGS[one]}
          onClick={() => onMode(one)}
          onKeyDown={(event) => {
            const step = ['ArrowRight', 'ArrowDown'].includes(event.key) ? 1 : ['ArrowLeft', 'ArrowUp'].includes(event.key) ? -1 : 0
            if (step === 0) return
            event.preventDefault()
            const next = (index + step + modes.length) % modes.length
            const target = event.currentTarget.parentElement?.children[next] as HTMLElement | undefined
            target?.focus()
            onMode(modes[next] ?? one)
          }}
        >
          {MODE_LABELS[one]}
        </button>
      ))}
    </div>
  )
}
