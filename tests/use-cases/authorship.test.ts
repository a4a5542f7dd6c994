import { Transform } from '@tiptap/pm/transform'
import { describe, expect, it } from 'vitest'
import { readStoredDocument, schema } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'
import type { Actor } from '@/lib/server/session'
import { appendSteps } from '@/lib/server/use-cases/articles/append-steps'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { applyDraft } from '@/lib/server/use-cases/drafts/apply-draft'
import { proposeDraft } from '@/lib/server/use-cases/drafts/propose-draft'
import { restoreVersion } from '@/lib/server/use-cases/versions/manage-versions'
import { readAuthorship } from '@/lib/server/use-cases/versions/read-authorship'
import { makeArticle, replaceWords } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { admin, author, editor } = await people()
const TEXT = 'Bills fell by 12 percent in the first winter.\nThe council met three times before Easter.\nNobody knows why it did.'

/** Each stretch of the whole text with who wrote it, as “name: words”. */
async function writers(id: string): Promise<string[]> {
  const { text } = await readArticle(editor, id)
  const { stretches } = await readAuthorship(editor, id, { start: 0, end: text.length })
  return stretches.map((one) => `${one.by.name}: ${one.text}`)
}

/** Edits as a tab sends them. */
async function type(actor: Actor, id: string, change: (tr: Transform, at: (words: string) => number) => void): Promise<void> {
  const article = await readArticle(actor, id)
  const doc = readStoredDocument(article.document)
  const tr = new Transform(doc)
  change(tr, (words) => {
    const map = textMapOf(tr.doc)
    return map.positionAt(map.text.indexOf(words))
  })
  await appendSteps(actor, id, {
    version: article.version,
    clientId: `tab-of-${actor.id}-${article.version}`,
    steps: tr.steps.map((step) => step.toJSON()),
  } as never)
}

describe('who wrote these words', () => {
  it('keeps their author when they are cut and pasted elsewhere, and when a deletion is undone', async () => {
    const id = await makeArticle(author, TEXT)
    const sentence = 'The council met three times before Easter.'
    await type(editor, id, (tr, at) => tr.delete(at(sentence), at(sentence) + sentence.length))
    await type(editor, id, (tr, at) => tr.insert(at('Nobody'), schema.text(`${sentence} `)))
    const moved = await writers(id)
    expect(moved.filter((one) => one.startsWith(editor.name)).join('')).not.toContain('council')
    expect(moved.join('|')).toContain(`${author.name}: `)
    expect(moved.filter((one) => one.startsWith(author.name)).join(' ')).toContain(sentence)
  })
  it('keeps it when a paragraph is dropped elsewhere in one go', async () => {
    const id = await makeArticle(author, TEXT)
    await type(editor, id, (tr) => {
      const first = tr.doc.child(0)
      tr.delete(0, first.nodeSize)
      tr.insert(tr.doc.content.size, first)
    })
    const words = await writers(id)
    expect(words.every((one) => one.startsWith(author.name))).toBe(true)
  })
  it('does not take words for moved that somebody typed anew', async () => {
    const id = await makeArticle(author, TEXT)
    await type(editor, id, (tr, at) => tr.insert(at('Nobody'), schema.text('The mayor said so in a letter of May. ')))
    expect(await writers(id)).toContain(`${editor.name}: The mayor said so in a letter of May. `)
  })
  it('goes back to who wrote them when an earlier version is restored', async () => {
    const id = await makeArticle(author, TEXT)
    await replaceWords(editor, id, '12 percent', 'fourteen per cent')
    const { version } = await readArticle(editor, id)
    await replaceWords(author, id, 'Bills fell by fourteen per cent in the first winter.', 'Nothing happened.')
    await restoreVersion(admin, id, version)
    const words = await writers(id)
    expect(words.filter((one) => one.startsWith(admin.name))).toEqual([])
    expect(words.filter((one) => one.startsWith(editor.name)).join('')).toMatch(/fourteen per cent/)
  })
  it('counts only what is new in a draft as written by who brought it, moved and edited paragraphs too', async () => {
    const id = await makeArticle(author, TEXT)
    const draft = [
      'The council met three times before Easter.',
      'A paragraph that nobody had written before today.',
      'Nobody knows why it did.',
      'Bills fell by 14 percent in the first cold winter.',
    ].join('\n\n')
    const { id: draftId } = await proposeDraft(editor, id, { bytes: new TextEncoder().encode(draft), format: 'text' } as never)
    await applyDraft(editor, id, draftId, { accept: [] })
    const words = await writers(id)
    const byEditor = words.filter((one) => one.startsWith(editor.name)).join('|')
    expect(byEditor).toContain('A paragraph that nobody had written before today.')
    expect(byEditor).toContain('14')
    expect(byEditor).toContain('cold')
    expect(byEditor).not.toContain('council')
    expect(byEditor).not.toContain('winter')
    expect(byEditor).not.toContain('Nobody knows')
  })
})
