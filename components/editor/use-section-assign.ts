import type { Editor } from '@tiptap/core'
import { useCallback } from 'react'
import type { ClaimStore } from '@/components/claims/claim-store'
import type { ClaimOutbox } from '@/components/session/claim-outbox'
import { useToast } from '@/components/ui/toaster'
import { isDecidedState } from '@/lib/core/workflow/transitions'
import { claimsOfSection } from '@/lib/editor/queries/section-claims'

/** After a claim was given to somebody: offers to give them what else is open in its section. */
export function useSectionAssign(
  editor: Editor | null,
  store: ClaimStore,
  outbox: ClaimOutbox,
  people: readonly { readonly id: string; readonly name: string }[],
) {
  const toast = useToast()
  return useCallback(
    (claimId: string, assignee: string | null) => {
      const person = people.find((one) => one.id === assignee)
      if (!editor || !person) return
      const { byId } = store.get()
      const others = claimsOfSection(editor.state.doc, claimId).filter((id) => {
        const claim = byId.get(id)
        return claim && id !== claimId && !isDecidedState(claim.state) && claim.assignee?.id !== person.id
      })
      if (others.length === 0) return
      const rest = others.length === 1 ? 'the other open claim' : `the ${others.length} other open claims`
      toast(`Assigned to ${person.name}.`, {
        slot: 'section',
        action: {
          label: `Also ${rest} of this section`,
          run: () => {
            for (const id of others) outbox.save(id, { assignee: person.id })
            toast(`${others.length + 1} claims of this section are assigned to ${person.name}.`, { slot: 'section' })
          },
        },
      })
    },
    [editor, store, outbox, people, toast],
  )
}
