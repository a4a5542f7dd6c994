import 'server-only'
import { CitationsRefused, type ReadCitations, readCitations } from '@/lib/core/evidence/read-citations'
import { AppError } from '@/lib/server/app-error'
import { ChildEnded, runInChild } from '@/lib/server/child/run-in-child'

/** Lists up to this length, in UTF-16 units, are read in the server. */
const READ_HERE = 20_000

const LIMITS = { timeMs: 20_000, heapMb: 384 } as const

/** {@link readCitations}, in a process of its own for long lists. Throws `unreadable`. */
export async function citeInChild(text: string, personId: string): Promise<ReadCitations> {
  try {
    if (text.length <= READ_HERE) return readCitations(text)
    const { outcome, body } = await runInChild({
      job: { kind: 'citations' },
      parts: [new TextEncoder().encode(text)],
      personId,
      limits: LIMITS,
    })
    await body.close()
    if (outcome.ok) return outcome.value as ReadCitations
    throw new AppError('unreadable', outcome.message ?? undefined)
  } catch (error) {
    if (error instanceof CitationsRefused) throw new AppError('unreadable', error.message)
    if (error instanceof ChildEnded) throw new AppError('unreadable', 'This list takes too long to read. Bring its parts in one by one.')
    throw error
  }
}
