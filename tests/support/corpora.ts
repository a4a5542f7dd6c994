import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))

/**
 * Path of real material kept beside the project, or null with a clear line in
 * the output when it is not there: the test is then skipped, and counted as
 * skipped. It is never copied into the project.
 */
export function corpus(path: string): string | null {
  const full = shared + path
  if (existsSync(full)) return full
  console.info(`Not run: the test material “${path}” is not beside this checkout.`)
  return null
}
