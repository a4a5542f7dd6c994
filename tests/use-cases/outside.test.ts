import { describe, expect, it } from 'vitest'
import { OUTSIDE_LIMITS } from '@/lib/core/evidence/outside'
import type { AppError } from '@/lib/server/app-error'
import { sha256 } from '@/lib/server/ids'
import { findOutsideLink } from '@/lib/server/store/outside-links'
import { appendSteps } from '@/lib/server/use-cases/articles/append-steps'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { createClaim } from '@/lib/server/use-cases/claims/create-claim'
import { removeClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { askSecondCheck } from '@/lib/server/use-cases/claims/second-checks'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { answerOutside, askOutside, readOutside, readOutsideLinks, revokeOutside } from '@/lib/server/use-cases/evidence/outside-reader'
import { changeContact, readContacts } from '@/lib/server/use-cases/evidence/write-contacts'
import { updatePerson } from '@/lib/server/use-cases/people/manage-people'
import { makeArticle, makeClaim, patch, replaceWords } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'

const { admin, author, checker, checker2, editor, viewer } = await people()

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const tokenOf = (path: string) => path.split('/').pop() ?? ''

/** An article with two claims, one of them sent to somebody outside. */
async function asked(by = editor) {
  const articleId = await makeArticle(author, 'SECRET-ONE stands here. It cost 5 crowns in all.\nSECRET-TWO was paid 7 crowns.')
  const claimId = await makeClaim(checker, articleId, '5 crowns')
  const otherId = await makeClaim(checker, articleId, '7 crowns')
  await addNote(checker, claimId, { kind: 'note', text: 'SECRET-NOTE' })
  await patch(checker, claimId, { outcome: 'wrong', state: 'checked', confidence: 'high', confidenceReason: 'SECRET-REASON' })
  const made = await askOutside(by, articleId, { name: 'Ida Roe', message: 'Please look.', claimIds: [claimId, claimId], days: 7 })
  return { articleId, claimId, otherId, linkId: made.id, token: tokenOf(made.path) }
}

describe('an outside reader', () => {
  it('shows the chosen sentences and nothing else', async () => {
    const { claimId, articleId, token } = await asked()
    const view = await readOutside(token)
    expect(view).toMatchObject({ name: 'Ida Roe', message: 'Please look.' })
    expect(view.passages).toEqual([{ id: claimId, before: 'It cost ', words: '5 crowns', after: ' in all.', answer: null }])
    expect(JSON.stringify(view)).not.toMatch(/SECRET|7 crowns|wrong|high|Person/)
    // What the link holds is kept by its hash alone.
    expect(await findOutsideLink(sha256(token))).toMatchObject({ articleId })
    expect(JSON.stringify(await readOutsideLinks(editor, articleId))).not.toContain(token)
    // The sentence is the one that stands there now; words that are gone are not asked about.
    await replaceWords(author, articleId, 'in all', 'altogether')
    expect((await readOutside(token)).passages[0]?.after).toBe(' altogether.')
    await replaceWords(author, articleId, '5 crowns', '')
    expect((await readOutside(token)).passages).toEqual([])
    expect(await code(answerOutside(token, { passage: claimId, said: 'right', words: null }))).toBe('done')
    expect(await verifyDesk()).toMatchObject({ isSound: true })
  })

  it('shows nothing of what stands between two stretches of one claim', async () => {
    const lines = ['It cost 5 crowns in all.', 'SECRET-BETWEEN stands here.', 'In the end 7 more were paid.'] as const
    const articleId = await makeArticle(author, lines.join('\n'))
    const claimId = await makeClaim(checker, articleId, '5 crowns')
    const from = lines[0].length + 2 + lines[1].length + 2 + 1 + lines[2].indexOf('7 more')
    const mark = { type: 'claim', attrs: { id: claimId } }
    await appendSteps(author, articleId, {
      version: (await readArticle(author, articleId)).version,
      clientId: 'tab-of-author',
      steps: [{ stepType: 'addMark', mark, from, to: from + '7 more'.length }],
    })
    const { path } = await askOutside(editor, articleId, { name: 'Ida Roe', message: null, claimIds: [claimId], days: 7 })
    const { passages } = await readOutside(tokenOf(path))
    expect(passages).toMatchObject([{ before: 'It cost ', words: '5 crowns in all. … In the end 7 more', after: ' were paid.' }])
    // Nor is it in what a claim says of its sentence.
    expect(JSON.stringify(await readClaim(checker, claimId))).not.toContain('SECRET')
  })

  it('keeps each answer as what a contact said, and an answer given again in its place', async () => {
    const { articleId, claimId, otherId, token } = await asked()
    await readOutside(token)
    await readOutside(token)
    await answerOutside(token, { passage: claimId, said: 'cannot-say', words: null })
    await answerOutside(token, { passage: claimId, said: 'wrong', words: ' It was 6 crowns. ' })
    expect(await code(answerOutside(token, { passage: otherId, said: 'right', words: null }))).toBe('not-found')
    expect((await readOutside(token)).passages[0]?.answer).toEqual({ said: 'wrong', words: 'It was 6 crowns.' })
    const contacts = await readContacts(checker, articleId)
    expect(contacts).toHaveLength(1)
    expect(contacts[0]).toMatchObject({
      ...{ name: 'Ida Roe', channel: 'message', terms: 'on-record' },
      answers: [{ claimId, said: 'corrected', words: 'It was 6 crowns.' }],
    })
    // An outside reader decides nothing.
    expect(await readClaim(checker, claimId)).toMatchObject({ outcome: 'wrong', confidence: 'high' })
    const { entries } = await readHistory(editor, articleId, { action: 'outside', limit: 20 })
    expect(entries.map((one) => one.action)).toEqual(['outside.answered', 'outside.answered', 'outside.opened', 'outside.asked'])
    expect(await readOutsideLinks(editor, articleId)).toMatchObject([
      {
        ...{ state: 'open', name: 'Ida Roe' },
        // Both answers stay, in their words.
        answers: [
          { claimId, said: 'cannot-say', words: null },
          { claimId, said: 'wrong', words: 'It was 6 crowns.' },
        ],
      },
    ])
    expect(await verifyDesk()).toMatchObject({ isSound: true })
  })

  it('makes one contact of answers sent at once', async () => {
    const articleId = await makeArticle(author, 'It cost 5 crowns. It took 7 years.')
    const claimIds = [await makeClaim(checker, articleId, '5 crowns'), await makeClaim(checker, articleId, '7 years')]
    const { path } = await askOutside(editor, articleId, { name: 'Ida Roe', message: null, claimIds, days: 1 })
    await Promise.all(claimIds.map((passage) => answerOutside(tokenOf(path), { passage, said: 'right', words: null })))
    const contacts = await readContacts(checker, articleId)
    expect(contacts).toHaveLength(1)
    expect(contacts[0]?.answers).toHaveLength(2)
  })

  it('opens nothing once it was taken back, its day is over, its article is closed or its maker is gone, and does not tell which', async () => {
    expect(await code(readOutside('no-such-link'))).toBe('not-found')
    const back = await asked()
    await revokeOutside(editor, back.articleId, back.linkId)
    expect(await code(revokeOutside(editor, back.articleId, back.linkId))).toBe('already-done')
    const over = await asked()
    const ended = await askOutside(editor, over.articleId, { name: 'Late', message: null, claimIds: [over.claimId], days: -1 })
    const closed = await asked()
    await setAccess(author, closed.articleId, { access: 'listed', people: [author.id] })
    const leaver = await makePerson('editor', 'Leaver')
    const left = await asked(leaver)
    expect(await code(readOutside(left.token))).toBe('done')
    await updatePerson(admin, leaver.id, { isActive: false })
    const lower = await makePerson('editor', 'Lower')
    const lowered = await asked(lower)
    await updatePerson(admin, lower.id, { role: 'viewer' })
    for (const token of [back.token, tokenOf(ended.path), closed.token, left.token, lowered.token]) {
      expect(await code(readOutside(token))).toBe('not-found')
      expect(await code(answerOutside(token, { passage: over.claimId, said: 'right', words: null }))).toBe('not-found')
    }
  })

  it('stays ended when whoever made it may ask again', async () => {
    const maker = await makePerson('editor', `maker-${Math.random().toString(36).slice(2)}`)
    const { token: deactivated } = await asked(maker)
    await updatePerson(admin, maker.id, { isActive: false })
    await updatePerson(admin, maker.id, { isActive: true })
    expect(await code(readOutside(deactivated))).toBe('not-found')
    const { token: demoted } = await asked(maker)
    await updatePerson(admin, maker.id, { role: 'viewer' })
    await updatePerson(admin, maker.id, { role: 'checker' })
    expect(await code(readOutside(demoted))).toBe('not-found')
    const { token: offList, articleId } = await asked(maker)
    await setAccess(author, articleId, { access: 'listed', people: [author.id] })
    await setAccess(author, articleId, { access: 'listed', people: [author.id, maker.id] })
    expect(await code(readOutside(offList))).toBe('not-found')
    // A new one opens.
    const { token } = await asked(maker)
    expect(await code(readOutside(token))).toBe('done')
    await updatePerson(admin, maker.id, { role: 'editor' })
    expect(await code(readOutside(token))).toBe('done')
  })

  it('is asked by who may, of claims of that article', async () => {
    const { articleId, claimId } = await asked()
    const other = await asked()
    const input = { name: 'Ida Roe', message: null, claimIds: [claimId], days: 7 }
    expect(await code(askOutside(viewer, articleId, input))).toBe('forbidden')
    expect(await code(readOutsideLinks(viewer, articleId))).toBe('forbidden')
    expect(await code(askOutside(editor, articleId, { ...input, claimIds: [other.claimId] }))).not.toBe('done')
    expect(await code(revokeOutside(editor, articleId, other.linkId))).toBe('not-found')
  })

  it('is shown the words of the claim, where the same stand twice', async () => {
    const articleId = await makeArticle(author, 'In May 5 crowns came in and in June 5 crowns went out.')
    const { id } = await createClaim(checker, articleId, { exact: '5 crowns', prefix: 'in June ', suffix: ' went' }, {})
    const { path } = await askOutside(editor, articleId, { name: 'Ida Roe', message: null, claimIds: [id], days: 7 })
    expect((await readOutside(tokenOf(path))).passages).toMatchObject([
      { before: 'In May 5 crowns came in and in June ', words: '5 crowns', after: ' went out.' },
    ])
  })

  it('sees their own words, whatever the desk makes of them', async () => {
    const { articleId, claimId, token } = await asked()
    await answerOutside(token, { passage: claimId, said: 'right', words: 'Yes.' })
    const [contact] = await readContacts(checker, articleId)
    if (!contact) throw new Error('no contact')
    await changeContact(checker, articleId, contact.id, {
      ...{ revision: contact.revision, terms: 'off-record' },
      answers: [{ claimId, said: 'disputed', words: 'INTERNAL' }],
    })
    expect((await readOutside(token)).passages[0]?.answer).toEqual({ said: 'right', words: 'Yes.' })
  })

  it('keeps what was said of a claim that was removed since, and the contact can be changed', async () => {
    const { articleId, claimId, token } = await asked()
    await answerOutside(token, { passage: claimId, said: 'right', words: 'Yes.' })
    await removeClaim(editor, claimId)
    expect(await code(answerOutside(token, { passage: claimId, said: 'wrong', words: null }))).toBe('invalid-input')
    const [contact] = await readContacts(checker, articleId)
    if (!contact) throw new Error('no contact')
    const { revision, answers } = contact
    expect(await code(changeContact(checker, articleId, contact.id, { revision, answers, name: 'Dr. Ida Roe' }))).toBe('done')
  })

  it('is heard or not, never after the link was taken back; the first look is told once', async () => {
    const { articleId, claimId, linkId, token } = await asked()
    await Promise.all([readOutside(token), readOutside(token), readOutside(token)])
    const answers = [0, 1, 2].map(() => code(answerOutside(token, { passage: claimId, said: 'right', words: null })))
    await revokeOutside(editor, articleId, linkId)
    await Promise.all(answers)
    const { entries } = await readHistory(editor, articleId, { action: 'outside', limit: 20 })
    const names = entries.map((one) => one.action)
    expect(names[0]).toBe('outside.revoked')
    expect(names.filter((one) => one === 'outside.opened')).toHaveLength(1)
  })

  it('is not shut out by links that are none, nor while who made theirs checks blind', async () => {
    const { otherId, token } = await asked()
    const bogus = await Promise.all(Array.from({ length: OUTSIDE_LIMITS.perMinute + 1 }, (_, at) => code(readOutside(`no-link-${at}`))))
    expect(bogus.at(-1)).toBe('too-many-requests')
    await patch(checker, otherId, { outcome: 'confirmed', state: 'checked' })
    await askSecondCheck(checker2, otherId, editor.id)
    expect(await code(readOutside(token))).toBe('done')
  })
})
