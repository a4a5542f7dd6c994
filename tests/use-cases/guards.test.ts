import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { database, write } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { updateArticleHead } from '@/lib/server/store/articles'
import { updateClaim as writeClaim } from '@/lib/server/store/claims'
import { readConnection } from '@/lib/server/store/sqlite/health'
import { appendSteps } from '@/lib/server/use-cases/articles/append-steps'
import { applyEdits } from '@/lib/server/use-cases/articles/apply-edits'
import { deleteArticle } from '@/lib/server/use-cases/articles/delete-article'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { streamEvents } from '@/lib/server/use-cases/articles/stream-events'
import { createClaim } from '@/lib/server/use-cases/claims/create-claim'
import { moveClaim, removeClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'
import { acceptCorrection, proposeCorrection } from '@/lib/server/use-cases/claims/write-corrections'
import { addNote, removeNote } from '@/lib/server/use-cases/claims/write-notes'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { addEvidence, removeEvidence, restoreEvidence, updateEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { createSource, readSource, updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { createToken } from '@/lib/server/use-cases/people/manage-account'
import { invitePerson, updatePerson } from '@/lib/server/use-cases/people/manage-people'
import { listVersions, nameVersion } from '@/lib/server/use-cases/versions/manage-versions'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'
import { fingerprint } from '@/tests/support/door'

const { author, checker, editor, admin, author2, viewer, legal } = await people()
const FIELDS = { stance: 'supports', directness: 'primary', credibility: null, quote: null, locator: null, note: null } as const

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof AppError ? error.code : `thrown: ${String(error)}`
  }
}

describe('the connection that writes', () => {
  it('keeps what it is told: WAL, flushed at each commit, references checked', async () => {
    expect(await readConnection()).toMatchObject({ journal_mode: 'wal', synchronous: 'full', foreign_keys: 'on' })
    // Asked of the connection itself, inside a transaction of the app.
    const [row] = await write((tx) => tx.$queryRaw<{ s: bigint }[]>`SELECT synchronous AS s FROM pragma_synchronous`)
    expect(Number(row?.s)).toBe(2)
  })
  it('acknowledges after the commit: what a use case gave back is there for another process', async () => {
    const other = new SqliteDatabase(env().databaseFile, { readonly: true })
    for (let n = 0; n < 20; n++) {
      const id = await makeArticle(author)
      expect(other.prepare('SELECT 1 FROM "Article" WHERE "id" = ?').get(id)).toBeTruthy()
    }
    other.close()
  })
})

describe('a commit that fails', () => {
  it('is told: nothing is acknowledged before it', async () => {
    const articleId = await makeArticle(author)
    const other = new SqliteDatabase(env().databaseFile, { timeout: 5_000 })
    // A reference that leads nowhere is found when the transaction commits, and not before.
    other.exec(`CREATE TABLE "late_parent" ("id" TEXT PRIMARY KEY);
      CREATE TABLE "late_child" ("parent" TEXT REFERENCES "late_parent" ("id") DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER "fails_late" AFTER INSERT ON "HistoryEntry" BEGIN INSERT INTO "late_child" VALUES ('nowhere'); END`)
    try {
      const before = fingerprint(other)
      await expect(replaceWords(author, articleId, 'Bills', 'Prices')).rejects.toThrow()
      await expect(createSource(checker, sourceOf({ title: 'x' }))).rejects.toThrow()
      expect(fingerprint(other)).toBe(before)
    } finally {
      other.exec('DROP TRIGGER "fails_late"; DROP TABLE "late_child"; DROP TABLE "late_parent"')
      other.close()
    }
    await replaceWords(author, articleId, 'Bills', 'Prices')
    expect((await readArticle(viewer, articleId)).text).toContain('Prices')
  })
})

describe('of two who change one thing at once, one is told', () => {
  it('a claim', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author), '5 crowns')
    await updateClaim(editor, claimId, { revision: 1, statement: 'Theirs' })
    expect(await codeOf(updateClaim(checker, claimId, { revision: 1, statement: 'Mine' }))).toBe('stale-revision')
    const claim = await readClaim(checker, claimId)
    expect([claim.statement, claim.revision]).toEqual(['Theirs', 2])
    // The store itself refuses, whatever the use case looked at before.
    const isWritten = await changeArticle(editor, 'claim.describe', claim.articleId, async (change) => {
      const { findClaim } = await import('@/lib/server/store/claims')
      const record = await findClaim(change.id, claimId, change.tx)
      return record ? writeClaim(change.tx, record, 1, change.now, { statement: 'Late' }) : true
    })
    expect(isWritten).toBe(false)
  })
  it('a source', async () => {
    const { id } = await createSource(checker, sourceOf({ title: 'Accounts' }))
    await updateSource(editor, id, { revision: 1, title: 'Theirs' })
    expect(await codeOf(updateSource(checker, id, { revision: 1, title: 'Mine' }))).toBe('stale-revision')
    expect((await readSource(checker, id)).title).toBe('Theirs')
  })
  it('a piece of evidence', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author), '5 crowns')
    const { id } = await addEvidence(checker, claimId, { ...FIELDS, source: sourceOf({ title: 'x' }) })
    await updateEvidence(editor, id, { revision: 1, locator: 'p. 1' })
    expect(await codeOf(updateEvidence(checker, id, { revision: 1, locator: 'p. 2' }))).toBe('stale-revision')
    expect((await readClaim(checker, claimId)).evidence[0]?.locator).toBe('p. 1')
  })
  it('the head of an article', async () => {
    const id = await makeArticle(author)
    const row = await database().article.findUniqueOrThrow({ where: { id } })
    const head = { ...row, version: 1, updatedAt: new Date() }
    expect(await write((tx) => updateArticleHead(tx, id, { version: 7, historySeq: row.historySeq }, head))).toBe(false)
    expect(await write((tx) => updateArticleHead(tx, id, { version: 0, historySeq: 99 }, head))).toBe(false)
    expect((await database().article.findUniqueOrThrow({ where: { id } })).version).toBe(0)
  })
  it('of twenty people on one claim, nineteen', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author), '5 crowns')
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => codeOf(updateClaim(checker, claimId, { revision: 1, statement: `by ${n}` }))),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.filter((code) => code === 'stale-revision')).toHaveLength(19)
  })
})

const articleId = await makeArticle(author)
const claimId = await makeClaim(checker, articleId, '5 crowns')
const note = await addNote(checker, claimId, { kind: 'note', text: 'x' })
const evidence = await addEvidence(checker, claimId, { ...FIELDS, source: sourceOf({ title: 'x' }) })
const correction = await proposeCorrection(checker, claimId, { after: '6 crowns' })
const person = await makePerson('viewer', 'untouched')
const file = env().databaseFile

describe('a use case that fails at its last write leaves no trace', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['an import', () => makeArticle(author)],
    ['an edit', () => replaceWords(author, articleId, 'Bills', 'Prices')],
    ['a claim', () => makeClaim(checker, articleId, '12 percent')],
    ['a decision', () => patch(checker, claimId, { state: 'checked', outcome: 'confirmed' })],
    ['a note', () => addNote(checker, claimId, { kind: 'note', text: 'y' })],
    ['a note taken back', () => removeNote(checker, note.id)],
    ['evidence with a new source', () => addEvidence(checker, claimId, { ...FIELDS, source: sourceOf({ title: 'y' }) })],
    ['evidence changed', () => updateEvidence(checker, evidence.id, { revision: 1, quote: 'q' })],
    ['evidence removed', () => removeEvidence(checker, evidence.id)],
    ['a correction accepted', () => acceptCorrection(author, correction.id)],
    ['a move', () => moveClaim(checker, claimId, { exact: '12 percent' })],
    ['a removal', () => removeClaim(checker, claimId)],
    ['a version named', () => nameVersion(editor, articleId, { name: 'One' })],
    ['an article deleted', () => deleteArticle(editor, articleId)],
    ['a source', () => createSource(checker, sourceOf({ title: 'z' }))],
    ['a source changed', () => updateSource(checker, evidence.sourceId, { revision: 1, title: 'z' })],
    ['a token', () => createToken(checker, 'z')],
    ['an invitation', () => invitePerson(admin, { name: 'N', email: 'n@desk.test', role: 'viewer' })],
    ['a role', () => updatePerson(admin, person.id, { role: 'author' })],
  ]
  it.each(cases)('%s', async (_, work) => {
    const other = new SqliteDatabase(file, { timeout: 5_000 })
    try {
      const before = fingerprint(other)
      other.exec(`CREATE TRIGGER "no_history" BEFORE INSERT ON "HistoryEntry" BEGIN SELECT RAISE(ABORT, 'the record refuses'); END`)
      await expect(work()).rejects.toThrow()
      other.exec('DROP TRIGGER "no_history"')
      expect(fingerprint(other)).toBe(before)
      // Without the fault it leaves its entry, in the same transaction.
      const entries = () => other.prepare('SELECT COUNT(*) FROM "HistoryEntry"').pluck().get() as number
      const count = entries()
      await work()
      expect(entries()).toBeGreaterThan(count)
      expect(verifyDesk().lines.join('\n')).toMatch(/Everything is sound\.$/)
    } finally {
      other.exec('DROP TRIGGER IF EXISTS "no_history"')
      other.close()
    }
  })
})

describe('an id a client makes up', () => {
  const insert = (at: number, text: string) => ({ stepType: 'replace', from: at, to: at, slice: { content: [{ type: 'text', text }] } })
  it('belongs to the first person who sends under it', async () => {
    const id = await makeArticle(author)
    await appendSteps(author, id, { version: 0, clientId: 'tab-of-author', steps: [insert(1, 'a')] })
    expect(await codeOf(appendSteps(author2, id, { version: 1, clientId: 'tab-of-author', steps: [insert(1, 'b')] }))).toBe('forbidden')
    await appendSteps(author, id, { version: 1, clientId: 'tab-of-author', steps: [insert(1, 'c')] })
    expect((await readArticle(viewer, id)).version).toBe(2)
  })
  it('belongs to whoever opened a stream under it, before anything was sent and after they went', async () => {
    const id = await makeArticle(author)
    const abort = new AbortController()
    const stream = await streamEvents(author, id, { since: 0, client: 'tab-with-nothing-sent' }, async () => author, abort.signal)
    const steal = () => codeOf(appendSteps(author2, id, { version: 0, clientId: 'tab-with-nothing-sent', steps: [insert(1, 'b')] }))
    expect(await steal()).toBe('forbidden')
    abort.abort()
    await stream.cancel().catch(() => {})
    expect(await steal()).toBe('forbidden')
    await appendSteps(author, id, { version: 0, clientId: 'tab-with-nothing-sent', steps: [insert(1, 'a')] })
    expect((await readArticle(viewer, id)).version).toBe(1)
  })
  it('never says what kind of edit it was', async () => {
    const id = await makeArticle(author)
    for (const [n, clientId] of ['server-x', 'draft-x', 'restore-x', 'api-x', 'correction-x'].entries())
      await appendSteps(author, id, { version: n, clientId, steps: [insert(1, 'a')] })
    const { versions } = await listVersions(viewer, id)
    expect(versions.map((one) => [one.kind, one.from, one.version])).toEqual([
      ['typing', 0, 5],
      ['start', 0, 0],
    ])
  })
  it('moves a claim by steps only with the entry any move leaves', async () => {
    const id = await makeArticle(author, 'It cost 5 crowns. Bills fell.')
    const claimId = await makeClaim(checker, id, '5 crowns')
    const mark = { type: 'claim', attrs: { id: claimId } }
    const steps = [
      { stepType: 'removeMark', mark, from: 1, to: 30 },
      { stepType: 'addMark', mark, from: 19, to: 24 },
    ]
    await appendSteps(author, id, { version: 1, clientId: 'mover', steps })
    const { readHistory } = await import('@/lib/server/use-cases/articles/read-history')
    const { entries } = await readHistory(viewer, id, { subject: `claim:${claimId}`, limit: 10 })
    expect(entries.map((entry) => entry.action)).toEqual(['claim.moved', 'claim.created'])
    expect(entries[0]).toMatchObject({ before: { quote: '5 crowns' }, after: { quote: 'Bills' }, actor: { id: author.id } })
    // Typing over the claimed words is no move.
    await replaceWords(author, id, 'Bills', 'Prices')
    expect((await readHistory(viewer, id, { subject: `claim:${claimId}`, limit: 10 })).entries).toHaveLength(2)
  })
})

describe('who may not read something', () => {
  it('may not change it, its secrecy, or what rests on it', async () => {
    const claimId = await makeClaim(checker, await makeArticle(author), '5 crowns')
    const { id, sourceId } = await addEvidence(checker, claimId, {
      ...FIELDS,
      quote: 'he said so',
      source: sourceOf({ title: 'The mayor', confidential: true, publicLabel: 'An official' }),
    })
    const before = await readSource(legal, sourceId)
    expect(await codeOf(updateSource(author, sourceId, { revision: 1, confidential: false }))).toBe('forbidden')
    expect(await codeOf(updateSource(author, sourceId, { revision: 1, publicLabel: 'x' }))).toBe('forbidden')
    expect(await codeOf(updateEvidence(author, id, { revision: 1, quote: null }))).toBe('forbidden')
    expect(await readSource(legal, sourceId)).toEqual(before)
    const seen = (await readClaim(author, claimId)).evidence[0]
    expect(seen).toMatchObject({ quote: null, source: { title: 'An official', isHidden: true, author: [], URL: null } })
    expect((await readClaim(legal, claimId)).evidence[0]).toMatchObject({
      quote: 'he said so',
      source: { title: 'The mayor', isHidden: false },
    })
    // Taking it off, or putting it back, is a change too; what one put there oneself, one may.
    expect(await codeOf(removeEvidence(author, id))).toBe('forbidden')
    await removeEvidence(checker, id)
    expect(await codeOf(restoreEvidence(author, id))).toBe('forbidden')
    await restoreEvidence(checker, id)
    const own = await addEvidence(author, claimId, {
      source: { id: sourceId },
      ...{ stance: 'context', directness: 'secondary', credibility: null, quote: 'as they say', locator: null, note: null },
    } as const)
    await removeEvidence(author, own.id)
  })
})

describe('a retry', () => {
  it('of a lost race is made by the server: many at once all succeed', async () => {
    const id = await makeArticle(author, 'start')
    await Promise.all(Array.from({ length: 12 }, (_, n) => createClaim(checker, id, { exact: 'start' }).then(() => n)))
    const { claims } = await readArticle(viewer, id)
    expect(claims.map((claim) => claim.number).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
    await expect(applyEdits(author, id, { version: 99, edits: [{ start: 0, end: 1, text: 'x' }] })).rejects.toThrow(/never had/)
  })
})
