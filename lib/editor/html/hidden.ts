import { excerpt, type Messages, plural } from '@/lib/core/article/import-messages'

const HIDDEN = /(?<![-\w])(?:display:\s*none|visibility:\s*(?:hidden|collapse)|mso-hide:\s*all)/i
/** More stretches than this are counted, not quoted. */
const MOST_QUOTED = 40

/** Text that is not shown where it comes from is no copy: it goes, and is quoted. What hides no words is left alone. */
export function dropHidden(body: HTMLElement, classStyles: ReadonlyMap<string, string>, messages: Messages): void {
  const isHidden = (element: Element) =>
    element.hasAttribute('hidden') ||
    HIDDEN.test(element.getAttribute('style') ?? '') ||
    [...element.classList].some((name) => HIDDEN.test(classStyles.get(name) ?? ''))
  let quoted = 0
  for (const element of [...body.querySelectorAll('[hidden],[style],[class]')]) {
    if (!body.contains(element) || !isHidden(element)) continue
    const words = element.textContent?.trim() ?? ''
    if (words === '') continue
    element.remove()
    if (quoted++ < MOST_QUOTED) messages.add('warning', `Hidden text was left out: ${excerpt(words, 200)}.`)
    else
      messages.count(
        'warning',
        'hidden',
        (n) => `${plural(n, 'more stretch', 'more stretches')} of hidden text ${n === 1 ? 'was' : 'were'} left out.`,
      )
  }
}
