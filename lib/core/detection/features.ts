import type { Cue } from '@/lib/core/detection/language'

/** What a model sees of a sentence. */
export interface Features {
  /** Cues that stand in it, and how long and how full of figures it is, as names. */
  readonly cues: readonly string[]
  /** Hash buckets of its words, pairs of words and stretches of letters, each once. */
  readonly buckets: Int32Array
}

/** Letters in a row that are looked at; longer words show in their parts. */
const SHORTEST = 3
const LONGEST = 5
/** Sentences longer than this are looked at only so far, in UTF-16 units: no cost that grows without end. */
export const LONGEST_SENTENCE = 2_000

const TOKEN = /[\p{L}']+|\d[\d.,]*|[%$€£?!"]/gu

/** Features of a sentence. `count` is the number of hash buckets, a power of two; 0 leaves words out. */
export function featuresOf(sentence: string, cues: readonly Cue[], count: number): Features {
  const text = sentence.slice(0, LONGEST_SENTENCE).trim()
  const found = cues.filter((cue) => cue.pattern.test(text)).map((cue) => cue.id)
  const words = tokensOf(text)
  found.push(...sizesOf(text, words.length))
  return { cues: found, buckets: count === 0 ? new Int32Array() : hashed(words, count) }
}

function tokensOf(text: string): string[] {
  const tokens = text.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').match(TOKEN) ?? []
  return tokens.map((token) => (/\d/.test(token) ? (/^(?:1[5-9]|20)\d\d$/.test(token) ? '<year>' : '<number>') : token))
}

function sizesOf(text: string, words: number): string[] {
  const sizes: string[] = []
  if (words < 5) sizes.push('size:<5')
  if (words < 9) sizes.push('size:<9')
  if (words < 15) sizes.push('size:<15')
  if (words > 30) sizes.push('size:>30')
  const figures = text.match(/\d[\d.,]*/g)?.length ?? 0
  if (figures >= 2) sizes.push('figures:2')
  if (figures >= 4) sizes.push('figures:4')
  const capitals = text.match(/(?<=[\p{Ll},;:’'”)\d] )\p{Lu}/gu)?.length ?? 0
  if (capitals >= 2) sizes.push('capitals:2')
  if (capitals >= 4) sizes.push('capitals:4')
  const speaker = text.match(/\b(?:I|me|my|we|our|us|you|your)\b/g)?.length ?? 0
  if (speaker >= 2) sizes.push('speaker:2')
  return sizes
}

function hashed(words: readonly string[], count: number): Int32Array {
  const seen = new Set<number>()
  const add = (name: string) => seen.add(hash(name) & (count - 1))
  words.forEach((word, at) => {
    add(`w ${word}`)
    if (at > 0) add(`p ${words[at - 1]} ${word}`)
    if (at > 1) add(`t ${words[at - 2]} ${words[at - 1]} ${word}`)
  })
  const line = ` ${words.join(' ')} `
  for (let length = SHORTEST; length <= LONGEST; length++)
    for (let at = 0; at + length <= line.length; at++) add(`c${line.slice(at, at + length)}`)
  return Int32Array.from(seen)
}

/** FNV-1a with a finishing mix (MurmurHash3's), as an unsigned 32-bit number. */
function hash(text: string): number {
  let value = 2_166_136_261
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619)
  value = Math.imul(value ^ (value >>> 15), 2_246_822_519)
  value = Math.imul(value ^ (value >>> 13), 3_266_489_917)
  return (value ^ (value >>> 16)) >>> 0
}
