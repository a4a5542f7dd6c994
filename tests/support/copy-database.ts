import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'tickmark-copy-'))
const file = join(folder, 'desk.db')
copyFileSync(inject('baseDatabase'), file)
process.env.DATABASE_URL = `file:${file}`
// The test runner sets it for its own purposes; here it is a setting of the desk.
delete process.env.BASE_URL
process.env.AUTH_SECRET = 'a secret of the tests, long enough to be one'

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/server/db')
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})
