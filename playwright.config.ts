import { defineConfig } from '@playwright/test'

const executablePath = process.env.TICKMARK_BROWSER
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'tests/e2e',
  // One desk, shared: journeys run one after another.
  workers: 1,
  fullyParallel: false,
  // Ends what hangs; long enough for a machine that does other work beside it.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // None: a journey that needs a second try is wrong, or the product is.
  retries: 0,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Stockholm',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet,
    },
  },
  projects: [
    { name: 'journeys', testMatch: '**/*.journey.ts' },
    { name: 'screenshots', testMatch: '**/screenshots.ts' },
  ],
})
