// The browser that tests and benchmarks use.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root, say } from './prepare.mjs'

/** A browser that is there, else Debian's, else Playwright's own, else a sentence. */
export function browserEnv() {
  const found = findBrowser()
  if (found) return { TICKMARK_BROWSER: found }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing a browser for the tests (Debian’s chromium) …')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const installed = findBrowser()
    if (installed) return { TICKMARK_BROWSER: installed }
  }
  const own = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (own.status === 0) return {}
  fail('The browser tests need Chromium. Install it (on Debian: apt-get install chromium) or set TICKMARK_BROWSER to its path.')
}

function findBrowser() {
  const candidates = [
    process.env.TICKMARK_BROWSER,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return candidates.find((path) => path && existsSync(path) && isRunnable(path))
}

// Ubuntu's chromium-browser may be only a note that says to install something else.
function isRunnable(path) {
  return !readFileSync(path).subarray(0, 400).toString('latin1').includes('snap install')
}
