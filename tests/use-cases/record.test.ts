import { copyFileSync, writeFileSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { BLOCKER_KINDS } from '@/lib/core/workflow/blockers'
import { env } from '@/lib/server/env'
import { TIED, TIED_TABLES, type TiedTable } from '@/lib/server/store/sqlite/tied-rows'
import { deleteArticle } from '@/lib/server/use-cases/articles/delete-article'
import { keepPicture } from '@/lib/server/use-cases/articles/keep-attachment'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { answerChecklist } from '@/lib/server/use-cases/claims/answer-checklist'
import { removeClaim } from '@/lib/server/use-cases/claims/move-claim'
import { askSecondCheck, endSecondCheck } from '@/lib/server/use-cases/claims/second-checks'
import { acceptCorrection, proposeCorrection } from '@/lib/server/use-cases/claims/write-corrections'
import { addNote, removeNote } from '@/lib/server/use-cases/claims/write-notes'
import { dismissSentence } from '@/lib/server/use-cases/coverage/dismiss'
import { compareHeads, signHeads, verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { proposeDraft } from '@/lib/server/use-cases/drafts/propose-draft'
import { captureSource } from '@/lib/server/use-cases/evidence/capture-source'
import { checkLink } from '@/lib/server/use-cases/evidence/check-link'
import { askOutside } from '@/lib/server/use-cases/evidence/outside-reader'
import { logContact } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { createToken } from '@/lib/server/use-cases/people/manage-account'
import { invitePerson, updatePerson } from '@/lib/server/use-cases/people/manage-people'
import { publishArticle } from '@/lib/server/use-cases/publication/publish'
import { addErratum } from '@/lib/server/use-cases/publication/write-errata'
import { signOff, withdrawSignOff } from '@/lib/server/use-cases/sign-off/sign-off'
import { addReply } from '@/lib/server/use-cases/sign-off/write-replies'
import { nameVersion, restoreVersion } from '@/lib/server/use-cases/versions/manage-versions'
import { addWebhook } from '@/lib/server/use-cases/webhooks/manage-webhooks'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'
import { withSettings } from '@/tests/support/with-settings'

const { author, checker, editor, admin } = await people()

/** The smallest PNG. */
const PIXEL = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
)

const everything = () => BLOCKER_KINDS.map((kind) => ({ kind, reason: 'Known.' }))
const NO_REPLY = {
  claimIds: [],
  channel: null,
  askedAt: null,
  deadline: null,
  answer: null,
  answeredAt: null,
  used: null,
  closedReason: null,
}

/** A desk on which everything has happened that leaves a row. */
async function makeBusyDesk(): Promise<{ articleId: string; claimId: string }> {
  const articleId = await makeArticle(author, 'It cost 5 crowns in May. Bills fell by 12 percent.\nThe mill closed in 1952.')
  const claimId = await makeClaim(checker, articleId, '5 crowns')
  const second = await makeClaim(checker, articleId, '12 percent', { state: 'checked', outcome: 'confirmed' })
  const third = await makeClaim(checker, articleId, 'in 1952')
  const note = await addNote(checker, claimId, { kind: 'note', text: 'Gross or net?' })
  await addNote(author, claimId, { kind: 'note', text: 'Net.', replyTo: note.id })
  await removeNote(editor, (await addNote(checker, claimId, { kind: 'method', text: 'Called the town.' })).id)
  const evidence = await addEvidence(checker, claimId, {
    source: sourceOf({ title: 'Accounts' }),
    stance: 'supports',
    directness: 'primary',
    credibility: 2,
    quote: 'five crowns',
    locator: 'p. 3',
    note: null,
  })
  await captureSource(checker, evidence.sourceId, { format: 'text', bytes: new TextEncoder().encode('It was five crowns then.') })
  await updateSource(editor, evidence.sourceId, { revision: 1, publisher: 'The town', URL: 'http://127.0.0.1:9/accounts' })
  const restore = withSettings({ FETCH_ALLOW: '127.0.0.1:9' })
  await checkLink(checker, evidence.sourceId)
  restore()
  await replaceWords(author, articleId, '12 percent', '14 percent')
  await patch(editor, second, { outcome: 'wrong' })
  await acceptCorrection(author, (await proposeCorrection(checker, claimId, { after: '6 crowns' })).id)
  await removeClaim(editor, third)
  await nameVersion(editor, articleId, { name: 'First proof' })
  await proposeDraft(editor, articleId, { format: 'text', bytes: new TextEncoder().encode('Another text.') })
  await restoreVersion(editor, articleId, 1)
  for (let n = 0; n < 240; n++) await replaceWords(author, articleId, 'The mill', n % 2 === 0 ? 'The mill ' : 'The mill')
  await patch(checker, claimId, { outcome: 'confirmed', state: 'checked' })
  await answerChecklist(checker, claimId, { item: 'Recomputed: how?', answer: '2 + 3', was: '' })
  await endSecondCheck(editor, (await askSecondCheck(checker, claimId, editor.id)).id)
  await askOutside(checker, articleId, { name: 'Dr. Roe', message: null, claimIds: [claimId], days: 7 })
  await publishArticle(editor, articleId, { address: 'https://paper.example/mill', place: null, at: new Date() })
  await addErratum(editor, articleId, {
    ...{ claimId, sourceId: evidence.sourceId, kind: 'figure', wrong: 'five', right: 'six', cause: 'unknown' },
    ...{ causeNote: null, notice: null, printedAt: null },
  })
  await withdrawSignOff(checker, articleId, (await signOff(checker, articleId, { exceptions: everything() })).id)
  await signOff(editor, articleId, { exceptions: everything() })
  await dismissSentence(checker, articleId, { start: 0, reason: 'opinion' })
  await logContact(checker, articleId, {
    name: 'The clerk',
    role: null,
    channel: 'phone',
    terms: 'on-record',
    at: new Date(),
    summary: 'Said so.',
    answers: [{ claimId, said: 'confirmed', words: null }],
  })
  await addReply(checker, articleId, { ...NO_REPLY, party: 'The town', criticism: 'It hid the price.' })
  await setAccess(editor, articleId, { access: 'listed', people: [author.id, checker.id] })
  await keepPicture(author, articleId, PIXEL)
  await deleteArticle(editor, await makeArticle(editor, 'In the bin.'))
  await updatePerson(admin, (await makePerson('viewer', `guest-${articleId}`)).id, { role: 'author' })
  await createToken(checker, 'a script')
  await addWebhook(admin, { address: `https://paper.example/${articleId}`, topics: ['claims'] })
  await invitePerson(admin, { name: 'New', email: `new-${articleId.toLowerCase()}@desk.test`, role: 'viewer' })
  return { articleId, claimId }
}

const busy = await makeBusyDesk()
const file = env().databaseFile
// Everything in the one file, so that it can be copied.
new SqliteDatabase(file).pragma('wal_checkpoint(TRUNCATE)')

/** Copies the file, alters the copy as somebody with SQL would, and returns what verify says of it. */
function saidOfAltered(alter: (db: SqliteDatabase.Database) => void): string[] {
  const copy = `${file}.altered`
  copyFileSync(file, copy)
  const db = new SqliteDatabase(copy)
  db.pragma('foreign_keys = OFF')
  alter(db)
  db.close()
  const { isSound, lines } = verifyDesk(undefined, copy)
  return isSound ? [] : lines.slice(0, -1)
}

describe('the record', () => {
  it('proves a desk on which everything has happened', () => {
    const { isSound, lines } = verifyDesk()
    expect(lines.join('\n')).toMatch(/Everything is sound\.$/)
    expect(isSound).toBe(true)
    const db = new SqliteDatabase(file, { readonly: true })
    for (const table of TIED_TABLES) expect(db.prepare(`SELECT COUNT(*) FROM "${table}"`).pluck().get(), table).toBeGreaterThan(0)
    expect(db.prepare('SELECT COUNT(*) FROM "ArticleSnapshot" WHERE "version" > 0').pluck().get()).toBeGreaterThan(0)
    db.close()
  })

  it.each([
    ['a step of the log destroyed', `UPDATE "ArticleStep" SET "step" = '{}' WHERE "version" = 3`, /ArticleStep .*:3/],
    ['a step of the log deleted', 'DELETE FROM "ArticleStep" WHERE "version" = 3', /ArticleStep .*:3: missing/],
    ['a step given to another person', `UPDATE "ArticleStep" SET "userId" = '${editor.id}' WHERE "version" = 3`, /ArticleStep .*:3/],
    ['the kind of a step altered', `UPDATE "ArticleStep" SET "kind" = 'claim' WHERE "version" = 3`, /ArticleStep .*:3/],
    [
      'the first snapshot altered',
      `UPDATE "ArticleSnapshot" SET "document" = replace("document", 'May', 'June') WHERE "version" = 0`,
      /ArticleSnapshot .*:0/,
    ],
    ['a later snapshot deleted', 'DELETE FROM "ArticleSnapshot" WHERE "version" > 0', /ArticleSnapshot .* missing/],
    ['a decided claim’s outcome changed', `UPDATE "Claim" SET "outcome" = 'confirmed' WHERE "outcome" = 'wrong'`, /Claim .* altered/],
    [
      'a decided claim’s decider changed',
      `UPDATE "Claim" SET "decisionById" = '${checker.id}' WHERE "outcome" = 'wrong'`,
      /Claim .* altered/,
    ],
    [
      'an entry of the desk re-attributed',
      `UPDATE "HistoryEntry" SET "actorId" = '${editor.id}' WHERE "action" = 'token.created'`,
      /The desk’s history: entry \d+ was altered/,
    ],
    [
      'an entry of the desk deleted',
      `DELETE FROM "HistoryEntry" WHERE "action" = 'token.created'`,
      /The desk’s history: entry \d+ is missing/,
    ],
    [
      'the last entry of an article deleted',
      `DELETE FROM "HistoryEntry" WHERE "chain" = '${busy.articleId}' AND "seq" = (SELECT MAX("seq") FROM "HistoryEntry" WHERE "chain" = '${busy.articleId}')`,
      /entries are missing/,
    ],
    ['an entry’s version altered', `UPDATE "HistoryEntry" SET "version" = 2 WHERE "action" = 'claim.decided'`, /entry \d+ was altered/],
    [
      'an entry made to look as from before rows were tied',
      `UPDATE "HistoryEntry" SET "ties" = NULL WHERE "action" = 'claim.decided'`,
      /entry/,
    ],
    [
      'a note added from outside',
      `INSERT INTO "Note" ("id", "claimId", "kind", "text", "createdById", "createdAt") VALUES ('x', '${busy.claimId}', 'note', 'It is fine.', '${checker.id}', '2026-01-01')`,
      /Note x: it is in no entry/,
    ],
    [
      'a whole article deleted',
      `DELETE FROM "HistoryEntry" WHERE "chain" = '${busy.articleId}'; DELETE FROM "Article" WHERE "id" = '${busy.articleId}'`,
      new RegExp(`Article ${busy.articleId}: it is missing`),
    ],
    [
      'a person put on the list of an article',
      `INSERT INTO "ArticleAccess" VALUES ('${busy.articleId}', '${admin.id}', '${editor.id}', '2026-01-01')`,
      /ArticleAccess .* no entry/,
    ],
    ['a person made an admin', `UPDATE "User" SET "role" = 'admin' WHERE "id" = '${author.id}'`, /User .* altered/],
    ['a title altered', `UPDATE "Article" SET "title" = 'Another' WHERE "id" = '${busy.articleId}'`, /Article .* altered/],
    ['the text’s hash altered', `UPDATE "Article" SET "textHash" = 'x' WHERE "id" = '${busy.articleId}'`, /does not replay to its text/],
  ])('shows %s', (_, sql, expected) => {
    expect(saidOfAltered((db) => db.exec(sql)).join('\n')).toMatch(expected)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('names the row in each of 60 random alterations', () => {
    const db = new SqliteDatabase(file, { readonly: true })
    // A fixed sequence: a run that fails can be run again.
    let seed = 20_261_126
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((seed / 2_147_483_648) * below)
    }
    const tables: readonly (TiedTable | 'ArticleStep' | 'HistoryEntry')[] = [...TIED_TABLES, 'ArticleStep', 'HistoryEntry']
    const columnsOf = (table: (typeof tables)[number]) =>
      table === 'ArticleStep'
        ? ['step', 'kind', 'clientId', 'userId', 'at']
        : table === 'HistoryEntry'
          ? ['at', 'actorId', 'action', 'version', 'subject', 'before', 'after', 'ties', 'previousHash', 'hash']
          : TIED[table].columns.filter((column) => !(TIED[table].key as readonly string[]).includes(column))
    for (let n = 0; n < 60; n++) {
      const table = tables[random(tables.length)] as (typeof tables)[number]
      const columns = columnsOf(table)
      const column = columns[random(columns.length)] as string
      const count = db.prepare(`SELECT COUNT(*) FROM "${table}"`).pluck().get() as number
      const rowid = db.prepare(`SELECT rowid FROM "${table}" LIMIT 1 OFFSET ?`).pluck().get(random(count)) as number
      const isRemoval = random(5) === 0
      const said = saidOfAltered((open) => {
        if (isRemoval) open.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(rowid)
        else
          open
            .prepare(
              `UPDATE "${table}" SET "${column}" = CASE WHEN typeof("${column}") = 'integer' THEN "${column}" + 1 ELSE COALESCE("${column}", '') || 'x' END WHERE rowid = ?`,
            )
            .run(rowid)
      })
      expect(said.join('\n'), `${isRemoval ? 'removed' : column} of ${table} ${rowid}`).toMatch(
        table === 'HistoryEntry' ? /entr(?:y|ies)/ : new RegExp(table),
      )
    }
    db.close()
    expect(verifyDesk().isSound).toBe(true)
  })

  it('written anew as a whole shows against a head kept elsewhere', () => {
    const kept = `${file}.head`
    writeFileSync(kept, JSON.stringify(signHeads(verifyDesk().heads, new Date())))
    expect(compareHeads(kept)).toEqual([])
    expect(
      saidOfAltered((db) =>
        db.exec(
          `UPDATE "HistoryEntry" SET "hash" = 'x' WHERE "chain" = 'desk' AND "seq" = (SELECT MAX("seq") FROM "HistoryEntry" WHERE "chain" = 'desk')`,
        ),
      ).length,
    ).toBeGreaterThan(0)
    const { chains, ...rest } = JSON.parse(JSON.stringify(signHeads(verifyDesk().heads, new Date())))
    writeFileSync(kept, JSON.stringify({ ...rest, chains: { ...chains, desk: `1 ${'0'.repeat(64)}` } }))
    expect(compareHeads(kept)).toHaveLength(2)
  })
})

describe('what is derived', () => {
  it('and does not fit what it is made from is named: words something is found by, and counts of claims', () => {
    const words = saidOfAltered((db) =>
      db.exec(`UPDATE "SearchText" SET "text" = 'other words' WHERE "kind" = 'claim' AND "id" = '${busy.claimId}'`),
    )
    expect(words.join('\n')).toContain(`SearchText claim ${busy.claimId}`)
    const counts = saidOfAltered((db) => db.exec(`UPDATE "ClaimCount" SET "count" = "count" + 1 WHERE "articleId" = '${busy.articleId}'`))
    expect(counts.join('\n')).toContain(`ClaimCount ${busy.articleId}`)
  })
})
