import { ownNoteAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, ownNoteBody } from '@/lib/server/boundary/schemas'
import { keepOwnNote, readOwnNote } from '@/lib/server/use-cases/notifications/own-notes'

export const GET = defineRoute({
  summary: 'What you noted for yourself on an article; nobody else can read it',
  success: ownNoteAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readOwnNote(actor, params.id),
})

export const PUT = defineRoute({
  summary: 'Keep what you note for yourself on an article',
  success: ownNoteAnswer,
  action: 'article.read',
  params: idParams,
  body: ownNoteBody,
  run: ({ actor, params, body }) => keepOwnNote(actor, params.id, body),
  answer: ({ actor, params }) => readOwnNote(actor, params.id),
})
