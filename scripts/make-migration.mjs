// Writes prisma/migrations/<stamp>_<name>/migration.sql: what leads from the
// schema at the last commit to prisma/schema.prisma. Needs no database and no
// download, unlike `prisma migrate diff`.
//
//   node scripts/make-migration.mjs <name> [--from-empty]
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [name, flag] = process.argv.slice(2)
if (!name || !/^[a-z0-9-]+$/.test(name)) {
  console.error('Usage: node scripts/make-migration.mjs <name-in-kebab-case> [--from-empty]')
  process.exit(2)
}

const engine = await loadEngine()
const now = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
const before =
  flag === '--from-empty'
    ? now.replace(/^model [\s\S]*?^}/gm, '')
    : execFileSync('git', ['show', 'HEAD:prisma/schema.prisma'], { cwd: root, encoding: 'utf8' })

const datamodel = (content) => ({
  tag: 'schemaDatamodel',
  files: [{ path: 'schema.prisma', content }],
  configDir: root,
})
const { stdout } = await engine.diff({
  from: datamodel(before),
  to: datamodel(now),
  script: true,
  shadowDatabaseUrl: null,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
})
if (!stdout?.trim() || stdout.includes('-- This is an empty migration')) {
  console.log('The schema has not changed; no migration written.')
  process.exit(0)
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const folder = join(root, 'prisma/migrations', `${stamp}_${name}`)
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'migration.sql'), stdout)
console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`)

async function loadEngine() {
  const base = join(root, 'node_modules/@prisma/schema-engine-wasm')
  // The package's exports hide the wasm file, so its parts are read by path.
  const glue = await import(pathToFileURL(join(base, 'schema_engine_bg.js')).href)
  const { instance } = await WebAssembly.instantiate(readFileSync(join(base, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': glue,
  })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3')
  const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils')
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaBetterSqlite3({ url: ':memory:' }))
  return glue.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter)
}
