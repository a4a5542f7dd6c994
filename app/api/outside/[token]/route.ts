import { outsideViewAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { outsideParams } from '@/lib/server/boundary/schemas'
import { readOutside } from '@/lib/server/use-cases/evidence/outside-reader'

export const GET = defineRoute({
  summary: 'What the link of an outside reader shows: chosen sentences',
  success: outsideViewAnswer,
  action: 'anyone',
  params: outsideParams,
  run: ({ params }) => readOutside(params.token),
})
