import { diffArrays } from 'diff'

/**
 * Pairs of equal items of two sequences, in order and as many as can be
 * (Myers 1986, by jsdiff). Nothing when they differ in more than
 * `maxDifference` items, since the cost grows with the square of that.
 */
export function matchInOrder(a: Int32Array, b: Int32Array, maxDifference: number): [number, number][] {
  const pairs: [number, number][] = []
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) pairs.push([head, head++])
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const middleA = Array.from(a.subarray(head, a.length - tail))
  const middleB = Array.from(b.subarray(head, b.length - tail))
  if (middleA.length > 0 && middleB.length > 0) {
    let i = head
    let j = head
    for (const part of diffArrays(middleA, middleB, { maxEditLength: maxDifference }) ?? []) {
      if (part.removed) i += part.count
      else if (part.added) j += part.count
      else for (let n = 0; n < part.count; n++) pairs.push([i++, j++])
    }
  }
  for (let n = tail; n > 0; n--) pairs.push([a.length - n, b.length - n])
  return pairs
}

/** Items `i` to `iEnd` of one sequence where the other has `j` to `jEnd`; either may be none. */
export interface Gap {
  readonly i: number
  readonly iEnd: number
  readonly j: number
  readonly jEnd: number
}

/** What is between the pairs of {@link matchInOrder}: the differences, in order. */
export function gapsOf(pairs: readonly (readonly [number, number])[], lengthA: number, lengthB: number): Gap[] {
  const gaps: Gap[] = []
  let i = 0
  let j = 0
  for (const [iEnd, jEnd] of [...pairs, [lengthA, lengthB] as const]) {
    if (i < iEnd || j < jEnd) gaps.push({ i, iEnd, j, jEnd })
    i = iEnd + 1
    j = jEnd + 1
  }
  return gaps
}

/** Sequences as numbers, equal items the same number in each: what {@link matchInOrder} compares. */
export function asNumbers(...sequences: readonly (readonly string[])[]): Int32Array[] {
  const numbers = new Map<string, number>()
  return sequences.map((sequence) =>
    Int32Array.from(sequence, (item) => {
      const known = numbers.get(item)
      if (known !== undefined) return known
      numbers.set(item, numbers.size)
      return numbers.size - 1
    }),
  )
}
