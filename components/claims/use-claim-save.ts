import { useCallback, useRef } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import type { ClaimStore } from '@/components/claims/claim-store'
import type { Conflict } from '@/components/claims/conflict-notice'
import { useToast } from '@/components/ui/toaster'
import { isDeciding } from '@/lib/core/workflow/judge-change'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ClaimDetail } from '@/lib/server/present/claim-detail'

export type Patch = Readonly<Record<string, unknown>>

interface Options {
  readonly claim: ClaimView
  readonly store: ClaimStore
  readonly setConflicts: (change: (all: readonly Conflict[]) => readonly Conflict[]) => void
  readonly onSaved: (claim: ClaimDetail) => void
}

/** How often a save is tried over somebody else's changes of other fields. */
const TRIES = 5

/**
 * Saves fields of a claim, one save at a time. When somebody else changed the
 * same field meanwhile, both values are kept for a person to choose. Resolves
 * to whether it was saved.
 */
export function useClaimSave({ claim, store, setConflicts, onSaved }: Options): (patch: Patch, base?: ClaimView) => Promise<boolean> {
  const toast = useToast()
  // What this person set last: their own earlier change is no conflict with their next one.
  const own = useRef(new Map<string, unknown>())
  // One save at a time, each on what the one before it led to.
  const saving = useRef<Promise<unknown>>(Promise.resolve())

  /** Saves fields. When somebody else changed the same field meanwhile, both values are kept for a person to choose. */
  return useCallback(
    (patch: Patch, base: ClaimView = claim): Promise<boolean> => {
      const saveNow = async (): Promise<boolean> => {
        for (let attempt = 1; attempt <= TRIES; attempt++) {
          const latest = store.get().byId.get(claim.id) ?? base
          const fields = Object.keys(patch)
          const isOpen = (field: string) => !isSameValue(fieldOf(latest, field), patch[field])
          const isTheirs = (field: string) =>
            !isSameValue(fieldOf(latest, field), fieldOf(base, field)) && !isSameValue(fieldOf(latest, field), own.current.get(field))
          if (fields.some((field) => isOpen(field) && isTheirs(field))) {
            const open = fields.filter(isOpen)
            setConflicts((all) => [
              ...all.filter((one) => !open.includes(one.field)),
              ...open.map((field) => ({ field, theirs: fieldOf(latest, field), mine: patch[field] })),
            ])
            return false
          }
          if (!isDeciding(patch) && !fields.some(isOpen)) return true
          if (isDeciding(patch) && latest.quote !== base.quote) {
            toast('The words changed while you decided. Look at them again.', { tone: 'bad' })
            return false
          }
          try {
            const next = await callApi<ClaimDetail>('PATCH', `/api/claims/${claim.id}`, {
              revision: latest.revision,
              ...(isDeciding(patch) ? { quote: base.quote } : {}),
              ...patch,
            })
            for (const field of fields) own.current.set(field, patch[field])
            store.upsert([next])
            onSaved(next)
            return true
          } catch (error) {
            if (!(error instanceof ApiError && error.code === 'stale-revision')) {
              toast(sentenceOf(error), { tone: 'bad' })
              return false
            }
            store.upsert([error.details.current as ClaimView])
          }
        }
        toast('This claim is being changed by others right now. What you chose was not saved; try again.', { tone: 'bad' })
        return false
      }
      const result = saving.current.then(saveNow)
      saving.current = result
      return result
    },
    [claim, store, toast, setConflicts, onSaved],
  )
}

function isSameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

function fieldOf(claim: ClaimView, field: string): unknown {
  if (field === 'assignee') return claim.assignee?.id ?? null
  return (claim as unknown as Record<string, unknown>)[field] ?? null
}
