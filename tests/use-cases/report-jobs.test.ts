import { expect, it, vi } from 'vitest'
import { addJob, REPORT_JOB_LIMITS } from '@/lib/server/live/report-jobs'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { beginReport, endReport, readReport, readReports, takeReport } from '@/lib/server/use-cases/articles/report-jobs'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { makeArticle } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'

const { author, checker, editor, viewer } = await people()

async function done(actor: typeof editor, id: string) {
  for (let tries = 0; tries < 400; tries++) {
    const report = await readReport(actor, id)
    if (report.state === 'ready' || report.state === 'failed') return report
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('It was not made')
}

it('A report is made while nobody waits for it, and its file can be taken again and again by who asked for it', async () => {
  const articleId = await makeArticle(editor)
  const { id } = await beginReport(editor, articleId, { format: 'html', audience: 'legal' })
  expect(await readReport(editor, id)).toMatchObject({ state: 'waiting', name: null, audience: 'legal' })
  const report = await done(editor, id)
  expect(report).toMatchObject({ state: 'ready', name: expect.stringMatching(/_factcheck-legal_v0\.html$/) })
  const read = async () => new Response((await takeReport(editor, id)).stream(true)).text()
  const first = await read()
  expect(first).toContain('It cost 5 crowns.')
  expect(Buffer.byteLength(first)).toBe(report.size)
  expect(await read()).toBe(first)
  expect((await readReports(editor, articleId)).map((one) => one.id)).toEqual([id])
  expect((await readHistory(editor, articleId, { limit: 50 })).entries.some(({ action }) => action === 'article.exported')).toBe(true)
  // Nobody else's.
  await expect(readReport(checker, id)).rejects.toMatchObject({ code: 'not-found' })
  expect(await readReports(checker, articleId)).toEqual([])
  await endReport(editor, id)
  await expect(takeReport(editor, id)).rejects.toMatchObject({ code: 'not-found' })
})

it('What may not be made is refused at once; what may not be read any more is not handed out', async () => {
  const articleId = await makeArticle(author)
  await expect(beginReport(viewer, articleId, { format: 'html', audience: 'internal' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(beginReport(editor, articleId, { format: 'nope' })).rejects.toMatchObject({ code: 'not-found' })
  const { id } = await beginReport(checker, articleId, { format: 'json' })
  await done(checker, id)
  await setAccess(editor, articleId, { access: 'listed', people: [author.id, editor.id] })
  await expect(takeReport(checker, id)).rejects.toMatchObject({ code: 'not-found' })
})

it('One that is cancelled is not made, and is not in the history; a failed one says so', async () => {
  const articleId = await makeArticle(editor)
  const { id } = await beginReport(editor, articleId, { format: 'docx' })
  await endReport(editor, id)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect((await readHistory(editor, articleId, { limit: 50 })).entries.some(({ action }) => action === 'article.exported')).toBe(false)
  const refused = await beginReport(editor, articleId, { format: 'claim-review' })
  expect(await done(editor, refused.id)).toMatchObject({ state: 'failed', problem: expect.stringContaining('published') })
  await expect(takeReport(editor, refused.id)).rejects.toMatchObject({ code: 'refused' })
})

it('More than ten being made at once are refused, and the oldest go when all together are too large', async () => {
  const articleId = await makeArticle(editor)
  const person = await makePerson('editor', `many-${Math.random().toString(36).slice(2)}`)
  const begun: string[] = []
  for (let n = 0; n < REPORT_JOB_LIMITS.each; n++) begun.push((await beginReport(person, articleId, { format: 'csv' })).id)
  await expect(beginReport(person, articleId, { format: 'csv' })).rejects.toMatchObject({ code: 'too-many-requests' })
  for (const id of begun) await endReport(person, id)
  expect(await readReports(person, articleId)).toEqual([])
  const large = (id: string) => ({
    ...{ id, personId: person.id, articleId, format: 'csv' as const, audience: 'internal' as const, startedAt: new Date() },
    ...{ stop: new AbortController(), state: 'ready' as const, problem: null, endsAt: null },
    file: {
      name: id,
      mediaType: 'text/csv',
      size: REPORT_JOB_LIMITS.bytes * 0.6,
      stream: () => new ReadableStream(),
      close: async () => {},
    },
  })
  for (const id of ['older', 'newer']) addJob(large(id))
  expect((await readReports(person, articleId)).map(({ id }) => id)).toEqual(['newer'])
})

it('A person has ten at most, the oldest make room; and none is kept longer than an hour', async () => {
  const articleId = await makeArticle(editor)
  const ids: string[] = []
  for (let n = 0; n < REPORT_JOB_LIMITS.each + 2; n++) {
    const { id } = await beginReport(checker, articleId, { format: 'csv' })
    await done(checker, id)
    ids.push(id)
  }
  expect((await readReports(checker, articleId)).map(({ id }) => id)).toEqual(ids.slice(2).reverse())
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + REPORT_JOB_LIMITS.keptMs + 1 })
  try {
    expect(await readReports(checker, articleId)).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})
