import { describe, expect, it } from 'vitest'
import { openArticle } from '@/lib/server/article/open-article'
import { doubtsQuery } from '@/lib/server/store/doubts'
import { decidersQuery } from '@/lib/server/store/notifications'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { readClaim, readClaims } from '@/lib/server/use-cases/claims/read-claims'
import { answerSecondCheck, askSecondCheck } from '@/lib/server/use-cases/claims/second-checks'
import { answerOutside, askOutside, readOutside } from '@/lib/server/use-cases/evidence/outside-reader'
import { changeContact, logContact, removeContact, restoreContact } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { createSource, mergeSource, updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { readNotifications } from '@/lib/server/use-cases/notifications/read-notifications'
import { publishArticle } from '@/lib/server/use-cases/publication/publish'
import { addErratum, changeErratum, readErrata, removeErratum, restoreErratum } from '@/lib/server/use-cases/publication/write-errata'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { Prisma } from '@/prisma/generated/client'
import { makeArticle, makeClaim, patch, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, checker2, editor } = await people()

/** What somebody was told of an article, and by whom, the newest first. */
const told = async (who: typeof author, articleId: string) =>
  (await readNotifications(who)).notifications.filter((one) => one.article.id === articleId).map(({ kind, by }) => [kind, by.name])

/** A claim that was found right, and what there is against that. */
async function confirmed() {
  const articleId = await makeArticle(author, 'The mill stands.\nIt cost 5 crowns. Nobody paid.')
  const claimId = await makeClaim(checker, articleId, '5 crowns')
  await patch(checker, claimId, { outcome: 'confirmed', state: 'checked' })
  const doubts = async () => (await readClaims(editor, articleId))[0]?.doubts
  const decisions = async () =>
    (await readHistory(editor, articleId, { limit: 100 })).entries.filter(({ action }) => action === 'claim.decided').length
  // The gate asks by itself, with words of its own, and comes to the same.
  const gate = async () =>
    (await readReadiness(editor, articleId)).blockers.filter((one) => one.claimId === claimId).map(({ kind }) => kind)
  return { articleId, claimId, doubts, decisions, gate }
}

describe('what comes up against a decision shows on the claim', () => {
  it('a source that is withdrawn, until the same person decides the same anew', async () => {
    const { articleId, claimId, doubts, decisions, gate } = await confirmed()
    const evidence = await addEvidence(checker, claimId, {
      ...{ source: sourceOf({ title: `Accounts of ${articleId}` }), stance: 'supports', directness: 'primary', credibility: null },
      ...{ quote: null, locator: null, note: null },
    } as const)
    const sourceId = (await readClaim(checker, claimId)).evidence.find(({ id }) => id === evidence.id)?.source.id ?? ''
    await patch(checker, claimId, { outcome: 'confirmed', state: 'checked' })
    expect(await doubts()).toEqual([])
    const before = await decisions()
    await updateSource(editor, sourceId, { revision: 1, standing: 'withdrawn', standingNote: 'The town found an error.' })
    expect([await doubts(), await gate()]).toEqual([['source'], ['source']])
    expect((await readClaim(checker, claimId)).doubts).toEqual(['source'])
    expect(await told(checker, articleId)).toEqual([['source', editor.name]])
    // A second word on it is no news.
    await updateSource(editor, sourceId, { revision: 2, standingNote: 'The town found two.' })
    expect(await told(checker, articleId)).toHaveLength(1)
    expect((await readArticle(author, articleId)).claims[0]?.doubts).toEqual(['source'])
    // It was another source: who has not looked is told nothing.
    await updateSource(editor, sourceId, { revision: 3, standing: null })
    expect([await told(checker, articleId), await doubts()]).toEqual([[], []])
    await updateSource(editor, sourceId, { revision: 4, standing: 'withdrawn' })
    expect(await told(checker, articleId)).toEqual([['source', editor.name]])
    // The same person, the same finding: it was looked at again, and that is in the history.
    await patch(checker, claimId, { outcome: 'confirmed' })
    expect([await doubts(), await gate(), await decisions()]).toEqual([[], [], before + 1])
    // Nothing came up since: nothing is written.
    await patch(checker, claimId, { outcome: 'confirmed' })
    expect(await decisions()).toBe(before + 1)
  })

  it('a second check that found something else, until somebody settles it', async () => {
    const { claimId, doubts, gate } = await confirmed()
    const { id } = await askSecondCheck(editor, claimId, checker2.id)
    expect(await doubts()).toEqual([])
    await answerSecondCheck(checker2, id, { quote: '5 crowns', outcome: 'wrong', confidence: 'high', reason: 'Six.' })
    expect([await doubts(), await gate()]).toEqual([['differ'], ['differ']])
    // Who found the first does not settle it by saying it again.
    await patch(checker, claimId, { outcome: 'confirmed' })
    expect(await doubts()).toEqual(['differ'])
  })

  it('an outside reader who says it is not right, and a contact who disputes it, each in the gate too', async () => {
    const { articleId, claimId, doubts, gate } = await confirmed()
    const { path } = await askOutside(editor, articleId, { name: 'Ida Roe', message: null, claimIds: [claimId], days: 7 })
    const token = path.split('/').at(-1) ?? ''
    expect((await readOutside(token)).passages).toHaveLength(1)
    await answerOutside(token, { passage: claimId, said: 'wrong', words: 'Six crowns.' })
    expect([await doubts(), await gate()]).toEqual([['disputed'], ['disputed']])
    // Who asked them is told as well as who decided.
    expect([await told(editor, articleId), await told(checker, articleId)]).toEqual([
      [['outside', editor.name]],
      [['outside', editor.name]],
    ])
    // The same again is no news.
    await answerOutside(token, { passage: claimId, said: 'wrong', words: 'Six crowns.' })
    expect(await told(checker, articleId)).toHaveLength(1)
    // They think better of it.
    await answerOutside(token, { passage: claimId, said: 'right', words: null })
    expect([await doubts(), await gate()]).toEqual([[], []])
    const before = await told(checker, articleId)
    const contact = await logContact(checker2, articleId, {
      ...{ name: 'Jo Moss', role: null, channel: 'phone', terms: 'on-record', at: new Date(), summary: null },
      answers: [{ claimId, said: 'disputed', words: null }],
    })
    expect([await doubts(), await gate()]).toEqual([['disputed'], ['disputed']])
    expect(await told(checker, articleId)).toEqual([['disputed', checker2.name], ...before])
    // The same word said in other words is not told again; taken out before it was seen, it is not told at all.
    await changeContact(checker2, articleId, contact.id, { revision: 1, answers: [{ claimId, said: 'corrected', words: 'Six.' }] })
    expect(await told(checker, articleId)).toHaveLength(before.length + 1)
    await removeContact(checker2, articleId, contact.id)
    expect(await told(checker, articleId)).toEqual(before)
    await restoreContact(checker2, articleId, contact.id)
    // Of two who dispute it one is taken out: it is still disputed, and that is still told, once.
    const second = await logContact(checker2, articleId, {
      ...{ name: 'Al Dun', role: null, channel: 'phone', terms: 'on-record', at: new Date(), summary: null },
      answers: [{ claimId, said: 'disputed', words: null }],
    })
    await removeContact(checker2, articleId, contact.id)
    expect(await told(checker, articleId)).toEqual([['disputed', checker2.name], ...before])
    await removeContact(checker2, articleId, second.id)
    await restoreContact(checker2, articleId, contact.id)
    expect((await told(checker, articleId))[0]).toEqual(['disputed', checker2.name])
    // Found wrong, nobody disputes that any more.
    await patch(checker2, claimId, { outcome: 'wrong' })
    expect([await doubts(), await gate()]).toEqual([[], ['wrong']])
  })

  it('an error that is noted in print, until it is decided anew', async () => {
    const { articleId, claimId, doubts, gate } = await confirmed()
    await publishArticle(editor, articleId, { address: 'https://paper.example/mill', place: null, at: new Date() })
    await addErratum(editor, articleId, {
      ...{ claimId, sourceId: null, kind: 'figure', wrong: '5 crowns', right: '6 crowns', cause: 'unknown', causeNote: null },
      ...{ notice: null, printedAt: null },
    })
    expect([await doubts(), await gate()]).toEqual([['print'], ['recheck']])
    expect(await told(checker, articleId)).toEqual([['print', editor.name]])
    // Of another claim after all, and of this one again.
    const { id, revision } = (await readErrata(editor, articleId))[0] as { id: string; revision: number }
    await changeErratum(editor, articleId, id, { revision, claimId: null })
    expect([await told(checker, articleId), await doubts()]).toEqual([[], []])
    await changeErratum(editor, articleId, id, { revision: revision + 1, claimId })
    expect([await told(checker, articleId), await doubts()]).toEqual([[['print', editor.name]], ['print']])
    await removeErratum(editor, articleId, id)
    expect([await told(checker, articleId), await doubts()]).toEqual([[], []])
    await restoreErratum(editor, articleId, id)
    expect(await told(checker, articleId)).toEqual([['print', editor.name]])
    await patch(checker, claimId, { outcome: 'wrong' })
    expect(await doubts()).toEqual([])
  })

  it('a source that another one is merged into, when that is withdrawn', async () => {
    const { articleId, claimId, doubts, gate } = await confirmed()
    const fields = { stance: 'supports', directness: 'primary', credibility: null, quote: null, locator: null, note: null } as const
    const evidence = await addEvidence(checker, claimId, { source: sourceOf({ title: `Copy of ${articleId}` }), ...fields })
    const copy = (await readClaim(checker, claimId)).evidence.find(({ id }) => id === evidence.id)?.source.id ?? ''
    const { id: kept } = await createSource(editor, sourceOf({ title: `The one of ${articleId}` }))
    await mergeSource(editor, copy, kept)
    await patch(checker, claimId, { outcome: 'confirmed', state: 'checked' })
    await updateSource(editor, kept, { revision: 1, standing: 'withdrawn' })
    expect([await doubts(), await gate(), await told(checker, articleId)]).toEqual([['source'], ['source'], [['source', editor.name]]])
  })
})

describe('looking for it', () => {
  it('begins where there is little: with sources that fell, with the one source, never with all sources or claims', async () => {
    const { articleId } = await confirmed()
    const plan = async (query: Prisma.Sql) =>
      (await selectRows<{ detail: string }>(Prisma.sql`EXPLAIN QUERY PLAN ${query}`)).map(({ detail }) => detail)
    const { id } = await openArticle(editor, 'article.read', articleId)
    const doubts = await plan(doubtsQuery(id))
    expect(doubts.filter((step) => / o\b/.test(step))).toEqual([expect.stringContaining('Source_standing_idx')])
    const deciders = await plan(decidersQuery('source-1', editor.id))
    expect(deciders.filter((step) => / c\b/.test(step))).toEqual([expect.stringContaining('sqlite_autoindex_Claim_1 (id=?)')])
    expect([...doubts, ...deciders].filter((step) => /^SCAN (?!\w+ VIRTUAL|j\b|n\b)/.test(step))).toEqual([])
  })
})
