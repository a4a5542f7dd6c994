import { defineRoute } from '@/lib/server/boundary/define-route'
import { refuseUnknownAddress } from '@/lib/server/use-cases/desk/refuse-unknown-address'

/** Every address of the API that is none: said as the API says things. */
export const GET = defineRoute({ summary: 'No such address', action: 'anyone', run: refuseUnknownAddress })
export const POST = defineRoute({ summary: 'No such address', action: 'anyone', run: refuseUnknownAddress })
export const PUT = defineRoute({ summary: 'No such address', action: 'anyone', run: refuseUnknownAddress })
export const PATCH = defineRoute({ summary: 'No such address', action: 'anyone', run: refuseUnknownAddress })
export const DELETE = defineRoute({ summary: 'No such address', action: 'anyone', run: refuseUnknownAddress })
