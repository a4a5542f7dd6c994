import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${root}tests/support/server-only.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    // Waits end what hangs; nothing is asked within a time.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture.test.ts'],
          setupFiles: ['tests/support/fail-on-console.ts'],
          // Ends what hangs; long enough for a machine that does other work beside it.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'use-cases',
          include: ['tests/use-cases/**/*.test.ts'],
          globalSetup: ['tests/support/base-database.ts'],
          setupFiles: ['tests/support/copy-database.ts', 'tests/support/fail-on-console.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/start-server.ts'],
          // One server, one database: files run one after another.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
