import { describe, expect, it } from 'vitest'
import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import { inTurn } from '@/lib/server/child/turns'
import { database } from '@/lib/server/db'
import { openSpool } from '@/lib/server/spool'
import { exportArticle } from '@/lib/server/use-cases/articles/export-article'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { makeArticle, makeClaim } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { checker, editor } = await people()

/** A job that ends when told. */
function job() {
  let finish = () => {}
  const over = new Promise<void>((resolve) => {
    finish = resolve
  })
  let hasBegun = false
  return {
    finish,
    hasBegun: () => hasBegun,
    run: async () => {
      hasBegun = true
      await over
    },
  }
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('heavy work', () => {
  it('of one person goes one after another, and another person’s does not wait for it', async () => {
    const mine = [job(), job(), job()]
    const theirs = job()
    const all = [...mine.map((one) => inTurn('me', one.run)), inTurn('them', theirs.run)]
    await soon()
    expect([...mine, theirs].map((one) => one.hasBegun())).toEqual([true, false, false, true])
    theirs.finish()
    await soon()
    expect(mine[1]?.hasBegun()).toBe(false)
    for (const one of mine) {
      one.finish()
      await soon()
    }
    expect(mine.every((one) => one.hasBegun())).toBe(true)
    await Promise.all(all)
  })
  it('that is given up while it waits is never begun, and what is behind it comes forward', async () => {
    const [first, second, third] = [job(), job(), job()]
    const stop = new AbortController()
    const begun = inTurn('me', first.run)
    const given = inTurn('me', second.run, stop.signal)
    const last = inTurn('me', third.run)
    stop.abort()
    await expect(given).rejects.toMatchObject({ code: 'cancelled' })
    first.finish()
    await begun
    third.finish()
    await last
    expect(second.hasBegun()).toBe(false)
  })
  it('piles up only so far', async () => {
    const first = job()
    const stop = new AbortController()
    const begun = inTurn('me', first.run)
    const waiting = Array.from({ length: 25 }, () => inTurn('me', async () => {}, stop.signal).catch(() => {}))
    await expect(inTurn('me', async () => {})).rejects.toMatchObject({ code: 'too-many-requests' })
    stop.abort()
    await Promise.all(waiting)
    first.finish()
    await begun
  })
})

describe('a report', () => {
  it('is in the history: who, which format, for whom, of which text', async () => {
    const id = await makeArticle(editor)
    await exportArticle(checker, id, 'csv', 'author')
    const entry = await database().historyEntry.findFirst({ where: { articleId: id, action: 'article.exported' } })
    expect(entry?.actorId).toBe(checker.id)
    expect(JSON.parse(entry?.after ?? '{}')).toMatchObject({ format: 'csv', audience: 'author', version: 0 })
  })
  it('that is given up is neither made nor in the history', async () => {
    const id = await makeArticle(editor)
    const stop = new AbortController()
    const making = exportArticle(editor, id, 'docx', 'internal', { signal: stop.signal })
    stop.abort()
    await expect(making).rejects.toMatchObject({ code: 'cancelled' })
    expect(await database().historyEntry.count({ where: { articleId: id, action: 'article.exported' } })).toBe(0)
  })
})

describe('a spool', () => {
  it('gives back what it was given, in one piece and as a stream', async () => {
    const spool = await openSpool()
    const chunks = Array.from({ length: 40 }, (_, index) => new Uint8Array(20_000).fill(index))
    for (const chunk of chunks) await spool.append(chunk)
    const whole = Buffer.concat(chunks)
    expect(Buffer.compare(Buffer.from(await spool.bytes()), whole)).toBe(0)
    expect(Buffer.compare(Buffer.from(await new Response(spool.stream()).arrayBuffer()), whole)).toBe(0)
  })
})

it('A report is of one moment, however others change the article while it is read', async () => {
  const id = await makeArticle(editor, 'The mill closed in 1952. It had 40 looms.')
  const claimId = await makeClaim(checker, id, 'closed in 1952')
  let isOver = false
  const writing = (async () => {
    for (let n = 0; !isOver; n++) {
      await addNote(checker, claimId, { kind: 'note', text: `Note ${n}` })
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  for (let n = 0; n < 3; n++) {
    const file = await exportArticle(editor, id, 'json')
    const { claims, record } = JSON.parse(await new Response(file.stream()).text()) as ArticleSnapshot
    const told = record.trail.filter(({ action }) => action === 'note.added').length
    expect(claims[0]?.notes.length).toBe(told)
  }
  isOver = true
  await writing
})
