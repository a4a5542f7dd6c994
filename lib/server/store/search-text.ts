import { foldText } from '@/lib/core/text/fold'

/** The words each kind of thing is found by, folded. */

export function articleSearchText({ title }: { readonly title: string }): string {
  return foldText(title)
}

export function claimSearchText({ quote, statement }: { readonly quote: string; readonly statement: string | null }): string {
  return foldText(`${quote} ${statement ?? ''}`)
}

export function sourceSearchText(source: {
  readonly title: string
  /** JSON of CSL names. */
  readonly author: string
  readonly containerTitle: string | null
  readonly publisher: string | null
  readonly url: string | null
}): string {
  const names = (JSON.parse(source.author) as Record<string, string>[]).flatMap((name) => Object.values(name))
  return foldText([source.title, ...names, source.containerTitle, source.publisher, source.url].filter(Boolean).join(' '))
}
