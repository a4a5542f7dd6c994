import 'server-only'
import { Mapping, Step } from '@tiptap/pm/transform'
import { schema } from '@/lib/editor/schema'
import { editSteps, type TextEdit } from '@/lib/editor/steps/edit-steps'
import { textMapOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/boundary/app-error'
import { newId } from '@/lib/server/ids'
import { loadDocument } from '@/lib/server/live/article-document'
import { changeArticle } from '@/lib/server/live/change-article'
import type { Actor } from '@/lib/server/session'
import { stepsSince } from '@/lib/server/store/article-log'
import { claimViewsOf } from '@/lib/server/use-cases/read-claims'

/**
 * Replaces stretches of the canonical text, all given against one version. An
 * older version is brought up to date; an edit whose place was rewritten
 * meanwhile is refused with `stale-version`.
 */
export async function applyEdits(
  actor: Actor,
  articleId: string,
  input: { readonly version: number; readonly edits: readonly TextEdit[] },
) {
  const change = await changeArticle(actor, articleId, async (change) => {
    if (input.version > change.article.version) throw new AppError('bad-request', 'The article never had this version.')
    const edits =
      input.version === change.article.version
        ? input.edits
        : await rebaseEdits(articleId, input.version, change.article.version, input.edits)
    let steps: Step[]
    try {
      steps = editSteps(change.doc, edits)
    } catch (error) {
      if (error instanceof RangeError) throw new AppError('invalid-input', `${error.message}.`)
      throw error
    }
    await change.appendSteps(steps, `api-${newId()}`)
    await change.record(
      'text.edited',
      'text',
      { version: change.article.version, textHash: change.article.textHash },
      { version: change.version, edits: edits.length },
    )
    return change
  })
  return { version: change.version, claims: await claimViewsOf(articleId, [...change.touchedClaimIds]) }
}

async function rebaseEdits(articleId: string, from: number, to: number, edits: readonly TextEdit[]): Promise<TextEdit[]> {
  const before = await loadDocument(articleId, from)
  const beforeMap = textMapOf(before)
  for (const { start, end } of edits)
    if (start > end || end > beforeMap.length) throw new AppError('invalid-input', `There is no text from ${start} to ${end}.`)
  const mapping = new Mapping()
  let doc = before
  for (const logged of await stepsSince(articleId, from, to)) {
    const step = Step.fromJSON(schema, JSON.parse(logged.step))
    mapping.appendMap(step.getMap())
    doc = step.apply(doc).doc ?? doc
  }
  const after = textMapOf(doc)
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
