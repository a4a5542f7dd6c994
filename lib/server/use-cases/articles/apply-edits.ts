import 'server-only'
import { Mapping, type Step } from '@tiptap/pm/transform'
import { readStoredStep } from '@/lib/editor/schema'
import { editSteps, type TextEdit } from '@/lib/editor/steps/edit-steps'
import { textMapOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { loadDocument } from '@/lib/server/article/article-document'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { claimViewsOf } from '@/lib/server/article/claim-views'
import { openArticle } from '@/lib/server/article/open-article'
import type { Actor } from '@/lib/server/session'
import { stepsSince } from '@/lib/server/store/article-log'

export interface EditsReceipt {
  readonly version: number
  readonly claimIds: readonly string[]
}

/**
 * Replaces stretches of the canonical text, all given against one version. An
 * older version is brought up to date; an edit whose place was rewritten
 * meanwhile is refused with `stale-version`.
 */
export async function applyEdits(
  actor: Actor,
  articleId: string,
  input: { readonly version: number; readonly edits: readonly TextEdit[] },
): Promise<EditsReceipt> {
  return changeArticle(actor, 'article.edit-text', articleId, async (change) => {
    if (input.version > change.article.version) throw new AppError('bad-request', 'The article never had this version.')
    const edits = input.version === change.article.version ? input.edits : await rebaseEdits(change, input.version, input.edits)
    let steps: Step[]
    try {
      steps = editSteps(change.doc, edits)
    } catch (error) {
      if (error instanceof RangeError) throw new AppError('invalid-input', `${error.message}.`)
      throw error
    }
    await change.appendSteps(steps, { kind: 'edit' })
    change.record({
      name: 'text.edited',
      subject: 'text',
      before: { version: change.article.version, textHash: change.article.textHash },
      after: { version: change.version, edits: edits.length },
    })
    // Which claims it touched is known once they are settled.
    return {
      version: change.version,
      get claimIds() {
        return [...change.touchedClaimIds]
      },
    }
  })
}

/** The answer to edits: the version they led to and the claims they touched. */
export async function readEdited(actor: Actor, articleId: string, { version, claimIds }: EditsReceipt) {
  return { version, claims: await claimViewsOf(await openArticle(actor, 'article.read', articleId), claimIds) }
}

async function rebaseEdits(change: ArticleChange, from: number, edits: readonly TextEdit[]): Promise<TextEdit[]> {
  const before = await loadDocument(change.id, from, change.tx)
  const beforeMap = textMapOf(before)
  for (const { start, end } of edits)
    if (start > end || end > beforeMap.length) throw new AppError('invalid-input', `There is no text from ${start} to ${end}.`)
  const mapping = new Mapping()
  for (const logged of await stepsSince(change.id, from, change.article.version, change.tx))
    mapping.appendMap(readStoredStep(JSON.parse(logged.step)).getMap())
  const after = textMapOf(change.doc)
  return edits.map((edit) => {
    const start = after.offsetAt(mapping.map(beforeMap.positionAt(edit.start), 1))
    const end = after.offsetAt(mapping.map(beforeMap.positionAt(edit.end), -1))
    const was = beforeMap.text.slice(edit.start, edit.end)
    if (start > end || after.text.slice(start, end) !== was)
      throw new AppError(
        'stale-version',
        'The words this edit replaces were changed in the meantime. Nothing was changed; read the article again.',
      )
    return { start, end, text: edit.text }
  })
}
