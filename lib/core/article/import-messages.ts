import { inThousands } from '@/lib/core/text/in-thousands'

/** Things of a kind that are quoted, a sentence each; from the next on they are counted. */
const MOST_QUOTED = 40

/** What a person is told about a text that was read: what was left out, changed or only guessed. */
export interface ImportMessage {
  readonly level: 'info' | 'warning'
  readonly message: string
}

/** Collects messages, saying each thing once with how often it happened. */
export class Messages {
  readonly #counts = new Map<string, { level: ImportMessage['level']; text: (count: number) => string; count: number }>()
  readonly #heads = new Set<string>()
  readonly #quoted = new Map<string, number>()

  add(level: ImportMessage['level'], message: string): void {
    this.count(level, message, () => message)
  }

  /** `text` is given how often this happened. */
  count(level: ImportMessage['level'], key: string, text: (count: number) => string, by = 1): void {
    const entry = this.#counts.get(key) ?? { level, text, count: 0 }
    entry.count += by
    this.#counts.set(key, entry)
  }

  /** Words that are shown nowhere: no copy. */
  hidden(words: string): void {
    this.#quote('hidden', `Hidden text was left out: ${excerpt(words, 200)}.`, (n) =>
      n === 1
        ? 'One more stretch of hidden text was left out.'
        : `${plural(n, 'more stretch', 'more stretches')} of hidden text were left out.`,
    )
  }

  /** What pages of a file say at their head or foot: told once, numbers of pages not at all. */
  pageHead(words: string): void {
    const said = words.replace(/\s+/g, ' ').trim()
    if (
      !/\p{L}{3}/u.test(said) ||
      /^(?:page|seite|página|страница)?\s*\d*\s*(?:of|von|de|из|\/)?\s*\d*$/iu.test(said) ||
      this.#heads.has(said)
    )
      return
    this.#heads.add(said)
    this.#quote(
      'heads',
      `The pages of the file say ${excerpt(said, 200)} at their head or foot; that is not part of the text.`,
      (n) => `${plural(n, 'more head or foot', 'more heads or feet')} of pages ${n === 1 ? 'was' : 'were'} left out.`,
      'info',
    )
  }

  /** A footnote that becomes no remark. */
  footnote(words: string): void {
    this.#quote(
      'footnotes',
      `A footnote is not in the text: ${excerpt(words, 300)}. Add it as evidence where it belongs.`,
      (n) => `${plural(n, 'more footnote')} ${n === 1 ? 'is' : 'are'} not in the text. Keep the original.`,
    )
  }

  #quote(kind: string, message: string, more: (count: number) => string, level: ImportMessage['level'] = 'warning'): void {
    const quoted = this.#quoted.get(kind) ?? 0
    this.#quoted.set(kind, quoted + 1)
    if (quoted < MOST_QUOTED) this.add(level, message)
    else this.count('warning', `more ${kind}`, more)
  }

  list(): ImportMessage[] {
    return [...this.#counts.values()].map(({ level, text, count }) => ({ level, message: text(count) }))
  }
}

/** "1 picture", "3 pictures". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${inThousands(count)} ${count === 1 ? one : many}`
}

/** Words of a text in a sentence about it: at most `length` UTF-16 units, on one line. */
export function excerpt(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= length ? `“${line}”` : `“${line.slice(0, length).replace(/\s+\S*$/, '')} …”`
}
