import type { Metadata } from 'next'
import { AddOneself } from '@/components/people/add-oneself'
import { AssistantForm } from '@/components/people/assistant-form'
import { ChecklistForm } from '@/components/people/checklist-form'
import { DeskSettingsForm } from '@/components/people/desk-settings-form'
import { PeopleTable } from '@/components/people/people-table'
import { Webhooks } from '@/components/people/webhooks'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { eventKind } from '@/lib/core/history/events'
import { can } from '@/lib/core/permissions/policy'
import { requireActor } from '@/lib/server/boundary/page-session'
import type { Actor } from '@/lib/server/session'
import { deskSettings } from '@/lib/server/use-cases/desk/change-settings'
import { readDeskHistory } from '@/lib/server/use-cases/desk/read-desk-history'
import { listInvitations, listPeople } from '@/lib/server/use-cases/people/manage-people'
import { listWebhooks } from '@/lib/server/use-cases/webhooks/manage-webhooks'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const actor = await requireActor('people.read')
  const canManage = can(actor, 'people.manage')
  const people = (await listPeople(actor)).filter((person) => !person.isSample)
  const settings = await deskSettings()
  return (
    <Page title="People">
      <PeopleTable people={people} invitations={canManage ? await listInvitations() : []} selfId={actor.id} canManage={canManage} />
      <DeskSettingsForm settings={settings} canChange={can(actor, 'settings.change')} />
      {can(actor, 'settings.change') ? <ChecklistForm checklists={settings.checklists} /> : null}
      {can(actor, 'settings.change') ? <AssistantForm assistant={settings.assistant} /> : null}
      {can(actor, 'webhook.manage') ? <Webhooks webhooks={await listWebhooks()} /> : null}
      {can(actor, 'article.add-oneself') ? <AddOneself selfId={actor.id} /> : null}
      {can(actor, 'history.read-desk') ? <DeskHistory actor={actor} people={people} /> : null}
    </Page>
  )
}

/** The last things that happened to people, tokens and sources; what happens to articles is in their own history. */
async function DeskHistory({ actor, people }: { actor: Actor; people: readonly { readonly id: string; readonly name: string }[] }) {
  const { entries } = await readDeskHistory(actor, 60)
  const about = (subject: string, after: unknown, actorId: string | undefined) => {
    const named = (after ?? {}) as { address?: string; name?: string; email?: string; title?: string; role?: string }
    const person = people.find((one) => subject === `person:${one.id}`)?.name
    const isSelf = subject === `person:${actorId}`
    return [isSelf ? null : (person ?? named.address ?? named.name ?? named.title ?? named.email), named.role].filter(Boolean).join(', ')
  }
  return (
    <section aria-labelledby="desk-history" className="mt-8">
      <h2 id="desk-history" className="mb-2 font-semibold">
        What happened
      </h2>
      <ol className="card divide-y divide-line">
        {entries.map((entry) => (
          <li key={entry.seq} className="flex flex-wrap items-baseline gap-x-1.5 px-4 py-1.5">
            <strong>{entry.actor?.name ?? 'Tickmark'}</strong> {eventKind(entry.action).says}{' '}
            {about(entry.subject, entry.after, entry.actor?.id)}
            <span className="hint ml-auto">
              <Time at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
