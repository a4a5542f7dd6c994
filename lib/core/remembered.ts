/** The same words in memory of their own: a part of a long text would keep all of it (V8 makes slices of strings views). */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1)
}

/**
 * A function that remembers what it gave for a text, for about `most` texts; the
 * ones not asked for lately go first. What it gives is shared: it must not be
 * changed.
 */
export function remembered<T>(most: number, make: (text: string) => T): (text: string) => T {
  // Two generations: what is not asked for while one fills is gone with the next.
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  return (text) => {
    const known = young.get(text)
    if (known !== undefined) return known
    const value = old.get(text) ?? make(text)
    if (young.size >= most / 2) {
      old = young
      young = new Map()
    }
    young.set(ownCopy(text), value)
    return value
  }
}
