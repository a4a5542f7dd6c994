import { FilePlus2 } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { ArticleRowMenu } from '@/components/review/article-row-menu'
import { ProgressBar } from '@/components/review/progress-bar'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { can } from '@/lib/core/permissions/policy'
import { SIGN_OFF_LABELS } from '@/lib/core/workflow/sign-off'
import { type PageQuery, pageCursor, pageQuery, requireActor } from '@/lib/server/boundary/page-session'
import { type ListedArticleView, listArticles } from '@/lib/server/use-cases/articles/list-articles'

export const metadata: Metadata = { title: 'Articles' }

interface Props {
  readonly searchParams: PageQuery
}

export default async function ArticlesPage({ searchParams }: Props) {
  const actor = await requireActor('article.read')
  const { q, bin, cursor } = await pageQuery(searchParams)
  const inBin = bin === '1' && can(actor, 'article.read-bin')
  const { articles, nextCursor } = await listArticles(actor, { q: q || undefined, cursor: pageCursor(cursor), limit: 50, inBin })
  const canCreate = can(actor, 'article.create')
  const link = (extra: Record<string, string>) =>
    `/articles?${new URLSearchParams({ ...(q ? { q } : {}), ...(inBin ? { bin: '1' } : {}), ...extra })}`
  return (
    <Page
      title={inBin ? 'Bin' : 'Articles'}
      actions={
        <>
          <form method="get" role="search" className="flex gap-2">
            {inBin ? <input type="hidden" name="bin" value="1" /> : null}
            <input
              type="search"
              name="q"
              defaultValue={q ?? ''}
              placeholder="Find by headline"
              aria-label="Find by headline"
              className="input w-56"
            />
          </form>
          {can(actor, 'article.read-bin') ? (
            <Link className="button" href={inBin ? '/articles' : '/articles?bin=1'}>
              {inBin ? 'Back to the articles' : 'Bin'}
            </Link>
          ) : null}
          {canCreate ? (
            <Link className="button button-primary" href="/articles/new">
              <FilePlus2 size={15} aria-hidden /> New article
            </Link>
          ) : null}
        </>
      }
    >
      {articles.length === 0 ? (
        <div className="card grid justify-items-start gap-3 p-8 text-soft">
          {q ? (
            <p>No headline has “{q}” in it.</p>
          ) : inBin ? (
            <p>The bin is empty. Deleted articles stay here for 30 days.</p>
          ) : (
            <>
              <p className="font-semibold text-ink">Bring in the first article</p>
              <p>
                Paste it, type it, or open a file (Word, OpenDocument, Rich Text, PDF, web page, Markdown, text). Then mark what could be
                wrong.
              </p>
              {canCreate ? (
                <Link className="button button-primary" href="/articles/new">
                  New article
                </Link>
              ) : null}
            </>
          )}
        </div>
      ) : (
        <div className="card overflow-x-auto">
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">Headline</th>
                <th scope="col">Progress</th>
                <th scope="col">Signed off</th>
                <th scope="col">Words</th>
                <th scope="col">Brought in by</th>
                <th scope="col">{inBin ? 'Deleted' : 'Last changed'}</th>
                <th scope="col">
                  <span className="sr-only">More</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {articles.map((article) => (
                <tr key={article.id}>
                  <td className="min-w-64">
                    {inBin ? (
                      <span className="font-serif text-[1.1rem] font-semibold">{article.title}</span>
                    ) : (
                      <Link
                        href={`/articles/${article.id}`}
                        className="font-serif text-[1.1rem] leading-snug font-semibold hover:underline"
                      >
                        {article.title}
                      </Link>
                    )}
                    {article.isSample ? <span className="hint ml-2">sample</span> : null}
                    {article.isHeld ? <span className="hint ml-2">held</span> : null}
                    {article.isRestricted ? <span className="hint ml-2">only some may open it</span> : null}
                  </td>
                  <td>
                    <ProgressBar progress={article.counts} />
                  </td>
                  <td className="min-w-36">
                    <Standing article={article} isInBin={inBin} />
                  </td>
                  <td className="tabular text-soft">{article.words.toLocaleString('en')}</td>
                  <td className="text-soft">{article.createdBy}</td>
                  <td className="text-soft">
                    <Time at={article.deletedAt ?? article.updatedAt} />
                  </td>
                  <td>
                    {can(actor, 'article.delete') ? (
                      <ArticleRowMenu
                        articleId={article.id}
                        title={article.title}
                        isDeleted={inBin}
                        canRetain={can(actor, 'article.retain')}
                      />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {nextCursor ? (
        <p className="mt-4">
          <Link className="button" href={link({ cursor: nextCursor })}>
            Older articles
          </Link>
        </p>
      ) : null}
    </Page>
  )
}

/** Who signed it, whether that still holds, and whether it is out. */
function Standing({ article: { id, signed, published }, isInBin }: { article: ListedArticleView; isInBin: boolean }) {
  if (signed.length === 0 && !published) return <span className="text-soft">–</span>
  const roles = (isVoid: boolean) => signed.filter((one) => one.isVoid === isVoid).map(({ role }) => SIGN_OFF_LABELS[role])
  const [holds, isVoid] = [roles(false), roles(true)]
  const lines = (
    <>
      {holds.length > 0 ? (
        <span className="block text-checked">
          <span aria-hidden>✓ </span>
          {holds.join(', ')}
        </span>
      ) : null}
      {isVoid.length > 0 ? (
        <span className="block text-stale">
          <span aria-hidden>! </span>
          {isVoid.join(', ')}: void, words changed
        </span>
      ) : null}
    </>
  )
  return (
    <>
      {signed.length === 0 ? null : isInBin ? (
        lines
      ) : (
        <Link href={`/articles/${id}/sign-off`} className="hover:underline">
          {lines}
        </Link>
      )}
      {published ? (
        <span className={`block ${published.isChanged ? 'text-stale' : 'text-soft'}`}>
          {published.isChanged ? <span aria-hidden>! </span> : null}
          Published <Time at={published.at} style="day" />
          {published.isChanged ? ', changed since' : ''}
        </span>
      ) : null}
    </>
  )
}
