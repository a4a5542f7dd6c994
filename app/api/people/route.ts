import { peopleAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { listPeople } from '@/lib/server/use-cases/people/manage-people'

export const GET = defineRoute({
  summary: 'The people of the desk',
  success: peopleAnswer,
  action: 'people.read',
  run: async ({ actor }) => ({ people: await listPeople(actor) }),
})
