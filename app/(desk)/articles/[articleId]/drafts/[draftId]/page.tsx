import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '@/components/ui/page'
import { Time } from '@/components/ui/time'
import { DraftPreview } from '@/components/versions/draft-preview'
import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import type { Actor } from '@/lib/server/session'
import { previewDraft } from '@/lib/server/use-cases/drafts/propose-draft'

export const metadata: Metadata = { title: 'Newer draft' }

export default async function DraftPage({ params }: { readonly params: Promise<{ articleId: string; draftId: string }> }) {
  const actor = await requireActor('article.read')
  const { articleId, draftId } = await params
  const preview = await orNotFound(previewOrSentence(actor, articleId, draftId))
  const actions = (
    <Link className="button" href={`/articles/${articleId}`}>
      To the article
    </Link>
  )
  if (typeof preview === 'string')
    return (
      <Page title="Newer draft" actions={actions}>
        <p className="card p-6">{preview}</p>
      </Page>
    )
  const { draft, rows, title } = preview
  return (
    <Page title={`A newer draft of: ${title}`} actions={actions}>
      <p className="hint mb-4">
        Brought by {draft.createdBy.name}, <Time at={draft.createdAt} />. Nothing has been applied. Compared with version {draft.version}.
      </p>
      <DraftPreview key={draft.version} articleId={articleId} draft={draft} rows={rows} canApply={can(actor, 'draft.bring')} />
    </Page>
  )
}

async function previewOrSentence(actor: Actor, articleId: string, draftId: string) {
  try {
    return await previewDraft(actor, articleId, draftId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'already-done') return error.message
    throw error
  }
}
