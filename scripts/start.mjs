// npm start: from a bare clone to a running desk with a sample article.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import {
  build,
  bundleChild,
  checkNode,
  fail,
  generateClient,
  installPackages,
  isPortTaken,
  root,
  run,
  say,
  stopRunning,
  tsxArgs,
} from './prepare.mjs'

const isDev = process.argv.includes('--dev')
const port = Number(process.env.PORT ?? 3000)
const host = process.env.HOST ?? '127.0.0.1'

let server = null
const stop = (signal) => {
  if (!server) return stopRunning(signal) || process.exit(1)
  server.kill(signal)
  setTimeout(() => server.kill('SIGKILL'), 6_000).unref()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal === 'SIGHUP' ? 'SIGTERM' : signal))
// npm passes a signal to the shell it started, which ends without passing it on.
const parent = process.ppid
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== parent) stop('SIGTERM')
  }, 300).unref()

checkNode()
if (!Number.isInteger(port) || port < 1 || port > 65535) fail(`PORT is “${process.env.PORT}”, which is not a port number.`)
if (await isPortTaken(port, host))
  fail(`Port ${port} on ${host} is taken. Is Tickmark running already? Stop it, or choose another port: PORT=${port + 1} npm start`)

await installPackages()
await generateClient()
if (isDev) await bundleChild()
else await build()

// Migrates, adds the sample article to a new database, and prints the set-up link while nobody has joined.
await run(process.execPath, [...tsxArgs, join(root, 'prisma/seed.ts')], {
  what: 'Preparing the database',
  env: { PORT: String(port), HOST: host },
})

const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
say(`\nTickmark: ${process.env.BASE_URL ?? `http://${shown}:${port}`}   (stop with Ctrl+C)\n`)
server = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), isDev ? 'dev' : 'start', '-p', String(port), '-H', host], {
  cwd: root,
  env: {
    ...process.env,
    PORT: String(port),
    HOST: host,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: isDev ? 'development' : 'production',
    // The server ends when this process does, even by kill -9: its input closes.
    ...(isDev ? {} : { TICKMARK_PARENT: 'stdin' }),
  },
  stdio: ['pipe', isDev ? 'inherit' : 'ignore', 'inherit'],
})
server.on('exit', (code) => process.exit(code ?? 0))
