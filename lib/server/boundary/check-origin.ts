import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { env } from '@/lib/server/env'
import type { Credential } from '@/lib/server/session'

/**
 * Refuses a state-changing request from another site: a foreign, `null` or
 * missing Origin. Bearer tokens are not sent by browsers on their own, so a
 * request that is somebody's by its token needs no Origin. Forwarded headers
 * are not trusted; behind a proxy set BASE_URL.
 */
export function checkOrigin(request: Request, credential: Credential): void {
  if (credential.kind === 'token') return
  const fetchSite = request.headers.get('sec-fetch-site')
  if (fetchSite && fetchSite !== 'same-origin' && fetchSite !== 'none') throw new AppError('foreign-origin')
  const origin = request.headers.get('origin')
  if (!origin || !allowedOrigins(request).includes(origin)) throw new AppError('foreign-origin')
}

function allowedOrigins(request: Request): string[] {
  const { baseUrl } = env()
  if (baseUrl) return [new URL(baseUrl).origin]
  const host = request.headers.get('host')
  return host ? [`http://${host}`, `https://${host}`] : []
}
