'use client'

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center justify-items-start gap-3 p-6">
      <h1 className="page-title">Something went wrong</h1>
      <p className="text-soft">
        Nothing that was saved is lost. Edits this browser had not sent yet are kept in it and come back with the article.
      </p>
      <button type="button" className="button button-primary" onClick={reset}>
        Try again
      </button>
    </main>
  )
}
