import type { Messages } from '@/lib/core/article/import-messages'

const HIDDEN = /(?<![-\w])(?:display:\s*none|visibility:\s*(?:hidden|collapse)|mso-hide:\s*all)/i

/** Text that is not shown where it comes from is no copy: it goes, and is quoted. What hides no words is left alone. */
export function dropHidden(body: HTMLElement, classStyles: ReadonlyMap<string, string>, messages: Messages): void {
  const isHidden = (element: Element) =>
    element.hasAttribute('hidden') ||
    HIDDEN.test(element.getAttribute('style') ?? '') ||
    [...element.classList].some((name) => HIDDEN.test(classStyles.get(name) ?? ''))
  for (const element of [...body.querySelectorAll('[hidden],[style],[class]')]) {
    if (!body.contains(element) || !isHidden(element)) continue
    const words = element.textContent?.trim() ?? ''
    if (words === '') continue
    element.remove()
    messages.hidden(words)
  }
}
