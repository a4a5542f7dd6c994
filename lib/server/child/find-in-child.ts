import 'server-only'
import { type Finding, findInconsistencies } from '@/lib/core/consistency/findings'
import type { TextRange } from '@/lib/core/text/range'
import { AppError } from '@/lib/server/app-error'
import { ChildEnded, runInChild } from '@/lib/server/child/run-in-child'

/** Texts up to this length, in UTF-16 units, are compared with themselves in the server: it takes some ms. */
const FIND_HERE = 15_000

const LIMITS = { timeMs: 60_000, heapMb: 768 } as const

/** Findings of the texts asked about last, by the hash of the text. */
const kept = new Map<string, Promise<readonly Finding[]>>()
const MOST_KEPT = 40

export interface TextToFind {
  readonly text: string
  /** SHA-256 of its UTF-8. */
  readonly textHash: string
  readonly sentences: readonly TextRange[]
  readonly personId: string
}

/** {@link findInconsistencies}, once a text, in a process of its own for long ones. Throws `too-large` when it cannot be done within its limits. */
export function findInChild(wanted: TextToFind): Promise<readonly Finding[]> {
  const known = kept.get(wanted.textHash)
  if (known) return known
  const found = find(wanted)
  kept.set(wanted.textHash, found)
  found.catch(() => kept.delete(wanted.textHash))
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
  return found
}

async function find({ text, sentences, personId }: TextToFind): Promise<readonly Finding[]> {
  if (text.length <= FIND_HERE) return findInconsistencies(text, sentences)
  try {
    const { outcome, body } = await runInChild({
      job: { kind: 'findings' },
      parts: [new TextEncoder().encode(JSON.stringify({ text, sentences }))],
      personId,
      limits: LIMITS,
    })
    await body.close()
    if (!outcome.ok) throw new AppError('internal', undefined, { log: `findings: ${outcome.cause ?? outcome.code}` })
    return outcome.value as readonly Finding[]
  } catch (error) {
    if (error instanceof ChildEnded)
      throw new AppError('too-large', 'This text is too long to be compared with itself for what is at odds in it.')
    throw error
  }
}
