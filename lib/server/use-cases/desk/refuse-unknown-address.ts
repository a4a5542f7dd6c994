import 'server-only'
import { AppError } from '@/lib/server/app-error'

/** Says that an address of the API is none. Always throws `not-found`. */
export async function refuseUnknownAddress(): Promise<never> {
  throw new AppError('not-found', 'There is no such address. /api/openapi.json names all there are.')
}
