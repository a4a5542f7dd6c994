/** How much of their words two texts share, 0 to 1 (Dice's coefficient over sets of words, without case). */
export function sharedWords(a: string, b: string): number {
  const inA = wordSet(a)
  const inB = wordSet(b)
  let shared = 0
  for (const word of inA) if (inB.has(word)) shared++
  return inA.size + inB.size === 0 ? 0 : (2 * shared) / (inA.size + inB.size)
}

function wordSet(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}
