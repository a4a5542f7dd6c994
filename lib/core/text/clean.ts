// The noncharacters and controls that XML 1.0 (§2.2) has no way to write. Tab and line breaks stay.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const ALL_FORBIDDEN = new RegExp(FORBIDDEN, 'g')

/** Whether a text has characters no format can keep: C0 controls but tab and line breaks, U+FFFE, U+FFFF, half a surrogate pair. */
export function hasForbiddenCharacters(text: string): boolean {
  return FORBIDDEN.test(text) || !text.isWellFormed()
}

/** A text without the characters no format can keep; half a surrogate pair becomes U+FFFD. */
export function cleanCharacters(text: string): string {
  return hasForbiddenCharacters(text) ? text.replace(ALL_FORBIDDEN, '').toWellFormed() : text
}

/** The same, but each becomes U+FFFD, so that every offset stays what it was. */
export function markForbiddenCharacters(text: string): string {
  return hasForbiddenCharacters(text) ? text.replace(ALL_FORBIDDEN, '\ufffd').toWellFormed() : text
}

/** Any JSON value with every string in it, names of fields aside, changed by a function. */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, change)) as T
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapStrings(one, change)])) as T
}
