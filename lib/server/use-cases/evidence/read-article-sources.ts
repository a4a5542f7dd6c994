import 'server-only'
import { openArticle } from '@/lib/server/article/open-article'
import type { ArticleSourceView } from '@/lib/server/present/article-source'
import { presentSource } from '@/lib/server/present/evidence'
import { presentLinkCheck } from '@/lib/server/present/link-check'
import type { Actor } from '@/lib/server/session'
import { claimsOfArticle } from '@/lib/server/store/claims'
import { evidenceOfArticle } from '@/lib/server/store/evidence'
import { lastLinkChecks } from '@/lib/server/store/link-checks'

/** The sources an article rests on, those used first first, with what was found at their addresses last. */
export async function readArticleSources(actor: Actor, articleId: string): Promise<ArticleSourceView[]> {
  const open = await openArticle(actor, 'article.read', articleId)
  const [evidence, claims] = [await evidenceOfArticle(open.id), await claimsOfArticle(open.id)]
  const numbers = new Map(claims.map((claim) => [claim.id, claim.number]))
  const checks = await lastLinkChecks([...new Set(evidence.map(({ source }) => source.id))])
  const own = new Set(evidence.map(({ id }) => id))
  const sources = new Map<string, ArticleSourceView>()
  for (const { id, source, claimId } of evidence) {
    const view = presentSource(source, actor)
    const check = view.isHidden ? undefined : checks.get(source.id)
    const known = sources.get(source.id) ?? { source: view, claims: [], lastCheck: check ? presentLinkCheck(check, own) : null }
    const claim = { id: claimId, number: numbers.get(claimId) ?? 0, quoteIsLost: check?.lostQuotes.includes(id) ?? false }
    sources.set(source.id, { ...known, claims: [...known.claims, claim] })
  }
  return [...sources.values()]
}
