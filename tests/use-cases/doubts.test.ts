import { describe, expect, it } from 'vitest'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { readClaim, readClaims } from '@/lib/server/use-cases/claims/read-claims'
import { answerSecondCheck, askSecondCheck } from '@/lib/server/use-cases/claims/second-checks'
import { answerOutside, askOutside, readOutside } from '@/lib/server/use-cases/evidence/outside-reader'
import { logContact } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { publishArticle } from '@/lib/server/use-cases/publication/publish'
import { addErratum } from '@/lib/server/use-cases/publication/write-errata'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { makeArticle, makeClaim, patch, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, checker2, editor } = await people()

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
    expect((await readArticle(author, articleId)).claims[0]?.doubts).toEqual(['source'])
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
    // They think better of it.
    await answerOutside(token, { passage: claimId, said: 'right', words: null })
    expect([await doubts(), await gate()]).toEqual([[], []])
    await logContact(checker, articleId, {
      ...{ name: 'Jo Moss', role: null, channel: 'phone', terms: 'on-record', at: new Date(), summary: null },
      answers: [{ claimId, said: 'disputed', words: null }],
    })
    expect([await doubts(), await gate()]).toEqual([['disputed'], ['disputed']])
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
    await patch(checker, claimId, { outcome: 'wrong' })
    expect(await doubts()).toEqual([])
  })
})
