import type { Metadata } from 'next'
import { OutsidePassages } from '@/components/review/outside-passages'
import { isTooMany, orNotFound } from '@/lib/server/boundary/page-session'
import { readOutside } from '@/lib/server/use-cases/evidence/outside-reader'

export const metadata: Metadata = { title: 'A question from a newsroom', robots: { index: false, follow: false }, referrer: 'no-referrer' }

/** For one person outside the desk: chosen sentences, and what they say of each. */
export default async function OutsidePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const view = await orNotFound(
    readOutside(token).catch((error: unknown) => {
      if (isTooMany(error)) return null
      throw error
    }),
  )
  if (!view)
    return (
      <main id="main" className="mx-auto grid w-full max-w-2xl content-start gap-4 p-5 py-10">
        <h1 className="page-title">One moment</h1>
        <p>This link was opened very often just now. Nothing is lost: wait a minute, then load the page again.</p>
      </main>
    )
  return (
    <main id="main" className="mx-auto grid w-full max-w-2xl content-start gap-6 p-5 py-10">
      <OutsidePassages token={token} first={view} />
    </main>
  )
}
