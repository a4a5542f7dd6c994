import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parseHTML } from 'linkedom'
import { sentencesOf } from '@/lib/core/text/sentences'

/** Labelled sentences beside the project, read where they lie; see docs/detection.md for what they are. */

export interface Labelled {
  /** What sentences of one source share: they are never on both sides of a split. */
  readonly group: string
  readonly text: string
  readonly isYes: boolean
}

/** CheckThat! 2024, English. Ordered as the debates were held. */
export function readDebates(folder: string, file: string): Labelled[] {
  return readFileSync(`${folder}/${file}`, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .filter(Boolean)
    .map((line) => {
      const [id = '', quoted = '', label = ''] = line.split('\t')
      const text = quoted.startsWith('"') && quoted.endsWith('"') ? quoted.slice(1, -1).replace(/""/g, '"') : quoted
      return { group: id, text, isYes: label.trim() === 'Yes' }
    })
    .sort((a, b) => Number(a.group) - Number(b.group))
}

/** CheckThat! 2019, task 1: a transcript a file. */
export function readTranscripts(folder: string): Labelled[][] {
  return readdirSync(folder)
    .filter((file) => /\.(?:tsv|txt)$/.test(file))
    .map((file) =>
      readFileSync(`${folder}/${file}`, 'utf8')
        .split(/\r?\n/)
        .map((line) => line.split('\t'))
        .filter((cells) => cells.length >= 4)
        .map(([, , text = '', label = '']) => ({ group: file, text, isYes: label.trim() === '1' })),
    )
}

function sentencesIn(body: string): string[] {
  return body
    .split('\n')
    .flatMap((line) => sentencesOf(line).map(({ start, end }) => line.slice(start, end)))
    .filter((sentence) => sentence.split(/\s+/).length >= 4)
}

/** Pages of two other collections: the text somebody wrote out, or the blocks a reader view keeps. */
function* otherPages(folder: string): Generator<[page: string, body: string]> {
  for (const file of readdirSync(`${folder}/newspaper`))
    if (file.endsWith('.txt')) yield [`newspaper/${file}`, readFileSync(`${folder}/newspaper/${file}`, 'utf8')]
  for (const name of readdirSync(`${folder}/readability`)) {
    const html = gunzipSync(readFileSync(`${folder}/readability/${name}/expected.html.gz`)).toString('utf8')
    const blocks = [...parseHTML(html).document.querySelectorAll('p,li,h1,h2,h3,blockquote')].filter(
      (block) => !block.querySelector('p,li'),
    )
    yield [`readability/${name}`, blocks.map((block) => (block.textContent ?? '').replace(/\s+/g, ' ').trim()).join('\n')]
  }
}

/** Sentences of saved news pages with this desk's own labels: 0 nothing to check · 1 checkable, routine · 2 an error would need a printed correction. */
export function readNews(
  folder: string,
  /** The ones the weights were learned from, or those they never saw. */
  which: 'news-labels' | 'news-labels-unseen' = 'news-labels',
): {
  readonly labelled: { page: string; text: string; label: number }[]
  readonly all: { page: string; text: string }[]
} {
  const truth = JSON.parse(readFileSync(`${folder}/ground-truth.json`, 'utf8')) as Record<string, { articleBody: string }>
  const labels = JSON.parse(readFileSync(`tests/fixtures/detection/${which}.json`, 'utf8')) as [string, number, string, number][]
  const byPage = new Map<string, string[]>()
  for (const [page, { articleBody }] of Object.entries(truth)) byPage.set(page, sentencesIn(articleBody))
  for (const [page, body] of otherPages(`${folder}/..`))
    byPage.set(
      page,
      sentencesIn(body).map((one) => one.replace(/\s+/g, ' ').trim()),
    )
  const labelled = labels.flatMap(([page, , hash, label]) => {
    // By its hash: a better splitter may count other sentences before it.
    const text = byPage.get(page)?.find((one) => createHash('sha256').update(one).digest('hex').startsWith(hash))
    return text ? [{ page, text, label }] : []
  })
  const pages = new Set(labels.map(([page]) => page))
  const all = [...byPage].filter(([page]) => pages.has(page)).flatMap(([page, sentences]) => sentences.map((text) => ({ page, text })))
  return { labelled, all }
}
