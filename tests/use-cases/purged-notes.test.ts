import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { CHAIN_START, ChainReader } from '@/lib/core/history/chain'
import { database } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { sha256 } from '@/lib/server/ids'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { retainArticle } from '@/lib/server/use-cases/articles/retain-article'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { addNote, removeNote } from '@/lib/server/use-cases/claims/write-notes'
import { readDeskHistory } from '@/lib/server/use-cases/desk/read-desk-history'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { keepOwnNote, readOwnNote } from '@/lib/server/use-cases/notifications/own-notes'
import { purgeDueNotes, readNotesRetention, retainNotes } from '@/lib/server/use-cases/people/retain-notes'
import { makeArticle, makeClaim } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'

const { admin, author, checker, editor, viewer } = await people()
const day = (days: number) => new Date(Date.now() + days * 86_400_000)
const isoDay = (days: number) => day(days).toISOString().slice(0, 10)

/** Everything the desk's tables hold, as text. */
async function everything(): Promise<string> {
  await database().$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
  const db = new Database(env().databaseFile, { readonly: true })
  const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck().all() as string[]
  const text = tables.map((table) => JSON.stringify(db.prepare(`SELECT * FROM "${table}"`).all())).join('\n')
  db.close()
  return text
}

async function leaver(name: string) {
  return makePerson('checker', `${name}-${Math.random().toString(36).slice(2)}`)
}

describe('the notes of a person', () => {
  it('lose their words on the day an admin set, out of the history too; who, when and where stays, and verify is sound and says so', async () => {
    const who = await leaver('leaver')
    const article = await makeArticle(author, 'It cost 5 crowns.')
    const claim = await makeClaim(checker, article, '5 crowns')
    await addNote(who, claim, { kind: 'note', text: 'Grudge against the mayor.' })
    const second = await addNote(who, claim, { kind: 'method', text: 'Grudge, taken back.' })
    await removeNote(editor, second.id)
    await addNote(checker, claim, { kind: 'note', text: 'Somebody else’s words stay.' })
    await keepOwnNote(who, article, { text: 'Grudge for myself.', revision: 0 })
    await expect(retainNotes(admin, who.id, { hold: null, purgeOn: isoDay(0) })).rejects.toThrow(/still to come/)
    await retainNotes(admin, who.id, { hold: null, purgeOn: isoDay(2) })
    await purgeDueNotes(day(1))
    expect(await everything()).toContain('Grudge')
    expect(await purgeDueNotes(day(2))).toBe(1)

    expect(await everything()).not.toContain('Grudge')
    const { notes } = await readClaim(viewer, claim)
    expect(notes.map(({ text, createdBy }) => [text, createdBy.name])).toEqual([
      [`(Purged on ${isoDay(2)}.)`, who.name],
      ['Somebody else’s words stay.', checker.name],
    ])
    expect((await readOwnNote(who, article)).text).toBe('')
    const { entries } = await readHistory(viewer, article, { limit: 20 })
    expect(entries.filter(({ action, actor }) => action === 'note.added' && actor?.id === who.id)).toHaveLength(2)
    expect(entries[0]).toMatchObject({ action: 'notes.purged', actor: null })
    const desk = await readDeskHistory(admin, 5)
    expect(desk.entries[0]).toMatchObject({ action: 'person.notes-purged', after: { notes: 2, articles: 1, held: 0 } })
    const verdict = verifyDesk()
    expect(verdict.lines.join('\n')).toMatch(/Purged notes: the words of 3 history entries are gone/)
    expect(verdict.isSound, verdict.lines.join('\n')).toBe(true)
    // Done is done: the day is gone, and nothing is purged twice.
    expect(await readNotesRetention(who.id)).toEqual({ hold: null, purgeOn: null })
    expect(await purgeDueNotes(day(9))).toBe(0)
  })

  it('stay while they are held, and while their article is; the day stands until they can go', async () => {
    const who = await leaver('held')
    const [article, locked] = [await makeArticle(author, 'It cost 6 crowns.'), await makeArticle(author, 'It cost 7 crowns.')]
    await addNote(who, await makeClaim(checker, article, '6 crowns'), { kind: 'note', text: 'Sentence six.' })
    await addNote(who, await makeClaim(checker, locked, '7 crowns'), { kind: 'note', text: 'Sentence seven.' })
    await retainNotes(admin, who.id, { hold: 'Court order.', purgeOn: isoDay(1) })
    await purgeDueNotes(day(3))
    expect(await everything()).toContain('Sentence six.')
    await retainNotes(admin, who.id, { hold: null, purgeOn: isoDay(1) })
    await retainArticle(admin, locked, { hold: 'Court order.', purgeOn: null })
    await purgeDueNotes(day(3))
    const left = await everything()
    expect(left).not.toContain('Sentence six.')
    expect(left).toContain('Sentence seven.')
    expect(await readNotesRetention(who.id)).toEqual({ hold: null, purgeOn: isoDay(1) })
    await retainArticle(admin, locked, { hold: null, purgeOn: null })
    await purgeDueNotes(day(4))
    expect(await everything()).not.toContain('Sentence seven.')
    expect(verifyDesk().isSound).toBe(true)
  })

  it('leave nothing that could be altered under cover of a purge', async () => {
    const who = await leaver('cover')
    const article = await makeArticle(author, 'It cost 8 crowns.')
    const claim = await makeClaim(checker, article, '8 crowns')
    await addNote(who, claim, { kind: 'note', text: 'Mine.' })
    await retainNotes(admin, who.id, { hold: null, purgeOn: isoDay(1) })
    await purgeDueNotes(day(2))
    expect(verifyDesk().isSound).toBe(true)
    const alter = async (sql: string, problem: RegExp) => {
      const db = new Database(env().databaseFile)
      db.exec('BEGIN')
      db.exec(sql)
      db.exec('COMMIT')
      db.close()
      const { isSound, lines } = verifyDesk()
      expect(isSound, sql).toBe(false)
      expect(lines.join('\n')).toMatch(problem)
    }
    const row = await database().historyEntry.findFirstOrThrow({ where: { chain: article, action: 'note.added' } })
    const undo = (column: string, value: string) => `UPDATE "HistoryEntry" SET "${column}" = '${value}' WHERE "id" = ${row.id}`
    // Another writer for the emptied entry.
    await alter(undo('actorId', editor.id), /was altered, or emptied without the record saying so/)
    const restore = new Database(env().databaseFile)
    restore.exec(undo('actorId', row.actorId ?? ''))
    restore.close()
    expect(verifyDesk().isSound).toBe(true)
    // The entry that names what was purged is no JSON any more: named, not stumbled over.
    const purge = await database().historyEntry.findFirstOrThrow({ where: { chain: article, action: 'notes.purged' } })
    await alter(`UPDATE "HistoryEntry" SET "after" = '{' WHERE "id" = ${purge.id}`, /entry \d+ was altered/)
    const mend = new Database(env().databaseFile)
    mend.prepare('UPDATE "HistoryEntry" SET "after" = ? WHERE "id" = ?').run(purge.after, purge.id)
    mend.close()
    expect(verifyDesk().isSound).toBe(true)
    // A decision rewritten, and named as if notes had been purged from it.
    const decided = await database().historyEntry.findFirstOrThrow({ where: { chain: article, action: 'claim.created' } })
    const forged = new ChainReader(sha256)
    const entry = {
      ...decided,
      seq: 1,
      at: decided.at.toISOString(),
      previousHash: CHAIN_START,
      after: '{"outcome":"confirmed"}',
      isPurged: true,
    }
    expect(forged.read(entry)).toMatch(/was altered/)
    // A decision emptied as if it had been a note.
    await alter(
      `UPDATE "HistoryEntry" SET "purgedAt" = '2026-01-01', "after" = '{}' WHERE "chain" = '${article}' AND "action" = 'claim.created'`,
      /was altered/,
    )
  })
})
