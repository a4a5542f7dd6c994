/** Says what `verify` says of a file; ends with 1 when it is not sound. */
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'

const { isSound, lines } = verifyDesk(() => {}, process.argv[2])
console.log(lines.join('\n'))
process.exit(isSound ? 0 : 1)
