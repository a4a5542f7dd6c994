import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import { nameInFile } from '@/lib/core/article/from-file'

/** Fields that hold the name of a person. */
const NAMED = new Set(['by', 'generatedBy', 'createdBy', 'assignee', 'proposedBy', 'decidedBy', 'confidenceBy'])

/** The whole snapshot, pictures in base64. `schema` names the form; see docs/json-export.md. */
export function writeJson(snapshot: ArticleSnapshot): string {
  const pictures = Object.fromEntries(
    Object.entries(snapshot.pictures).map(([id, { mediaType, bytes }]) => [id, { mediaType, data: Buffer.from(bytes).toString('base64') }]),
  )
  // Brought back and sent out again, a name is what it was.
  const plain = (key: string, value: unknown) => (NAMED.has(key) && typeof value === 'string' ? nameInFile(value) : value)
  return `${JSON.stringify({ ...snapshot, pictures }, plain, 2)}\n`
}
