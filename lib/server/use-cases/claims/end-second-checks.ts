import 'server-only'
import { AppError } from '@/lib/server/app-error'
import type { ArticleChange } from '@/lib/server/article/change-article'
import { setBlindFor } from '@/lib/server/store/articles'
import { touchClaim } from '@/lib/server/store/claims'
import { closeSecondCheck, type SecondCheckRecord, secondChecksOf } from '@/lib/server/store/second-checks'

/** Ends checks that nobody answered, all of a change at once. Throws `already-done`. */
export async function endChecks(change: ArticleChange, checks: readonly SecondCheckRecord[]): Promise<void> {
  if (checks.length === 0) return
  for (const { id, claimId, checker } of checks) {
    if (!(await closeSecondCheck(change.tx, id, { answeredAt: null }, { closedAt: change.now }))) throw new AppError('already-done')
    await touchClaim(change.tx, claimId, change.now)
    change.record({
      name: 'second-check.closed',
      subject: `claim:${claimId}`,
      before: { checkId: id, checkerId: checker.id },
      after: null,
    })
  }
  await openAgain(
    change,
    checks.map(({ checker }) => checker.id),
  )
}

/** Ends whatever checks of a claim wait for an answer: where it is removed there is nothing left to check. */
export async function endChecksOf(change: ArticleChange, claimId: string): Promise<void> {
  const all = await secondChecksOf(change.id, claimId, change.tx)
  await endChecks(
    change,
    all.filter((one) => !one.answeredAt && !one.closedAt),
  )
}

/** Opens the article again to people who checked one of its claims blind. Once in a change: it goes by how the article was before. */
export async function openAgain(change: ArticleChange, checkerIds: readonly string[]): Promise<void> {
  const others = Object.entries(change.article.blindFor).filter(([id]) => !checkerIds.includes(id))
  await setBlindFor(change.tx, change.id, Object.fromEntries(others))
}
