import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { restoreNote } from '@/lib/server/use-cases/write-notes'

export const POST = defineRoute({
  summary: 'Put a note back that was taken back',
  action: 'note.write',
  params: idParams,
  run: ({ actor, params }) => restoreNote(actor, params.id),
})
