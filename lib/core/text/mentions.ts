interface Named {
  readonly id: string
  readonly name: string
}

/**
 * People whose whole name stands behind an @ in a text, each once; of two names
 * that begin alike the longer one counts. A first name is enough where one
 * person alone has it.
 */
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
    const called = person ?? firstNamed(behind, people)
    if (called) found.set(called.id, called)
  }
  return [...found.values()]
}

function firstNamed<T extends Named>(behind: string, people: readonly T[]): T | undefined {
  const word = /^[\p{L}’'-]+/u.exec(behind)?.[0]
  if (!word) return undefined
  const all = people.filter(({ name }) => name.toLocaleLowerCase().split(/\s+/)[0] === word)
  return all.length === 1 ? all[0] : undefined
}

/** Words behind an @ that are nobody's name here: “@Eli”. */
export function unknownIn(text: string, people: readonly Named[]): string[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])@[\p{L}’'-]+/gu)]
    .map(([word]) => word)
    .filter((word, at, all) => {
      return all.indexOf(word) === at && !people.some(({ name }) => `@${name}`.toLocaleLowerCase().startsWith(word.toLocaleLowerCase()))
    })
}
