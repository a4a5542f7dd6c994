import { describe, expect, it } from 'vitest'
import { mentionedIn, unknownIn } from '@/lib/core/text/mentions'
import type { AppError } from '@/lib/server/app-error'
import { openArticle } from '@/lib/server/article/open-article'
import { takeSnapshot } from '@/lib/server/use-cases/articles/export-article'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { undoStep } from '@/lib/server/use-cases/claims/undo-step'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { keepOwnNote, readOwnNote } from '@/lib/server/use-cases/notifications/own-notes'
import { countUnseen, readNotifications, seeNotifications } from '@/lib/server/use-cases/notifications/read-notifications'
import { makeArticle, makeClaim, patch } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, checker2, editor, viewer, legal } = await people()

const told = async (who: typeof author, articleId: string) =>
  (await readNotifications(who)).notifications.filter((one) => one.article.id === articleId).map(({ kind, by }) => [kind, by.id])

describe('a mention', () => {
  it('is a whole name behind an @, the longer of two that begin alike, and no address', () => {
    const all = [
      { id: '1', name: 'Ana' },
      { id: '2', name: 'Ana Lind' },
      { id: '3', name: 'Bo' },
    ]
    const ids = (text: string) => mentionedIn(text, all).map((one) => one.id)
    expect(ids('@Ana Lind and @bo, please')).toEqual(['2', '3'])
    expect(ids('@Ana, please')).toEqual(['1'])
    expect(unknownIn('@Ana and @Eli, or @b', all)).toEqual(['@Eli'])
    // A first name is enough where one person has it.
    const desk = [
      { id: '4', name: 'Edda Editor' },
      { id: '5', name: 'Carl Checker' },
      { id: '6', name: 'Carl Copy' },
    ]
    expect(mentionedIn('@Edda and @Carl', desk).map((one) => one.id)).toEqual(['4'])
    expect(ids('write to x@bo.test, @Bobby, Ana')).toEqual([])
  })
})

describe('what somebody is told', () => {
  it('is not that they were assigned something, once that was undone before they looked', async () => {
    const articleId = await makeArticle(author, 'It cost 5 crowns.')
    const claimId = await makeClaim(checker, articleId, '5 crowns')
    await patch(editor, claimId, { assignee: checker.id })
    expect(await told(checker, articleId)).toEqual([['assigned', editor.id]])
    await undoStep(editor, articleId, claimId)
    expect(await told(checker, articleId)).toEqual([])
  })

  it('is that something was flagged for legal review, to who reviews it', async () => {
    const articleId = await makeArticle(author, 'It cost 5 crowns.')
    const claimId = await makeClaim(checker, articleId, '5 crowns')
    await patch(editor, claimId, { legalFlag: true, legalKind: 'allegation' })
    await patch(editor, claimId, { legalKind: 'court' })
    expect(await told(legal, articleId)).toEqual([['legal', editor.id]])
  })

  it('is who mentioned, asked, answered and assigned them, not what they did themselves', async () => {
    const articleId = await makeArticle(author)
    const claimId = await makeClaim(checker, articleId, '5 crowns')
    await addNote(checker, claimId, { kind: 'note', text: `Look, @${editor.name} and @${checker.name}` })
    const query = await addNote(checker, claimId, { kind: 'author-query', text: 'Gross?' })
    await addNote(author, claimId, { kind: 'note', text: 'Net.', replyTo: query.id })
    await patch(editor, claimId, { assignee: checker2.id })
    expect(await told(editor, articleId)).toEqual([['mention', checker.id]])
    expect(await told(author, articleId)).toEqual([['query', checker.id]])
    expect(await told(checker, articleId)).toEqual([['answer', author.id]])
    expect(await told(checker2, articleId)).toEqual([['assigned', editor.id]])
    expect(await countUnseen(editor)).toBeGreaterThan(0)
    await seeNotifications(editor)
    expect(await countUnseen(editor)).toBe(0)
    expect((await readNotifications(editor)).notifications[0]?.isSeen).toBe(true)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is nothing of an article they may not open, also when it was closed to them later', async () => {
    const articleId = await makeArticle(author)
    await setAccess(author, articleId, { access: 'listed', people: [author.id, checker.id, editor.id] })
    const claimId = await makeClaim(checker, articleId, '5 crowns')
    await addNote(checker, claimId, { kind: 'note', text: `@${checker2.name} @${editor.name}` })
    expect(await told(checker2, articleId)).toEqual([])
    expect(await told(editor, articleId)).toHaveLength(1)
    await setAccess(author, articleId, { people: [author.id, checker.id] })
    expect(await told(editor, articleId)).toEqual([])
  })
})

describe('notes of one’s own', () => {
  it('are read by nobody else, are in no report, and survive two windows', async () => {
    const articleId = await makeArticle(author)
    await keepOwnNote(checker, articleId, { text: 'Ring the CLERK-SECRET again.', revision: 0 })
    expect(await readOwnNote(checker, articleId)).toMatchObject({ text: 'Ring the CLERK-SECRET again.', revision: 1 })
    expect(await readOwnNote(editor, articleId)).toMatchObject({ text: '', revision: 0 })
    const late = await keepOwnNote(checker, articleId, { text: 'Other.', revision: 0 }).then(
      () => null,
      (error: AppError) => error,
    )
    expect(late).toMatchObject({ code: 'stale-revision', details: { current: { revision: 1 } } })
    await keepOwnNote(checker, articleId, { text: 'Ring the CLERK-SECRET twice.', revision: 1 })
    // A reader of articles may note for themselves too.
    await keepOwnNote(viewer, articleId, { text: 'Read to line 3.', revision: 0 })
    const open = await openArticle(checker, 'article.export', articleId)
    expect(JSON.stringify(await takeSnapshot(open, new Date()))).not.toMatch(/CLERK-SECRET/)
    expect(verifyDesk().isSound).toBe(true)
  })
})
