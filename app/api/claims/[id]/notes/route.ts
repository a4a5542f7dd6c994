import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, noteBody } from '@/lib/server/boundary/schemas'
import { addNote } from '@/lib/server/use-cases/write-notes'

export const POST = defineRoute({
  summary: 'Add a note, a method note or a query to the author',
  action: 'note.write',
  params: idParams,
  body: noteBody,
  status: 201,
  run: ({ actor, params, body }) => addNote(actor, params.id, body),
})
