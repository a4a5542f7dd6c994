import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthForm } from '@/components/people/auth-form'
import { Field } from '@/components/ui/field'
import { type PageQuery, pageActor, pageQuery } from '@/lib/server/boundary/page-session'
import { canMailResets } from '@/lib/server/use-cases/people/forgotten-password'
import { hasPeople } from '@/lib/server/use-cases/people/set-up'
import { describeRefusal, describeSingleSignOn } from '@/lib/server/use-cases/people/single-sign-on'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: PageQuery }) {
  // Who asks comes first: reading the request tells the build that there is nothing to make in advance here.
  if (await pageActor()) redirect('/articles')
  if (!(await hasPeople())) redirect('/setup')
  const { next, ...query } = await pageQuery(searchParams)
  const refused = describeRefusal(query.refused)
  const sso = describeSingleSignOn()
  return (
    <>
      <h1 className="page-title">Sign in</h1>
      {refused ? (
        <p className="notice notice-bad" role="alert">
          {refused}
        </p>
      ) : null}
      {sso ? (
        <a className="button button-primary justify-center" href={`/api/session/sso?next=${encodeURIComponent(localPath(next))}`}>
          Sign in with {sso.name}
        </a>
      ) : null}
      {sso?.isOnly ? <h2 className="hint">With a one-time password of the command line</h2> : null}
      <AuthForm path="/api/session" secondStep="/api/session/second-factor" submitLabel="Sign in" next={localPath(next)}>
        <Field label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      </AuthForm>
      <p className="hint">
        No account? An admin of this desk can invite you.{' '}
        {canMailResets() ? (
          <>
            A forgotten password?{' '}
            <Link className="link" href="/forgotten">
              Have a link for a new one sent to you.
            </Link>
          </>
        ) : (
          'A forgotten password? An admin can make you a link for a new one.'
        )}
      </p>
    </>
  )
}

// Only a path of this site; anything else goes home.
function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\w/?=&.%+~-]*$/.test(next) ? next : '/articles'
}
