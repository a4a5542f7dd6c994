import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'
import { ROUTES } from '@/app/api/openapi.json/routes'
import { couldEver, ROLES } from '@/lib/core/permissions/policy'
import { apiOf } from '@/tests/support/desk'

const desk = inject('desk')
const as = Object.fromEntries(ROLES.map((role) => [role, apiOf(desk.url, desk.people[role].token)])) as Record<
  (typeof ROLES)[number],
  ReturnType<typeof apiOf>
>
const stranger = apiOf(desk.url, null)

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

async function makeArticle(text: string, title?: string): Promise<string> {
  const made = await as.editor<Any>('POST', '/api/articles', { text, ...(title ? { title } : {}) })
  expect(made.status).toBe(201)
  return made.body.id
}

async function makeClaim(articleId: string, exact: string, fields: Record<string, unknown> = {}): Promise<Any> {
  const made = await as.checker<Any>('POST', `/api/articles/${articleId}/claims`, { selector: { exact }, ...fields })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body
}

describe('strangers', () => {
  it('are refused by every route that needs somebody, and get no more than that', async () => {
    for (const [path, handlers] of Object.entries(ROUTES))
      for (const [method, handler] of Object.entries(handlers)) {
        if (handler.definition.action === 'anyone') continue
        const answer = await stranger<Any>(method, path.replace(/\{\w+\}/g, '1'), method === 'GET' ? undefined : {}, {
          Authorization: 'Bearer tm_nobody',
        })
        expect(answer.status, `${method} ${path}`).toBe(401)
        expect(answer.body.error.code).toBe('sign-in-required')
      }
  })
})

describe('every role on every route', () => {
  it('gets what the policy table says', async () => {
    for (const role of ROLES)
      for (const [path, handlers] of Object.entries(ROUTES))
        for (const [method, handler] of Object.entries(handlers)) {
          const { action } = handler.definition
          if (action === 'anyone' || path === '/api/articles/{id}/events') continue
          const answer = await as[role]<Any>(method, path.replace(/\{\w+\}/g, 'none'), method === 'GET' ? undefined : {})
          if (couldEver(role, action)) expect(answer.status, `${role} ${method} ${path}`).not.toBe(403)
          else expect(answer.status, `${role} ${method} ${path}`).toBe(403)
          expect(answer.status, `${role} ${method} ${path}`).toBeLessThan(500)
        }
  })

  it('lets a viewer change no field of a claim', async () => {
    const articleId = await makeArticle('It cost 5 crowns.')
    const claim = await makeClaim(articleId, '5 crowns')
    for (const patch of [{ type: 'money' }, { state: 'dismissed' }, { outcome: 'wrong' }, { legalFlag: true }, { assignee: null }])
      expect((await as.viewer('PATCH', `/api/claims/${claim.id}`, { revision: 1, ...patch })).status).toBe(403)
    expect((await as.author('PATCH', `/api/claims/${claim.id}`, { revision: 1, outcome: 'confirmed' })).status).toBe(403)
    expect(
      (await as.checker('POST', `/api/articles/${articleId}/edits`, { version: 1, edits: [{ start: 0, end: 2, text: 'x' }] })).status,
    ).toBe(403)
  })
})

describe('an article', () => {
  it('gives back its text, the hash of it, and a version', async () => {
    const id = await makeArticle('First line.\nSecond – with “quotes”.', 'A headline')
    const { body } = await as.viewer<Any>('GET', `/api/articles/${id}`)
    expect(body.text).toBe('A headline\nFirst line.\nSecond – with “quotes”.')
    expect(body.textHash).toBe(createHash('sha256').update(body.text).digest('hex'))
    expect(body.version).toBe(0)
    expect(body.document.type).toBe('doc')
  })
  it('is kept ready packed, and is never an earlier one: not after a note, a field of a claim, a word or another list of people', async () => {
    const id = await makeArticle('It cost 5 crowns.')
    const claim = await makeClaim(id, '5 crowns')
    const read = async () => {
      const answer = await fetch(`${desk.url}/api/articles/${id}`, {
        headers: { Authorization: `Bearer ${desk.people.editor.token}`, Accept: 'application/gzip' },
      })
      expect(answer.headers.get('content-type')).toBe('application/gzip')
      const packed = JSON.parse(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString())
      expect(packed).toEqual((await as.editor<Any>('GET', `/api/articles/${id}`)).body)
      return packed
    }
    expect((await read()).claims[0].noteCount).toBe(0)
    expect((await as.checker('POST', `/api/claims/${claim.id}/notes`, { text: 'Rang them.' })).status).toBe(201)
    expect((await read()).claims[0].noteCount).toBe(1)
    expect((await as.checker('PATCH', `/api/claims/${claim.id}`, { revision: claim.revision, priority: 'high' })).status).toBe(200)
    expect((await read()).claims[0].priority).toBe('high')
    const { version, text } = await read()
    expect(
      (await as.editor('POST', `/api/articles/${id}/edits`, { version, edits: [{ start: text.length, end: text.length, text: ' Then.' }] }))
        .status,
    ).toBe(200)
    expect((await read()).text).toBe(`${text} Then.`)
    expect((await as.editor('PATCH', `/api/articles/${id}/access`, { access: 'listed', people: [] })).status).toBe(200)
    expect((await read()).isRestricted).toBe(true)
    // Whether one may open it is asked each time.
    const other = await fetch(`${desk.url}/api/articles/${id}`, {
      headers: { Authorization: `Bearer ${desk.people.viewer.token}`, Accept: 'application/gzip' },
    })
    expect(other.status).toBe(404)
  })
  it('goes to the bin and comes back', async () => {
    const id = await makeArticle('To be deleted.')
    expect((await as.editor('DELETE', `/api/articles/${id}`)).status).toBe(204)
    expect((await as.editor('GET', `/api/articles/${id}`)).status).toBe(404)
    expect((await as.editor('POST', `/api/articles/${id}/restore`)).status).toBe(204)
    expect((await as.editor('GET', `/api/articles/${id}`)).status).toBe(200)
  })
  it('is listed page by page, each once', async () => {
    for (let n = 0; n < 3; n++) await makeArticle(`Listed ${n}.`, `Paged ${n}`)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body }: { body: Any } = await as.viewer<Any>('GET', `/api/articles?q=Paged&limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...body.articles.map((one: Any) => one.id))
      cursor = body.nextCursor
    }
    expect(seen).toHaveLength(3)
    expect(new Set(seen).size).toBe(3)
  })
})

describe('a claim', () => {
  it('is made by quote; an ambiguous one names the places; a missing one is said to be missing', async () => {
    const id = await makeArticle('It rose 5 percent. Later it rose 5 percent again.')
    const ambiguous = await as.checker<Any>('POST', `/api/articles/${id}/claims`, { selector: { exact: '5 percent' } })
    expect(ambiguous.status).toBe(409)
    expect(ambiguous.body.error.code).toBe('ambiguous-quote')
    expect(ambiguous.body.error.details.candidates.map((one: Any) => one.start)).toEqual([8, 33])
    const made = await as.checker<Any>('POST', `/api/articles/${id}/claims`, { selector: { exact: '5 percent', suffix: ' again' } })
    expect(made.body).toMatchObject({
      number: 1,
      quote: '5 percent',
      ranges: [{ start: 33, end: 42 }],
      freshness: 'fresh',
      state: 'unchecked',
      outcome: null,
      decision: null,
      revision: 1,
    })
    expect((await as.checker<Any>('POST', `/api/articles/${id}/claims`, { selector: { exact: 'seven' } })).body.error.code).toBe(
      'quote-not-found',
    )
    const byOffset = await as.checker<Any>('POST', `/api/articles/${id}/claims`, { selector: { start: 0, end: 7 } })
    expect(byOffset.body).toMatchObject({ number: 2, quote: 'It rose' })
  })

  it('goes stale when one digit changes and is fresh again when that is undone', async () => {
    const id = await makeArticle('Bills fell by 12 percent. Nobody knows why.')
    const claim = await makeClaim(id, '12 percent')
    const decided = await as.checker<Any>('PATCH', `/api/claims/${claim.id}`, {
      revision: 1,
      state: 'checked',
      outcome: 'confirmed',
      confidence: 'high',
      confidenceReason: 'Accounts.',
    })
    expect(decided.body).toMatchObject({ freshness: 'fresh', decision: { quote: '12 percent', by: { id: desk.people.checker.id } } })
    const { version } = (await as.viewer<Any>('GET', `/api/articles/${id}`)).body
    const edited = await as.editor<Any>('POST', `/api/articles/${id}/edits`, { version, edits: [{ start: 15, end: 16, text: '4' }] })
    expect(edited.body.claims[0]).toMatchObject({ quote: '14 percent', freshness: 'stale', change: { by: { id: desk.people.editor.id } } })
    await as.editor('POST', `/api/articles/${id}/edits`, { version: edited.body.version, edits: [{ start: 15, end: 16, text: '2' }] })
    expect((await as.viewer<Any>('GET', `/api/claims/${claim.id}`)).body).toMatchObject({
      quote: '12 percent',
      freshness: 'fresh',
      change: null,
    })
  })

  it('is context-changed when only its sentence changed, and orphaned with its last words when they are gone', async () => {
    const id = await makeArticle('Bills fell by 12 percent. Nobody knows why.')
    const claim = await makeClaim(id, '12 percent', { state: 'checked', outcome: 'confirmed' })
    const edit = async (start: number, end: number, text: string) => {
      const { version } = (await as.viewer<Any>('GET', `/api/articles/${id}`)).body
      await as.editor('POST', `/api/articles/${id}/edits`, { version, edits: [{ start, end, text }] })
      return (await as.viewer<Any>('GET', `/api/claims/${claim.id}`)).body
    }
    expect(await edit(6, 10, 'did not fall')).toMatchObject({ freshness: 'context-changed', quote: '12 percent' })
    expect(await edit(18, 35, '')).toMatchObject({ freshness: 'orphaned', ranges: [], quote: '12 percent' })
  })

  it('keeps both values when two people change it at once', async () => {
    const claim = await makeClaim(await makeArticle('It cost 5 crowns.'), '5 crowns')
    await as.editor('PATCH', `/api/claims/${claim.id}`, { revision: 1, statement: 'Theirs' })
    const late = await as.checker<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 1, statement: 'Mine' })
    expect(late.status).toBe(409)
    expect(late.body.error).toMatchObject({
      code: 'stale-revision',
      details: { current: { statement: 'Theirs', revision: 2 }, yours: { statement: 'Mine' } },
    })
  })

  it('loses none of 20 changes at once: one wins, the others are told', async () => {
    const claim = await makeClaim(await makeArticle('It cost 5 crowns.'), '5 crowns')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => as.checker<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 1, statement: `by ${n}` })),
    )
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1)
    expect(answers.filter((one) => one.status === 409)).toHaveLength(19)
  })

  it('follows the workflow and says why not', async () => {
    const claim = await makeClaim(await makeArticle('It cost 5 crowns.'), '5 crowns')
    const noOutcome = await as.checker<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 1, state: 'checked' })
    expect(noOutcome.status).toBe(422)
    expect(noOutcome.body.error).toMatchObject({ code: 'refused', details: { reasons: [{ requirement: 'has-outcome' }] } })
    const noReason = await as.checker<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 1, confidence: 'high' })
    expect(noReason.body.error.details.reasons[0].requirement).toBe('confidence-reason')
    await as.checker('PATCH', `/api/claims/${claim.id}`, { revision: 1, state: 'checked', outcome: 'confirmed' })
    expect(
      (await as.checker<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 2, state: 'cross-checked' })).body.error.details.reasons[0]
        .requirement,
    ).toBe('another-person')
    expect((await as.editor<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 2, state: 'cross-checked' })).body.state).toBe(
      'cross-checked',
    )
    const reopened = await as.editor<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 3, state: 'in-progress' })
    expect(reopened.body).toMatchObject({ state: 'in-progress', outcome: null, decision: null })
  })

  it('is removed and restored on its words, and can be put on others', async () => {
    const id = await makeArticle('It cost 5 crowns in May.')
    const claim = await makeClaim(id, '5 crowns')
    expect((await as.checker('DELETE', `/api/claims/${claim.id}`)).status).toBe(204)
    expect((await as.checker('GET', `/api/claims/${claim.id}`)).status).toBe(404)
    expect((await as.checker<Any>('POST', `/api/claims/${claim.id}/restore`)).body).toMatchObject({
      quote: '5 crowns',
      ranges: [{ start: 8, end: 16 }],
    })
    expect((await as.checker<Any>('PUT', `/api/claims/${claim.id}/range`, { selector: { exact: 'in May' } })).body).toMatchObject({
      quote: 'in May',
    })
  })

  it('carries notes in threads and evidence from the library', async () => {
    const claim = await makeClaim(await makeArticle('It cost 5 crowns.'), '5 crowns')
    const note = await as.author<Any>('POST', `/api/claims/${claim.id}/notes`, { kind: 'author-query', text: 'Gross or net?' })
    expect(note.status).toBe(201)
    const reply = await as.checker<Any>('POST', `/api/claims/${claim.id}/notes`, { text: 'Net.', replyTo: note.body.id })
    expect(reply.body).toMatchObject({ kind: 'note', replyToId: note.body.id })
    const first = await as.checker<Any>('POST', `/api/claims/${claim.id}/evidence`, {
      source: { type: 'report', title: 'Accounts', author: [{ literal: 'Town' }], URL: 'https://example.org/a' },
      stance: 'supports',
      directness: 'primary',
      quote: 'five crowns',
      locator: 'p. 3',
    })
    expect(first.status).toBe(201)
    await as.checker('POST', `/api/claims/${claim.id}/evidence`, {
      source: { id: first.body.source.id },
      stance: 'context',
      directness: 'tertiary',
    })
    const source = await as.viewer<Any>('GET', `/api/sources/${first.body.source.id}`)
    expect(source.body.claims).toHaveLength(2)
    const detail = await as.viewer<Any>('GET', `/api/claims/${claim.id}`)
    expect(detail.body.notes).toHaveLength(2)
    expect(detail.body.evidence).toHaveLength(2)
    expect(
      (
        await as.checker<Any>('POST', `/api/claims/${claim.id}/evidence`, {
          source: { type: 'webpage', title: 'x', URL: 'javascript:alert(1)' },
          stance: 'supports',
          directness: 'primary',
        })
      ).status,
    ).toBe(422)
  })
})

describe('what a review once found', () => {
  it('a decision is refused on words that changed since they were seen', async () => {
    const id = await makeArticle('There were 10 dead.')
    const claim = await makeClaim(id, '10 dead')
    await as.author('POST', `/api/articles/${id}/edits`, { version: 1, edits: [{ start: 11, end: 13, text: '12' }] })
    const late = await as.checker<Any>('PATCH', `/api/claims/${claim.id}`, {
      revision: 1,
      quote: '10 dead',
      state: 'checked',
      outcome: 'confirmed',
    })
    expect(late.status).toBe(409)
    expect(late.body.error.details.current.quote).toBe('12 dead')
  })
  it('a cross-check does not outlive one person’s new decision on other words', async () => {
    const id = await makeArticle('There were 10 dead.')
    const claim = await makeClaim(id, '10 dead', { state: 'checked', outcome: 'confirmed' })
    await as.editor('PATCH', `/api/claims/${claim.id}`, { revision: 2, state: 'cross-checked' })
    await as.author('POST', `/api/articles/${id}/edits`, { version: 1, edits: [{ start: 11, end: 13, text: '12' }] })
    expect((await as.editor<Any>('PATCH', `/api/claims/${claim.id}`, { revision: 3, outcome: 'confirmed' })).body).toMatchObject({
      state: 'checked',
      freshness: 'fresh',
    })
  })
  it('a confidential source is a label to an author and a viewer, everywhere', async () => {
    const claim = await makeClaim(await makeArticle('It cost 5 crowns.'), '5 crowns')
    await as.checker('POST', `/api/claims/${claim.id}/evidence`, {
      source: { type: 'interview', title: 'Deep Throat himself', confidential: true, publicLabel: 'An official' },
      stance: 'supports',
      directness: 'primary',
      quote: 'Deep Throat said so',
    })
    for (const role of ['author', 'viewer'] as const)
      for (const path of [
        `/api/claims/${claim.id}`,
        '/api/sources',
        '/api/sources?q=Deep',
        `/api/articles/${claim.articleId}/history`,
        `/api/articles/${claim.articleId}/export/json`,
      ])
        expect(JSON.stringify((await as[role]('GET', path)).body), `${role} ${path}`).not.toMatch(/Deep Throat/)
    expect(JSON.stringify((await as.legal('GET', `/api/claims/${claim.id}`)).body)).toMatch(/Deep Throat/)
    expect((await as.viewer('GET', `/api/articles/${claim.articleId}/export/json?audience=internal`)).status).toBe(403)
  })
  it('an edit that the document cannot take is refused, not dropped', async () => {
    const made = await as.editor<Any>('POST', '/api/articles', { html: '<h1>Head line</h1><p data-dek>Dek</p><p>Text</p>' })
    const answer = await as.editor<Any>('POST', `/api/articles/${made.body.id}/edits`, {
      version: 0,
      edits: [{ start: 4, end: 5, text: '\n' }],
    })
    expect(answer.status).toBe(422)
  })
  it('a note that was taken back comes back as its writer’s, with its answers', async () => {
    const claim = await makeClaim(await makeArticle('It cost 5 crowns.'), '5 crowns')
    const note = (await as.checker<Any>('POST', `/api/claims/${claim.id}/notes`, { text: 'one' })).body
    await as.author('POST', `/api/claims/${claim.id}/notes`, { text: 'two', replyTo: note.id })
    expect((await as.editor('DELETE', `/api/notes/${note.id}`)).status).toBe(204)
    expect((await as.editor('POST', `/api/notes/${note.id}/restore`)).status).toBe(204)
    expect((await as.viewer<Any>('GET', `/api/claims/${claim.id}`)).body.notes[0]).toMatchObject({
      text: 'one',
      createdBy: { id: desk.people.checker.id },
    })
  })
  it('a patch with nothing in it is refused', async () => {
    const claim = await makeClaim(await makeArticle('It cost 5 crowns.'), '5 crowns')
    expect((await as.viewer('PATCH', `/api/claims/${claim.id}`, { revision: 1 })).status).toBe(400)
  })
})

describe('edits', () => {
  it('against an older version are brought up to date; one whose words changed is refused', async () => {
    const id = await makeArticle('one two three four')
    expect(
      (await as.editor<Any>('POST', `/api/articles/${id}/edits`, { version: 0, edits: [{ start: 0, end: 0, text: 'zero ' }] })).status,
    ).toBe(200)
    expect(
      (await as.editor<Any>('POST', `/api/articles/${id}/edits`, { version: 0, edits: [{ start: 14, end: 18, text: '4' }] })).status,
    ).toBe(200)
    expect((await as.viewer<Any>('GET', `/api/articles/${id}`)).body.text).toBe('zero one two three 4')
    const clash = await as.editor<Any>('POST', `/api/articles/${id}/edits`, { version: 0, edits: [{ start: 14, end: 18, text: 'FOUR' }] })
    expect(clash.status).toBe(409)
    expect(
      (await as.editor<Any>('POST', `/api/articles/${id}/edits`, { version: 2, edits: [{ start: 900, end: 901, text: 'x' }] })).status,
    ).toBe(422)
    expect(
      (await as.editor<Any>('POST', `/api/articles/${id}/edits`, { version: 99, edits: [{ start: 0, end: 1, text: 'x' }] })).status,
    ).toBe(400)
  })
})

describe('steps', () => {
  const insert = (at: number, text: string) => ({ stepType: 'replace', from: at, to: at, slice: { content: [{ type: 'text', text }] } })
  it('are appended, or answered with what was missed', async () => {
    const id = await makeArticle('abc')
    expect(
      (await as.editor<Any>('POST', `/api/articles/${id}/steps`, { version: 0, clientId: 'one', steps: [insert(1, 'X')] })).body,
    ).toEqual({ version: 1 })
    const behind = await as.author<Any>('POST', `/api/articles/${id}/steps`, { version: 0, clientId: 'two', steps: [insert(1, 'Y')] })
    expect(behind.status).toBe(409)
    expect(behind.body).toMatchObject({ version: 1, steps: [{ version: 0, clientId: 'one' }] })
  })
  it('that do not fit, carry unknown claims, unsafe links or invalid content are refused, and nothing is saved', async () => {
    const id = await makeArticle('abc')
    const hostile = [
      insert(900, 'x'),
      { stepType: 'nonsense' },
      { stepType: 'addMark', mark: { type: 'claim', attrs: { id: 'unknown-claim' } }, from: 1, to: 3 },
      { stepType: 'addMark', mark: { type: 'link', attrs: { href: 'javascript:alert(1)' } }, from: 1, to: 3 },
      { stepType: 'replace', from: 0, to: 5, slice: { content: [{ type: 'text', text: 'no block' }] } },
      {
        stepType: 'replace',
        from: 0,
        to: 0,
        slice: { content: [{ type: 'figure', attrs: { src: 'file:///etc/passwd', alt: '' }, content: [{ type: 'caption' }] }] },
      },
    ]
    for (const step of hostile) {
      const answer = await as.editor<Any>('POST', `/api/articles/${id}/steps`, { version: 0, clientId: 'x', steps: [step] })
      expect(answer.status, JSON.stringify(step)).toBe(422)
    }
    expect((await as.viewer<Any>('GET', `/api/articles/${id}`)).body).toMatchObject({ version: 0, text: 'abc' })
  })
  it('of many writers at once all end in one text that replays from the log', async () => {
    const id = await makeArticle('start')
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 4; n++)
          for (let version = 0; ; ) {
            const answer = await as.editor<Any>('POST', `/api/articles/${id}/steps`, {
              version,
              clientId: `w${writer}`,
              steps: [insert(1, `${writer}`)],
            })
            if (answer.status === 200) break
            version = answer.body.version
          }
      }),
    )
    const { body } = await as.viewer<Any>('GET', `/api/articles/${id}`)
    expect(body.version).toBe(32)
    expect([...body.text].filter((letter: string) => /\d/.test(letter))).toHaveLength(32)
    const old = await as.viewer<Any>('GET', `/api/articles/${id}/versions/0`)
    expect(old.body.text).toBe('start')
  })
})

describe('commands', () => {
  it('repeated under one Idempotency-Key act once and answer the same', async () => {
    const id = await makeArticle('It cost 5 crowns.')
    const key = { 'Idempotency-Key': `test-${Date.now()}` }
    const first = await as.checker<Any>('POST', `/api/articles/${id}/claims`, { selector: { exact: '5 crowns' } }, key)
    const again = await as.checker<Any>('POST', `/api/articles/${id}/claims`, { selector: { exact: '5 crowns' } }, key)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await as.viewer<Any>('GET', `/api/articles/${id}/claims`)).body.claims).toHaveLength(1)
  })
  it('repeated as a form, which every sending writes with another boundary, act once', async () => {
    const send = (words: string) => {
      const form = new FormData()
      form.set('title', 'The mill')
      form.set('file', new File([words], 'mill.txt', { type: 'text/plain' }))
      return fetch(`${desk.url}/api/articles`, {
        method: 'POST',
        headers: { authorization: `Bearer ${desk.people.editor.token}`, 'idempotency-key': key },
        body: form,
      })
    }
    const key = `form-${Date.now()}`
    const first = (await (await send('It cost 5 crowns.')).json()) as { id: string }
    const again = await send('It cost 5 crowns.')
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(((await again.json()) as { id: string }).id).toBe(first.id)
    expect((await send('It cost 6 crowns.')).status).toBe(422)
  })
  it('from another site, or without Origin, are refused unless a token is sent', async () => {
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, {}] as Record<string, string>[])
      expect((await stranger<Any>('POST', '/api/session', { email: 'a', password: 'b' }, headers)).body.error.code).toBe('foreign-origin')
  })
  it('with unknown fields are refused', async () => {
    expect((await as.editor<Any>('POST', '/api/articles', { text: 'x', role: 'admin' })).status).toBe(400)
    expect((await as.editor<Any>('POST', '/api/articles', '{broken', { 'Content-Type': 'application/json' })).status).toBe(400)
  })
})

describe('signing in', () => {
  const origin = { Origin: desk.url }
  it('says the same for an unknown address and a wrong password', async () => {
    const unknown = await stranger<Any>('POST', '/api/session', { email: 'nobody@desk.test', password: 'x' }, origin)
    const wrong = await stranger<Any>('POST', '/api/session', { email: desk.people.viewer.email, password: 'x' }, origin)
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body])
    expect(wrong.status).toBe(401)
  })
  it('is slowed after ten wrong passwords', async () => {
    let last = 0
    for (let n = 0; n < 12; n++) last = (await stranger('POST', '/api/session', { email: 'slow@desk.test', password: 'x' }, origin)).status
    expect(last).toBe(429)
  })
  it('works, and a deactivated person is out at the next request', async () => {
    const invited = await as.admin<Any>('POST', '/api/invitations', { name: 'New', email: 'new@desk.test', role: 'checker' })
    const token = invited.body.path.split('/').pop()
    const joined = await stranger<Any>(
      'POST',
      '/api/invitations/accept',
      { token, name: 'New Person', password: 'a long enough password' },
      origin,
    )
    expect(joined.status).toBe(200)
    const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect(joined.headers.getSetCookie()[0]).toMatch(/HttpOnly/i)
    const withCookie = (method: string, path: string) => stranger<Any>(method, path, undefined, { Cookie: cookie })
    const me = await withCookie('GET', '/api/session')
    expect(me.body).toMatchObject({ name: 'New Person', role: 'checker' })
    expect(
      (await stranger<Any>('POST', '/api/invitations/accept', { token, name: 'Twice', password: 'a long enough password' }, origin)).status,
    ).toBe(404)
    await as.admin('PATCH', `/api/people/${me.body.id}`, { isActive: false })
    expect((await withCookie('GET', '/api/session')).status).toBe(401)
  })
  it('leaves the desk its last admin, and closes set-up for ever', async () => {
    expect((await as.admin<Any>('PATCH', `/api/people/${desk.people.admin.id}`, { role: 'viewer' })).body.error.code).toBe('refused')
    expect(
      (await stranger<Any>('POST', '/api/setup', { code: 'x', name: 'E', email: 'e@x.org', password: 'long enough password' }, origin)).body
        .error.code,
    ).toBe('set-up-done')
  })
})

describe('what leaves', () => {
  it('never holds others’ addresses, hashes or secrets', async () => {
    for (const path of ['/api/people', `/api/articles/${desk.sampleId}`, '/api/claims', `/api/articles/${desk.sampleId}/history`])
      expect(JSON.stringify((await as.viewer('GET', path)).body)).not.toMatch(/admin@desk\.test|argon2|tm_[A-Za-z0-9]/)
  })
  it('is described by OpenAPI 3.1, every route', async () => {
    const { body } = await stranger<Any>('GET', '/api/openapi.json')
    expect(body.openapi).toMatch(/^3\.1/)
    for (const path of Object.keys(ROUTES)) expect(body.paths).toHaveProperty([path])
  })
  it('says in health that what is saved is on disk', async () => {
    const { body } = await stranger<Any>('GET', '/api/health')
    expect(body).toMatchObject({ status: 'ok', database: { journal_mode: 'wal', synchronous: 'full', foreign_keys: 'on' } })
  })
})

describe('the event stream', () => {
  it('brings steps and changed claims', async () => {
    const id = await makeArticle('It cost 5 crowns.')
    const abort = new AbortController()
    const stream = await fetch(`${desk.url}/api/articles/${id}/events?since=0`, {
      headers: { Authorization: `Bearer ${desk.people.viewer.token}` },
      signal: abort.signal,
    })
    expect(stream.headers.get('content-type')).toMatch(/text\/event-stream/)
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
    const decoder = new TextDecoder()
    const claim = await makeClaim(id, '5 crowns')
    let seen = ''
    while (!(seen.includes('event: steps') && seen.includes('event: claims') && seen.includes(claim.id))) {
      const { value, done } = await reader.read()
      if (done) break
      seen += decoder.decode(value, { stream: true })
    }
    abort.abort()
    expect(seen).toMatch(/event: ready[\s\S]*event: steps[\s\S]*"stepType":"addMark"/)
  })
})
