import { citationsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { citationsBody } from '@/lib/server/boundary/schemas'
import { importSources } from '@/lib/server/use-cases/evidence/import-sources'

export const POST = defineRoute({
  summary: 'Take sources from CSL-JSON, RIS or BibTeX into the library; what is there already is not added again',
  success: citationsAnswer,
  action: 'source.write',
  body: citationsBody,
  limit: 9_000_000,
  run: ({ actor, body }) => importSources(actor, body),
})
