'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import type { ArticleDesk, ArticleDeskProps } from '@/components/editor/article-desk'

type Article = ArticleDeskProps['article']

interface Props extends Omit<ArticleDeskProps, 'article' | 'scrollTop'> {
  readonly articleId: string
  readonly title: string
  /** The text as HTML of our own schema, to be read while the desk is on its way. */
  readonly readable: string
}

// Asked for as soon as this script runs, and not with the page: what is read first is painted before it is compiled.
let asked: Promise<typeof import('@/components/editor/article-desk')> | null = null

function askForDesk() {
  asked ??= import('@/components/editor/article-desk')
  // Asked for anew when it did not come; told to whoever waits.
  asked.catch(() => {
    asked = null
  })
  return asked
}

if (typeof window !== 'undefined') void askForDesk()

declare global {
  interface Window {
    /** Asked for by the page itself before its scripts arrived. */
    tickmarkArticle?: { readonly id: string; readonly answer: Promise<Response> } | undefined
  }
}

/** Reads the article while the page is getting ready, then opens the desk on it. */
export function ArticleLoader({ articleId, title, readable, ...props }: Props) {
  const [opened, setOpened] = useState<{ readonly article: Article; readonly Desk: typeof ArticleDesk } | null>(null)
  const scrolled = useRef(0)
  const [failure, setFailure] = useState<string | null>(null)
  const load = useCallback(async () => {
    setFailure(null)
    try {
      const [article, loaded] = await Promise.all([readArticle(articleId), askForDesk()])
      // Where somebody has read to meanwhile.
      scrolled.current = document.getElementById('readable')?.scrollTop ?? 0
      setOpened({ article, Desk: loaded.ArticleDesk })
    } catch (error) {
      if (error instanceof ApiError && error.status === 401)
        location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
      else setFailure(sentenceOf(error))
    }
  }, [articleId])
  useEffect(() => {
    void load()
  }, [load])
  if (opened) return <opened.Desk article={opened.article} {...props} scrollTop={scrolled.current} />
  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col" aria-busy={failure === null}>
      <div className="flex min-h-11 items-center gap-4 border-b border-line bg-paper px-3 py-1">
        <h1 className="truncate font-semibold md:ms-12">{title}</h1>
      </div>
      {failure ? (
        <div className="m-6 grid justify-items-start gap-3" role="alert">
          <p className="notice notice-bad">{failure}</p>
          <button type="button" className="button" onClick={() => void load()}>
            Try again
          </button>
        </div>
      ) : (
        <Readable html={readable} />
      )}
    </main>
  )
}

/** The text in its place, before the editor takes it over: the same frame, the same styles. */
function Readable({ html }: { html: string }) {
  return (
    <div className="relative flex min-h-0 flex-1">
      <aside className="hidden w-[19rem] shrink-0 border-r border-line bg-paper xl:block" aria-hidden />
      <section aria-label="Article" className="min-w-0 flex-1 bg-paper max-md:hidden">
        <p className="sr-only" role="status">
          Opening the desk …
        </p>
        <div id="readable" className="h-full overflow-y-auto">
          <div className="galley">
            {/* biome-ignore lint/security/noDangerouslySetInnerHtml: written by our own schema, everything in it escaped (write-html.ts) */}
            <div className="ProseMirror" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
          </div>
        </div>
      </section>
      <aside className="hidden w-[23.5rem] shrink-0 border-l border-line bg-raised md:block" aria-hidden />
    </div>
  )
}

async function readArticle(articleId: string): Promise<Article> {
  const early = window.tickmarkArticle
  window.tickmarkArticle = undefined
  const answer = early?.id === articleId ? await early.answer.catch(() => null) : null
  if (answer?.ok && answer.body) {
    // The server keeps it packed (`keptResponse`).
    const isPacked = answer.headers.get('content-type') === 'application/gzip'
    return new Response(isPacked ? answer.body.pipeThrough(new DecompressionStream('gzip')) : answer.body).json() as Promise<Article>
  }
  return callApi<Article>('GET', `/api/articles/${articleId}`)
}
