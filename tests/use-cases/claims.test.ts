import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/server/app-error'
import { database } from '@/lib/server/db'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { readWork } from '@/lib/server/use-cases/claims/read-work'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'
import { applyDraft } from '@/lib/server/use-cases/drafts/apply-draft'
import { proposeDraft, readDraft } from '@/lib/server/use-cases/drafts/propose-draft'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { listVersions, restoreVersion } from '@/lib/server/use-cases/versions/manage-versions'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'

const { author, checker, checker2, editor, legal, viewer } = await people()

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof AppError ? error.code : `thrown: ${String(error)}`
  }
}

describe('fields of a claim', () => {
  it('are each changed only by those who may', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author), '5 crowns')
    const tries = [
      [viewer, { type: 'money' }, 'forbidden'],
      [legal, { type: 'money' }, 'forbidden'],
      [author, { outcome: 'confirmed' }, 'forbidden'],
      [author, { confidence: 'high', confidenceReason: 'x' }, 'forbidden'],
      [author, { legalFlag: true }, 'forbidden'],
      [checker, { legalFlag: true }, 'forbidden'],
      [legal, { legalFlag: true }, 'done'],
      [author, { type: 'money' }, 'done'],
      [checker, { state: 'checked', outcome: 'confirmed' }, 'done'],
    ] as const
    for (const [actor, fields, expected] of tries)
      expect(await codeOf(patch(actor, claimId, fields)), `${actor.role} ${JSON.stringify(fields)}`).toBe(expected)
  })
  it('that decide are refused on words that changed since they were seen', async () => {
    const id = await makeArticle(author, 'There were 10 dead.')
    const claimId = await makeClaim(checker, id, '10 dead')
    await replaceWords(author, id, '10', '12')
    expect(await codeOf(updateClaim(checker, claimId, { revision: 1, quote: '10 dead', state: 'checked', outcome: 'confirmed' }))).toBe(
      'stale-revision',
    )
    expect(await codeOf(updateClaim(checker, claimId, { revision: 1, quote: '12 dead', state: 'checked', outcome: 'confirmed' }))).toBe(
      'done',
    )
  })
  it('are refused at another revision', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author), '5 crowns')
    expect(await codeOf(updateClaim(checker, claimId, { revision: 2, statement: 'x' }))).toBe('stale-revision')
  })
  it('take a second person for a cross-check', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author), '5 crowns', { state: 'checked', outcome: 'confirmed' })
    expect(await codeOf(patch(checker, claimId, { state: 'cross-checked' }))).toBe('refused')
    expect(await codeOf(patch(checker2, claimId, { state: 'cross-checked' }))).toBe('done')
  })
})

describe('freshness', () => {
  it('follows the words through change, undo, their sentence, and their end', async () => {
    const id = await makeArticle(author, 'Bills fell by 12 percent. Nobody knows why.')
    const claimId = await makeClaim(checker, id, '12 percent', { state: 'checked', outcome: 'confirmed' })
    const freshness = async () => (await readClaim(viewer, claimId)).freshness
    await replaceWords(author, id, '12', '14')
    expect(await freshness()).toBe('stale')
    await replaceWords(author, id, '14', '12')
    expect(await freshness()).toBe('fresh')
    await replaceWords(author, id, 'fell', 'did not fall')
    expect(await freshness()).toBe('context-changed')
    await replaceWords(author, id, ' by 12 percent', '')
    expect(await freshness()).toBe('orphaned')
  })
  it('moves a claim’s time on with every change, so that answers can be put in order', async () => {
    const id = await makeArticle(author, 'Bills fell by 12 percent.')
    const claimId = await makeClaim(checker, id, '12 percent')
    const times: string[] = []
    for (const change of [
      () => replaceWords(author, id, '12', '14'),
      () => patch(checker, claimId, { priority: 'high' }),
      () =>
        addEvidence(checker, claimId, {
          source: sourceOf({ title: 'x' }),
          stance: 'supports',
          directness: 'primary',
          credibility: null,
          quote: null,
          locator: null,
          note: null,
        }),
    ]) {
      times.push((await readClaim(viewer, claimId)).updatedAt)
      await new Promise((resolve) => setTimeout(resolve, 2))
      await change()
    }
    times.push((await readClaim(viewer, claimId)).updatedAt)
    expect(new Set(times).size).toBe(times.length)
    expect([...times].sort()).toEqual(times)
  })
})

describe('the history', () => {
  it('names no confidential source to those who may not know it', async () => {
    const id = await makeArticle(author)
    const claimId = await makeClaim(checker, id, '5 crowns')
    const { sourceId } = await addEvidence(checker, claimId, {
      source: sourceOf({ title: 'The mayor', confidential: true }),
      stance: 'supports',
      directness: 'primary',
      credibility: null,
      quote: 'the mayor said so',
      locator: null,
      note: null,
    })
    await updateSource(checker, sourceId, { revision: 1, publisher: 'Town hall' })
    for (const reader of [author, viewer]) expect(JSON.stringify(await readHistory(reader, id, { limit: 50 }))).not.toMatch(/mayor/)
    expect(JSON.stringify(await readHistory(legal, id, { limit: 50 }))).toMatch(/the mayor said so/)
  })
})

describe('a newer draft, and a version restored', () => {
  it('say who made them and carry claims', async () => {
    const id = await makeArticle(author, 'The mill closed in 1952. It cost 5 crowns to enter it.\nThe town has a school.')
    const claimId = await makeClaim(checker, id, 'closed in 1952', { state: 'checked', outcome: 'confirmed' })
    const draft = await proposeDraft(author, id, {
      format: 'text',
      bytes: new TextEncoder().encode('The town has a school and a church.\n\nThe mill closed in 1952. It cost 5 crowns to enter it.'),
    })
    expect((await readDraft(viewer, id, draft.id)).carried).toHaveLength(1)
    await applyDraft(author, id, draft.id, { accept: [] })
    expect((await readClaim(viewer, claimId)).freshness).toBe('fresh')
    expect(await codeOf(applyDraft(author, id, draft.id, { accept: [] }))).toBe('already-done')
    await restoreVersion(editor, id, 1)
    const { versions } = await listVersions(viewer, id)
    expect(versions.map((one) => [one.kind, one.by.id])).toEqual([
      ['restore', editor.id],
      ['draft', author.id],
      ['start', author.id],
    ])
    expect((await readArticle(viewer, id)).text).toMatch(/^The mill closed in 1952/)
  })
})

describe('what is assigned to somebody', () => {
  it('begins with what is due first, however much else was changed since or is done', async () => {
    const me = await makePerson('checker', `busy-${Math.random().toString(36).slice(2)}`)
    const articleId = await makeArticle(author, 'It cost 5 crowns.')
    const due = await makeClaim(checker, articleId, '5 crowns')
    await patch(checker, due, { assignee: me.id, dueOn: '2036-05-31' })
    const { id: _, number: __, assigneeId, ...like } = await database().claim.findUniqueOrThrow({ where: { id: due } })
    const others = Array.from({ length: 240 }, (_one, index) => ({
      ...like,
      ...{ id: `${due}-${index}`, number: index + 2, assigneeId, updatedAt: new Date(Date.now() + index) },
      // Half are open and not due; half were due earlier, and are done.
      ...(index % 2 ? { dueOn: null } : { dueOn: '2026-01-01', state: 'checked', outcome: 'confirmed' }),
    }))
    await database().claim.createMany({ data: others })
    const { assigned } = await readWork(me)
    expect([assigned[0]?.id, assigned[0]?.dueOn]).toEqual([due, '2036-05-31'])
    expect(assigned.every(({ state }) => state === 'unchecked')).toBe(true)
  })
})
