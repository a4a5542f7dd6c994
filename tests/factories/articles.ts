import type { ClaimPatch } from '@/lib/core/claim/claim-changes'
import { EMPTY_SOURCE, type SourceFields } from '@/lib/core/evidence/source'
import { schema } from '@/lib/editor/schema'
import type { Actor } from '@/lib/server/session'
import { applyEdits } from '@/lib/server/use-cases/articles/apply-edits'
import { createArticleFrom } from '@/lib/server/use-cases/articles/import-article'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { createClaim } from '@/lib/server/use-cases/claims/create-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'

/** An article of plain paragraphs. Returns its id. */
export async function makeArticle(actor: Actor, text = 'It cost 5 crowns. Bills fell by 12 percent.'): Promise<string> {
  const document = schema.node(
    'doc',
    null,
    text.split('\n').map((line) => schema.node('paragraph', null, line ? [schema.text(line)] : [])),
  )
  return (await createArticleFrom(actor, { document: document.toJSON(), messages: [], images: [] }, {})).id
}

/** A claim on some words. Returns its id. */
export async function makeClaim(actor: Actor, articleId: string, exact: string, fields: ClaimPatch = {}): Promise<string> {
  return (await createClaim(actor, articleId, { exact }, fields)).id
}

/** Changes fields of a claim as it is now. */
export async function patch(actor: Actor, claimId: string, fields: ClaimPatch): Promise<void> {
  await updateClaim(actor, claimId, { revision: (await readClaim(actor, claimId)).revision, ...fields })
}

/** Replaces words of an article, first occurrence. */
export async function replaceWords(actor: Actor, articleId: string, before: string, after: string): Promise<void> {
  const article = await readArticle(actor, articleId)
  const start = article.text.indexOf(before)
  if (start === -1) throw new Error(`“${before}” is not in the text`)
  await applyEdits(actor, articleId, { version: article.version, edits: [{ start, end: start + before.length, text: after }] })
}

/** A source with a title and nothing else said. */
export function sourceOf(fields: Partial<SourceFields> & { readonly title: string }): SourceFields {
  return {
    ...EMPTY_SOURCE,
    type: 'webpage',
    ...fields,
  }
}
