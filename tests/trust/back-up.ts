/** Backs the desk up to a file. */
import { backUp } from '@/lib/server/use-cases/desk/back-up'

console.log(backUp(process.argv[2] ?? ''))
