import type { ReactNode } from 'react'
import { FocusKeeper } from '@/components/ui/focus-keeper'

/** The frame of every page but the desk. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
      <FocusKeeper />
      <div className="mx-auto max-w-6xl px-5 py-6">
        <div className="page-head">
          <h1 className="page-title">{title}</h1>
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        </div>
        {children}
      </div>
    </main>
  )
}
