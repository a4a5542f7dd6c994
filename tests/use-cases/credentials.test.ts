import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Actor, actorOf, credentialOf } from '@/lib/server/session'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { changePassword, createToken, endSession, listSessions, listTokens } from '@/lib/server/use-cases/people/manage-account'
import {
  acceptInvitation,
  addPerson,
  endCredentials,
  invitePerson,
  listInvitations,
  makeOwnResetLink,
  makeResetLink,
  readInvitation,
  updatePerson,
  withdrawInvitation,
} from '@/lib/server/use-cases/people/manage-people'
import { signIn } from '@/lib/server/use-cases/people/sign-in'
import { people } from '@/tests/factories/base'

const { admin } = await people()
const PASSWORD = 'four unrelated plain words'
const NEXT = 'five other unrelated plain words'
const newEmail = () => `${randomUUID()}@desk.test`
const secretOf = ({ path }: { path: string }) => path.split('/').pop() as string
const withToken = (token: string) => actorOf(credentialOf(new Headers({ authorization: `Bearer ${token}` })))
const withCookies = (cookies: readonly string[]) =>
  actorOf(credentialOf(new Headers({ cookie: cookies.map((one) => one.split(';')[0]).join('; ') })))

/** Somebody who joined by an invitation and is signed in. */
async function join(role: 'admin' | 'editor' = 'editor') {
  const email = newEmail()
  await acceptInvitation({
    token: secretOf(await invitePerson(admin, { email, name: 'New Person', role })),
    name: 'New Person',
    password: PASSWORD,
  })
  const { person, cookies } = await signIn({ email, password: PASSWORD }, 'Mozilla/5.0 (X11; Linux) Firefox/140.0')
  if (!person) throw new Error('A second factor was asked for')
  return { ...person, email, cookies }
}

describe('a credential ends with the right it came from', () => {
  it('an admin who is deactivated cannot come back by an invitation of their own', async () => {
    const other = await join('admin')
    const secret = secretOf(await invitePerson(other, { email: newEmail(), name: 'Myself Again', role: 'admin' }))
    await updatePerson(admin, other.id, { isActive: false })
    await expect(readInvitation(secret)).rejects.toMatchObject({ code: 'not-found' })
    await expect(acceptInvitation({ token: secret, name: 'Me', password: PASSWORD })).rejects.toMatchObject({ code: 'not-found' })
    // Nor when they are let in again, as anything.
    await updatePerson(admin, other.id, { isActive: true })
    await expect(readInvitation(secret)).rejects.toMatchObject({ code: 'not-found' })
  })
  it('an admin who is one no longer has invited nobody', async () => {
    const other = await join('admin')
    const secret = secretOf(await invitePerson(other, { email: newEmail(), name: 'A Friend', role: 'admin' }))
    await updatePerson(admin, other.id, { role: 'checker' })
    await expect(readInvitation(secret)).rejects.toMatchObject({ code: 'not-found' })
  })
  it('tokens and sessions of somebody deactivated stay dead when they are let in again', async () => {
    const person = await join()
    const { token } = await createToken(person, 'a program')
    expect((await withToken(token))?.id).toBe(person.id)
    await updatePerson(admin, person.id, { isActive: false })
    await updatePerson(admin, person.id, { isActive: true })
    expect(await withToken(token)).toBeNull()
    expect(await withCookies(person.cookies)).toBeNull()
    await signIn({ email: person.email, password: PASSWORD })
  })
  it('a new password ends tokens and sessions', async () => {
    const person = await join()
    const { token } = await createToken(person, 'a program')
    await changePassword({ ...person, email: person.email }, { current: PASSWORD, next: NEXT })
    expect(await withToken(token)).toBeNull()
    expect(await withCookies(person.cookies)).toBeNull()
    expect(await listTokens({ ...person })).toEqual([])
    await expect(signIn({ email: person.email, password: PASSWORD })).rejects.toMatchObject({ code: 'wrong-credentials' })
    await signIn({ email: person.email, password: NEXT })
  })
  it('a new password ends links to another one, whoever made them', async () => {
    const person = await join()
    const actor = (await withCookies(person.cookies)) as Actor
    const byAdmin = secretOf(await makeResetLink(admin, person.id))
    const byMail = secretOf(await makeOwnResetLink(person))
    await changePassword(actor, { current: PASSWORD, next: NEXT })
    for (const token of [byAdmin, byMail])
      await expect(acceptInvitation({ token, password: 'six words that a stranger would choose' })).rejects.toMatchObject({
        code: 'not-found',
      })
    const [one, other] = [secretOf(await makeResetLink(admin, person.id)), secretOf(await makeOwnResetLink(person))]
    await acceptInvitation({ token: one, password: PASSWORD })
    await expect(acceptInvitation({ token: other, password: NEXT })).rejects.toMatchObject({ code: 'not-found' })
  })
  it('an admin ends somebody’s sessions and tokens', async () => {
    const person = await join()
    const { token } = await createToken(person, 'a program')
    await endCredentials(admin, person.id)
    expect(await withToken(token)).toBeNull()
    expect(await withCookies(person.cookies)).toBeNull()
  })
  it('an invitation is withdrawn, and then opens nothing', async () => {
    const email = newEmail()
    const secret = secretOf(await invitePerson(admin, { email, name: 'Not After All', role: 'editor' }))
    const { id } = (await listInvitations()).find((one) => one.email === email) as { id: string }
    await withdrawInvitation(admin, id)
    await expect(acceptInvitation({ token: secret, name: 'X', password: PASSWORD })).rejects.toMatchObject({ code: 'not-found' })
    await expect(withdrawInvitation(admin, id)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a forgotten password', () => {
  it('is replaced by a link that an admin makes, once, and the last one made only', async () => {
    const person = await join()
    const { token } = await createToken(person, 'a program')
    const first = secretOf(await makeResetLink(admin, person.id))
    const second = secretOf(await makeResetLink(admin, person.id))
    await expect(readInvitation(first)).rejects.toMatchObject({ code: 'not-found' })
    expect(await readInvitation(second)).toMatchObject({ email: person.email, isReset: true })
    expect(await listInvitations()).not.toContainEqual(expect.objectContaining({ email: person.email }))
    await acceptInvitation({ token: second, password: NEXT })
    await expect(acceptInvitation({ token: second, password: PASSWORD })).rejects.toMatchObject({ code: 'not-found' })
    expect(await withToken(token)).toBeNull()
    expect(await withCookies(person.cookies)).toBeNull()
    expect((await signIn({ email: person.email, password: NEXT })).person).toMatchObject({ id: person.id, role: 'editor' })
  })
  it('of somebody deactivated is not', async () => {
    const person = await join()
    const secret = secretOf(await makeResetLink(admin, person.id))
    await updatePerson(admin, person.id, { isActive: false })
    await expect(acceptInvitation({ token: secret, password: NEXT })).rejects.toMatchObject({ code: 'not-found' })
    await expect(makeResetLink(admin, person.id)).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('a password of the command line', () => {
  it('signs in once, also of many at once; then the person’s own does', async () => {
    const email = newEmail()
    const { password } = await addPerson({ email, name: 'From The Line', role: 'editor' })
    const tries = await Promise.allSettled([1, 2, 3].map(() => signIn({ email, password })))
    const [signedIn, ...others] = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(others).toEqual([])
    const person = { ...signedIn?.person, email } as never
    expect(await withCookies(signedIn?.cookies ?? [])).not.toBeNull()
    await expect(signIn({ email, password })).rejects.toMatchObject({ code: 'wrong-credentials' })
    await changePassword(person, { current: password, next: NEXT })
    await signIn({ email, password: NEXT })
    await signIn({ email, password: NEXT })
  })
})

describe('sessions', () => {
  it('are listed and ended by whom they are of, and nobody else', async () => {
    const person = await join()
    const other = await join()
    const again = await signIn({ email: person.email, password: PASSWORD }, 'curl/8')
    const sessions = await listSessions({ ...person })
    expect(sessions.map(({ device }) => device).sort()).toEqual(['Mozilla/5.0 (X11; Linux) Firefox/140.0', 'curl/8'])
    expect(JSON.stringify(sessions)).not.toContain('token')
    const curl = sessions.find(({ device }) => device === 'curl/8') as { id: string }
    await expect(endSession({ ...other }, curl.id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await withCookies(again.cookies)).not.toBeNull()
    await endSession({ ...person }, curl.id)
    expect(await withCookies(again.cookies)).toBeNull()
    expect(await withCookies(person.cookies)).not.toBeNull()
  })
})

describe('wrong passwords', () => {
  it('are counted before they are looked at: of 40 at once no more than ten are tried', async () => {
    const person = await join()
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, () => signIn({ email: person.email, password: 'not the right one' })),
    )
    const codes = answers.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'in'))
    expect(codes.filter((code) => code === 'wrong-credentials')).toHaveLength(10)
    expect(codes.filter((code) => code === 'too-many-requests')).toHaveLength(30)
  })
})

it('the record proves itself after all of that', () => {
  expect(verifyDesk().lines.slice(-1)).toEqual(['Everything is sound.'])
})
