import 'server-only'
import { createTransport } from 'nodemailer'
import { AppError } from '@/lib/server/app-error'
import { env } from '@/lib/server/env'

/** Sends a plain mail through the desk's own server. Throws `refused` when the desk sends none. */
export async function sendMail(mail: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void> {
  const settings = env().mail
  if (!settings) throw new AppError('refused', 'This desk sends no mail.')
  const transport = createTransport(settings.url, {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  await transport.sendMail({ from: settings.from, ...mail })
  transport.close()
}
