'use client'

import { Download } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'

export const ExportDialog = dynamic(() => import('@/components/report/export-dialog').then((one) => one.ExportDialog), { ssr: false })

export function ExportMenu({ articleId, audiences }: { articleId: string; audiences: readonly string[] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button button-small" onClick={() => setOpen(true)}>
        <Download size={14} aria-hidden /> Export
      </button>
      {isOpen ? <ExportDialog articleId={articleId} audiences={audiences} isOpen onClose={() => setOpen(false)} /> : null}
    </>
  )
}
