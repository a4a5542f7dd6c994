'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { SourceForm } from '@/components/sources/source-form'
import { Dialog } from '@/components/ui/dialog'

export function NewSource() {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button button-primary" onClick={() => setOpen(true)}>
        <Plus size={15} aria-hidden /> New source
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="New source" width="40rem">
        <SourceForm
          existing={null}
          onDone={(source) => {
            setOpen(false)
            router.push(`/sources/${source.id}`)
          }}
        />
      </Dialog>
    </>
  )
}
