import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthForm } from '@/components/people/auth-form'
import { Field } from '@/components/ui/field'
import { type PageQuery, pageQuery } from '@/lib/server/boundary/page-session'
import { PASSWORD_MIN } from '@/lib/server/password-rules'
import { isSetUp, isSetupCode } from '@/lib/server/use-cases/people/set-up'

export const metadata: Metadata = { title: 'Set up this desk' }

export default async function SetupPage({ searchParams }: { searchParams: PageQuery }) {
  const { code = '' } = await pageQuery(searchParams)
  if (await isSetUp()) redirect('/sign-in')
  if (!(await isSetupCode(code)))
    return (
      <>
        <h1 className="page-title">Set up this desk</h1>
        <p className="notice">
          Nobody has joined this desk yet. To become its first person, open the link that was printed in the terminal when Tickmark started.
          A new link is printed at each start, and only the last one works.
        </p>
      </>
    )
  return (
    <>
      <h1 className="page-title">Welcome. Who are you?</h1>
      <p className="text-soft">You become the first person of this desk and its admin. Others join by your invitation.</p>
      <AuthForm path="/api/setup" extra={{ code }} submitLabel="Set up and open the desk" next="/articles/sample">
        <Field label="Name" name="name" autoComplete="name" maxLength={100} required autoFocus />
        <Field label="E-mail" name="email" type="email" autoComplete="username" required />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={PASSWORD_MIN}
          required
          hint={`At least ${PASSWORD_MIN} characters. A few unrelated words are good.`}
        />
      </AuthForm>
    </>
  )
}
