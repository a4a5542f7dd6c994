import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { restoreNote } from '@/lib/server/use-cases/claims/write-notes'

export const POST = defineRoute({
  summary: 'Put a note back that was taken back',
  action: 'note.take-back',
  params: idParams,
  run: ({ actor, params }) => restoreNote(actor, params.id),
})
