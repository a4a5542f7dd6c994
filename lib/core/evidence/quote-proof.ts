/** How a quote in the text of its source differs from what was written down; never ignored in silence. */
export const PROOF_DIFFERENCES = ['white-space', 'hyphenation', 'typography', 'case'] as const
export type ProofDifference = (typeof PROOF_DIFFERENCES)[number]

const DIFFERENCE_WORDS: Record<ProofDifference, string> = {
  'white-space': 'white space',
  hyphenation: 'hyphens at line ends',
  typography: 'quotation marks and dashes',
  case: 'capitals',
}

/** Whether a quote stands in the captured text of its source. */
export type QuoteProof =
  /** Letter by letter, or but for what is named. `page` counts from 1; null when the text has no pages. */
  | { readonly kind: 'found'; readonly differences: readonly ProofDifference[]; readonly page: number | null; readonly times: number }
  | { readonly kind: 'absent' }

/** Shorter quotes stand everywhere and prove nothing. In UTF-16 units. */
export const SHORTEST_PROOF = 8

/**
 * Looks a quote up in the text of its source, first letter by letter, then
 * with ever more differences allowed; what had to be allowed is said. A page
 * ends with a form feed (U+000C). Null when there is too little to look up.
 */
export function proveQuote(quote: string, text: string): QuoteProof | null {
  return proverOf(text)(quote)
}

/** {@link proveQuote} for many quotes in one text: a long text is read once for each way of looking. */
export function proverOf(text: string): (quote: string) => QuoteProof | null {
  const hays = new Map<readonly ProofDifference[], string>()
  const hayOf = (differences: readonly ProofDifference[]) => {
    const hay = hays.get(differences) ?? allow(text, differences)
    hays.set(differences, hay)
    return hay
  }
  return (quote) => {
    const wanted = quote.trim()
    if (wanted.length < SHORTEST_PROOF) return null
    for (const differences of WAYS) {
      const needle = allow(wanted, differences)
      if (needle.length < SHORTEST_PROOF) continue
      const hay = hayOf(differences)
      const at = hay.indexOf(needle)
      if (at === -1) continue
      return { kind: 'found', differences, page: pageAt(text, hay, at), times: countIn(hay, needle) }
    }
    return { kind: 'absent' }
  }
}

/** What is allowed to differ, the least first. */
const WAYS: readonly (readonly ProofDifference[])[] = [
  [],
  ['white-space'],
  ['typography'],
  ['case'],
  ['white-space', 'typography'],
  ['white-space', 'hyphenation'],
  ['white-space', 'case'],
  ['typography', 'case'],
  ['white-space', 'hyphenation', 'typography'],
  ['white-space', 'typography', 'case'],
  ['white-space', 'hyphenation', 'typography', 'case'],
]

function allow(text: string, differences: readonly ProofDifference[]): string {
  let result = text
  if (differences.includes('hyphenation')) result = result.replace(/\u00ad/g, '').replace(/(\p{L})[-‐]\s*\n\s*(?=\p{Ll})/gu, '$1')
  if (differences.includes('white-space')) result = result.replace(/[\s\u00a0\u200b]+/g, ' ')
  if (differences.includes('typography'))
    result = result
      .replace(/[“”„«»]/g, '"')
      .replace(/[‘’‚‹›`´]/g, "'")
      .replace(/[‐‑–—−]/g, '-')
      .replace(/…/g, '...')
      .normalize('NFKC')
  if (differences.includes('case')) result = result.toLowerCase()
  return result
}

function pageAt(text: string, hay: string, at: number): number | null {
  if (!text.includes('\f')) return null
  // White space is folded away in some ways of looking: the share of the text before it tells the page.
  const share = at / Math.max(1, hay.length)
  const before = hay.includes('\f') ? hay.slice(0, at) : text.slice(0, Math.round(share * text.length))
  return before.split('\f').length
}

function countIn(hay: string, needle: string): number {
  let [count, at] = [0, hay.indexOf(needle)]
  while (at !== -1 && count < 100) {
    count++
    at = hay.indexOf(needle, at + needle.length)
  }
  return count
}

/** "found in the captured copy, page 12, but for capitals" */
export function describeProof(proof: QuoteProof): string {
  if (proof.kind === 'absent') return 'not in the captured copy'
  const but =
    proof.differences.length > 0 ? `, but for ${proof.differences.map((one) => DIFFERENCE_WORDS[one]).join(', ')}` : ', letter by letter'
  return `found in the captured copy${proof.page ? `, page ${proof.page}` : ''}${but}${proof.times > 1 ? `, ${proof.times} times` : ''}`
}
