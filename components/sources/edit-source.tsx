'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { SourceForm } from '@/components/sources/source-form'
import { Dialog } from '@/components/ui/dialog'
import type { SourceView } from '@/lib/server/present/evidence'

export function EditSource({ source }: { source: SourceView }) {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        Change
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Change source" width="40rem">
        <SourceForm
          existing={source}
          onDone={() => {
            setOpen(false)
            router.refresh()
          }}
        />
      </Dialog>
    </>
  )
}
