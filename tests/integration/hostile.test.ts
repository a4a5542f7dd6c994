import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, inject, it } from 'vitest'
import { corpus } from '@/tests/support/corpora'
import { apiOf } from '@/tests/support/desk'

const desk = inject('desk')
const editor = apiOf(desk.url, desk.people.editor.token)

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

function upload(name: string, bytes: Uint8Array | string) {
  const form = new FormData()
  form.set('file', new File([bytes as BlobPart], name))
  return editor<Any>('POST', '/api/articles', form)
}

const count = async () => (await editor<Any>('GET', '/api/articles?limit=200')).body.articles.length

describe('bad input gets a clear sentence, and nothing is half-saved', () => {
  const zip = (parts: Record<string, string | Uint8Array>) =>
    zipSync(
      Object.fromEntries(
        Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? new TextEncoder().encode(content) : content]),
      ),
    )
  const cases: [string, () => ReturnType<typeof upload>, number, RegExp][] = [
    ['an empty file', () => upload('a.docx', ''), 422, /empty/],
    ['an empty text', () => upload('a.txt', '  \n '), 422, /no text/],
    ['a zip renamed .docx', () => upload('a.docx', zip({ 'a.txt': 'hello' })), 422, /not a Word document/],
    ['a text renamed .docx', () => upload('a.docx', 'hello there'), 422, /not a Word document/],
    ['an old .doc', () => upload('a.docx', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])), 422, /old Word file/],
    [
      'a truncated .docx',
      () => upload('a.docx', zip({ 'word/document.xml': '<w:document>'.repeat(100) }).subarray(0, 120)),
      422,
      /damaged|could not be read|unpacked|no text/,
    ],
    ['a zip bomb', () => upload('a.docx', zip({ 'word/document.xml': new Uint8Array(121_000_000) })), 413, /unpacks to more than 120 MB/],
    [
      '200,000 short paragraphs',
      () =>
        upload(
          'a.docx',
          zip({
            'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${'<w:p><w:r><w:t>x</w:t></w:r></w:p>'.repeat(200_000)}</w:body></w:document>`,
          }),
        ),
      413,
      /200,000 paragraphs/,
    ],
    [
      '200,000 words',
      () => upload('a.txt', 'seven words of text in one line\n'.repeat(28_600)),
      413,
      /words; the most one article can have/,
    ],
    ['a PDF named .txt', () => upload('a.txt', '%PDF-1.7 x'), 415, /This is a PDF/],
    ['an unknown kind of file', () => upload('a.xyz', 'x'), 415, /not a kind of file Tickmark reads/],
    ['a form without a file', () => editor<Any>('POST', '/api/articles', new FormData()), 400, /Choose a file|could not be read/],
    ['three texts at once', () => editor<Any>('POST', '/api/articles', { text: 'a', html: 'b' }), 422, /only one of/],
  ]
  it.each(cases)('%s', async (_name, send, status, sentence) => {
    const before = await count()
    const answer = await send()
    expect(answer.body.error?.message).toMatch(sentence)
    expect(answer.status).toBe(status)
    expect(await count()).toBe(before)
  })
  it('a file of 100 MB is refused while it arrives, and the server stays up', async () => {
    const answer = await upload('a.docx', new Uint8Array(100_000_000)).catch(() => null)
    // The connection may be ended before the whole file was sent.
    if (answer) expect(answer.status).toBe(413)
    expect((await editor('GET', '/api/health')).status).toBe(200)
  })
  it('right-to-left text, emoji and NUL come in whole, less what cannot be printed', async () => {
    const answer = await upload('a.txt', 'שלום עולם\u0000 👩‍🚀 مرحبا\ud83d')
    expect(answer.status).toBe(201)
    const { body } = await editor<Any>('GET', `/api/articles/${answer.body.id}`)
    expect(body.text).toMatch(/^שלום עולם 👩‍🚀 مرحبا/)
    expect(answer.body.messages[0].message).toMatch(/cannot be printed/)
  })
  it('HTML nested ten thousand deep is answered within its time', { timeout: 40_000 }, async () => {
    const answer = await editor<Any>('POST', '/api/articles', { html: `${'<div>'.repeat(10_000)}deep words${'</div>'.repeat(10_000)}` })
    expect([201, 422]).toContain(answer.status)
    expect((await editor('GET', '/api/health')).status).toBe(200)
  })
})

describe('hostile strings', () => {
  const lines = (path: string) =>
    (path.endsWith('.gz') ? gunzipSync(readFileSync(path)).toString('utf8') : readFileSync(path, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Any)
  const scripts = corpus('corpora/hostile/data/xss.jsonl.gz')
  const naughty = corpus('corpora/hostile/data/naughty-strings.jsonl')
  it.skipIf(!scripts)('come in as HTML without anything that could run', { timeout: 120_000 }, async () => {
    const payloads = lines(scripts ?? '').map((one) => String(one.payload ?? one.text ?? one.input ?? ''))
    for (let at = 0; at < payloads.length; at += 200) {
      const answer = await editor<Any>('POST', '/api/articles', {
        html: payloads
          .slice(at, at + 200)
          .map((one) => `<p>before</p>${one}<p>after</p>`)
          .join('\n'),
      })
      expect([201, 422]).toContain(answer.status)
      if (answer.status !== 201) continue
      const { body } = await editor<Any>('GET', `/api/articles/${answer.body.id}`)
      const hrefs = [...JSON.stringify(body.document).matchAll(/"href":"([^"]*)"|"src":"([^"]*)"/g)].map(
        (match) => match[1] ?? match[2] ?? '',
      )
      for (const href of hrefs) expect(href).toMatch(/^(?:https?:|mailto:|attachment:)/i)
    }
  })
  it.skipIf(!naughty)('are kept exactly in every field, or refused with a reason', { timeout: 120_000 }, async () => {
    const strings = lines(naughty ?? '').map((one) => String(one.text))
    const made = await editor<Any>('POST', '/api/articles', { text: 'It cost 5 crowns.' })
    const claim = await editor<Any>('POST', `/api/articles/${made.body.id}/claims`, { selector: { exact: '5 crowns' } })
    for (const text of strings) {
      const answer = await editor<Any>('POST', `/api/claims/${claim.body.id}/notes`, { text })
      expect(answer.status, text).toSatisfy((status: number) => status === 201 || status === 422)
      if (answer.status === 201) expect(answer.body.text).toBe(text.replaceAll('\0', ''))
    }
  })
})

/** Every nth file, so that the suite stays short; all of them with TICKMARK_CORPUS=all. */
function sample(files: string[], nth: number): string[] {
  return process.env.TICKMARK_CORPUS === 'all' ? files : files.filter((_, index) => index % nth === 0)
}

describe('real files of other programs’ test suites', () => {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
    )
  const words = corpus('corpora/docx/data')
  const pages = corpus('corpora/html-articles/data')
  it.skipIf(!words)('Word documents are read, or refused with a sentence; the server never fails', { timeout: 900_000 }, async () => {
    const files = sample(
      walk(words ?? '').filter((file) => file.endsWith('.docx')),
      8,
    )
    let read = 0
    for (const file of files) {
      const answer = await upload('a.docx', readFileSync(file))
      expect(answer.status, `${file}: ${JSON.stringify(answer.body).slice(0, 200)}`).toSatisfy((status: number) =>
        [201, 413, 422].includes(status),
      )
      if (answer.status === 201) read++
      else expect(answer.body.error.message.length).toBeGreaterThan(20)
    }
    console.info(`${read} of ${files.length} Word documents were read; each other was refused with a sentence.`)
  })
  it.skipIf(!pages)('saved pages are read, or refused with a sentence', { timeout: 900_000 }, async () => {
    const files = sample(
      walk(pages ?? '').filter((file) => file.endsWith('.html.gz')),
      10,
    )
    let read = 0
    for (const file of files) {
      const answer = await upload('a.html', gunzipSync(readFileSync(file)))
      expect(answer.status, `${file}: ${JSON.stringify(answer.body).slice(0, 200)}`).toSatisfy((status: number) =>
        [201, 413, 422].includes(status),
      )
      if (answer.status === 201) read++
    }
    console.info(`${read} of ${files.length} saved pages were read; each other was refused with a sentence.`)
  })
})
