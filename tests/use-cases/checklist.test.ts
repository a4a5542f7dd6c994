import { describe, expect, it } from 'vitest'
import { DEFAULT_CHECKLISTS, readChecklists, withAnswers } from '@/lib/core/claim/checklist'
import type { AppError } from '@/lib/server/app-error'
import { answerChecklist } from '@/lib/server/use-cases/claims/answer-checklist'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { undoStep } from '@/lib/server/use-cases/claims/undo-step'
import { changeSettings, deskSettings } from '@/lib/server/use-cases/desk/change-settings'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { makeArticle, makeClaim, patch } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { knock } from '@/tests/support/door'

const { admin, author, checker, editor, viewer } = await people()

const answersOf = async (id: string) =>
  (await readClaim(viewer, id)).checklist.filter((one) => one.answer !== null).map(({ item, answer, isAsked }) => [item, answer, isAsked])
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: AppError) => error,
  )

describe('a checklist', () => {
  it('asks what belongs to the type, keeps each answer with its person, and goes along when the type changes', async () => {
    const articleId = await makeArticle(author)
    const id = await makeClaim(checker, articleId, '5 crowns', { type: 'money' })
    expect((await readClaim(viewer, id)).checklist.map(({ item }) => item)).toEqual(DEFAULT_CHECKLISTS.money)
    await answerChecklist(checker, id, { item: 'Recomputed: how?', answer: '2 + 3', was: '' })
    expect((await readClaim(viewer, id)).checklist[1]).toMatchObject({ answer: '2 + 3', by: { id: checker.id } })
    await patch(checker, id, { type: 'name-title' })
    // Asked no more, and not lost.
    expect(await answersOf(id)).toEqual([['Recomputed: how?', '2 + 3', false]])
    await patch(checker, id, { type: 'number' })
    expect(await answersOf(id)).toEqual([['Recomputed: how?', '2 + 3', true]])
    expect((await refused(answerChecklist(viewer, id, { item: 'x', answer: 'y', was: '' })))?.code).toBe('forbidden')
    expect(verifyDesk().isSound).toBe(true)
  })

  it('keeps both when two people answer at once, and gives an answer back when it is undone', async () => {
    const articleId = await makeArticle(author)
    const id = await makeClaim(checker, articleId, '5 crowns', { type: 'money' })
    const item = 'Recomputed: how?'
    await answerChecklist(checker, id, { item, answer: 'first', was: '' })
    const late = await refused(answerChecklist(editor, id, { item, answer: 'mine', was: '' }))
    expect(late).toMatchObject({ code: 'stale-revision', details: { current: { answer: 'first' }, yours: { answer: 'mine' } } })
    await answerChecklist(editor, id, { item, answer: 'mine', was: 'first' })
    await undoStep(editor, articleId, id)
    expect(await answersOf(id)).toEqual([[item, 'first', true]])
    await answerChecklist(checker, id, { item, answer: '', was: 'first' })
    expect(await answersOf(id)).toEqual([])
    await undoStep(checker, articleId, id)
    expect(await answersOf(id)).toEqual([[item, 'first', true]])
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is the desk’s to word: one list changes, the others stay, and what is not understood is the default', async () => {
    const before = await deskSettings()
    const sent = await knock(admin, 'PATCH', '/api/settings', { checklists: { quote: ['Whose voice?'] } })
    expect(sent.status, sent.text).toBe(200)
    expect((await deskSettings()).checklists).toEqual({ ...before.checklists, quote: ['Whose voice?'] })
    expect((await knock(admin, 'PATCH', '/api/settings', { checklists: { quote: Array(21).fill('x') } })).status).toBe(422)
    expect((await knock(editor, 'PATCH', '/api/settings', { checklists: { quote: [] } })).status).toBe(403)
    await changeSettings(admin, { checklists: { quote: before.checklists.quote } })
    expect(readChecklists({ number: 'no list', quote: ['a', 3] })).toEqual({ ...DEFAULT_CHECKLISTS, quote: ['a'] })
    expect(withAnswers(['a', 'b'], [{ item: 'c' }, { item: 'a' }]).map(({ item, isAsked }) => [item, isAsked])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
    ])
  })
})
