import { asNumbers, matchInOrder } from '@/lib/core/text/match-in-order'
import { tokensOf } from '@/lib/core/text/words'

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Above this many changed words the middle is shown as one replacement rather than compared. */
const MAX_DIFFERENCE = 2_000

/** Old → new, word by word. */
export function diffWords(before: string, after: string): DiffPart[] {
  const a = tokensOf(before)
  const b = tokensOf(after)
  const [inA, inB] = asNumbers(a, b) as [Int32Array, Int32Array]
  const parts: DiffPart[] = []
  const push = (kind: DiffPart['kind'], tokens: readonly string[]) => {
    if (tokens.length === 0) return
    const text = tokens.join('')
    const last = parts[parts.length - 1]
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text }
    else parts.push({ kind, text })
  }
  let i = 0
  let j = 0
  for (const [atA, atB] of [...matchInOrder(inA, inB, MAX_DIFFERENCE), [a.length, b.length] as const]) {
    push('removed', a.slice(i, atA))
    push('added', b.slice(j, atB))
    push('same', a.slice(atA, atA + 1))
    i = atA + 1
    j = atB + 1
  }
  return parts
}
