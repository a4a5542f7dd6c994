import { type TOTP, URI } from 'otpauth'
import { afterEach, describe, expect, it } from 'vitest'
import type { AppError } from '@/lib/server/app-error'
import { database } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import { actorOf, credentialOf } from '@/lib/server/session'
import { changePassword } from '@/lib/server/use-cases/people/manage-account'
import { acceptInvitation, invitePerson, makeResetLink } from '@/lib/server/use-cases/people/manage-people'
import {
  beginSecondFactor,
  confirmSecondFactor,
  readSecondFactor,
  removeOwnSecondFactor,
  removeSecondFactor,
} from '@/lib/server/use-cases/people/second-factor'
import { finishSignIn, signIn } from '@/lib/server/use-cases/people/sign-in'
import { people } from '@/tests/factories/base'
import { knock } from '@/tests/support/door'
import { withSettings } from '@/tests/support/with-settings'

const { admin } = await people()
const PASSWORD = 'four unrelated plain words'
let restore = () => {}
afterEach(() => restore())
const cookieOf = (cookies: readonly string[]) =>
  cookies
    .map((one) => one.split(';')[0] ?? '')
    .filter((one) => !one.endsWith('='))
    .join('; ')
const behind = (cookie: string) => actorOf(credentialOf(new Headers({ cookie })))
let count = 0

/** Somebody who joined and is signed in with the password alone. */
async function join(role: 'editor' | 'admin' = 'editor') {
  const email = `factor${count++}@desk.test`
  const { path } = await invitePerson(admin, { email, name: 'New Person', role })
  await acceptInvitation({ token: path.split('/').pop() as string, password: PASSWORD })
  const { person, cookies } = await signIn({ email, password: PASSWORD })
  if (!person) throw new Error('a second factor was asked for')
  const cookie = cookieOf(cookies)
  return { email, cookie, id: person.id }
}

/** The same with a second factor. */
async function joinWithFactor() {
  const somebody = await join()
  const actor = await behind(somebody.cookie)
  if (!actor) throw new Error('not signed in')
  const { uri, recoveryCodes } = await beginSecondFactor(actor, { password: PASSWORD }, somebody.cookie)
  const app = URI.parse(uri) as TOTP
  const cookies = await confirmSecondFactor(actor, { code: app.generate() }, somebody.cookie)
  return { ...somebody, actor, app, recoveryCodes, cookie: cookieOf(cookies) || somebody.cookie }
}

describe('a second factor', () => {
  it('is asked for after the password once a code confirmed it, and a wrong or missing code signs nobody in', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const { email, actor, app, recoveryCodes } = await joinWithFactor()
    expect(recoveryCodes).toHaveLength(10)
    expect(await readSecondFactor(actor)).toEqual({ isOffered: true, isOn: true, isRequired: false })
    const half = await signIn({ email, password: PASSWORD })
    expect(half.person).toBeNull()
    const cookie = cookieOf(half.cookies)
    expect(await behind(cookie)).toBeNull()
    await expect(finishSignIn({ code: '000000' }, cookie)).rejects.toMatchObject({ code: 'wrong-credentials' })
    const whole = await finishSignIn({ code: app.generate() }, cookie)
    expect((await behind(cookieOf(whole.cookies)))?.id).toBe(actor.id)
    // The first half is used up.
    await expect(finishSignIn({ code: app.generate() }, cookie)).rejects.toMatchObject({ code: 'wrong-credentials' })
    const told = await database().historyEntry.findMany({ where: { subject: `person:${actor.id}` }, select: { action: true } })
    expect(told.map((one) => one.action)).toContain('person.second-factor-added')
  })
  it('does not outlive the password its sign-in began with, and a link to a new one asks for it too', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const { email, actor, recoveryCodes, cookie } = await joinWithFactor()
    const half = await signIn({ email, password: PASSWORD })
    const token = (await makeResetLink(admin, actor.id)).path.split('/').pop() as string
    const answer = await knock(
      null,
      'POST',
      '/api/invitations/accept',
      { token, password: 'five other unrelated plain words' },
      { origin: 'http://desk.test' },
    )
    expect(answer.body).toEqual({ secondFactor: true })
    await expect(finishSignIn({ code: recoveryCodes[0] as string }, cookieOf(half.cookies))).rejects.toMatchObject({
      code: 'wrong-credentials',
    })
    await expect(beginSecondFactor(actor, { password: PASSWORD }, cookie)).rejects.toMatchObject({ code: 'already-done' })
  })
  it('that was begun and not confirmed is not asked for', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const { email, cookie } = await join()
    const actor = await behind(cookie)
    if (actor) await beginSecondFactor(actor, { password: PASSWORD }, cookie)
    expect((await signIn({ email, password: PASSWORD })).person).not.toBeNull()
    if (actor) await expect(beginSecondFactor(actor, { password: 'not it' }, cookie)).rejects.toMatchObject({ code: 'wrong-credentials' })
  })
  it('has recovery codes that each work once', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const { email, recoveryCodes } = await joinWithFactor()
    const [code = ''] = recoveryCodes
    const use = async () => finishSignIn({ code }, cookieOf((await signIn({ email, password: PASSWORD })).cookies))
    expect((await use()).person.name).toBe('New Person')
    await expect(use()).rejects.toMatchObject({ code: 'wrong-credentials' })
  })
  it('is guessed at only a few times', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const { email, app } = await joinWithFactor()
    const cookie = cookieOf((await signIn({ email, password: PASSWORD })).cookies)
    for (let n = 0; n < 6; n++) await finishSignIn({ code: String(100_000 + n) }, cookie).catch(() => {})
    await expect(finishSignIn({ code: app.generate() }, cookie)).rejects.toMatchObject({ code: 'wrong-credentials' })
  })
  it('is taken away with the password, or by an admin when app and codes are lost', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const one = await joinWithFactor()
    await expect(removeOwnSecondFactor(one.actor, { password: 'not it' }, one.cookie)).rejects.toMatchObject({ code: 'wrong-credentials' })
    await removeOwnSecondFactor(one.actor, { password: PASSWORD }, one.cookie)
    expect((await signIn({ email: one.email, password: PASSWORD })).person).not.toBeNull()
    const other = await joinWithFactor()
    await removeSecondFactor(admin, other.id)
    expect((await signIn({ email: other.email, password: PASSWORD })).person).not.toBeNull()
    await expect(removeSecondFactor(admin, other.id)).rejects.toMatchObject({ code: 'already-done' })
  })
  it('that a role needs keeps everything but the own account shut until it is set up', async () => {
    restore = withSettings({ SECOND_FACTOR: 'editor,admin' })
    const { cookie } = await join()
    const closed = await knock(null, 'GET', '/api/articles', undefined, { cookie, origin: 'http://desk.test' })
    expect([closed.status, closed.body.error.code]).toEqual([403, 'second-factor-required'])
    expect((await knock(null, 'GET', '/api/account/second-factor', undefined, { cookie })).body).toEqual({
      isOffered: true,
      isOn: false,
      isRequired: true,
    })
    // Nor does a token open what the person may not see yet.
    const token = await knock(null, 'POST', '/api/account/tokens', { name: 'a way round' }, { cookie, origin: 'http://desk.test' })
    expect([token.status, token.body.error.code]).toEqual([403, 'second-factor-required'])
    const actor = await behind(cookie)
    if (!actor) throw new Error('not signed in')
    const { uri } = await beginSecondFactor(actor, { password: PASSWORD }, cookie)
    const cookies = await confirmSecondFactor(actor, { code: (URI.parse(uri) as TOTP).generate() }, cookie)
    const open = cookieOf(cookies) || cookie
    expect((await knock(null, 'GET', '/api/articles', undefined, { cookie: open })).status).toBe(200)
    const now = await behind(open)
    if (now) await expect(removeOwnSecondFactor(now, { password: PASSWORD }, open)).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('a session', () => {
  it('is kept by its hash: what stands in the database signs nobody in', async () => {
    const { cookie, id } = await join()
    const [row] = await database().session.findMany({ where: { userId: id } })
    const token = decodeURIComponent(/session_token=([^.;]+)/.exec(cookie)?.[1] ?? '')
    expect(token.length).toBeGreaterThan(20)
    expect(row?.token).toBe(sha256(token))
    expect(await behind(cookie.replace(/session_token=[^.]+/, `session_token=${row?.token}`))).toBeNull()
  })

  it('takes each code of an app once', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const { email, app } = await joinWithFactor()
    const first = await signIn({ email, password: PASSWORD })
    const second = await signIn({ email, password: PASSWORD })
    const code = app.generate()
    expect((await finishSignIn({ code }, cookieOf(first.cookies))).person.id).toBeTruthy()
    await expect(finishSignIn({ code }, cookieOf(second.cookies))).rejects.toThrow(/was used/)
  })
  it('looks at few passwords, wherever it is asked for one', async () => {
    restore = withSettings({ SECOND_FACTOR: 'offered' })
    const { email, cookie } = await join()
    const actor = await behind(cookie)
    if (!actor) throw new Error('not signed in')
    const refused: string[] = []
    for (let n = 0; n < 12; n++)
      await (n % 2 === 0
        ? changePassword(actor, { current: 'a wrong password', next: 'another four plain words' })
        : beginSecondFactor(actor, { password: 'a wrong password' }, cookie)
      ).catch((error: AppError) => refused.push(error.code))
    expect(refused.slice(-2)).toEqual(['too-many-requests', 'too-many-requests'])
    expect(refused.filter((one) => one !== 'too-many-requests').length).toBeLessThanOrEqual(10)
    await expect(signIn({ email, password: PASSWORD })).rejects.toThrow(/Too many/)
  })
})
