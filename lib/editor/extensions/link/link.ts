import { Link as TiptapLink } from '@tiptap/extension-link'
import { cleanCharacters } from '@/lib/core/text/clean'

/** Links that may stand in an article: web and mail only, after removing what hides a scheme. */
export function isSafeHref(href: unknown): href is string {
  if (typeof href !== 'string' || href === '' || href.length > 2_048) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these before reading the scheme
  const bare = href.replace(/[\u0000-\u0020\u007f-\u009f\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]/g, '')
  return /^(?:https?:\/\/|mailto:)/i.test(bare)
}

/** Tiptap's link with one rule for addresses, in the schema, so that no path can avoid it. */
export const Link = TiptapLink.extend({
  addAttributes() {
    return {
      href: {
        default: null,
        validate: (href: unknown) => {
          if (!isSafeHref(href)) throw new RangeError('Not a web or mail address')
        },
        parseHTML: (element: HTMLElement) => cleanCharacters(element.getAttribute('href') ?? '') || null,
      },
    }
  },
}).configure({
  openOnClick: false,
  autolink: false,
  linkOnPaste: false,
  protocols: ['https', 'http', 'mailto'],
  HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: null },
  isAllowedUri: (url) => isSafeHref(url),
})
