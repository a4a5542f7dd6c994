import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { apiOf, PASSWORD } from '@/tests/support/desk'

const desk = inject('desk')
const editor = apiOf(desk.url, desk.people.editor.token)

describe('an article is painted before the framework’s scripts are asked for', () => {
  let cookie = ''
  let id = ''
  beforeAll(async () => {
    const signedIn = await fetch(`${desk.url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: desk.url },
      body: JSON.stringify({ email: desk.people.editor.email, password: PASSWORD }),
    })
    expect(signedIn.status).toBe(200)
    cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const made = await editor<{ id: string }>('POST', '/api/articles', {
      text: `Painted first\n\n${'It cost 145 million crowns. '.repeat(400)}`,
    })
    id = made.body.id
  })
  const page = (path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; html: string }>((resolve, reject) => {
      request(`${desk.url}${path}`, { headers: { cookie, accept: 'text/html', ...headers } }, async (answer) => {
        const isPacked = answer.headers['content-encoding'] === 'gzip'
        const html = await text(isPacked ? answer.pipe(createGunzip()) : answer)
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, html })
      })
        .on('error', reject)
        .end()
    })
  const asked = (html: string) => [...html.matchAll(/<script src="\/_next\/[^>]*>/g)].length
  const later = (html: string) => [...html.matchAll(/<script type="after-paint" src="\/_next\/[^>]*>/g)].length

  it('in a browser that navigates to it, packed or not', async () => {
    const packed = await page(`/articles/${id}`, { 'sec-fetch-dest': 'document', 'accept-encoding': 'gzip' })
    const plain = await page(`/articles/${id}`, { 'sec-fetch-dest': 'document', 'accept-encoding': 'gzip;q=0' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(plain.headers['content-encoding']).toBe(undefined)
    for (const { headers, html } of [packed, plain]) {
      expect(headers.vary).toMatch(/accept-encoding/i)
      expect([asked(html), later(html) > 5]).toEqual([0, true])
      expect(html.match(/querySelectorAll\('script\[type="after-paint"\]/g)).toHaveLength(1)
      expect(html).not.toMatch(/<link rel="preload" as="script"/)
      expect(html.match(/It cost 145 million crowns\. /g)?.length).toBeGreaterThan(399)
      expect(html).toMatch(/<\/html>$/)
    }
  })
  it('and nothing is rewritten for other pages, for what the framework fetches, or for who says nothing', async () => {
    const pages = [
      await page('/articles', { 'sec-fetch-dest': 'document' }),
      await page(`/articles/${id}/history`, { 'sec-fetch-dest': 'document' }),
      await page(`/articles/${id}`, {}),
      await page(`/articles/${id}`, { 'sec-fetch-dest': 'empty' }),
    ]
    for (const { html } of pages) expect([asked(html) > 5, later(html)]).toEqual([true, 0])
  })
  it('a page that is not there starts its scripts too', async () => {
    const { status, html } = await page('/articles/nope', { 'sec-fetch-dest': 'document' })
    expect(status).toBe(404)
    expect(later(html)).toBeGreaterThan(0)
    expect(html).toContain('script.setAttribute')
  })
})
