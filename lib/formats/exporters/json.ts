import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'

/** The whole snapshot. `schema` names the form; see docs/json-export.md. */
export function writeJson(snapshot: ArticleSnapshot): string {
  return `${JSON.stringify(snapshot, null, 2)}\n`
}
