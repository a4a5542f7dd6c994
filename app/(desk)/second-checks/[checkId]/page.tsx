import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { BlindCheck } from '@/components/review/blind-check'
import { Page } from '@/components/ui/page'
import { claimName } from '@/lib/core/claim/claim'
import { AppError } from '@/lib/server/app-error'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { readBlind, readSecondCheck } from '@/lib/server/use-cases/claims/second-checks'

export const metadata: Metadata = { title: 'Second check' }

/** A claim to be checked without seeing what was found; once that is over, it leads to the claim. */
export default async function SecondCheckPage({ params }: { params: Promise<{ checkId: string }> }) {
  const actor = await requireActor('article.read')
  const { checkId } = await params
  const blind = await readBlind(actor, checkId).catch((error) => {
    if (error instanceof AppError && (error.status === 404 || error.status === 403)) return null
    throw error
  })
  if (!blind) {
    const check = await orNotFound(readSecondCheck(actor, checkId))
    const claim = await orNotFound(readClaim(actor, check.claimId))
    redirect(`/articles/${claim.articleId}?claim=${claim.number}`)
  }
  return (
    <Page title={`Second check: ${claimName(blind.claim.number)} of ${blind.article.title}`}>
      <BlindCheck blind={blind} />
    </Page>
  )
}
