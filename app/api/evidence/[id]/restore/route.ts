import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { restoreEvidence } from '@/lib/server/use-cases/evidence/write-evidence'

export const POST = defineRoute({
  summary: 'Put evidence back that was taken off a claim',
  action: 'evidence.write',
  params: idParams,
  run: ({ actor, params }) => restoreEvidence(actor, params.id),
})
