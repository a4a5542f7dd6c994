import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { CompareRows } from '@/components/versions/compare-rows'
import { StaticArticle } from '@/components/versions/static-article'
import { NameVersion, RestoreVersion } from '@/components/versions/version-actions'
import { VersionList } from '@/components/versions/version-list'
import { describeCoverage } from '@/lib/core/coverage/coverage'
import { can } from '@/lib/core/permissions/policy'
import { orNotFound, type PageQuery, pageQuery, requireActor } from '@/lib/server/boundary/page-session'
import type { Actor } from '@/lib/server/session'
import { readArticleHead } from '@/lib/server/use-cases/articles/read-article'
import { readCoverage } from '@/lib/server/use-cases/coverage/read-coverage'
import { listVersions } from '@/lib/server/use-cases/versions/manage-versions'
import { compareVersions, readVersion } from '@/lib/server/use-cases/versions/read-version'

export const metadata: Metadata = { title: 'Versions' }

interface Props {
  readonly params: Promise<{ articleId: string }>
  readonly searchParams: PageQuery
}

export default async function VersionsPage({ params, searchParams }: Props) {
  const actor = await requireActor('article.read')
  const { articleId } = await params
  const query = await pageQuery(searchParams)
  const article = await orNotFound(readArticleHead(actor, articleId))
  const { versions, nextBefore } = await listVersions(actor, articleId, numberOf(query.before) ?? undefined)
  const from = numberOf(query.from)
  const to = numberOf(query.to)
  const asked = numberOf(query.version)
  const shown = Math.min(asked ?? article.version, article.version)
  const isComparing = from !== null && to !== null
  const here = `/articles/${articleId}/versions`
  return (
    <Page
      title={`Versions: ${article.title}`}
      actions={
        <>
          <Link className="button" href={`/articles/${articleId}/history`}>
            History
          </Link>
          <Link className="button" href={`/articles/${articleId}`}>
            To the article
          </Link>
        </>
      }
    >
      {asked !== null && asked > article.version ? (
        <p className="notice mb-4" role="alert">
          The article never had a version {asked}. This is the last one, version {article.version}.
        </p>
      ) : null}
      <div className="grid gap-6 lg:grid-cols-[21rem_minmax(0,1fr)]">
        <nav aria-label="Versions" className="grid content-start gap-3">
          <VersionList articleId={articleId} versions={versions} shown={isComparing ? null : shown} from={from} to={to} />
          {nextBefore !== null ? (
            <Link className="button" href={`${here}?before=${nextBefore}`}>
              Earlier versions
            </Link>
          ) : null}
        </nav>
        {isComparing ? (
          <Comparison actor={actor} articleId={articleId} from={from} to={to} />
        ) : (
          <Reading articleId={articleId} version={shown} current={article.version} actor={actor} />
        )}
      </div>
    </Page>
  )
}

async function Comparison({ actor, articleId, from, to }: { actor: Actor; articleId: string; from: number; to: number }) {
  const { rows } = await orNotFound(compareVersions(actor, articleId, from, to))
  return (
    <section aria-label={`Version ${from} and version ${to}`} className="min-w-0">
      <CompareRows rows={rows} beforeTitle={`Version ${from}`} afterTitle={`Version ${to}`} />
    </section>
  )
}

interface ReadingProps {
  readonly articleId: string
  readonly version: number
  /** The version the article is at now. */
  readonly current: number
  readonly actor: Actor
}

async function Reading({ articleId, version, current, actor }: ReadingProps) {
  const isCurrent = version === current
  const { at, by, names, document, claims, others } = await orNotFound(readVersion(actor, articleId, version))
  const coverage = await orNotFound(readCoverage(actor, articleId, version))
  return (
    <section aria-label={`Version ${version}`} className="grid min-w-0 content-start gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <p>
          <strong className="tabular">Version {version}</strong>
          {isCurrent ? ', the article as it is now' : null}
          {names.length > 0 ? ` · ${names.map((name) => `“${name}”`).join(', ')}` : null}
          <span className="hint block">
            {by ? `Last words by ${by.name}, ` : 'Brought in '}
            <Time at={at} />
          </span>
          <span className="hint tabular block">{describeCoverage(coverage)}</span>
        </p>
        <div className="ml-auto flex flex-wrap items-start gap-2">
          {can(actor, 'version.name') ? <NameVersion articleId={articleId} version={version} /> : null}
          {!isCurrent && can(actor, 'version.restore') ? (
            <RestoreVersion articleId={articleId} version={version} current={current} others={others} />
          ) : null}
        </div>
      </div>
      <StaticArticle key={version} documentJson={JSON.stringify(document)} claims={claims} />
    </section>
  )
}

function numberOf(text: string | undefined): number | null {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : null
}
