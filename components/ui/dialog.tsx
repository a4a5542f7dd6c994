'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, type RefObject, useRef } from 'react'

export interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  readonly width?: string
  /** What has the focus first; the way out unless said. */
  readonly first?: RefObject<HTMLElement | null>
  /** What has the focus when it is closed; what opened it where it says null. */
  readonly last?: () => HTMLElement | null
}

const DialogWindow = dynamic(() => import('@/components/ui/dialog-window').then((module) => module.DialogWindow), { ssr: false })

/** A dialog with a name, a way out, and focus kept inside. Its script comes with the first that opens. */
export function Dialog(props: DialogProps) {
  const wasOpened = useRef(false)
  wasOpened.current ||= props.isOpen
  return wasOpened.current ? <DialogWindow {...props} /> : null
}
