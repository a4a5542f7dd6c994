import { CHECKABLE_AT, detect, weigh } from '@/lib/core/detection/detect'
import { CUES } from '@/lib/core/detection/en/cues'
import { EN } from '@/lib/core/detection/en/language'
import { featuresOf } from '@/lib/core/detection/features'
import { corpus } from '@/tests/support/corpora'
import { readDebates, readNews, readTranscripts } from './data'
import { learnWords, leftOut } from './learn'
import { averagePrecision, balancedAccuracy, f1 } from './measure'

/** `npm run bench:detect`: the tables of docs/detection.md. */
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

const debates = corpus('corpora/checkworthy/data/ct24-en')
if (debates) {
  const dev = readDebates(debates, 'dev.tsv')
  const scores = detect(
    dev.map(({ text }) => text),
    EN,
  ).map(({ score }) => score)
  const isYes = dev.map((one) => one.isYes)
  console.log(
    `CheckThat! 2024 English, dev (${dev.length}): F1 of yes ${f1(scores, isYes, CHECKABLE_AT).toFixed(3)}, AP ${averagePrecision(scores, isYes).toFixed(3)}`,
  )
}

const transcripts = corpus('corpora/checkworthy/data/ct19-task1/train')
if (transcripts) {
  const all = readTranscripts(transcripts)
  const ours: number[] = []
  const baseline: number[] = []
  for (const one of all) {
    const isYes = one.map((line) => line.isYes)
    ours.push(
      averagePrecision(
        detect(
          one.map(({ text }) => text),
          EN,
        ).map(({ score }) => score),
        isYes,
      ),
    )
    // Words and pairs of words of the other transcripts, no cues.
    const rest = all.filter((other) => other !== one).flat()
    const model = learnWords(
      rest.map(({ text, isYes: label }) => ({ text, target: label ? 1 : 0, weight: label ? 5 : 1 })),
      [],
      1 << 18,
      6,
    )
    const bytes = Int8Array.from(Buffer.from(model.weights, 'base64'))
    baseline.push(
      averagePrecision(
        one.map(({ text }) => {
          const features = featuresOf(text, [], 1 << 18)
          const words = features.buckets.reduce((sum, bucket) => sum + (bytes[bucket] as number), 0) * model.scale
          return weigh(features, model) + words / Math.sqrt(features.buckets.length || 1)
        }),
        isYes,
      ),
    )
  }
  console.log(
    `CheckThat! 2019, ${all.length} transcripts: mean AP ${mean(ours).toFixed(3)}; logistic regression over words, each transcript left out: ${mean(baseline).toFixed(3)}`,
  )
}

const pages = corpus('corpora/html-articles/data/aeb')
if (pages) {
  const { labelled } = readNews(pages)
  const scores = leftOut(labelled, CUES)
  const isSomething = labelled.map(({ label }) => label > 0)
  const isGrave = labelled.map(({ label }) => label === 2)
  const shipped = detect(
    labelled.map(({ text }) => text),
    EN,
  ).map(({ score }) => score)
  const best = Math.max(...Array.from({ length: 41 }, (_, at) => balancedAccuracy(scores, isSomething, -2 + at / 10)))
  console.log(
    `News, ${labelled.length} sentences, pages left out in turn: balanced accuracy of “nothing” ${best.toFixed(3)} (best line), AP of “grave” ${averagePrecision(scores, isGrave).toFixed(3)}`,
  )
  console.log(
    `  as shipped, on the sentences it learned from: ${balancedAccuracy(shipped, isSomething, CHECKABLE_AT).toFixed(3)}, ${averagePrecision(shipped, isGrave).toFixed(3)}`,
  )
  const unseen = readNews(pages, 'news-labels-unseen').labelled
  const told = detect(
    unseen.map(({ text }) => text),
    EN,
  ).map(({ score }) => score)
  const unseenSomething = unseen.map(({ label }) => label > 0)
  const unseenGrave = unseen.map(({ label }) => label === 2)
  console.log(
    `  as shipped, on ${unseen.length} sentences labelled after it was made: ${balancedAccuracy(told, unseenSomething, CHECKABLE_AT).toFixed(3)}, ${averagePrecision(told, unseenGrave).toFixed(3)}`,
  )
}

const long = Array.from(
  { length: 2_500 },
  (_, at) =>
    `In 20${10 + (at % 15)} the council of town ${at} said it had spent ${at * 3} million crowns, more than ever before, on its ${at} schools.`,
)
const start = performance.now()
detect(long, EN)
console.log(`50,000 words of prose (${long.length} sentences): ${Math.round(performance.now() - start)} ms`)
