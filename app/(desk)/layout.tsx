import type { ReactNode } from 'react'
import { DeskNav } from '@/components/ui/desk-nav'
import { requireActor } from '@/lib/server/boundary/page-session'
import { countUnseen } from '@/lib/server/use-cases/notifications/read-notifications'

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor('article.read')
  return (
    <div className="flex h-dvh flex-col print:block print:h-auto" data-person={actor.id}>
      <a href="#main" className="no-print button fixed top-1 left-1 z-50 -translate-y-16 focus:translate-y-0">
        Skip to the page
      </a>
      <DeskNav name={actor.name} role={actor.role} unseen={await countUnseen(actor)} />
      {children}
    </div>
  )
}
