interface Named {
  readonly id: string
  readonly name: string
}

/** People whose whole name stands behind an @ in a text, each once; of two names that begin alike the longer one counts. */
export function mentionedIn<T extends Named>(text: string, people: readonly T[]): T[] {
  if (!text.includes('@')) return []
  const byLength = [...people].filter(({ name }) => name.trim() !== '').sort((a, b) => b.name.length - a.name.length)
  const found = new Map<string, T>()
  const folded = text.toLocaleLowerCase()
  for (let at = folded.indexOf('@'); at !== -1; at = folded.indexOf('@', at + 1)) {
    // An address is no mention.
    if (/[\p{L}\p{N}]/u.test(folded[at - 1] ?? '')) continue
    const behind = folded.slice(at + 1)
    const person = byLength.find(({ name }) => behind.startsWith(name.toLocaleLowerCase()) && !/^\p{L}/u.test(behind.slice(name.length)))
    if (person) found.set(person.id, person)
  }
  return [...found.values()]
}
