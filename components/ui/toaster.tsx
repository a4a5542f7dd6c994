'use client'

import { X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'

interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'bad'
  readonly slot?: string | undefined
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

export interface ToastOptions {
  readonly tone?: Toast['tone']
  /** A message with the same slot gives way to this one. */
  readonly slot?: string
  readonly action?: Toast['action']
}

const Context = createContext<(text: string, options?: ToastOptions) => void>(() => {})

/** How long a message stays, in ms: as long as it takes to read; one with something to do stays longer. */
const STAY_MS = 6_000
const READING_MS_A_LETTER = 70
const STAY_WITH_ACTION_MS = 15_000

/** Passing messages, also read out by a polite live region. */
export function Toaster({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const next = useRef(1)
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), [])
  const show = useCallback(
    (text: string, options: ToastOptions = {}) => {
      const id = next.current++
      setToasts((all) => [
        ...all.filter((one) => !options.slot || one.slot !== options.slot).slice(-3),
        { id, text, tone: options.tone ?? 'plain', action: options.action, slot: options.slot },
      ])
      setTimeout(
        () => dismiss(id),
        Math.max(options.action || options.tone === 'bad' ? STAY_WITH_ACTION_MS : STAY_MS, text.length * READING_MS_A_LETTER),
      )
    },
    [dismiss],
  )
  return (
    <Context.Provider value={useMemo(() => show, [show])}>
      {children}
      <div
        className="no-print pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4"
        role="status"
        aria-live="polite"
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className={`fade-in pointer-events-auto flex max-w-xl items-center gap-3 rounded-lg border px-4 py-2 shadow-lg ${toast.tone === 'bad' ? 'border-wrong bg-bad-wash' : 'border-line-strong bg-raised'}`}
          >
            <span>{toast.text}</span>
            {toast.action ? (
              <button
                type="button"
                className="button button-small"
                onClick={() => {
                  toast.action?.run()
                  dismiss(toast.id)
                }}
              >
                {toast.action.label}
              </button>
            ) : null}
            <button
              type="button"
              className="button button-quiet button-icon button-small"
              aria-label="Dismiss message"
              onClick={() => dismiss(toast.id)}
            >
              <X size={14} aria-hidden />
            </button>
          </div>
        ))}
      </div>
    </Context.Provider>
  )
}

/** Shows a passing message. */
export function useToast() {
  return useContext(Context)
}
