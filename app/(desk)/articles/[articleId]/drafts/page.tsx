import type { Metadata } from 'next'
import Link from 'next/link'
import { ImportForm } from '@/components/editor/import-form'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { can } from '@/lib/core/permissions/policy'
import { ENCODINGS, IMPORT_EXTENSIONS } from '@/lib/formats/importers/registry'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import { readArticleHead } from '@/lib/server/use-cases/articles/read-article'
import { listDrafts } from '@/lib/server/use-cases/drafts/propose-draft'

export const metadata: Metadata = { title: 'Newer draft' }

export default async function DraftsPage({ params }: { readonly params: Promise<{ articleId: string }> }) {
  const actor = await requireActor('article.read')
  const { articleId } = await params
  const article = await orNotFound(readArticleHead(actor, articleId))
  const { drafts } = await listDrafts(actor, articleId)
  return (
    <Page
      title={`A newer draft of: ${article.title}`}
      actions={
        <Link className="button" href={`/articles/${articleId}`}>
          To the article
        </Link>
      }
    >
      <p className="mb-5 max-w-3xl text-soft">
        Bring the newer text in. Before anything changes you see, word by word, what it does to each claim, and what in it nobody has looked
        at.
      </p>
      {drafts.length > 0 ? (
        <section aria-labelledby="waiting" className="mb-6 max-w-3xl">
          <h2 id="waiting" className="mb-2 font-semibold">
            Drafts that wait
          </h2>
          <ul className="card divide-y divide-line">
            {drafts.map((draft) => (
              <li key={draft.id} className="px-4 py-2">
                <Link className="link" href={`/articles/${articleId}/drafts/${draft.id}`}>
                  Brought by {draft.createdBy.name}, <Time at={draft.createdAt} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {can(actor, 'draft.bring') ? (
        <ImportForm extensions={IMPORT_EXTENSIONS} encodings={Object.entries(ENCODINGS)} draftOf={articleId} />
      ) : (
        <p className="text-soft">An author or editor brings newer drafts in.</p>
      )}
    </Page>
  )
}
