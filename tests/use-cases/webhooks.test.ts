import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RETRY_AFTER_MS } from '@/lib/core/desk/webhook'
import { BLOCKER_KINDS } from '@/lib/core/workflow/blockers'
import { AppError } from '@/lib/server/app-error'
import { sendWebhook } from '@/lib/server/outside/send-webhook'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { signOff } from '@/lib/server/use-cases/sign-off/sign-off'
import { deliverWebhooks } from '@/lib/server/use-cases/webhooks/deliver-webhooks'
import {
  addWebhook,
  endWebhook,
  listWebhooks,
  readDeliveries,
  sendDeliveryAgain,
  tryWebhook,
} from '@/lib/server/use-cases/webhooks/manage-webhooks'
import { makeArticle, makeClaim, patch, replaceWords } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { knock } from '@/tests/support/door'
import { withSettings } from '@/tests/support/with-settings'

const { admin, author, checker, editor } = await people()

interface Message {
  readonly type: string
  readonly timestamp: string
  readonly data: Record<string, unknown>
}
interface Heard {
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly message: Message
}

const servers: Server[] = []
let allow = ''
let restore = () => {}

/** A program on this machine that is told; it answers with what `status` says. */
async function listener(status: () => number = () => 200) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body, message: JSON.parse(body) as Message })
      const code = status()
      response.writeHead(code, code === 302 ? { location: '/elsewhere' } : {})
      response.end('thanks')
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  allow = [allow, host].filter(Boolean).join(',')
  restore()
  restore = withSettings({ FETCH_ALLOW: allow })
  return { address: `http://${host}/hook`, heard }
}

beforeAll(async () => {
  for (const one of await listWebhooks()) await endWebhook(admin, one.id)
})
afterAll(() => {
  restore()
  for (const server of servers) server.close()
})

const types = (heard: readonly Heard[]) => heard.map(({ message }) => message.type)
const later = (ms: number) => new Date(Date.now() + ms)

describe('another program that is told', () => {
  it('hears of claims and sign-offs what was chosen, signed, and never a word of the article or its notes', async () => {
    const { address, heard } = await listener()
    const { id, secret } = await addWebhook(admin, { address, topics: ['claims', 'sign-offs'] })
    const article = await makeArticle(author, 'The secret dam cost 5 crowns.')
    const claim = await makeClaim(checker, article, '5 crowns')
    await addNote(checker, claim, { kind: 'note', text: 'Whistle-blower says six.' })
    await patch(checker, claim, { state: 'checked', outcome: 'wrong', confidence: 'high', confidenceReason: 'Counted by Whistle-blower.' })
    await signOff(editor, article, { exceptions: BLOCKER_KINDS.map((kind) => ({ kind, reason: 'Known to Whistle-blower.' })) })
    await deliverWebhooks(new Date())
    expect(types(heard)).toEqual(['claim.created', 'claim.decided', 'sign-off.given'])
    expect(heard[1]?.message.data).toMatchObject({
      article: { id: article },
      claim: { id: claim, number: 1 },
      by: { id: checker.id, name: checker.name },
      now: { state: 'checked', outcome: 'wrong', confidence: 'high' },
    })
    expect(heard[2]?.message.data).toMatchObject({ claim: null, now: { role: 'editor' } })
    for (const { body } of heard) expect(body).not.toMatch(/crowns|secret|dam|Whistle|Counted/)
    // As Standard Webhooks has it, with the secret that was shown once.
    for (const { headers, body } of heard) {
      const seconds = Number(headers['webhook-timestamp'])
      expect(Math.abs(Date.now() / 1_000 - seconds)).toBeLessThan(60)
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
      expect(key).toHaveLength(32)
      const signed = createHmac('sha256', key).update(`${headers['webhook-id']}.${seconds}.${body}`).digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${signed}`)
    }
    // Told once, whoever looks again.
    await deliverWebhooks(later(1_000))
    expect(heard).toHaveLength(3)
    expect((await readDeliveries(id)).map(({ state, answer }) => [state, answer])).toEqual(Array(3).fill(['arrived', '200']))

    await replaceWords(author, article, '5 crowns', '6 crowns')
    await deliverWebhooks(new Date())
    expect(types(heard.slice(3)).sort()).toEqual(['claim.stale', 'sign-off.void'])
    await replaceWords(author, article, '6 crowns', '5 crowns')
    await deliverWebhooks(new Date())
    expect(types(heard.slice(5)).sort()).toEqual(['claim.fresh', 'sign-off.valid-again'])
    await endWebhook(admin, id)
    await patch(checker, claim, { priority: 'low' })
    await deliverWebhooks(new Date())
    expect(heard).toHaveLength(7)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('is not told of an article that only some may open, nor of what it did not choose', async () => {
    const { address, heard } = await listener()
    const { id } = await addWebhook(admin, { address, topics: ['claims'] })
    const restricted = await makeArticle(author, 'It cost 5 crowns.')
    await setAccess(editor, restricted, { access: 'listed', people: [author.id, editor.id] })
    await makeClaim(author, restricted, '5 crowns')
    const open = await makeArticle(author, 'It cost 7 crowns.')
    await makeClaim(author, open, '7 crowns')
    await signOff(editor, open, { exceptions: BLOCKER_KINDS.map((kind) => ({ kind, reason: 'Known.' })) })
    await deliverWebhooks(new Date())
    expect(heard.map(({ message }) => [message.type, (message.data.article as { id: string }).id])).toEqual([['claim.created', open]])
    await endWebhook(admin, id)
  })

  it('is told that a sign-off is void which was given before it was there, and nothing of an article closed meanwhile', async () => {
    let status = 200
    const { address, heard } = await listener(() => status)
    const article = await makeArticle(author, 'It cost 5 crowns.')
    await signOff(editor, article, { exceptions: BLOCKER_KINDS.map((kind) => ({ kind, reason: 'Known.' })) })
    const { id } = await addWebhook(admin, { address, topics: ['sign-offs'] })
    await replaceWords(author, article, '5 crowns', '6 crowns')
    await deliverWebhooks(new Date())
    expect(types(heard)).toEqual(['sign-off.void'])
    status = 503
    await replaceWords(author, article, '6 crowns', '5 crowns')
    await deliverWebhooks(new Date())
    expect(types(heard)).toEqual(['sign-off.void', 'sign-off.valid-again'])
    await setAccess(editor, article, { access: 'listed', people: [author.id, editor.id] })
    status = 200
    await deliverWebhooks(later(60_000))
    expect(heard).toHaveLength(2)
    expect((await readDeliveries(id))[0]).toMatchObject({ state: 'given-up', answer: 'not open any more' })
    await endWebhook(admin, id)
  })

  it('that is slow keeps no other waiting', async () => {
    let release = () => {}
    const waits = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = createServer((request, response) => {
      request.resume()
      void waits.then(() => response.writeHead(200).end())
    })
    servers.push(slow)
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(slow.address() as AddressInfo).port}`
    const { address, heard } = await listener()
    allow = `${allow},${host}`
    restore()
    restore = withSettings({ FETCH_ALLOW: allow })
    const first = await addWebhook(admin, { address: `http://${host}/slow`, topics: ['claims'] })
    const second = await addWebhook(admin, { address, topics: ['claims'] })
    const article = await makeArticle(author, 'It cost 5 crowns, then 7.')
    await makeClaim(checker, article, '5 crowns')
    const run = deliverWebhooks(new Date())
    await expect.poll(() => types(heard)).toEqual(['claim.created'])
    await makeClaim(checker, article, '7')
    await deliverWebhooks(new Date())
    expect(types(heard)).toEqual(['claim.created', 'claim.created'])
    expect((await tryWebhook(second.id))[0]).toMatchObject({ type: 'test', state: 'arrived' })
    release()
    await run
    for (const { id } of [first, second]) await endWebhook(admin, id)
  })

  it('that does not answer well is tried again by the schedule, then given up, and can be sent again', async () => {
    let status = 503
    const { address, heard } = await listener(() => status)
    const { id } = await addWebhook(admin, { address, topics: ['claims'] })
    const article = await makeArticle(author, 'It cost 5 crowns.')
    await makeClaim(checker, article, '5 crowns')
    let now = new Date()
    await deliverWebhooks(now)
    for (const after of RETRY_AFTER_MS) {
      await deliverWebhooks(new Date(now.getTime() + after - 1_000))
      const [waiting] = await readDeliveries(id)
      expect(waiting).toMatchObject({ state: 'waiting', answer: '503' })
      now = new Date(now.getTime() + after + 1_000)
      await deliverWebhooks(now)
    }
    expect(heard).toHaveLength(RETRY_AFTER_MS.length + 1)
    // One id, however often it is sent: who hears it twice can tell.
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    const [given] = await readDeliveries(id)
    expect(given).toMatchObject({ state: 'given-up', attempts: RETRY_AFTER_MS.length + 1, nextAt: null })
    await deliverWebhooks(new Date(now.getTime() + 10 * 86_400_000))
    expect(heard).toHaveLength(RETRY_AFTER_MS.length + 1)
    status = 204
    expect((await sendDeliveryAgain(id, given?.id ?? ''))[0]).toMatchObject({ state: 'arrived', answer: '204' })
    await expect(sendDeliveryAgain(id, given?.id ?? '')).rejects.toMatchObject({ code: 'not-found' })
    status = 302
    expect((await tryWebhook(id))[0]).toMatchObject({ type: 'test', state: 'waiting', answer: '302' })
    await endWebhook(admin, id)
  })

  it('stands on the open web: no address inside the house, and none whose name leads there', async () => {
    const problem = (address: string) =>
      addWebhook(admin, { address, topics: ['claims'] }).then(
        () => 'added',
        (error) => (error instanceof AppError ? error.code : String(error)),
      )
    for (const address of [
      'http://127.0.0.1/x',
      'http://[::1]/',
      'http://169.254.169.254/latest',
      'http://2130706433/',
      'ftp://paper.example/',
    ])
      expect(await problem(address), address).toBe('refused')
    const inside = await sendWebhook({ id: 'w', address: 'https://paper.example/' }, { id: 'm', body: '{}' }, new Date(), {
      resolve: (_, done) => done(null, [{ address: '10.0.0.8', family: 4 }]),
    })
    expect(inside).toEqual({ ok: false, answer: 'not allowed' })
    const off = withSettings({ FETCH: 'off' })
    expect(await problem('https://paper.example/')).toBe('refused')
    off()
  })

  it('is managed by admins alone, and the secret is in no answer but the first', async () => {
    const { address } = await listener()
    const body = { address, topics: ['claims'] }
    expect((await knock(editor, 'POST', '/api/webhooks', body)).status).toBe(403)
    const made = await knock(admin, 'POST', '/api/webhooks', body)
    expect(made.status).toBe(201)
    const { id, secret } = made.body as { id: string; secret: string }
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const list = await knock(admin, 'GET', '/api/webhooks')
    expect(JSON.stringify(list.body)).not.toContain(secret)
    expect((await knock(admin, 'POST', '/api/webhooks', body)).status).toBe(409)
    expect((await knock(admin, 'POST', `/api/webhooks/${id}/try`)).body).toMatchObject({ deliveries: [{ state: 'arrived' }] })
    expect((await knock(admin, 'DELETE', `/api/webhooks/${id}`)).status).toBe(204)
    expect((await knock(admin, 'GET', `/api/webhooks/${id}/deliveries`)).status).toBe(404)
  })
})
