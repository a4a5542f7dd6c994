import 'server-only'
import { sourceFromWords } from '@/lib/core/evidence/source-from-words'
import { AppError } from '@/lib/server/app-error'
import { fetchPage } from '@/lib/server/outside/fetch-page'
import type { ArticleInput } from '@/lib/server/use-cases/articles/import-article'

/**
 * Fetches the page at an address because somebody asked for it, to be read as
 * any file is. Throws what `fetchPage` throws, and `refused` when there is no
 * page.
 */
export async function fetchArticle(address: string, signal?: AbortSignal): Promise<ArticleInput> {
  const given = sourceFromWords(address.trim()).URL
  if (!given) throw new AppError('invalid-input', 'Give the web address of a page, beginning with http:// or https://.')
  const fetched = await fetchPage(given, { signal })
  if (!fetched.ok)
    throw new AppError(
      'refused',
      `The site answers ${fetched.status} at this address; there is no page to read. Paste the article instead.`,
    )
  const { page } = fetched
  const { hostname } = new URL(page.address)
  return {
    format: page.format,
    bytes: page.bytes,
    fileName: `${hostname}.${page.format}`,
    said: [
      {
        level: 'info',
        message: `Read from the page at ${page.address.slice(0, 500)}: look it through, a page has more on it than an article.`,
      },
    ],
  }
}
