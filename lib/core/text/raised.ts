/** Unicode's own raised and lowered signs (Superscripts and Subscripts, U+2070–U+209F, and Latin-1's three). */
const RAISED: Readonly<Record<string, string>> = {
  ...{ 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' },
  ...{ '+': '⁺', '-': '⁻', '−': '⁻', '=': '⁼', '(': '⁽', ')': '⁾', n: 'ⁿ', i: 'ⁱ' },
}
const LOWERED: Readonly<Record<string, string>> = {
  ...{ 0: '₀', 1: '₁', 2: '₂', 3: '₃', 4: '₄', 5: '₅', 6: '₆', 7: '₇', 8: '₈', 9: '₉' },
  ...{ '+': '₊', '-': '₋', '−': '₋', '=': '₌', '(': '₍', ')': '₎', a: 'ₐ', e: 'ₑ', o: 'ₒ', x: 'ₓ' },
}

/** Words set above or below the line, for where there are only letters: "⁶" for a raised 6, and "^(th)" for what has no sign of its own. */
export function plainRaised(words: string, where: 'above' | 'below'): string {
  const signs = where === 'above' ? RAISED : LOWERED
  const letters = [...words.trim()]
  if (letters.length === 0) return words
  if (letters.every((letter) => letter in signs)) return letters.map((letter) => signs[letter]).join('')
  // “1st”, “No.” and the like are read well enough as they are.
  return /^\p{L}+\.?$/u.test(words.trim()) && where === 'above' ? words : `${where === 'above' ? '^' : '_'}(${words.trim()})`
}
