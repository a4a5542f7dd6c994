import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { removeNote } from '@/lib/server/use-cases/claims/write-notes'

export const DELETE = defineRoute({
  summary: 'Take a note back',
  action: 'note.take-back',
  params: idParams,
  run: ({ actor, params }) => removeNote(actor, params.id),
})
