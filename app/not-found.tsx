import Link from 'next/link'

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-3 p-6">
      <h1 className="page-title">Nothing here</h1>
      <p className="text-soft">The page does not exist, or you may not see it. If an article was deleted, it is in the bin for 30 days.</p>
      <p>
        <Link className="link" href="/articles">
          To the articles
        </Link>
      </p>
    </main>
  )
}
