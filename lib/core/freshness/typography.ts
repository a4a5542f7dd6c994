/**
 * Words as they are compared after an edit: what differs only in how it is set
 * is the same (design D4). White space, Unicode form, quotation marks,
 * apostrophes, dashes, hyphenation, ligatures, commas and other marks of
 * rhythm, and a capital at the start make no difference; letters, digits, signs
 * of money and minus do.
 */
export function plainWords(text: string): string {
  const even = evenWords(text)
  // A capital at the start belongs to the place, not to the word; more than one are an abbreviation.
  return /^\p{Lu}(?!\p{Lu})/u.test(even) ? even.charAt(0).toLowerCase() + even.slice(1) : even
}

/** The same with the capital at the start. */
export function evenWords(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[\u00ad\u200b\u200c\u2060\ufeff]/g, '')
      // Apostrophes inside words stay; quotation marks go.
      .replace(/(?<=[\p{L}\p{N}])[’ʼ‘`´](?=[\p{L}\p{N}])/gu, "'")
      .replace(/["“”„‟«»‹›]/g, ' ')
      .replace(/(?<![\p{L}\p{N}])['‘’‚‛](?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}.,!?…])['‘’‛](?![\p{L}\p{N}])/gu, ' ')
      // Between digits any dash is a range; before one, after a space, it is a minus.
      .replace(/(?<=\d)\s*[‐‑‒–—-]\s*(?=\d)/g, '-')
      .replace(/(?<=^|[\s(])[−–-](?=\d)/g, '−')
      // A dash with spaces, or a long one, only parts; a hyphen joins.
      .replace(/\s[‐‑‒–—-]+\s|[—–]/g, ' ')
      .replace(/(?<=\p{L})[‐‑-](?=\p{L})/gu, '')
      .replace(/(?<=\p{L})[‐‑-](?=\p{N})|(?<=\p{N})[‐‑-](?=\p{L})/gu, ' ')
      .replace(/…/g, ' ')
      .replace(/(?<!\d)[,;:]|[,;:](?!\d)|\.(?=\s|$)|[!()[\]]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

/** Words that stand between quotation marks, in order: words that are somebody's. */
export function quotedWords(text: string): string[] {
  const marked = text.replace(/(?<=[\p{L}\p{N}])[’ʼ‘'](?=[\p{L}\p{N}])/gu, 'ʼ')
  const spans = [
    ...marked.matchAll(/["“”„«][^"“”„«»]{1,2000}["“”»]/g),
    ...marked.matchAll(/(?<![\p{L}\p{N}])['‘‚‹][^'‘’‚‹›]{1,2000}['’›](?![\p{L}\p{N}])/gu),
  ]
  return spans.sort((a, b) => a.index - b.index).map(([span]) => plainWords(span.slice(1, -1).replaceAll('ʼ', "'")))
}
