import type { Metadata } from 'next'
import { ImportForm } from '@/components/editor/import-form'
import { Page } from '@/components/ui/page'
import { ENCODINGS, IMPORT_EXTENSIONS } from '@/lib/formats/importers/registry'
import { requireActor } from '@/lib/server/boundary/page-session'

export const metadata: Metadata = { title: 'New article' }

export default async function NewArticlePage() {
  await requireActor('article.create')
  return (
    <Page title="New article">
      <ImportForm extensions={IMPORT_EXTENSIONS} encodings={Object.entries(ENCODINGS)} />
    </Page>
  )
}
