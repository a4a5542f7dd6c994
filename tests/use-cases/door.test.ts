import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { describeApi } from '@/app/api/openapi.json/describe-api'
import { ROUTES } from '@/app/api/openapi.json/routes'
import { couldEver, ROLES } from '@/lib/core/permissions/policy'
import { database } from '@/lib/server/db'
import { credentialOf } from '@/lib/server/session'
import { revokeToken } from '@/lib/server/use-cases/people/manage-account'
import { updatePerson } from '@/lib/server/use-cases/people/manage-people'
import { proxy } from '@/proxy'
import { makeArticle, makeClaim } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'
import { pixel } from '@/tests/factories/restricted'
import { knock, tokenOf } from '@/tests/support/door'

const everybody = await people()
const { editor, checker, admin, viewer, author } = everybody

const articleId = await makeArticle(editor)

describe('the origin of a change', () => {
  const change = (headers: Record<string, string>) => knock(null, 'POST', '/api/session', { email: 'a@b.c', password: 'x' }, headers)
  it.each([
    ['missing', {}],
    ['null', { origin: 'null' }],
    ['of another site', { origin: 'https://evil.example' }],
    ['of another site that calls itself same-site', { origin: 'http://desk.test', 'sec-fetch-site': 'same-site' }],
    ['of another site, with an Authorization header that is no token', { origin: 'https://evil.example', authorization: 'Bearer a b' }],
    ['of another site, with another scheme', { origin: 'https://evil.example', authorization: 'Basic YTpi' }],
  ])('%s is refused', async (_, headers: Record<string, string>) => {
    const answer = await change(headers)
    expect([answer.status, answer.body.error.code]).toEqual([403, 'foreign-origin'])
  })
  it('of the desk is taken', async () => {
    expect((await change({ origin: 'http://desk.test' })).body.error.code).toBe('wrong-credentials')
  })
})

describe('a credential', () => {
  const headers = (fields: Record<string, string>) => new Headers(fields)
  it('is read once, and an Authorization header that is none of ours is not passed over for the cookie', () => {
    const cookie = 'tickmark.session_token=x'
    expect(credentialOf(headers({ authorization: 'Bearer abc', cookie }))).toEqual({ kind: 'token', secret: 'abc' })
    expect(credentialOf(headers({ authorization: 'Bearer a b', cookie }))).toEqual({ kind: 'unknown' })
    expect(credentialOf(headers({ authorization: 'Bearer ', cookie }))).toEqual({ kind: 'unknown' })
    expect(credentialOf(headers({ authorization: 'Basic abc', cookie }))).toEqual({ kind: 'unknown' })
    expect(credentialOf(headers({ cookie }))).toEqual({ kind: 'cookie', cookie })
    expect(credentialOf(headers({ cookie: 'other=1' }))).toEqual({ kind: 'none' })
  })
  it('of a deactivated person, or a revoked token, is nobody’s', async () => {
    const person = await makePerson('editor', 'leaver')
    expect((await knock(person, 'GET', '/api/session')).status).toBe(200)
    await updatePerson(admin, person.id, { isActive: false })
    expect((await knock(person, 'GET', '/api/session')).status).toBe(401)
    // Also where nobody revoked what they hold: each request asks anew.
    const shut = await makePerson('editor', 'shut-out')
    expect((await knock(shut, 'GET', '/api/session')).status).toBe(200)
    await database().user.update({ where: { id: shut.id }, data: { disabledAt: new Date() } })
    expect((await knock(shut, 'GET', '/api/session')).status).toBe(401)
    const other = await makePerson('editor', 'careful')
    await tokenOf(other)
    const [token] = (await knock(other, 'GET', '/api/account/tokens')).body.tokens
    await revokeToken(other, token.id)
    expect((await knock(other, 'GET', '/api/session')).status).toBe(401)
  })
})

describe('every route', () => {
  it('is described', () => {
    const described = describeApi()
    expect(Object.keys(described.paths ?? {})).toEqual(expect.arrayContaining(Object.keys(ROUTES)))
  })
  const routes = Object.entries(ROUTES).flatMap(([path, handlers]) =>
    Object.entries(handlers).map(([method, handler]) => [method, path, handler.definition.action] as const),
  )
  const fill = (path: string) => path.replace(/\{n\}/g, '0').replace(/\{\w+\}/g, 'nothing-of-the-kind')
  it('refuses strangers, and says what to do', async () => {
    for (const [method, path, action] of routes.filter(([, , one]) => one !== 'anyone')) {
      const answer = await knock(null, method, fill(path), undefined, { authorization: 'Bearer tm_nobody' })
      expect([answer.status, answer.body.error.code], `${method} ${path} ${action}`).toEqual([401, 'sign-in-required'])
    }
  })
  it('asks the policy before it reads a body', async () => {
    for (const [method, path, action] of routes)
      if (action !== 'anyone')
        for (const role of ROLES.filter((one) => !couldEver(one, action))) {
          let wasRead = false
          const body = new ReadableStream(
            {
              pull(controller) {
                wasRead = true
                controller.enqueue(new Uint8Array(10))
                controller.close()
              },
            },
            { highWaterMark: 0 },
          )
          const answer = await knock(everybody[role], method, fill(path), method === 'GET' ? undefined : body)
          expect(answer.status, `${role} ${method} ${path}`).toBe(403)
          expect(wasRead, `${role} ${method} ${path}`).toBe(false)
        }
  })
})

describe('a body', () => {
  it('is refused at the limit while it arrives, whatever length it declares', async () => {
    const send = (bytes: number, headers: Record<string, string> = {}) => {
      let left = bytes
      const body = new ReadableStream({
        pull(controller) {
          const size = Math.min(left, 100_000)
          left -= size
          controller.enqueue(new Uint8Array(size).fill(32))
          if (left <= 0) controller.close()
        },
      })
      return knock(checker, 'POST', `/api/claims/${'x'.repeat(16)}/notes`, body, { 'content-type': 'application/json', ...headers })
    }
    expect((await send(2_000_001)).status).toBe(413)
    expect((await send(10_000_000, { 'content-length': '10' })).status).toBe(413)
    expect((await send(2_000_000)).status).toBe(400)
  })
  it('that is no JSON, has unknown fields or is sent as something else is refused with a sentence', async () => {
    const notes = `/api/claims/${await makeClaim(checker, articleId, '5 crowns')}/notes`
    const json = { 'content-type': 'application/json' }
    expect((await knock(checker, 'POST', notes, '{broken', json)).status).toBe(400)
    expect((await knock(checker, 'POST', notes, { text: 'x', createdById: admin.id })).status).toBe(400)
    expect((await knock(checker, 'POST', notes, '{"text":"x"}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await knock(checker, 'POST', notes, { text: '   ' })).status).toBe(422)
  })
  it('keeps control characters out of links', async () => {
    for (const URL of ['java\nscript:alert(1)', 'javascript:alert(1)', '\u0001javascript:alert(1)', 'ftp://example.org'])
      expect((await knock(checker, 'POST', '/api/sources', { type: 'webpage', title: 'x', URL })).status, URL).toBe(422)
  })
})

describe('a command repeated under one Idempotency-Key', () => {
  const key = (name: string) => ({ 'Idempotency-Key': `key-of-${name}` })
  it('acts once and answers with the thing as it is now', async () => {
    const claims = `/api/articles/${articleId}/claims`
    const send = () => knock(checker, 'POST', claims, { selector: { exact: '12 percent' } }, key('claim'))
    const first = await send()
    expect(first.status).toBe(201)
    await knock(checker, 'PATCH', `/api/claims/${first.body.id}`, { revision: 1, statement: 'Changed meanwhile' })
    const again = await send()
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    expect(again.body).toMatchObject({ id: first.body.id, statement: 'Changed meanwhile' })
  })
  it('is bound to the person, the route and the body', async () => {
    const sources = { type: 'webpage', title: 'Bound' }
    const first = await knock(checker, 'POST', '/api/sources', sources, key('source'))
    expect(first.status).toBe(201)
    expect((await knock(editor, 'POST', '/api/sources', sources, key('source'))).status).toBe(422)
    expect((await knock(checker, 'POST', '/api/articles', { text: 'x' }, key('source'))).status).toBe(422)
    expect((await knock(checker, 'POST', '/api/sources', { ...sources, title: 'Another' }, key('source'))).status).toBe(422)
    expect((await knock(checker, 'POST', '/api/sources', sources, key('source'))).body.id).toBe(first.body.id)
  })
  it('shows nothing the person may not see any more', async () => {
    const body = { access: 'listed', people: [checker.id] }
    const made = (await knock(editor, 'POST', '/api/articles', { title: 'A secret title' }, key('article'))).body
    const note = await knock(checker, 'POST', `/api/articles/${made.id}/versions`, { name: 'Mine' }, key('version'))
    expect(note.status).toBe(201)
    await knock(editor, 'PATCH', `/api/articles/${made.id}/access`, { ...body, people: [] })
    const claims = `/api/articles/${made.id}/claims`
    expect((await knock(checker, 'POST', claims, { selector: { exact: 'secret' } }, key('none'))).status).toBe(404)
    await knock(editor, 'PATCH', `/api/articles/${made.id}/access`, { access: 'desk' })
    expect((await knock(checker, 'POST', claims, { selector: { exact: 'secret' } }, key('seen'))).status).toBe(201)
    await knock(editor, 'PATCH', `/api/articles/${made.id}/access`, { ...body, people: [] })
    const replay = await knock(checker, 'POST', claims, { selector: { exact: 'secret' } }, key('seen'))
    expect(replay.status).toBe(404)
    expect(replay.text).not.toMatch(/secret/)
  })
  it('does not show a secret a second time', async () => {
    const first = await knock(author, 'POST', '/api/account/tokens', { name: 'script' }, key('token'))
    expect(first.body.token).toMatch(/^tm_/)
    const again = await knock(author, 'POST', '/api/account/tokens', { name: 'script' }, key('token'))
    expect([again.status, again.body.error.code]).toEqual([409, 'already-done'])
  })
})

describe('what an answer carries', () => {
  it('is kept by nobody', async () => {
    expect((await knock(viewer, 'GET', '/api/articles')).headers.get('cache-control')).toBe('no-store')
  })
  it('of a report lets it run and load nothing', async () => {
    const answer = await knock(viewer, 'GET', `/api/articles/${articleId}/export/html`)
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox/)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+"/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
  it('of a picture lets it be nothing but a picture', async () => {
    const form = new FormData()
    form.set('file', new File([pixel(3) as BlobPart], 'p.png'))
    const { src } = (await knock(author, 'POST', `/api/articles/${articleId}/attachments`, form)).body
    const answer = await knock(viewer, 'GET', `/api/attachments/${src.slice('attachment:'.length)}`)
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('private, max-age=300')
    const page = new FormData()
    page.set('file', new File(['<script>alert(1)</script>'], 'p.png'))
    expect((await knock(author, 'POST', `/api/articles/${articleId}/attachments`, page)).status).toBe(415)
  })
  it('of a page allows scripts by nonce only', () => {
    const policy = proxy(new NextRequest('http://desk.test/articles')).headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(?:;| )/)
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'", "form-action 'self'"])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
  })
  it('is described: what routes answer is what OpenAPI says, field by field', async () => {
    const claimId = await makeClaim(checker, articleId, 'Bills fell', { state: 'checked', outcome: 'confirmed', assignee: editor.id })
    await knock(checker, 'POST', `/api/claims/${claimId}/notes`, { text: 'x' })
    const evidence = await knock(checker, 'POST', `/api/claims/${claimId}/evidence`, { source: { type: 'webpage', title: 'Described' } })
    await knock(checker, 'POST', `/api/claims/${claimId}/corrections`, { after: 'Bills rose' })
    for (const [path, address] of [
      ['/api/articles', '/api/articles'],
      ['/api/articles/{id}', `/api/articles/${articleId}`],
      ['/api/articles/{id}/claims', `/api/articles/${articleId}/claims`],
      ['/api/articles/{id}/history', `/api/articles/${articleId}/history`],
      ['/api/articles/{id}/access', `/api/articles/${articleId}/access`],
      ['/api/articles/{id}/steps', `/api/articles/${articleId}/steps?since=0`],
      ['/api/claims', '/api/claims'],
      ['/api/claims/{id}', `/api/claims/${claimId}`],
      ['/api/sources', '/api/sources'],
      ['/api/sources/{id}', `/api/sources/${evidence.body.source.id}`],
      ['/api/people', '/api/people'],
      ['/api/health', '/api/health'],
    ] as const) {
      const success = ROUTES[path]?.GET?.definition.success
      const answer = await knock(checker, 'GET', address)
      expect(success, path).toBeDefined()
      expect(success?.safeParse(answer.body).error?.issues ?? [], path).toEqual([])
    }
  })
})
