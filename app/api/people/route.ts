import { defineRoute } from '@/lib/server/boundary/define-route'
import { listPeople } from '@/lib/server/use-cases/manage-people'

export const GET = defineRoute({
  summary: 'The people of the desk',
  action: 'people.read',
  run: async ({ actor }) => ({ people: await listPeople(actor) }),
})
