import { foldText } from '@/lib/core/text/fold'

/** Words that are in most sentences, and tell nothing of what one is about. */
const COMMON = new Set(
  'a an and are as at be been but by for from had has have he her his in is it its of on or said she that the their they this to was were which who will with would than then there not no more der die das und in im von zu den des ein eine ist war mit auf dem sich'.split(
    ' ',
  ),
)

/** The words of a text that say what it is about, folded, each once. */
export function tellingWords(text: string): string[] {
  const words = foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !COMMON.has(word))
  return [...new Set(words)]
}

/**
 * How alike two texts are, 0 to 1: Dice's coefficient over their telling words,
 * a word and its plural or past counted as nearly one. Figures weigh as any
 * word: the same sentence with another figure is like it, and not the same.
 */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const left = new Set(b)
  let shared = 0
  for (const word of a) {
    if (left.delete(word)) shared += 1
    else {
      const near = [...left].find((other) => isNear(word, other))
      if (near !== undefined) {
        left.delete(near)
        shared += 0.8
      }
    }
  }
  return (2 * shared) / (a.length + b.length)
}

function isNear(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 4 && long.length - short.length <= 3 && long.startsWith(short)
}
