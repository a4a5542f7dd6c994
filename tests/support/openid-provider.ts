import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Who the provider says signs in. */
export interface Claims {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

/** A real OpenID provider on loopback that signs in whoever `person` says, without asking. */
export async function startProvider(redirectUri: string, person: () => Claims): Promise<{ issuer: string; stop: () => Promise<void> }> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'tickmark',
        client_secret: 'a secret of the tests',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => person() as never }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['of the tests'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc
      const grant = new context.oidc.provider.Grant({ clientId: client?.clientId as string, accountId: session?.accountId as string })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/'))
      void provider.interactionFinished(request, response, { login: { accountId: person().sub } }, { mergeWithLastSubmission: false })
    else void answer(request, response)
  })
  return { issuer, stop: () => new Promise((resolve) => void server.close(() => resolve())) }
}

/** A browser's way through redirects, with the cookies of each place. Ends at the first answer that is none, or at `until`. */
export async function follow(start: string, until: string): Promise<{ location: string }> {
  const jars = new Map<string, Map<string, string>>()
  let address = start
  for (let hops = 0; hops < 12; hops++) {
    if (address.startsWith(until)) return { location: address }
    const jar = jars.get(new URL(address).origin) ?? new Map<string, string>()
    jars.set(new URL(address).origin, jar)
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const next = response.headers.get('location')
    if (!next) throw new Error(`${address}: ${response.status} ${await response.text()}`)
    address = new URL(next, address).href
  }
  throw new Error('too many redirects')
}
