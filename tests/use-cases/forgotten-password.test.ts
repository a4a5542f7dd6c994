import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { acceptInvitation, updatePerson } from '@/lib/server/use-cases/people/manage-people'
import { signIn } from '@/lib/server/use-cases/people/sign-in'
import { makePerson, people } from '@/tests/factories/base'
import { knock } from '@/tests/support/door'
import { withSettings } from '@/tests/support/with-settings'

const { admin, editor } = await people()
const mails: { to: string; text: string }[] = []
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let text = ''
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    stream.on('end', () => {
      mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: text.replaceAll('=\r\n', '').replaceAll('=3D', '=') })
      done()
    })
  },
})
beforeAll(() => new Promise<void>((resolve) => void mailServer.listen(0, '127.0.0.1', () => resolve())))
afterAll(() => new Promise<void>((resolve) => mailServer.close(() => resolve())))
let restore = () => {}
afterEach(() => restore())
const withMail = () => {
  const { port } = mailServer.server.address() as AddressInfo
  restore = withSettings({ BASE_URL: 'http://desk.test', SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'desk@desk.test' })
}
const ask = (email: string) => knock(null, 'POST', '/api/session/forgotten', { email }, { origin: 'http://desk.test' })

it('A forgotten password has a way back by mail, once, and the answer tells nobody who is here', async () => {
  withMail()
  const known = await ask(editor.email)
  const unknown = await ask('nobody@desk.test')
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
  expect(known.status).toBe(202)
  await expect.poll(() => mails.length).toBe(1)
  const [mail] = mails
  expect(mail?.to).toBe(editor.email)
  const token = /http:\/\/desk\.test\/invitation\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  await acceptInvitation({ token, password: 'a password chosen anew' })
  expect((await signIn({ email: editor.email, password: 'a password chosen anew' })).person?.id).toBe(editor.id)
  await expect(acceptInvitation({ token, password: 'another one after that' })).rejects.toMatchObject({ code: 'not-found' })
})

it('Somebody deactivated gets no mail, and a link mailed before does not work any more', async () => {
  withMail()
  const leaver = await makePerson('editor', 'leaver-by-mail')
  await ask(leaver.email)
  await expect.poll(() => mails.filter((one) => one.to === leaver.email).length).toBe(1)
  await updatePerson(admin, leaver.id, { isActive: false })
  const token = /\/invitation\/(\S+)/.exec(mails.find((one) => one.to === leaver.email)?.text ?? '')?.[1] ?? ''
  await expect(acceptInvitation({ token, password: 'a password chosen anew' })).rejects.toMatchObject({ code: 'not-found' })
  await ask(leaver.email)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(mails.filter((one) => one.to === leaver.email)).toHaveLength(1)
})

it('Nobody is flooded with mail, and a desk without mail says so', async () => {
  withMail()
  const other = await makePerson('viewer', 'flooded')
  for (let n = 0; n < 3; n++) expect((await ask(other.email)).status).toBe(202)
  expect((await ask(other.email)).status).toBe(429)
  await expect.poll(() => mails.filter((one) => one.to === other.email).length).toBe(3)
  restore()
  restore = () => {}
  expect((await ask(other.email)).body.error.message).toMatch(/sends no mail/)
})
