/** Opening an article with 20,000 logged steps, beside the same with an empty log: from a server that has it in no memory. */
import { DeskServer } from '../support/desk'
import { launch, makeArticle, median, signedIn, table, timeToOpen, WATCH_EDITABLE } from './support'

const SIZE = { words: 50_000, claims: 5_000 }
const STEPS = 20_000
const OPENINGS = 5

const server = await DeskServer.start()
const browser = await launch()
try {
  const articles = {
    'empty log': await makeArticle(server, SIZE),
    [`${STEPS.toLocaleString('en')} steps`]: await makeArticle(server, { ...SIZE, steps: STEPS }),
  }
  const opens: Record<string, number[]> = {}
  for (let n = 0; n < OPENINGS; n++)
    for (const [name, id] of Object.entries(articles)) {
      await server.kill()
      await server.up()
      const context = await signedIn(browser, server)
      const page = await context.newPage()
      await page.addInitScript(WATCH_EDITABLE)
      const list = opens[name] ?? []
      opens[name] = list
      list.push((await timeToOpen(page, `/articles/${id}`)).editable)
      await context.close()
    }
  const floor = median(opens['empty log'] ?? [])
  table([
    ['log', 'editable ms after a restart (median)', '× empty'],
    ...Object.entries(opens).map(([name, times]) => [name, median(times), median(times) / floor]),
  ])
} finally {
  await browser.close()
  await server.stop()
}
