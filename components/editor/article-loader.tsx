'use client'

import { useCallback, useEffect, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { ArticleDesk, type ArticleDeskProps } from '@/components/editor/article-desk'

type Article = ArticleDeskProps['article']

interface Props extends Omit<ArticleDeskProps, 'article'> {
  readonly articleId: string
  readonly title: string
}

declare global {
  interface Window {
    /** Asked for by the page itself before its scripts arrived. */
    tickmarkArticle?: { readonly id: string; readonly answer: Promise<Response> } | undefined
  }
}

/** Reads the article while the page is getting ready, then opens the desk on it. */
export function ArticleLoader({ articleId, title, ...desk }: Props) {
  const [article, setArticle] = useState<Article | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const load = useCallback(async () => {
    setFailure(null)
    try {
      setArticle(await readArticle(articleId))
    } catch (error) {
      if (error instanceof ApiError && error.status === 401)
        location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
      else setFailure(sentenceOf(error))
    }
  }, [articleId])
  useEffect(() => {
    void load()
  }, [load])
  if (article) return <ArticleDesk article={article} {...desk} />
  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col" aria-busy={failure === null}>
      <div className="flex min-h-11 items-center gap-4 border-b border-line bg-paper px-3">
        <h1 className="truncate font-semibold">{title}</h1>
      </div>
      {failure ? (
        <div className="m-6 grid justify-items-start gap-3" role="alert">
          <p className="notice notice-bad">{failure}</p>
          <button type="button" className="button" onClick={() => void load()}>
            Try again
          </button>
        </div>
      ) : (
        <p className="p-6 text-soft" role="status">
          Opening the article …
        </p>
      )}
    </main>
  )
}

async function readArticle(articleId: string): Promise<Article> {
  const early = window.tickmarkArticle
  window.tickmarkArticle = undefined
  const answer = early?.id === articleId ? await early.answer.catch(() => null) : null
  if (answer?.ok) return (await answer.json()) as Article
  return callApi<Article>('GET', `/api/articles/${articleId}`)
}
