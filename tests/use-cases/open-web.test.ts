import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/server/app-error'
import { type FetchOptions, fetchPage } from '@/lib/server/outside/fetch-page'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { changeSettings } from '@/lib/server/use-cases/desk/change-settings'
import { captureFromWeb, checkLink, readLinkChecks } from '@/lib/server/use-cases/evidence/check-link'
import { importSources } from '@/lib/server/use-cases/evidence/import-sources'
import { knownSources, lookUpSource } from '@/lib/server/use-cases/evidence/look-up-source'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { createSource, listSources, updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { makeArticle, makeClaim, patch, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { corpus } from '@/tests/support/corpora'
import { knock } from '@/tests/support/door'
import { withSettings } from '@/tests/support/with-settings'

const { admin, author, checker, viewer } = await people()

const decide = (who: typeof checker, claim: string, outcome: 'confirmed' | 'wrong') => patch(who, claim, { outcome, state: 'checked' })

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** A site on this machine; `host` is what the desk must be allowed to fetch from. */
async function site(answer: RequestListener): Promise<{ url: string; host: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: `http://${host}`, host, asked }
}

const html =
  (body: string): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(body)
  }

async function problemOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error) => (error instanceof AppError ? `${error.code}: ${error.message}` : `thrown: ${String(error)}`),
  )
}

const names =
  (...addresses: string[]): FetchOptions['resolve'] =>
  (_, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

describe('the guarded fetcher', () => {
  it('connects to nothing inside, however the address is written, and says so', async () => {
    const inside = await site(html('secret'))
    for (const url of [inside.url, inside.url.replace('127.0.0.1', 'localhost'), inside.url.replace('127.0.0.1', '2130706433')])
      expect(await problemOf(fetchPage(url, { allowed: new Set() }))).toMatch(/^refused: /)
    expect(inside.asked).toEqual([])
  })

  it('asks every address a name leads to: one that is inside is enough', async () => {
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['::1'], ['::ffff:169.254.169.254'], []])
      expect(
        await problemOf(fetchPage('http://desk.example.org/', { allowed: new Set(), resolve: names(...addresses) })),
        addresses.join(),
      ).toMatch(/^refused: This address is not on the open web/)
  })

  it('looks a name up once: what was judged is what is connected to', async () => {
    const house = await site(html('here'))
    let times = 0
    const rebinding: FetchOptions['resolve'] = (_, done) => done(null, [{ address: times++ === 0 ? '127.0.0.1' : '127.0.0.9', family: 4 }])
    const url = house.url.replace('127.0.0.1', 'desk.example.org')
    const fetched = await fetchPage(url, { allowed: new Set([new URL(url).host]), resolve: rebinding })
    expect(fetched.ok && Buffer.from(fetched.page.bytes).toString()).toBe('here')
    expect(times).toBe(1)
  })

  it('judges every redirect anew, and follows five', async () => {
    const inside = await site(html('secret'))
    const out = await site((request, response) => {
      const n = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0)
      const location =
        request.url === '/in' ? `${inside.url}/secret` : request.url === '/file' ? 'file:///etc/passwd' : n > 0 ? `/${n - 1}` : null
      response.writeHead(location ? 302 : 200, { 'content-type': 'text/html', ...(location ? { location } : {}) })
      response.end('there')
    })
    const allowed = new Set([out.host])
    expect(await problemOf(fetchPage(`${out.url}/in`, { allowed }))).toMatch(
      /^refused: .*not on the open web|^refused: Only pages at the usual ports/,
    )
    expect(inside.asked).toEqual([])
    expect(await problemOf(fetchPage(`${out.url}/file`, { allowed }))).toMatch(/^refused/)
    expect(await fetchPage(`${out.url}/5`, { allowed })).toMatchObject({ ok: true, page: { address: `${out.url}/0` } })
    expect(await problemOf(fetchPage(`${out.url}/6`, { allowed }))).toMatch(/more than 5 times/)
  })

  it('stops at its limits: bytes, bytes once unpacked, time, types', async () => {
    const out = await site((request, response) => {
      if (request.url === '/slow') return void response.writeHead(200, { 'content-type': 'text/html' }).write('<p>')
      if (request.url === '/zip') return void response.writeHead(200, { 'content-type': 'application/zip' }).end('PK')
      if (request.url === '/bomb')
        return void response
          .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(300_000, 32)))
      if (request.url === '/packed')
        return void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync('<p>Words'))
      response.writeHead(200, { 'content-type': 'text/html' }).end('x'.repeat(300_000))
    })
    const options = { allowed: new Set([out.host]), limits: { bytes: 200_000, timeMs: 700, redirects: 5 } }
    expect(await problemOf(fetchPage(`${out.url}/large`, options))).toMatch(/^too-large/)
    expect(await problemOf(fetchPage(`${out.url}/bomb`, options))).toMatch(/^too-large/)
    expect(await problemOf(fetchPage(`${out.url}/slow`, options))).toMatch(/^too-slow/)
    expect(await problemOf(fetchPage(`${out.url}/zip`, options))).toMatch(/^refused: There is no page with text/)
    const packed = await fetchPage(`${out.url}/packed`, options)
    expect(packed.ok && Buffer.from(packed.page.bytes).toString()).toBe('<p>Words')
  })

  it('sends nothing that tells of the desk, and fetches nothing where the desk is set so', async () => {
    let headers: Record<string, unknown> = {}
    const out = await site((request, response) => {
      headers = request.headers
      response.writeHead(200, { 'content-type': 'text/html' }).end('x')
    })
    await fetchPage(out.url, { allowed: new Set([out.host]) })
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
    const restore = withSettings({ FETCH: 'off', FETCH_ALLOW: out.host })
    expect(await problemOf(fetchPage(out.url))).toMatch(/^refused: This desk fetches nothing/)
    restore()
  })

  const list = corpus('corpora/hostile/data/ssrf-urls.jsonl')
  it.skipIf(!list)('connects to none of the hostile list when its names lead inside', async () => {
    for (const line of readFileSync(list as string, 'utf8')
      .trim()
      .split('\n')) {
      const { url } = JSON.parse(line) as { url: string }
      expect(await problemOf(fetchPage(url, { allowed: new Set(), resolve: names('127.0.0.1') })), url).toMatch(/^refused/)
    }
  })
})

const PAGE = (price: string) => `<!doctype html><html lang="en"><head><title>Mill bought | The Gazette</title>
  <script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill bought","datePublished":"2024-05-03","author":{"name":"Bo Ek"},"publisher":{"name":"The Gazette"}}</script></head>
  <body><article><h1>Mill bought</h1><p>The council approved the purchase of the mill at a price of ${price} million crowns on Friday, after a long debate about what else the money could have done for the town and its schools.</p><p>The mayor, who had spoken against it, said that she would sign the contract all the same, because the vote was clear.</p></article></body></html>`

describe('a source from its page', () => {
  it('of a DOI is what its agency says of it, and the page where there is no record', async () => {
    const out = await site((request, response) => {
      const isRecord = request.headers.accept?.startsWith('application/vnd.citationstyles.csl+json')
      if (request.url === '/10.1000/known%23a' && isRecord) {
        response.writeHead(200, { 'content-type': 'application/vnd.citationstyles.csl+json' })
        response.end(
          JSON.stringify({
            type: 'journal-article',
            title: 'Mills of the north',
            author: [{ family: 'Ek', given: 'Bo' }],
            'container-title': 'Annals of Milling',
            issued: { 'date-parts': [[2021, 4]] },
            DOI: '10.1000/known#a',
            URL: 'http://dx.doi.org/10.1000/known',
          }),
        )
      } else if (request.url === '/10.1000/gone') {
        response.writeHead(404)
        response.end()
      } else {
        response.writeHead(200, { 'content-type': isRecord ? 'application/json' : 'text/html' })
        response.end(isRecord ? '{broken' : PAGE('38'))
      }
    })
    const restore = withSettings({ FETCH_ALLOW: out.host, DOI_FROM: out.url })
    try {
      expect((await lookUpSource(checker, 'doi:10.1000/known#a')).fields).toMatchObject({
        type: 'article-journal',
        title: 'Mills of the north',
        author: [{ family: 'Ek', given: 'Bo' }],
        'container-title': 'Annals of Milling',
        issued: '2021-04',
        DOI: '10.1000/known#a',
        URL: 'https://doi.org/10.1000/known#a',
      })
      expect(await problemOf(lookUpSource(checker, '10.1000/gone'))).toMatch(/^refused: .*404.*there is no such DOI/)
      // Nothing that can be read as a record: the page it leads to is asked, which is of the open web and away here.
      expect(await problemOf(lookUpSource(checker, '10.1000/broken'))).toMatch(/^refused: There is no answer/)
      expect(out.asked.every((path) => path.startsWith('/10.1000/'))).toBe(true)
      // As an address, with escapes, what counts readers, and the mark that ended a sentence; nothing climbs.
      for (const words of [
        'https://doi.org/10.1000/known%23a?utm_source=letter',
        'doi:10.1000/known#a.',
        '10.1000%2Fknown%23a'.replace('%2F', '/').replace('%23', '#'),
      ])
        expect((await lookUpSource(checker, words)).fields.title, words).toBe('Mills of the north')
      expect(await problemOf(lookUpSource(checker, '10.1000/../../etc'))).toMatch(/^invalid-input/)
    } finally {
      restore()
    }
  })

  it('of an ISBN is what the catalogue of books says of it', async () => {
    const out = await site((request, response) => {
      if (request.url?.includes('9780131103627')) return request.socket.destroy()
      response.writeHead(200, { 'content-type': 'application/json' })
      const known = {
        title: 'The mill',
        subtitle: 'A history',
        authors: [{ name: 'Bo Ek', url: 'x' }, { name: '' }],
        publishers: [{ name: 'Northern Press' }],
        publish_date: 'May 3, 1988',
      }
      response.end(JSON.stringify(request.url?.includes('ISBN:9780140328721') ? { 'ISBN:9780140328721': known } : {}))
    })
    const restore = withSettings({ FETCH_ALLOW: out.host, BOOKS_FROM: out.url })
    try {
      // Ten digits or thirteen are one book.
      for (const isbn of ['0-14-032872-6', 'ISBN 978-0-14-032872-1', 'https://openlibrary.org/isbn/9780140328721'])
        expect((await lookUpSource(checker, isbn)).fields).toMatchObject({
          type: 'book',
          title: 'The mill: A history',
          author: [{ literal: 'Bo Ek' }],
          publisher: 'Northern Press',
          issued: '1988-05-03',
          URL: 'https://openlibrary.org/isbn/9780140328721',
        })
      const { id } = await createSource(checker, (await lookUpSource(checker, '0140328726')).fields)
      expect((await lookUpSource(checker, '9780140328721')).known).toMatchObject([{ id, because: 'address' }])
      expect(await problemOf(lookUpSource(checker, '9780306406157'))).toMatch(/^refused: The catalogue .* 9780306406157/)
      // A slip in a digit is no ISBN, and nobody is asked.
      const before = out.asked.length
      expect(await problemOf(lookUpSource(checker, '978-0-14-032872-2'))).toMatch(/^invalid-input: This looks like an ISBN/)
      expect(out.asked.length).toBe(before)
      expect(await problemOf(lookUpSource(checker, '9780131103627'))).toMatch(/^refused: The catalogue of books does not answer/)
    } finally {
      restore()
    }
  })

  it('is proposed from what the page says, kept, checked and found changed, with the quotes that stand there no more', async () => {
    let price = '38'
    let status = 200
    const out = await site((request, response) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
      response.end(status === 200 ? PAGE(price) : `none at ${request.url}`)
    })
    const restore = withSettings({ FETCH_ALLOW: out.host })
    try {
      const address = `${out.url}/mill?utm_source=letter`
      const { fields, known } = await lookUpSource(checker, address)
      expect(fields).toMatchObject({
        type: 'article-newspaper',
        title: 'Mill bought',
        author: [{ literal: 'Bo Ek' }],
        'container-title': 'The Gazette',
        issued: '2024-05-03',
        accessed: new Date().toISOString().slice(0, 10),
        URL: address,
      })
      expect(known).toEqual([])
      const { id } = await createSource(checker, fields)
      // The same address but for what counts readers is recognised.
      expect((await lookUpSource(checker, `${out.url}/mill?utm_source=other`)).known).toMatchObject([{ id, because: 'address' }])
      expect(await knownSources(checker, { title: 'Mill bought' })).toMatchObject([{ id, because: 'title' }])

      const article = await makeArticle(author)
      const claim = await makeClaim(checker, article, '5 crowns')
      await addEvidence(checker, claim, {
        source: { id },
        stance: 'supports',
        directness: 'primary',
        credibility: null,
        quote: 'at a price of 38 million crowns',
        locator: null,
        note: null,
      })
      await captureFromWeb(checker, id)
      expect((await readClaim(checker, claim)).evidence[0]?.proof?.kind).toBe('found')

      expect(await checkLink(checker, id)).toMatchObject({ state: 'alive', content: 'same', lostQuotes: [], changes: [] })
      price = '41'
      const changed = await checkLink(checker, id)
      expect(changed).toMatchObject({ state: 'alive', content: 'changed', lostQuotes: [expect.any(String)] })
      expect(changed.changes.filter((part) => part.kind !== 'same').map((part) => part.text.trim())).toEqual(['38', '41'])
      status = 404
      expect(await checkLink(checker, id)).toMatchObject({ state: 'gone', status: 404, content: null, lostQuotes: [] })
      expect(await problemOf(captureFromWeb(checker, id))).toMatch(/^refused: The site answers 404/)
      expect(await problemOf(lookUpSource(checker, address))).toMatch(/^refused: The site answers 404 .*no such page/)
      expect((await readLinkChecks(checker, id)).map((check) => check.state)).toEqual(['gone', 'alive', 'alive'])
    } finally {
      restore()
    }
  })

  it('whose check is given up leaves no word of its site: nobody found it without an answer', async () => {
    const asked: (() => void)[] = []
    const out = await site(() => {
      for (const tell of asked) tell()
    })
    const restore = withSettings({ FETCH_ALLOW: out.host })
    try {
      const { id } = await createSource(checker, { ...sourceOf({ title: 'Slow to answer' }), URL: `${out.url}/a` })
      const stop = new AbortController()
      // The framework ends a request with an error of its own name.
      asked.push(() => stop.abort(Object.assign(new Error('gone'), { name: 'ResponseAborted' })))
      expect(await problemOf(checkLink(checker, id, stop.signal))).toMatch(/^cancelled/)
      expect(await readLinkChecks(checker, id)).toEqual([])
    } finally {
      restore()
    }
  })

  it('that is confidential is asked about by nobody who may not know it', async () => {
    const { id } = await createSource(checker, { ...sourceOf({ title: 'Whistle' }), confidential: true, URL: 'https://leak.example.org/a' })
    expect(await problemOf(checkLink(viewer, id))).toMatch(/^not-found/)
    expect(await problemOf(readLinkChecks(author, id))).toMatch(/^not-found/)
    expect(await problemOf(captureFromWeb(author, id))).toMatch(/^not-found/)
    expect(await knownSources(author, { url: 'https://leak.example.org/a', title: 'Whistle' })).toEqual([])
    expect(await knownSources(checker, { url: 'http://www.leak.example.org/a/' })).toMatchObject([{ id }])
  })
})

describe('sources from a list', () => {
  it('come in once: what is there already, and the same twice in the list, is not added again', async () => {
    const { id } = await createSource(checker, { ...sourceOf({ title: 'Known' }), URL: 'https://known.example.org/a' })
    // Two reports of one name by two bodies are two.
    const reports = JSON.stringify([
      { title: 'Annual report', publisher: 'Red Cross', issued: { 'date-parts': [[2019]] } },
      { title: 'Annual report', publisher: 'Oxfam', issued: { 'date-parts': [[2021]] } },
      { title: 'Case', URL: 'https://app.example/#/case/1' },
      { title: 'Case', URL: 'https://app.example/#/case/2' },
    ])
    expect((await importSources(checker, { text: reports, isPreview: true })).sources.map(({ isKnown }) => isKnown)).toEqual([
      false,
      false,
      false,
      false,
    ])
    const text = JSON.stringify([
      { title: 'Known, as others call it', URL: 'http://www.known.example.org/a/#x' },
      { title: 'New from a list', DOI: '10.1000/new' },
      { title: 'New again', DOI: '10.1000/NEW' },
    ])
    const count = async () => (await listSources(checker, { q: 'New from a list', limit: 10 })).sources.length
    const preview = await importSources(checker, { text, isPreview: true })
    expect(preview.sources.map(({ isKnown }) => isKnown)).toEqual([true, false, true])
    expect(await count()).toBe(0)
    const done = await importSources(checker, { text, isPreview: false })
    expect(done.sources[0]?.id).toBe(id)
    expect(done.sources[1]?.id).toBe(done.sources[2]?.id)
    expect(await count()).toBe(1)
    expect((await importSources(checker, { text, isPreview: false })).sources.every((one) => one.isKnown)).toBe(true)
    expect(await problemOf(importSources(checker, { text: 'Just words.', isPreview: false }))).toMatch(/^unreadable: .*Nothing was taken/)
  })
})

describe('a source that was withdrawn', () => {
  it('carries nothing any more, and what rests on it must be decided anew', async () => {
    await changeSettings(admin, { evidenceRule: 'any' })
    const { id } = await createSource(checker, sourceOf({ title: 'Later withdrawn' }))
    const article = await makeArticle(author)
    const claim = await makeClaim(checker, article, '5 crowns')
    const evidence = { stance: 'supports', directness: 'primary', credibility: null, quote: null, locator: null, note: null } as const
    await addEvidence(checker, claim, { source: { id }, ...evidence })
    await decide(checker, claim, 'confirmed')
    const kinds = async () => (await readReadiness(checker, article)).blockers.filter((one) => one.claimId === claim).map((one) => one.kind)
    expect(await kinds()).toEqual([])
    await updateSource(checker, id, { revision: 1, standing: 'corrected', standingNote: 'The figure was for 2023.' })
    expect(await kinds()).toEqual(['source'])
    await decide(checker, claim, 'wrong')
    await decide(checker, claim, 'confirmed')
    expect(await kinds()).toEqual([])
    await updateSource(checker, id, { revision: 2, standing: 'withdrawn' })
    expect(await kinds()).toEqual(['evidence', 'source'])
    expect(await problemOf(decide(checker, claim, 'wrong').then(() => decide(checker, claim, 'confirmed')))).toMatch(/^refused/)
  })
})

describe('an article by its address', () => {
  it('is read as a page is, looked through before it is there, and says where it came from', async () => {
    const body =
      '<p>The council paid 40 million crowns for the mill on Friday, after a debate that took the whole of the night.</p>'.repeat(5)
    const page = await site((request, response) => {
      if (request.url === '/gone') {
        response.writeHead(410)
        response.end()
        return
      }
      html(
        `<!doctype html><title>Mill bought</title><nav>Home News</nav><article><h1>Mill bought twice</h1>${body}</article><footer>Imprint</footer>`,
      )(request, response)
    })
    const restore = withSettings({ FETCH_ALLOW: page.host })
    try {
      const preview = await knock(author, 'POST', '/api/previews', { address: `${page.url}/mill` })
      expect(preview.status, preview.text).toBe(200)
      expect(preview.body).toMatchObject({ title: 'Mill bought twice', paragraphs: 6 })
      expect(preview.body.messages[0].message).toContain(`Read from the page at ${page.url}/mill`)
      const made = await knock(author, 'POST', '/api/articles', { address: `${page.url}/mill`, title: 'Our own headline' })
      expect(made.status, made.text).toBe(201)
      expect(made.body.title).toBe('Our own headline')
      const { text } = (await knock(author, 'GET', `/api/articles/${made.body.id}`)).body
      expect(text).not.toMatch(/Home News|Imprint/)
      const draft = await knock(author, 'POST', `/api/articles/${made.body.id}/drafts`, { address: `${page.url}/mill` })
      expect(draft.status, draft.text).toBe(201)
      const gone = await knock(author, 'POST', '/api/articles', { address: `${page.url}/gone` })
      expect([gone.status, gone.body.error.message]).toEqual([422, expect.stringMatching(/answers 410/)])
      expect((await knock(author, 'POST', '/api/articles', { address: 'no address', text: 'x' })).status).toBe(422)
      expect((await knock(author, 'POST', '/api/articles', { address: 'just words' })).body.error.message).toMatch(/Give the web address/)
    } finally {
      restore()
    }
    // What is inside is refused here as everywhere.
    const inside = await knock(author, 'POST', '/api/previews', { address: page.url })
    expect([inside.status, inside.body.error.code]).toEqual([422, 'refused'])
  })
})
