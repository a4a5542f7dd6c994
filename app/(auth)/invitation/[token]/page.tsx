import type { Metadata } from 'next'
import { AuthForm } from '@/components/people/auth-form'
import { Field } from '@/components/ui/field'
import { ROLE_LABELS, ROLE_MEANINGS } from '@/lib/core/permissions/policy'
import { orNotFound } from '@/lib/server/boundary/page-session'
import { PASSWORD_MIN } from '@/lib/server/password-rules'
import { readInvitation } from '@/lib/server/use-cases/people/manage-people'

export const metadata: Metadata = { title: 'Join this desk' }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const invitation = await orNotFound(readInvitation(token))
  if (invitation.isReset)
    return (
      <>
        <h1 className="page-title">Choose a new password</h1>
        <p className="text-soft">For {invitation.email}. You are signed out everywhere else, and personal tokens stop working.</p>
        <AuthForm
          path="/api/invitations/accept"
          secondStep="/api/session/second-factor"
          extra={{ token }}
          submitLabel="Set the password"
          next="/articles"
        >
          <Field
            label="New password"
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={PASSWORD_MIN}
            required
            autoFocus
            hint={`At least ${PASSWORD_MIN} characters.`}
          />
        </AuthForm>
      </>
    )
  return (
    <>
      <h1 className="page-title">Join this desk</h1>
      <p className="text-soft">
        You join as <strong className="text-ink">{ROLE_LABELS[invitation.role]}</strong>. {ROLE_MEANINGS[invitation.role]} You will sign in
        as {invitation.email}.
      </p>
      <AuthForm path="/api/invitations/accept" extra={{ token }} submitLabel="Join" next="/articles">
        <Field label="Name" name="name" defaultValue={invitation.name} autoComplete="name" maxLength={100} required />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={PASSWORD_MIN}
          required
          hint={`At least ${PASSWORD_MIN} characters.`}
        />
      </AuthForm>
    </>
  )
}
