import { unzipWithin } from '@/lib/formats/support/unzip'

/** The parts of a Word file, unpacked once, in the shape mammoth reads them. Parts may be replaced before it does. */
export class WordPackage {
  readonly #parts: Map<string, Uint8Array>
  /** Name of the part that holds the text, or null. */
  readonly mainPart: string | null

  /** Throws ImportRefused when the bytes are no zip or past a limit. */
  constructor(bytes: Uint8Array) {
    this.#parts = unzipWithin(bytes, /./)
    this.mainPart = [...this.#parts.keys()].find((name) => /^word\/document\d*\.xml$/.test(name)) ?? null
  }

  names(pattern: RegExp): string[] {
    return [...this.#parts.keys()].filter((name) => pattern.test(name))
  }

  text(name: string): string {
    return new TextDecoder().decode(this.#parts.get(name) ?? new Uint8Array())
  }

  exists(name: string): boolean {
    return this.#parts.has(name)
  }

  async read(name: string, encoding?: string): Promise<Uint8Array | string> {
    const part = this.#parts.get(name) ?? new Uint8Array()
    if (encoding === 'base64') return Buffer.from(part).toString('base64')
    return encoding ? new TextDecoder(encoding).decode(part) : part
  }

  write(name: string, contents: string): void {
    this.#parts.set(name, new TextEncoder().encode(contents))
  }
}
