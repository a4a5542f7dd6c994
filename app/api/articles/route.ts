import { IMPORT_LIMITS } from '@/lib/formats/importers/import-result'
import { articlesAnswer, importAnswer } from '@/lib/server/boundary/answers'
import { readArticleInput } from '@/lib/server/boundary/article-input'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { articleBody, listArticlesQuery } from '@/lib/server/boundary/schemas'
import { createEmptyArticle, importArticle, readImported } from '@/lib/server/use-cases/articles/import-article'
import { listArticles } from '@/lib/server/use-cases/articles/list-articles'

export const GET = defineRoute({
  summary: 'Articles with their progress, last changed first',
  success: articlesAnswer,
  action: 'article.read',
  query: listArticlesQuery,
  run: ({ actor, query }) => listArticles(actor, { q: query.q, cursor: query.cursor, limit: query.limit, inBin: query.state === 'bin' }),
})

export const POST = defineRoute({
  summary: 'Bring an article in: text, Markdown, HTML, or a file',
  success: importAnswer,
  action: 'article.create',
  body: articleBody,
  takesTextAsIs: true,
  acceptsForm: true,
  limit: IMPORT_LIMITS.fileBytes + 1_000_000,
  status: 201,
  run: async ({ actor, body, form, request }) => {
    const input = await readArticleInput(body, form, request.signal)
    return input.kind === 'empty'
      ? createEmptyArticle(actor, input.title)
      : importArticle(actor, { ...input, remarks: input.remarks ?? 'claims' }, request.signal)
  },
  answer: ({ actor }, receipt) => readImported(actor, receipt),
})
