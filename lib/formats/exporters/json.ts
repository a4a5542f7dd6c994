import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'

/** The whole snapshot, pictures in base64. `schema` names the form; see docs/json-export.md. */
export function writeJson(snapshot: ArticleSnapshot): string {
  const pictures = Object.fromEntries(
    Object.entries(snapshot.pictures).map(([id, { mediaType, bytes }]) => [id, { mediaType, data: Buffer.from(bytes).toString('base64') }]),
  )
  return `${JSON.stringify({ ...snapshot, pictures }, null, 2)}\n`
}
