import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { forgetSingleSignOn } from '@/lib/server/auth'
import { database } from '@/lib/server/db'
import { actorOf, credentialOf } from '@/lib/server/session'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { acceptInvitation, invitePerson, updatePerson } from '@/lib/server/use-cases/people/manage-people'
import { signIn } from '@/lib/server/use-cases/people/sign-in'
import { beginSingleSignOn, finishSingleSignOn } from '@/lib/server/use-cases/people/single-sign-on'
import { makePerson, people } from '@/tests/factories/base'
import { type Claims, follow, startProvider } from '@/tests/support/openid-provider'
import { withSettings } from '@/tests/support/with-settings'

const { admin, editor } = await people()
const DESK = 'http://desk.test'
const BACK = `${DESK}/api/session/sso/callback`
let claims: Claims = { sub: 'x' }
let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider(BACK, () => claims)
})
afterAll(() => provider.stop())
let restore = () => {}
afterEach(() => {
  restore()
  forgetSingleSignOn()
})

const settings = (more: Record<string, string> = {}) => {
  restore = withSettings({
    BASE_URL: DESK,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'tickmark',
    OIDC_CLIENT_SECRET: 'a secret of the tests',
    ...more,
  })
}

const cookieOf = (cookies: readonly string[]) => cookies.map((one) => one.split(';')[0]).join('; ')

/** The whole way: the desk, the provider, and back to the desk. */
async function comeBy(who: Claims) {
  claims = who
  const { location, cookies } = await beginSingleSignOn('/articles/x')
  const back = new URL((await follow(location, BACK)).location)
  const done = await finishSingleSignOn(Object.fromEntries(back.searchParams), cookieOf(cookies))
  return { ...done, actor: await actorOf(credentialOf(new Headers({ cookie: cookieOf(done.cookies) }))), back, begun: cookies }
}

describe('single sign-on', () => {
  it('signs in somebody of the desk, by a real provider, and goes on to where they were going', async () => {
    settings()
    const { actor, location } = await comeBy({ sub: 'ed', email: editor.email.toUpperCase(), email_verified: true, name: 'Ed' })
    expect(actor).toMatchObject({ id: editor.id, role: 'editor' })
    expect(location).toBe('/articles/x')
    expect(await database().historyEntry.count({ where: { action: 'person.signed-in', subject: `person:${editor.id}` } })).toBe(1)
    // Again, now that the account is known; and nothing of the provider's tokens is kept.
    expect((await comeBy({ sub: 'ed', email: editor.email, email_verified: true })).actor?.id).toBe(editor.id)
    expect(
      await database().account.findMany({ where: { providerId: 'sso' }, select: { accessToken: true, idToken: true, refreshToken: true } }),
    ).toEqual([{ accessToken: null, idToken: null, refreshToken: null }])
  })
  it('lets newcomers in by role and domain only, and the record tells of them', async () => {
    const newcomer = { sub: 'new', email: 'new@gazette.example', email_verified: true, name: 'New Person' }
    settings()
    await expect(comeBy(newcomer)).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('not on this desk yet') })
    restore()
    settings({ OIDC_ROLE: 'checker', OIDC_DOMAINS: 'gazette.example, other.example' })
    forgetSingleSignOn()
    await expect(comeBy({ ...newcomer, sub: 'far', email: 'far@elsewhere.example' })).rejects.toMatchObject({
      message: expect.stringContaining('of your domain'),
    })
    const { actor } = await comeBy(newcomer)
    expect(actor).toMatchObject({ name: 'New Person', role: 'checker', email: 'new@gazette.example' })
    expect(await database().historyEntry.count({ where: { action: 'person.joined', subject: `person:${actor?.id}` } })).toBe(1)
    expect(verifyDesk().lines.at(-1)).toBe('Everything is sound.')
  })
  it('refuses an address nobody confirmed, one that is missing, and who was deactivated', async () => {
    settings({ OIDC_ROLE: 'viewer' })
    await expect(comeBy({ sub: 'a', email: editor.email, email_verified: false })).rejects.toMatchObject({
      message: expect.stringContaining('not confirmed'),
    })
    await expect(comeBy({ sub: 'b', email: editor.email })).rejects.toMatchObject({ message: expect.stringContaining('not confirmed') })
    await expect(comeBy({ sub: 'c' })).rejects.toMatchObject({ code: expect.stringMatching(/forbidden|wrong-credentials/) })
    const leaver = await makePerson('editor', 'leaver')
    await updatePerson(admin, leaver.id, { isActive: false })
    await expect(comeBy({ sub: 'd', email: leaver.email, email_verified: true })).rejects.toMatchObject({
      message: expect.stringContaining('deactivated'),
    })
  })
  it('knows somebody again by the provider’s own name for them, not by an address that can change or be given away', async () => {
    settings({ OIDC_ROLE: 'viewer' })
    const first = await comeBy({ sub: 'jane', email: 'jane.smith@desk.test', email_verified: true, name: 'Jane' })
    const again = await comeBy({ sub: 'jane', email: 'jane.jones@desk.test', email_verified: true, name: 'Jane' })
    expect(again.actor?.id).toBe(first.actor?.id)
    expect(await database().user.count({ where: { email: 'jane.jones@desk.test' } })).toBe(0)
    await expect(comeBy({ sub: 'another-jane', email: 'jane.smith@desk.test', email_verified: true })).rejects.toMatchObject({
      message: expect.stringContaining('Somebody else signs in here'),
    })
  })
  it('takes an answer back only from the browser that began, and once', async () => {
    settings()
    const { back, begun } = await comeBy({ sub: 'ed', email: editor.email, email_verified: true })
    const query = Object.fromEntries(back.searchParams)
    await expect(finishSingleSignOn(query, cookieOf(begun))).rejects.toMatchObject({ code: 'wrong-credentials' })
    claims = { sub: 'ed', email: editor.email, email_verified: true }
    const { location } = await beginSingleSignOn('/articles')
    const other = new URL((await follow(location, BACK)).location)
    await expect(finishSingleSignOn(Object.fromEntries(other.searchParams), '')).rejects.toMatchObject({ code: 'wrong-credentials' })
  })
  it('says in a sentence that the provider is away', async () => {
    restore = withSettings({ BASE_URL: DESK, OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'tickmark' })
    await expect(beginSingleSignOn('/articles')).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('cannot be reached'),
    })
  })
  it('can be the only way in, but for the one-time passwords of the command line', async () => {
    const { addPerson } = await import('@/lib/server/use-cases/people/manage-people')
    const { password } = await addPerson({ email: 'glass@desk.test', name: 'Break Glass', role: 'admin' })
    const { path } = await invitePerson(admin, { email: 'words@desk.test', name: 'Has Words', role: 'editor' })
    await acceptInvitation({ token: path.split('/').pop() as string, password: 'four unrelated plain words' })
    const withWords = () => signIn({ email: 'words@desk.test', password: 'four unrelated plain words' })
    expect((await withWords()).person?.name).toBe('Has Words')
    settings({ OIDC_ONLY: 'yes' })
    await expect(withWords()).rejects.toMatchObject({ code: 'wrong-credentials' })
    expect((await signIn({ email: 'glass@desk.test', password })).person?.role).toBe('admin')
  })
})
