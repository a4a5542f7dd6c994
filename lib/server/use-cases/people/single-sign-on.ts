import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '@/lib/server/app-error'
import { forgetSingleSignOn, singleSignOn } from '@/lib/server/auth'
import { env, type OidcSettings } from '@/lib/server/env'
import { newId } from '@/lib/server/ids'
import { changeDesk } from '@/lib/server/record/change-desk'
import {
  findPersonByEmail,
  findPersonBySubject,
  hasSingleSignOn,
  insertPerson,
  normaliseEmail,
  type PersonRecord,
} from '@/lib/server/store/people'

/** Why somebody who came from the provider is not let in. The sign-in page shows the sentence of a name, never words of an address. */
export const SSO_REFUSALS = {
  'no-address': 'Your newsroom account has no mail address. Ask whoever runs it.',
  'not-confirmed': 'The mail address of your newsroom account is not confirmed. Confirm it there first.',
  'other-domain': 'Addresses of your domain are not let in here.',
  deactivated: 'Your account on this desk was deactivated. Ask an admin.',
  'not-here': 'You are not on this desk yet. Ask an admin to invite you.',
  'other-person': 'Somebody else signs in here with this address. Ask an admin.',
  unfinished: 'The sign-in was not finished. Please begin again.',
  away: 'The sign-in service of your newsroom cannot be reached. Try again in a moment.',
} as const
export type SsoRefusal = keyof typeof SSO_REFUSALS

/** The name of a refusal, for the address of the sign-in page. */
export function refusalOf(error: AppError): SsoRefusal {
  const names = Object.keys(SSO_REFUSALS) as SsoRefusal[]
  return names.find((name) => SSO_REFUSALS[name] === error.message) ?? 'unfinished'
}

/** The sentence of a refusal; null for what is none. */
export function describeRefusal(name: string | undefined): string | null {
  return name && Object.hasOwn(SSO_REFUSALS, name) ? SSO_REFUSALS[name as SsoRefusal] : null
}

/** What came of looking at who the provider says somebody is: kept for the callback that asked. */
const admission = new AsyncLocalStorage<{ person?: PersonRecord; refusal?: AppError }>()

function provider(): { readonly oidc: OidcSettings; readonly auth: ReturnType<typeof singleSignOn> } {
  const { oidc } = env()
  if (!oidc) throw new AppError('not-found', 'This desk has no single sign-on.')
  return { oidc, auth: singleSignOn(oidc, (profile) => admit(oidc, profile)) }
}

/** What the sign-in page says of it; null without. */
export function describeSingleSignOn(): { readonly name: string; readonly isOnly: boolean } | null {
  const { oidc } = env()
  return oidc && { name: oidc.name, isOnly: oidc.isOnly }
}

/** Begins: the provider's address to go to, and the cookies that tell it is the same browser that comes back. */
export async function beginSingleSignOn(next: string): Promise<{ readonly location: string; readonly cookies: readonly string[] }> {
  const { auth } = provider()
  try {
    const response = await auth.api.signInSocial({
      body: { provider: 'sso', callbackURL: next, errorCallbackURL: '/sign-in', disableRedirect: true },
      asResponse: true,
    })
    const { url } = (await response.json()) as { url?: string }
    if (response.ok && url) return { location: url, cookies: response.headers.getSetCookie() }
  } catch {
    // The provider did not answer as one.
  }
  forgetSingleSignOn()
  throw new AppError('busy', SSO_REFUSALS.away)
}

/** Ends it: who came back is looked at, let in or refused with a sentence, and signed in. */
export async function finishSingleSignOn(
  query: Readonly<Record<string, string | undefined>>,
  cookie: string,
): Promise<{ readonly location: string; readonly cookies: readonly string[] }> {
  const { auth } = provider()
  const outcome: { person?: PersonRecord; refusal?: AppError } = {}
  const response = await admission.run(outcome, () =>
    auth.api
      .callbackOAuth({ params: { id: 'sso' }, query, method: 'GET', headers: new Headers({ cookie }), asResponse: true } as never)
      .catch((error: unknown) => (error instanceof Response ? error : null)),
  )
  if (outcome.refusal) throw outcome.refusal
  const location = (response as Response | null)?.headers.get('location') ?? ''
  const cookies = (response as Response | null)?.headers.getSetCookie() ?? []
  const { person } = outcome
  if (!person || !cookies.some((one) => /session_token=[^;]/.test(one)) || /[?&]error=/.test(location))
    throw new AppError('wrong-credentials', SSO_REFUSALS.unfinished)
  await changeDesk(person.id, async ({ record }) => {
    record({ name: 'person.signed-in', subject: `person:${person.id}`, before: null, after: null })
  })
  return { location: location.startsWith('/') ? location : '/articles', cookies }
}

/** Whether somebody the provider vouches for is let in, and as whom. A newcomer joins here, with the desk's own entry. */
async function admit(oidc: OidcSettings, profile: Readonly<Record<string, unknown>>): Promise<{ email: string; name: string }> {
  const outcome = admission.getStore() ?? {}
  const refuse = (name: SsoRefusal) => {
    outcome.refusal = new AppError('forbidden', SSO_REFUSALS[name])
    return outcome.refusal
  }
  const email = typeof profile.email === 'string' ? normaliseEmail(profile.email) : ''
  if (email === '') throw refuse('no-address')
  const isVerified = profile.email_verified === true || profile.email_verified === 'true'
  const domain = email.slice(email.lastIndexOf('@') + 1)
  // A provider that does not say whether an address is theirs is believed only for domains the desk named.
  if (!isVerified && (profile.email_verified !== undefined || oidc.domains.length === 0)) throw refuse('not-confirmed')
  if (oidc.domains.length > 0 && !oidc.domains.includes(domain)) throw refuse('other-domain')
  // Who came before is known by the provider's own name for them: an address can change, or be given to somebody else.
  const subject = String(profile.sub ?? profile.id ?? '')
  const linked = await findPersonBySubject(subject)
  const known = linked ?? (await findPersonByEmail(email))
  if (known?.disabledAt) throw refuse('deactivated')
  if (known && !linked && (await hasSingleSignOn(known.id))) throw refuse('other-person')
  const name = (typeof profile.name === 'string' && profile.name.trim().slice(0, 100)) || email
  if (known) {
    outcome.person = known
    return { email: known.email, name: known.name }
  }
  const role = oidc.newcomerRole
  if (!role) throw refuse('not-here')
  const id = newId()
  await changeDesk(id, async ({ tx, record }) => {
    await insertPerson(tx, { id, name, email, role, passwordHash: null, accountId: newId() })
    record({ name: 'person.joined', subject: `person:${id}`, before: null, after: { name, role } })
  })
  outcome.person = (await findPersonByEmail(email)) ?? undefined
  return { email, name }
}
