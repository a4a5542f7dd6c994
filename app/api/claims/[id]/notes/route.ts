import { noteAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, noteBody } from '@/lib/server/boundary/schemas'
import { addNote, readNote } from '@/lib/server/use-cases/claims/write-notes'

export const POST = defineRoute({
  summary: 'Add a note, a method note or a query to the author',
  success: noteAnswer,
  action: 'note.write',
  params: idParams,
  body: noteBody,
  status: 201,
  run: ({ actor, params, body }) => addNote(actor, params.id, body),
  answer: ({ actor }, { id }) => readNote(actor, id),
})
