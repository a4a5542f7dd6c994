'use client'

import { useState } from 'react'
import { sentenceOf } from '@/components/api'
import { type ToastOptions, useToast } from '@/components/ui/toaster'

/** Carries a change out and says in a sentence what came of it; `onDone` reads what is shown anew. `act` answers whether it was done. */
export function useAct(onDone: () => void) {
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  const act = async (work: Promise<unknown>, said?: string, options?: ToastOptions): Promise<boolean> => {
    setBusy(true)
    try {
      await work
      if (said) toast(said, options)
      onDone()
      return true
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      return false
    } finally {
      setBusy(false)
    }
  }
  return { act, isBusy }
}
