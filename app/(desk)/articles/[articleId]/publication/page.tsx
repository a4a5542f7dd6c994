import type { Metadata } from 'next'
import Link from 'next/link'
import { Errata } from '@/components/review/errata'
import { Publications } from '@/components/review/publications'
import { Page } from '@/components/ui/page'
import { claimName } from '@/lib/core/claim/claim'
import { can } from '@/lib/core/permissions/policy'
import { likelyCause } from '@/lib/core/publication/erratum'
import { short } from '@/lib/core/text/short'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import { readArticleHead } from '@/lib/server/use-cases/articles/read-article'
import { readClaims } from '@/lib/server/use-cases/claims/read-claims'
import { readPublications } from '@/lib/server/use-cases/publication/publish'
import { readErrata } from '@/lib/server/use-cases/publication/write-errata'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { readVersion } from '@/lib/server/use-cases/versions/read-version'

export const metadata: Metadata = { title: 'Publication' }

/** What became of the article after the desk: where it was published, what was wrong in it, what is to be looked at again. */
export default async function PublicationPage({ params }: { params: Promise<{ articleId: string }> }) {
  const actor = await requireActor('article.read')
  const { articleId } = await params
  const article = await orNotFound(readArticleHead(actor, articleId))
  const [publications, errata, claims, readiness] = await Promise.all([
    readPublications(actor, articleId),
    readErrata(actor, articleId),
    readClaims(actor, articleId),
    readReadiness(actor, articleId),
  ])
  const published = publications[publications.length - 1]?.version ?? null
  // As they were printed, words and findings; the text may say something else by now.
  const printed = new Map(
    published === null ? [] : (await readVersion(actor, articleId, published)).claims.map((claim) => [claim.id, claim] as const),
  )
  const named = claims.map((now) => {
    const claim = printed.get(now.id) ?? now
    return {
      id: now.id,
      name: `${claimName(now.number)} ${short(claim.quote, 60)}`,
      quote: claim.quote,
      cause: likelyCause({ ...claim, decisionVersion: claim.decision?.version ?? null }, published),
    }
  })
  const again = claims.filter((claim) => claim.recheckOn).sort((a, b) => (a.recheckOn ?? '').localeCompare(b.recheckOn ?? ''))
  return (
    <Page
      title={`Publication: ${article.title}`}
      actions={
        <>
          <Link className="button" href={`/articles/${articleId}/sign-off`}>
            Sign-off
          </Link>
          <Link className="button" href={`/articles/${articleId}`}>
            To the article
          </Link>
        </>
      }
    >
      <Publications
        articleId={articleId}
        publications={publications}
        version={readiness.version}
        textHash={readiness.textHash}
        isSigned={readiness.signOffs.some((one) => !one.isVoid && !one.withdrawn)}
        canPublish={can(actor, 'article.publish')}
      />
      <Errata articleId={articleId} errata={errata} claims={named} canWrite={can(actor, 'erratum.write') && publications.length > 0} />
      <section aria-labelledby="again-title" className="grid gap-3">
        <h2 id="again-title" className="font-semibold">
          To be looked at again
        </h2>
        {again.length === 0 ? (
          <p className="text-soft">
            No claim has a day to look at it again. Give one to what may not stay true: <em>first</em>, <em>only</em>, <em>now</em>.
          </p>
        ) : (
          <ul className="card divide-y divide-line">
            {again.map((claim) => (
              <li key={claim.id} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
                <time className="tabular" dateTime={claim.recheckOn ?? undefined}>
                  {claim.recheckOn}
                </time>
                <Link className="link min-w-0 flex-1 basis-72" href={`/articles/${articleId}?claim=${claim.number}`} dir="auto">
                  {claimName(claim.number)} {claim.quote}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
    </Page>
  )
}
