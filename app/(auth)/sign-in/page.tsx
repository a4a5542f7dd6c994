import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthForm } from '@/components/people/auth-form'
import { Field } from '@/components/ui/field'
import { pageActor } from '@/lib/server/boundary/page-session'
import { hasPeople } from '@/lib/server/use-cases/people/set-up'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  // Who asks comes first: reading the request tells the build that there is nothing to make in advance here.
  if (await pageActor()) redirect('/articles')
  if (!(await hasPeople())) redirect('/setup')
  const { next } = await searchParams
  return (
    <>
      <h1 className="page-title">Sign in</h1>
      <AuthForm path="/api/session" submitLabel="Sign in" next={localPath(next)}>
        <Field label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      </AuthForm>
      <p className="hint">
        No account? An admin of this desk can invite you. A forgotten password? An admin can make you a link for a new one.
      </p>
    </>
  )
}

// Only a path of this site; anything else goes home.
function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\w/?=&.-]*$/.test(next) ? next : '/articles'
}
