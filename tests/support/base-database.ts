import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    baseDatabase: string
  }
}

/** One migrated database with a person of each role; every test file works on a copy of its own. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-base-'))
  const file = join(folder, 'base.db')
  process.env.DATABASE_URL = `file:${file}`
  // The test runner sets it for its own purposes; here it is a setting of the desk.
  delete process.env.BASE_URL
  process.env.AUTH_SECRET = 'a secret of the tests, long enough to be one'
  // What reads foreign files is one bundled file; it needs no build of the server.
  const prepare: { bundleChild: () => Promise<void> } = await import(new URL('../../scripts/prepare.mjs', import.meta.url).href)
  await prepare.bundleChild()
  const { makeBaseDatabase } = await import('../factories/base')
  await makeBaseDatabase()
  project.provide('baseDatabase', file)
  return () => rmSync(folder, { recursive: true, force: true })
}
