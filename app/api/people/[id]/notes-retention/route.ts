import { retentionAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, retentionBody } from '@/lib/server/boundary/schemas'
import { readNotesRetention, retainNotes } from '@/lib/server/use-cases/people/retain-notes'

export const GET = defineRoute({
  summary: 'Whether a person’s notes are held, and on which day their words are purged',
  success: retentionAnswer,
  action: 'people.retain-notes',
  params: idParams,
  run: ({ params }) => readNotesRetention(params.id),
})

export const PUT = defineRoute({
  summary: 'Hold a person’s notes (none is purged), let them go, or set the day their words are purged',
  success: retentionAnswer,
  action: 'people.retain-notes',
  params: idParams,
  body: retentionBody,
  run: ({ actor, params, body }) => retainNotes(actor, params.id, body),
  answer: ({ params }) => readNotesRetention(params.id),
})
