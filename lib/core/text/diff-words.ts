import { tokensOf } from '@/lib/core/text/words'

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Above this many cells the middle is shown as one replacement rather than compared. */
const MAX_CELLS = 4_000_000

/**
 * Old → new, word by word: the longest common run of words after taking off
 * what both have at their ends. For claims and sentences, not whole articles.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const a = tokensOf(before)
  const b = tokensOf(after)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++

  const parts: DiffPart[] = []
  const push = (kind: DiffPart['kind'], text: string) => {
    if (text === '') return
    const last = parts[parts.length - 1]
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text }
    else parts.push({ kind, text })
  }

  push('same', a.slice(0, head).join(''))
  const midA = a.slice(head, a.length - tail)
  const midB = b.slice(head, b.length - tail)
  if (midA.length * midB.length > MAX_CELLS) {
    push('removed', midA.join(''))
    push('added', midB.join(''))
  } else {
    for (const part of diffMiddle(midA, midB)) push(part.kind, part.text)
  }
  push('same', a.slice(a.length - tail).join(''))
  return parts
}

/** Longest common subsequence by dynamic programming over two short token lists. */
function diffMiddle(a: string[], b: string[]): DiffPart[] {
  const width = b.length + 1
  const table = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] =
        a[i] === b[j]
          ? (table[(i + 1) * width + j + 1] as number) + 1
          : Math.max(table[(i + 1) * width + j] as number, table[i * width + j + 1] as number)
    }
  }
  const parts: DiffPart[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] as string })
      i++
      j++
    } else if (j >= b.length || (i < a.length && (table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number))) {
      parts.push({ kind: 'removed', text: a[i++] as string })
    } else {
      parts.push({ kind: 'added', text: b[j++] as string })
    }
  }
  return parts
}
