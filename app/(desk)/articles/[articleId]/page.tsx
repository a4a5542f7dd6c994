import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ArticleLoader } from '@/components/editor/article-loader'
import { orNotFound, type PageQuery, pageActor, pageNumber, pageQuery, requireActor } from '@/lib/server/boundary/page-session'
import { audiencesFor } from '@/lib/server/use-cases/articles/export-article'
import { readArticleHead, readReadableArticle } from '@/lib/server/use-cases/articles/read-article'
import { listPeople } from '@/lib/server/use-cases/people/manage-people'

interface Props {
  readonly params: Promise<{ articleId: string }>
  readonly searchParams: PageQuery
}

/** Every tab says which article it is. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const actor = await pageActor()
  const head = actor ? await readArticleHead(actor, (await params).articleId).catch(() => null) : null
  return { title: head?.title ?? 'Article' }
}

export default async function ArticlePage({ params, searchParams }: Props) {
  const actor = await requireActor('article.read')
  const { articleId } = await params
  const article = await orNotFound(readArticleHead(actor, articleId))
  const people = (await listPeople(actor))
    .filter((person) => person.isActive || article.isSample)
    .map(({ id, name, role }) => ({ id, name, role }))
  const number = pageNumber((await pageQuery(searchParams)).claim) ?? Number.NaN
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <>
      {/* The first frame has the text in it; without, it is laid out twice. Browsers that do not know it paint as they did. */}
      <link rel="expect" href="#enough-to-read" blocking="render" />
      <script
        nonce={nonce}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: an id of our own making, written as JSON; it asks for the article while the page's scripts are still on their way
        dangerouslySetInnerHTML={{ __html: askAfterPaint(article.id) }}
      />
      <ArticleLoader
        key={article.id}
        articleId={article.id}
        title={article.title}
        readable={await orNotFound(readReadableArticle(actor, articleId))}
        actor={{ id: actor.id, name: actor.name, role: actor.role }}
        people={people}
        audiences={audiencesFor(actor)}
        openClaimNumber={Number.isInteger(number) && number > 0 ? number : null}
      />
    </>
  )
}

/** Asks for the article once its text was painted, at once where nothing is painted, and before the page's scripts are there. */
function askAfterPaint(articleId: string): string {
  const id = JSON.stringify(articleId).replaceAll('<', '\\u003c')
  return `(() => {
  const ask = () => setTimeout(() => {
    const accept = 'DecompressionStream' in window ? 'application/gzip' : 'application/json'
    // Where the page's scripts were faster, they have asked themselves.
    if (!('tickmarkArticle' in window)) window.tickmarkArticle = { id: ${id}, answer: fetch('/api/articles/' + encodeURIComponent(${id}), { credentials: 'same-origin', headers: { accept } }) }
  })
  const wait = () => document.hidden ? ask() : requestAnimationFrame(ask)
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', wait) : wait()
})()`
}
