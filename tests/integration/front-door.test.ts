import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { apiOf, DeskServer, PASSWORD } from '@/tests/support/desk'

const desk = inject('desk')
const editor = apiOf(desk.url, desk.people.editor.token)

/** A request as it is written, for what no HTTP client would send. */
function raw(request: string): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () => socket.write(request))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('error', reject)
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), type: /content-type: ([^\r;]*)/i.exec(head)?.[1] ?? '', body })
    })
  })
}
const ask = (method: string, path: string) =>
  raw(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${desk.people.editor.token}\r\nConnection: close\r\n\r\n`)

describe('what no route answers is answered as the API answers', () => {
  it.each([
    ['GET', '/api/nope', 404],
    ['DELETE', '/api/articles/x/y/z/nope', 404],
    ['POST', '/api', 404],
    ['TRACE', '/api/articles', 405],
    ['PUT', '/api/articles', 405],
    ['POST', '/api/health', 405],
    ['GET', '/api/articles/%E0%A4%A', 400],
    ['GET', '/api/articles/%', 400],
    ['GET', '/articles/%ff', 400],
    ['GET', '/api/articles?cursor=zzz', 400],
    ['GET', '/api/articles?limit=many', 400],
    ['GET', '/api/claims?state=nope', 400],
    ['GET', '/API/articles', 404],
    ['POST', '/Api', 404],
    ['GET', '/%61pi/articles', 404],
    ['GET', '//api/articles', 404],
  ])('%s %s: %i', async (method, path, status) => {
    const answer = await ask(method, path)
    expect(answer).toMatchObject({ status, type: 'application/json' })
    expect(answer.body).toMatch(/"error":\{"code":"[a-z-]+","message":"[A-Z“]/)
  })
  it.each([
    ['an address that is none', 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    ['OPTIONS of everything', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    ['a method HTTP does not know', 'FOO /api/articles HTTP/1.1\r\nHost: x\r\n\r\n', 405],
    ['a head that is too long', `GET /api/articles HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 413],
    ['an expectation nobody knows', 'GET /api/articles HTTP/1.1\r\nHost: x\r\nExpect: foo\r\nConnection: close\r\n\r\n', 400],
    ['a tunnel', 'CONNECT /api/articles HTTP/1.1\r\nHost: x\r\n\r\n', 405],
    ['another protocol', 'GET /api/articles HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 400],
    ['what is no HTTP', 'hello\r\n\r\n', 405],
  ])('%s', async (_, request, status) => {
    const answer = await raw(request)
    expect(answer).toMatchObject({ status, type: 'application/json' })
    expect(JSON.parse(answer.body)).toMatchObject({ error: { message: expect.stringMatching(/^[A-Z]/) } })
  })
  it('pages take odd parameters for what they are: none', async () => {
    const { articles } = (await (
      await fetch(`${desk.url}/api/articles`, { headers: { authorization: `Bearer ${desk.people.editor.token}` } })
    ).json()) as {
      articles: { id: string }[]
    }
    const odd = [
      'cursor=zzz',
      'cursor=-1',
      'cursor=%00',
      'q=a&q=b',
      'cursor=1&cursor=2',
      'bin=1&bin=1',
      'state=nope',
      'before=99999999999999999999',
      'subject=a&subject=b',
      'person=a&person=b',
      'version=9&version=10',
      'from=1e9&to=-4',
      'claim=999&claim=1',
      'claim=zzz',
    ]
    for (const page of [
      '/articles',
      '/claims',
      '/sources',
      '/work',
      '/people',
      ...['', '/history', '/versions', '/sign-off', '/publication'].map((one) => `/articles/${articles[0]?.id}${one}`),
    ])
      for (const query of odd) expect((await ask('GET', `${page}?${query}`)).status, `${page}?${query}`).toBeLessThan(500)
  })
  it('HEAD and OPTIONS end without a body, and a parameter given twice counts once', async () => {
    for (const [method, path] of [
      ['HEAD', '/api/articles'],
      ['OPTIONS', '/api/articles'],
      ['HEAD', '/api/nope'],
    ] as const) {
      const { status, body } = await ask(method, path)
      expect(status, `${method} ${path}`).toBeLessThan(500)
      expect(body).toBe('')
    }
    expect((await ask('GET', '/api/articles?q=one&q=two')).status).toBe(200)
  })
})

describe('a page of one person', () => {
  it('does nothing in the name of another who has signed in since', async () => {
    const post = (person: string) =>
      fetch(`${desk.url}/api/articles`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${desk.people.editor.token}`,
          'Content-Type': 'application/json',
          'X-Tickmark-Person': person,
        },
        body: JSON.stringify({ text: 'It cost nine crowns.' }),
      })
    const refused = await post('somebody-else')
    expect(refused.status).toBe(401)
    expect(((await refused.json()) as { error: { message: string } }).error.message).toContain('Somebody else is signed in')
    const { people } = (await editor<{ people: { id: string; name: string }[] }>('GET', '/api/people')).body
    expect((await post(people.find(({ name }) => name === 'Editor Person')?.id ?? '')).status).toBe(201)
  })
})

describe('answers', () => {
  it('are compressed for who takes that, streams and files that are compressed already are not', async () => {
    const made = await editor<{ id: string }>('POST', '/api/articles', { text: 'It cost nine crowns. '.repeat(200) })
    const encodingOf = async (path: string) => {
      const stop = new AbortController()
      const answer = await fetch(`${desk.url}${path}`, {
        headers: { Authorization: `Bearer ${desk.people.editor.token}`, 'Accept-Encoding': 'gzip' },
        signal: stop.signal,
      })
      stop.abort()
      return answer.headers.get('content-encoding')
    }
    const article = `/api/articles/${made.body.id}`
    expect(await encodingOf(article)).toBe('gzip')
    expect(await encodingOf('/sign-in')).toBe('gzip')
    expect(await encodingOf(`${article}/export/docx`)).toBeNull()
    expect(await encodingOf(`${article}/events?since=0&client=abcdefghij`)).toBeNull()
  })
})

describe('forms', () => {
  it('that are broken, or have no file, are refused with a sentence', async () => {
    const broken = await fetch(`${desk.url}/api/articles`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${desk.people.editor.token}`, 'Content-Type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf a fi',
    })
    expect(broken.status).toBe(400)
    expect((await broken.json()).error.message).toMatch(/form could not be read|Choose a file/)
    const empty = new FormData()
    empty.set('title', 'Nothing')
    expect(await editor('POST', '/api/articles', empty)).toMatchObject({ status: 400 })
  })
  it('of a megabyte come in whole', async () => {
    const line = 'The port took forty million euros in tolls, it said. '
    const form = new FormData()
    form.set('file', new File([line.repeat(20_000).slice(0, 700_000)], 'long.txt'))
    const { status, body } = await editor<{ id: string }>('POST', '/api/articles', form)
    expect(status).toBe(201)
    const { body: article } = await editor<{ text: string }>('GET', `/api/articles/${body.id}`)
    expect(article.text.length).toBeGreaterThan(690_000)
  })
  it('that are given up in their middle leave the next of the same person alone', async () => {
    const head = `POST /api/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${desk.people.legal.token}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${'a'.repeat(600_000)}`
    for (let n = 0; n < 4; n++)
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () => {
          socket.write(head)
          setTimeout(() => {
            socket.destroy()
            resolve()
          }, 200)
        })
        socket.on('error', () => {})
      })
    const form = new FormData()
    form.set('file', new File(['A line of the port. '.repeat(30_000)], 'whole.txt'))
    const sent = apiOf(desk.url, desk.people.author.token)
    expect((await sent('POST', '/api/articles', form)).status).toBe(201)
    const own = new FormData()
    own.set('file', new File(['A line of the port. '.repeat(30_000)], 'own.txt'))
    const answer = await Promise.race([
      apiOf(desk.url, desk.people.legal.token)('POST', '/api/previews', own),
      new Promise<null>((resolve) => setTimeout(() => resolve(null), 20_000)),
    ])
    // Answered, with whatever their role allows; not left waiting for a turn.
    expect(answer).not.toBeNull()
  })
  it('that one person sends without end leave another’s import alone', async () => {
    const head = `POST /api/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${desk.people.author.token}\r\nContent-Type: application/json\r\nContent-Length: 20000000\r\n\r\n`
    const stalled = Array.from({ length: 10 }, () => {
      const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () => socket.write(`${head}{"text":"${'a'.repeat(400_000)}`))
      socket.on('error', () => {})
      return socket
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    const start = performance.now()
    expect((await editor('POST', '/api/articles', { html: '<p>It cost 5 crowns.</p>' })).status).toBe(201)
    // Far below the half minute after which a stalled body is given up.
    expect(performance.now() - start).toBeLessThan(10_000)
    for (const socket of stalled) socket.destroy()
  })
})

describe('the log', () => {
  let server: DeskServer
  beforeAll(async () => {
    server = await DeskServer.start()
  }, 60_000)
  afterAll(() => server.stop())

  it('says who did what with what outcome, and never what an article, a note or a search says', async () => {
    const { url, people } = server.desk
    const call = apiOf(url, people.editor.token)
    const secret = 'Zebrafish'
    const { body: article } = await call<{ id: string }>('POST', '/api/articles', { title: secret, text: `${secret} cost 5 crowns.` })
    const { body: claim } = await call<{ id: string; revision: number }>('POST', `/api/articles/${article.id}/claims`, {
      selector: { exact: `${secret} cost` },
    })
    await call('POST', `/api/claims/${claim.id}/notes`, { kind: 'note', text: secret })
    await call('PATCH', `/api/claims/${claim.id}`, { revision: claim.revision, statement: secret })
    await call('GET', `/api/claims?q=${secret}`)
    await call('GET', `/api/${secret}/${secret}%20is%20secret`)
    await call('GET', `/api/articles/${article.id}/export/html`)
    await call('POST', '/api/articles', { text: secret, [secret]: 1 })
    await fetch(`${url}/articles/${secret} is secret`)
    // Whatever the method, and whether it looks like an id: words of an address, and the secret of a link.
    for (const method of ['POST', 'DELETE', 'PATCH']) await call(method, `/api/articles/${secret}`, {})
    await call('POST', `/api/${secret}-words`, {})
    const { body: link } = await call<{ path: string }>('POST', `/api/articles/${article.id}/outside-links`, {
      name: 'Dr. Roe',
      message: null,
      claimIds: [claim.id],
      days: 7,
    })
    const token = link.path.split('/').at(-1) as string
    for (const said of ['right', 'nonsense'])
      await fetch(`${url}/api/outside/${token}/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ answers: [{ claimId: claim.id, said, words: null }] }),
      })
    await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: people.editor.email, password: PASSWORD }),
    })
    for (let n = 0; n < 30; n++) await fetch(`${url}/outside/${'x'.repeat(43)}`)
    await apiOf(url, people.viewer.token)('DELETE', `/api/articles/${article.id}`)
    for (let n = 0; n < 30; n++) await apiOf(url, 'tm_wrong')('GET', '/api/articles')
    await expect.poll(() => server.log).toContain('sign-in-required')
    const lines = server.log.trim().split('\n')
    for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow()
    expect(server.log).not.toContain(secret)
    expect(server.log).not.toContain(people.editor.token)
    expect(token).toMatch(/^[\w-]{40,}$/)
    expect(server.log).not.toContain(token)
    const told = lines.map((line) => JSON.parse(line))
    expect(told).toContainEqual(expect.objectContaining({ person: people.editor.id, what: 'POST /api/articles', outcome: 201 }))
    expect(told).toContainEqual(
      expect.objectContaining({ person: people.editor.id, what: `GET /api/articles/${article.id}/export/html`, outcome: 200 }),
    )
    expect(told).toContainEqual(expect.objectContaining({ person: people.viewer.id, outcome: 403 }))
    expect(told).toContainEqual(expect.objectContaining({ what: 'POST /api/outside/:token/answers' }))
    expect(told).toContainEqual(expect.objectContaining({ person: people.editor.id, what: 'POST /api/session', outcome: 200 }))
    expect(told).toContainEqual(expect.objectContaining({ what: 'DELETE /api/articles/:id', outcome: 404 }))
    // Thirty times the same refusal is one line.
    expect(told.filter((line) => line.code === 'sign-in-required')).toHaveLength(1)
  })
})
