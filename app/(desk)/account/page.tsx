import type { Metadata } from 'next'
import { PasswordForm, Sessions, Tokens } from '@/components/people/account-forms'
import { SecondFactor } from '@/components/people/second-factor'
import { Page } from '@/components/ui/page'
import { ROLE_LABELS, ROLE_MEANINGS } from '@/lib/core/permissions/policy'
import { requireActor } from '@/lib/server/boundary/page-session'
import { PASSWORD_MIN } from '@/lib/server/password-rules'
import { listSessions, listTokens } from '@/lib/server/use-cases/people/manage-account'
import { readSecondFactor } from '@/lib/server/use-cases/people/second-factor'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const actor = await requireActor('account.manage-own')
  const secondFactor = await readSecondFactor(actor)
  return (
    <Page title={actor.name}>
      <p className="mb-6 text-soft">
        {actor.email}. {ROLE_LABELS[actor.role]}: {ROLE_MEANINGS[actor.role]}
      </p>
      <div className="grid items-start gap-6 md:grid-cols-2">
        {secondFactor.isOffered || secondFactor.isOn ? (
          <SecondFactor isOn={secondFactor.isOn} isRequired={secondFactor.isRequired} />
        ) : null}
        <PasswordForm minLength={PASSWORD_MIN} />
        <Tokens tokens={await listTokens(actor)} />
        <Sessions sessions={await listSessions(actor)} />
      </div>
    </Page>
  )
}
