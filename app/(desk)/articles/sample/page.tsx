import { redirect } from 'next/navigation'
import { requireActor } from '@/lib/server/boundary/page-session'
import { listArticles } from '@/lib/server/use-cases/articles/list-articles'

/** Where a new desk begins: in the sample article, with what to try first. Without one, among the articles. */
export default async function SamplePage() {
  const actor = await requireActor('article.read')
  const { articles } = await listArticles(actor, { limit: 50 })
  const sample = articles.find((article) => article.isSample)
  redirect(sample ? `/articles/${sample.id}?welcome=1` : '/articles')
}
