/** Heavy jobs of five people at once: how long others wait, and how long the server is busy with one thing. */
import { DeskServer } from '../support/desk'
import { heavyWork, type Meanwhile } from '../support/heavy-jobs'
import { table } from './support'

const server = await DeskServer.start()
try {
  const { quiet, busy, jobs } = await heavyWork(server)
  const shown = jobs.filter(({ what }) => what !== 'A sign-in')
  table([['job', 'status', 'seconds'], ...shown.map(({ what, status, ms }) => [what, status, (ms / 1000).toFixed(1)])])
  console.log('')
  const row = (name: string, one: Meanwhile) => [name, one.readP50, one.readP95, one.loopP50, one.loopP99, one.loopMax]
  table([
    ['', 'a read p50 ms', 'p95 ms', 'event loop p50 ms', 'p99 ms', 'longest ms'],
    row('quiet', quiet),
    row('heavy jobs, 60 sign-ins', busy),
  ])
} finally {
  await server.stop()
}
