import type { Metadata } from 'next'
import { OutsidePassages } from '@/components/review/outside-passages'
import { orNotFound } from '@/lib/server/boundary/page-session'
import { readOutside } from '@/lib/server/use-cases/evidence/outside-reader'

export const metadata: Metadata = { title: 'A question from a newsroom', robots: { index: false, follow: false }, referrer: 'no-referrer' }

/** For one person outside the desk: chosen sentences, and what they say of each. */
export default async function OutsidePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const view = await orNotFound(readOutside(token))
  return (
    <main id="main" className="mx-auto grid w-full max-w-2xl content-start gap-6 p-5 py-10">
      <OutsidePassages token={token} first={view} />
    </main>
  )
}
