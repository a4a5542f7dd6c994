import 'server-only'
import { IMPORT_LIMITS } from '@/lib/formats/importers/import-result'
import type { PageFacts } from '@/lib/formats/support/page-facts'
import { AppError } from '@/lib/server/app-error'
import { ChildEnded, runInChild } from '@/lib/server/child/run-in-child'

/** What a fetched page says about itself, read in a child process (design D13). Throws `unreadable`. */
export async function readPageFacts(page: {
  readonly bytes: Uint8Array
  readonly address: string
  readonly personId: string
  readonly signal?: AbortSignal | undefined
}): Promise<PageFacts> {
  try {
    const { outcome, body } = await runInChild({
      job: { kind: 'page', address: page.address },
      parts: [page.bytes],
      personId: page.personId,
      limits: IMPORT_LIMITS,
      signal: page.signal,
    })
    await body.close()
    if (outcome.ok) return outcome.value as PageFacts
  } catch (error) {
    if (!(error instanceof ChildEnded)) throw error
  }
  throw new AppError('unreadable', 'The page was fetched and could not be read. Fill the fields in by hand.')
}
