/** Text in one line of at most `length` UTF-16 units, with an ellipsis where something is left off. */
export function short(text: string, length = 70): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length <= length ? plain : `${plain.slice(0, length - 1)}…`
}
