import type { SourceView } from '@/lib/server/present/evidence'
import type { LinkCheckView } from '@/lib/server/present/link-check'

/** A source that claims of an article rest on. */
export interface ArticleSourceView {
  readonly source: SourceView
  readonly claims: readonly { readonly id: string; readonly number: number; readonly quoteIsLost: boolean }[]
  /** What was found at its address last; null when nobody looked, or the reader may not know it. */
  readonly lastCheck: LinkCheckView | null
}
