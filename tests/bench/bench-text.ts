const WORDS =
  'the of a to in was for that on council river price water year town bridge report figure million percent minister budget said vote court law growth export price union farm harvest winter school teacher doctor patient road rail train ship port coal steel wage worker market bank credit debt loan tax income'.split(
    ' ',
  )

/** Numbers that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** Text of a number of words in paragraphs of about 53, and evenly spread ranges of 3 to 7 words in it. */
export function benchText(words: number, claims: number): { text: string; ranges: { start: number; end: number }[] } {
  const random = seeded(7)
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  for (let n = 0; n < words; n++) {
    if (n > 0) text += n % 53 === 0 ? '\n' : ' '
    starts.push(text.length)
    let word = WORDS[Math.floor(random() * WORDS.length)] as string
    if (n % 11 === 0) word = word[0]?.toUpperCase() + word.slice(1)
    text += word
    ends.push(text.length)
    if (n % 11 === 10) text += '.'
  }
  const ranges: { start: number; end: number }[] = []
  const gap = words / Math.max(1, claims)
  for (let n = 0; n < claims; n++) {
    const first = Math.floor(n * gap)
    const line = Math.floor(first / 53)
    const last = Math.min(first + 2 + Math.floor(random() * 5), (line + 1) * 53 - 1, words - 1, Math.floor((n + 1) * gap) - 1)
    ranges.push({ start: starts[first] ?? 0, end: ends[Math.max(first, last)] ?? 1 })
  }
  return { text, ranges }
}
