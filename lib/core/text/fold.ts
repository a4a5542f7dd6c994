/**
 * Text as it is searched by: compatibility forms, accents, case, ligatures,
 * soft hyphens and kinds of space and quotation mark make no difference.
 * Letters of scripts written without spaces stand alone, so that a part of a
 * run can be found.
 */
export function foldText(text: string): string {
  return text
    .replace(/\u00ad/g, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[‘’‚‛ʼ]/g, "'")
    .replace(/ß/g, 'ss')
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, ' $& ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The words somebody searches for, folded: letters and digits only. */
export function searchWords(query: string): string[] {
  return foldText(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 20)
}
