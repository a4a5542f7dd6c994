import 'server-only'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { AppError } from '@/lib/server/app-error'
import { env } from '@/lib/server/env'
import { sha256 } from '@/lib/server/ids'
import { describeCause, log } from '@/lib/server/log'
import { sendMail } from '@/lib/server/outside/send-mail'
import { findPersonByEmail, normaliseEmail } from '@/lib/server/store/people'
import { makeOwnResetLink } from '@/lib/server/use-cases/people/manage-people'

const perAddress = new RateLimiterMemory({ points: 3, duration: 3_600 })
const ofAll = new RateLimiterMemory({ points: 60, duration: 3_600 })

/** Whether a forgotten password has a way back by mail. */
export function canMailResets(): boolean {
  const { mail, oidc } = env()
  return mail !== null && !oidc?.isOnly
}

/**
 * Mails a one-time link for a new password to somebody of the desk. Says the
 * same whether there is such a person or not, and does not wait for the mail.
 */
export async function mailResetLink(input: { readonly email: string }): Promise<void> {
  if (!canMailResets()) throw new AppError('refused', 'This desk sends no mail. Ask an admin for a link to a new password.')
  const email = normaliseEmail(input.email)
  await perAddress.consume(sha256(email)).catch(() => {
    throw new AppError('too-many-requests', 'A link was asked for several times already. Look into your mail, or wait an hour.')
  })
  void send(email).catch((error) => log.error({ cause: describeCause(error) }, 'a mail could not be sent'))
}

async function send(email: string): Promise<void> {
  const person = await findPersonByEmail(email)
  if (!person || person.disabledAt || person.isSample) return
  // Only mail that is sent counts: asking for people who are not here stops nobody.
  await ofAll.consume('all')
  const { path } = await makeOwnResetLink(person)
  await sendMail({
    to: person.email,
    subject: 'A new password for Tickmark',
    text: `Somebody, most likely you, asked for a new password at the fact-checking desk.\n\nChoose one here, within 24 hours; the link works once:\n${env().baseUrl}${path}\n\nIf it was not you, do nothing: your password stays as it is.\n`,
  })
}
