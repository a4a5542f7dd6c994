/** Brings a file up to date, as a start does. */
import { migrate } from '@/lib/server/store/sqlite/migrate'

console.log('A begun')
migrate(process.argv[2] ?? '', 'prisma/migrations')
