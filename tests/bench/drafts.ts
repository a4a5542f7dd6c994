/** Claims over real revisions, through POST /drafts; and how long a plan takes. */
import { alignTexts } from '@/lib/core/anchoring/align-texts'
import { planDraft } from '@/lib/core/anchoring/plan-draft'
import { corpus } from '../support/corpora'
import { apiOf, DeskServer } from '../support/desk'
import { judgeRevisions, printFates, readPairs } from '../support/revisions'
import { benchText, seeded } from './bench-text'
import { table } from './support'

const file = corpus('corpora/revisions/data/revisions.jsonl.gz')
if (file) {
  const server = await DeskServer.start()
  try {
    console.log(printFates(await judgeRevisions(apiOf(server.desk.url, server.desk.people.editor.token), readPairs(file))))
  } finally {
    await server.stop()
  }
}

const rows: (string | number)[][] = [['words / claims', 'words changed', 'first plan ms', 'later ms', 'of that alignment ms', 'carried']]
for (const { words, claims } of [
  { words: 10_000, claims: 1_000 },
  { words: 50_000, claims: 5_000 },
]) {
  for (const share of [0.01, 0.06]) {
    const { text, ranges } = benchText(words, claims)
    const random = seeded(11)
    const after = text.replace(/\S+/g, (word) => (random() < share ? 'rewritten' : word))
    const claimed = new Map(ranges.map((range, index) => [String(index), [range]]))
    const time = () => {
      const start = performance.now()
      const plan = planDraft(text, after, claimed)
      return { ms: performance.now() - start, plan }
    }
    const first = time()
    const later = time()
    const start = performance.now()
    alignTexts(text, after)
    rows.push([
      `${words.toLocaleString('en')} / ${claims.toLocaleString('en')}`,
      `${share * 100} %`,
      first.ms,
      later.ms,
      performance.now() - start,
      `${first.plan.carried.length} same, ${first.plan.stale.length} edited`,
    ])
  }
}
console.log('')
table(rows)
