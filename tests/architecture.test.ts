import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { APP_ERRORS } from '@/lib/server/app-error'

const root = join(import.meta.dirname, '..')

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (path === join('prisma', 'generated')) return []
    return entry.isDirectory() ? files(path) : /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function importsOf(file: string): { path: string; isType: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\s(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import '([^']+)'/gm)].map(
    (match) => ({
      path: (match[2] ?? match[3] ?? match[4]) as string,
      isType: match[1] !== undefined,
    }),
  )
}

const SERVER_GROUND = [
  '@/lib/server/event-loop',
  '@/lib/server/app-error',
  '@/lib/server/breathe',
  '@/lib/server/env',
  '@/lib/server/ids',
  '@/lib/server/log',
  '@/lib/server/password-rules',
  '@/lib/server/spool',
]
const PURE = ['@/lib/core', '@/lib/editor', '@/lib/formats']

/** Who may import whom: folder → what its imports may begin with (our own folders only). Inside the server, each layer knows those before it. */
const MAY: readonly (readonly [string, readonly string[]])[] = [
  ['lib/core', ['@/lib/core']],
  ['lib/editor', ['@/lib/core', '@/lib/editor']],
  ['lib/formats', ['@/lib/core', '@/lib/editor', '@/lib/formats']],
  ['lib/server/store', ['@/lib/core', ...SERVER_GROUND, '@/lib/server/db', '@/lib/server/store', '@/prisma/generated']],
  ['lib/server/present', [...PURE, '@/lib/server/present', '@/lib/server/store']],
  ['lib/server/record', ['@/lib/core', ...SERVER_GROUND, '@/lib/server/db', '@/lib/server/record', '@/lib/server/store']],
  [
    'lib/server/article',
    [
      ...PURE,
      ...SERVER_GROUND,
      '@/lib/server/db',
      '@/lib/server/session',
      '@/lib/server/store',
      '@/lib/server/record',
      '@/lib/server/present',
      '@/lib/server/article',
    ],
  ],
  [
    'lib/server/live',
    [
      ...PURE,
      ...SERVER_GROUND,
      '@/lib/server/session',
      '@/lib/server/store',
      '@/lib/server/present',
      '@/lib/server/article',
      '@/lib/server/live',
    ],
  ],
  ['lib/server/child', [...PURE, ...SERVER_GROUND, '@/lib/server/child']],
  [
    'lib/server/use-cases',
    [
      ...PURE,
      ...SERVER_GROUND,
      '@/lib/server/auth',
      '@/lib/server/cursor',
      '@/lib/server/db',
      '@/lib/server/session',
      '@/lib/server/store',
      '@/lib/server/record',
      '@/lib/server/present',
      '@/lib/server/article',
      '@/lib/server/live',
      '@/lib/server/child',
      '@/lib/server/outside',
      '@/lib/server/use-cases',
      '@/package.json',
    ],
  ],
  ['lib/server', ['@/lib/core', '@/lib/editor', '@/lib/formats', '@/lib/server', '@/prisma/generated', '@/package.json']],
  ['components', ['@/lib/core', '@/lib/editor', '@/components']],
  [
    'app',
    [
      '@/app',
      '@/components',
      '@/lib/core',
      '@/lib/server/app-error',
      '@/lib/server/use-cases',
      '@/lib/server/boundary',
      '@/lib/server/session',
      '@/lib/server/password-rules',
      '@/lib/formats/importers',
      '@/package.json',
    ],
  ],
]

describe('imports', () => {
  it.each(MAY)('of %s go only where they may', (folder, allowed) => {
    const wrong = files(folder).flatMap((file) =>
      importsOf(file)
        .filter(({ path }) => path.startsWith('@/') || path.startsWith('.'))
        .filter(({ path }) => !(folder === 'app' && path.startsWith('./')))
        // Components may know the shapes of what the server sends, not the server.
        .filter(({ path, isType }) => !(folder === 'components' && isType && path.startsWith('@/lib/server/present/')))
        .filter(({ path }) => !allowed.some((start) => path.startsWith(start)))
        .map(({ path }) => `${relative('.', file)} imports ${path}`),
    )
    expect(wrong).toEqual([])
  })

  it('reach Prisma only in lib/server/store and lib/server/db.ts', () => {
    const wrong = files('lib/server')
      .filter((file) => !file.startsWith(join('lib', 'server', 'store')) && file !== join('lib', 'server', 'db.ts'))
      .filter((file) => importsOf(file).some(({ path }) => path.startsWith('@/prisma/generated') || path.startsWith('@prisma/')))
    expect(wrong).toEqual([])
  })

  it('reach SQLite’s driver only in lib/server/store/sqlite, where its words stay too', () => {
    for (const file of files('lib/server').filter((one) => !one.startsWith(join('lib', 'server', 'store', 'sqlite')))) {
      expect(
        importsOf(file).filter(({ path }) => path === 'better-sqlite3'),
        file,
      ).toEqual([])
      expect(read(file), file).not.toMatch(/SQLITE_(?:FULL|BUSY)|P2002|\bLIKE\b|pragma\(|json_array|\bcontains: /)
    }
  })

  it('that come later wait in a place of their own, so that nothing else goes away meanwhile and takes the focus with it', () => {
    for (const file of [...files('components'), ...files('app')])
      for (const [call] of read(file).matchAll(/\bdynamic\(\s*\(\) =>.*?\)\n/gs)) expect(call, file).toMatch(/ssr: false|loading:/)
  })

  it('of core reach no clock, randomness, network, DOM or Node', () => {
    for (const file of files('lib/core')) {
      const text = readFileSync(join(root, file), 'utf8')
      expect(text, file).not.toMatch(
        /Date\.now\(|new Date\(\)|Math\.random|\bfetch\(|\bdocument\.(?:query|create|body)|\bwindow\.\w+\(|from 'node:/,
      )
    }
  })
})

describe('the one way to an article', () => {
  const useCases = files('lib/server/use-cases')
  it('is taken by every use case: none finds an article, or the owner of a thing, by itself', () => {
    for (const file of useCases) {
      const text = read(file)
      expect(text, file).not.toMatch(/\bfindArticle\b|store\/owners'|\basOpened\b|\bOWNERS\b/)
      // Writing goes through changeArticle or changeDesk; what is no part of the record says so here.
      const mayWrite = [
        join('people', 'set-up.ts'),
        join('articles', 'read-changes.ts'),
        join('notifications', 'own-notes.ts'),
        join('webhooks', 'deliver-webhooks.ts'),
        join('webhooks', 'manage-webhooks.ts'),
      ].some((end) => file.endsWith(end))
      if (!mayWrite) expect(text, file).not.toMatch(/\bwrite\b[^\n]*from '@\/lib\/server\/db'/)
    }
  })
  it('is what makes the id that stores ask for: only lib/server/article opens one', () => {
    const makers = files('lib/server').filter((file) => /\basOpened\(/.test(read(file)))
    expect(makers.filter((file) => !file.startsWith(join('lib', 'server', 'article')) && !file.endsWith('opened-id.ts'))).toEqual([])
    // A store function that reads or writes what hangs on an article takes the id of an opened one.
    for (const file of files('lib/server/store').filter((one) => !one.includes('sqlite') && !one.endsWith('opened-id.ts'))) {
      const bare = [...read(file).matchAll(/export (?:async )?function (\w+)\([^)]*\barticleId: string/g)].map((match) => match[1])
      expect(bare, file).toEqual([])
    }
  })
  it('leaves answers to the boundary: a Response is made there alone', () => {
    for (const file of [...files('lib/server'), ...files('app/api')].filter((one) => !one.startsWith(join('lib', 'server', 'boundary'))))
      expect(read(file), file).not.toMatch(/new Response\(|\bResponse\.json\(/)
  })
  it('lets no row of Prisma’s out of the stores', () => {
    for (const file of files('lib/server').filter((one) => !one.startsWith(join('lib', 'server', 'store')) && !one.endsWith('db.ts')))
      expect(read(file), file).not.toMatch(/prisma\/generated/)
  })
})

describe('the one door', () => {
  const routes = files('app/api').filter((file) => file.endsWith('route.ts'))
  // It stands for all addresses that are none.
  const named = routes.filter((file) => !file.includes('[[...path]]'))
  it('is used by every route', () => {
    for (const file of routes) {
      const text = readFileSync(join(root, file), 'utf8')
      const methods = [...text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE) = (\w+)/gm)]
      expect(methods.length, file).toBeGreaterThan(0)
      for (const [, method, maker] of methods) expect(maker, `${file} ${method}`).toBe('defineRoute')
      expect(text, file).not.toMatch(/export (?:async )?function (?:GET|POST|PUT|PATCH|DELETE)/)
    }
  })
  it('is described, every route of it, in the OpenAPI document', () => {
    const listed = readFileSync(join(root, 'app/api/openapi.json/routes.ts'), 'utf8')
    for (const file of named) {
      const folder = file.replace(/\\/g, '/').replace(/\/route\.ts$/, '')
      if (folder !== 'app/api/openapi.json') expect(listed).toContain(`'@/${folder}/route'`)
    }
  })
  it('is asked by every page of the desk', () => {
    for (const file of files('app').filter((one) => /\(desk\)/.test(one) && one.endsWith('page.tsx')))
      expect(readFileSync(join(root, file), 'utf8'), file).toMatch(/requireActor\('/)
  })
})

describe('documents', () => {
  it('name every setting', () => {
    const settings = [...read('lib/server/env.ts').matchAll(/^ {2}([A-Z_]+): z/gm)].map((match) => match[1] as string)
    expect(settings.length).toBeGreaterThan(3)
    for (const setting of settings) expect(read('docs/settings.md')).toContain(`\`${setting}\``)
  })
  it.each(['README.md', 'SECURITY.md'])('promise in %s only what a test shows that is there, by its name', (file) => {
    const promises = [...read(file).matchAll(/`(tests\/[^`]+)`: ((?:“[^”]+”(?:, )?)+)/g)]
    expect(promises.length).toBeGreaterThan(5)
    for (const [, path = '', titles = ''] of promises)
      for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) expect(read(path), `${file}: ${path}`).toContain(title)
    // A row of a table of promises without a test is a promise nobody keeps.
    const rows = read(file)
      .split('\n')
      .filter((line) => line.startsWith('| ') && line.split('|').length === 5 && !/^\| (?:---|Promise|Against)/.test(line))
    for (const row of rows) expect(row).toMatch(/`tests\//)
  })
  it('name every error code', () => {
    for (const code of Object.keys(APP_ERRORS)) expect(read('docs/api.md')).toContain(`\`${code}\``)
  })
  it('hold no path of a machine', () => {
    for (const path of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/settings.md'])
      expect(read(path)).not.toMatch(/\/(?:home|root|Users)\//)
  })
})

describe('the lockfile', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; integrity?: string; inBundle?: boolean }>
  }
  const copies = (name: string) =>
    Object.entries(lock.packages)
      .filter(([path]) => path.endsWith(`node_modules/${name}`))
      .map(([, entry]) => entry.version ?? '')

  /** Lowest versions without known holes (advisories read on 2026-11-22). */
  const FLOORS: Readonly<Record<string, string>> = {
    next: '16.4.6',
    react: '19.2.6',
    'react-dom': '19.2.6',
    'better-auth': '1.6.33',
    '@tiptap/core': '3.30.5',
    'prosemirror-view': '1.42.3',
    'prosemirror-model': '1.22.1',
    linkifyjs: '4.3.2',
    mammoth: '1.11.0',
    '@xmldom/xmldom': '0.8.15',
    underscore: '1.13.8',
    'better-sqlite3': '12.11.1',
  }
  it.each(Object.entries(FLOORS))('has no %s below %s', (name, floor) => {
    const found = copies(name)
    expect(found.length).toBeGreaterThan(0)
    for (const version of found) expect(compare(version, floor), `${name} ${version}`).toBeGreaterThanOrEqual(0)
  })
  it('has one copy of ProseMirror’s model and one version of Tiptap', () => {
    expect(copies('prosemirror-model')).toHaveLength(1)
    const versions = Object.entries(lock.packages)
      .filter(([path]) => path.includes('node_modules/@tiptap/'))
      .map(([, entry]) => entry.version)
    expect(new Set(versions).size).toBe(1)
  })
  it('checks the integrity of every package', () => {
    // What is bundled inside another package is covered by that one's integrity.
    for (const [path, entry] of Object.entries(lock.packages))
      if (path && entry.version && !entry.inBundle) expect(entry.integrity, path).toBeTruthy()
  })
  it('lists the packages of every platform, so that npm ci works on all of them', () => {
    for (const name of ['@biomejs/cli', '@tailwindcss/oxide', '@next/swc'])
      for (const platform of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'])
        expect(
          Object.keys(lock.packages).some((path) => path.startsWith(`node_modules/${name}-${platform}`)),
          `${name} for ${platform}`,
        ).toBe(true)
  })
})

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split(/[.-]/).map(Number)) as [number[], number[]]
  for (let at = 0; at < 3; at++) if ((x[at] ?? 0) !== (y[at] ?? 0)) return (x[at] ?? 0) - (y[at] ?? 0)
  return 0
}
