'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { DialogProps } from '@/components/ui/dialog'

/** The dialog itself; see `Dialog`. */
export function DialogWindow({ isOpen, onClose, title, children, width = '34rem', first, last }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  const wayOut = useRef<HTMLButtonElement>(null)
  const isTouched = useRef(false)
  // What a dialog asks for may come after it was opened: until somebody does something, its first field has the focus.
  useEffect(() => {
    if (!isOpen) isTouched.current = false
    else if (!first && !isTouched.current && document.activeElement === wayOut.current) fieldIn(popup.current)?.focus()
  })
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/35" />
        <Base.Popup
          ref={popup}
          onKeyDown={() => {
            isTouched.current = true
          }}
          className="card fade-in fixed top-[8vh] left-1/2 z-50 max-h-[84vh] w-[calc(100vw-2rem)] -translate-x-1/2 overflow-y-auto p-5 shadow-xl"
          style={{ maxWidth: width }}
          initialFocus={first ?? (() => fieldIn(popup.current) ?? true)}
          {...(last ? { finalFocus: () => last() ?? true } : {})}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <Base.Title className="text-lg font-semibold">{title}</Base.Title>
            <Base.Close ref={wayOut} className="button button-quiet button-icon -mt-1 -mr-1" aria-label="Close">
              <X size={16} aria-hidden />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function fieldIn(popup: HTMLElement | null): HTMLElement | null {
  const fields = 'input:not([type="checkbox"], [type="hidden"], [type="file"], [type="radio"]:not(:checked)), textarea, select'
  return [...(popup?.querySelectorAll<HTMLElement>(fields) ?? [])].find((one) => !one.matches(':disabled, :disabled *')) ?? null
}
