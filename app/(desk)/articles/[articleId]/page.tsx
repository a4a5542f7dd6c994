import type { Metadata } from 'next'
import { ArticleDesk } from '@/components/editor/article-desk'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import { audiencesFor } from '@/lib/server/use-cases/export-article'
import { listPeople } from '@/lib/server/use-cases/manage-people'
import { readArticle } from '@/lib/server/use-cases/read-article'

interface Props {
  readonly params: Promise<{ articleId: string }>
  readonly searchParams: Promise<{ claim?: string }>
}

export const metadata: Metadata = { title: 'Article' }

export default async function ArticlePage({ params, searchParams }: Props) {
  const actor = await requireActor('article.read')
  const { articleId } = await params
  const { text, textHash, document, ...article } = await orNotFound(readArticle(articleId))
  const people = (await listPeople(actor))
    .filter((person) => person.isActive || article.isSample)
    .map(({ id, name, role }) => ({ id, name, role }))
  const number = Number((await searchParams).claim)
  return (
    <ArticleDesk
      key={article.id}
      // One string travels to the browser faster than a tree of objects.
      article={{ ...article, documentJson: JSON.stringify(document) }}
      actor={{ id: actor.id, name: actor.name, role: actor.role }}
      people={people}
      audiences={audiencesFor(actor)}
      openClaimNumber={Number.isInteger(number) && number > 0 ? number : null}
    />
  )
}
