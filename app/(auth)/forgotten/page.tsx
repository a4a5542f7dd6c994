import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { ForgottenForm } from '@/components/people/forgotten-form'
import { pageActor } from '@/lib/server/boundary/page-session'
import { canMailResets } from '@/lib/server/use-cases/people/forgotten-password'

export const metadata: Metadata = { title: 'Forgotten password' }

export default async function ForgottenPage() {
  // Asked first: it tells the build that this is made for each request.
  await pageActor()
  if (!canMailResets()) notFound()
  return (
    <>
      <h1 className="page-title">A new password</h1>
      <ForgottenForm />
      <p className="hint">
        <Link className="link" href="/sign-in">
          Back to signing in
        </Link>
      </p>
    </>
  )
}
