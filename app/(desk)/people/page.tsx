import type { Metadata } from 'next'
import { PeopleTable } from '@/components/people/people-table'
import { Page } from '@/components/ui/page'
import { can } from '@/lib/core/permissions/policy'
import { requireActor } from '@/lib/server/boundary/page-session'
import { listInvitations, listPeople } from '@/lib/server/use-cases/manage-people'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const actor = await requireActor('people.read')
  const canManage = can(actor.role, 'people.manage')
  const people = (await listPeople(actor)).filter((person) => !person.isSample)
  return (
    <Page title="People">
      <PeopleTable people={people} invitations={canManage ? await listInvitations() : []} selfId={actor.id} canManage={canManage} />
    </Page>
  )
}
