import type { ArticleAccess } from '@/lib/core/permissions/article-access'

/** Who may open an article. */
export interface AccessView {
  readonly access: ArticleAccess
  /** People on its list, in the order they were added; empty when everyone on the desk may. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Whether the assistant may see it though it is restricted, and confidential sources asked about for it. */
  readonly assistant: boolean
  readonly canAllowAssistant: boolean
  /** Whether the reader may change this. */
  readonly canChange: boolean
}
