import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importHtml } from '@/lib/formats/importers/html'
import { corpus } from '@/tests/support/corpora'

const PROSE = '<p>It cost 5 crowns, as the town’s accounts say, and nobody has asked since why it did, said the mayor.</p>'

function read(inside: string) {
  const html = `<html><head><title>The mill</title></head><body><nav>Home</nav><article><h1>The mill closes</h1><p class="byline">By Ada Holm</p>${inside}</article><script></script></body></html>`
  const { document, messages } = importHtml(new TextEncoder().encode(html))
  return { text: textOf(readDocument(document)), said: messages.map(({ message }) => message).join('\n') }
}

describe('a page that is brought in', () => {
  it.each([
    '<p><a href="/a">Read more: the mill in 1900</a></p>',
    '<p>Updated Nov 19, 9:41 AM;Posted Nov 18, 8:19 PM</p>',
    '<p>November 20, 2019</p>',
    '<p>Published 1 day ago</p>',
    '<p>Get the latest updates right in your inbox. Subscribe to our newsletters.</p>',
    '<p><a href="/b">OTHER MILLS THAT CLOSED LAST YEAR</a></p>',
    '<ul><li><a href="/c">Sport</a></li><li><a href="/d">Culture</a></li></ul>',
    '<p>This document is subject to copyright. No part may be reproduced.</p>',
    '<p>Advertisement</p>',
    '<p>https://paper.example/mill-14848382.php</p>',
  ])('loses what is the page’s own, and says so: %s', (line) => {
    const { text, said } = read(`${PROSE}${PROSE}${line}${PROSE}${PROSE}`)
    const words = line
      .replace(/<[^>]*>/g, ' ')
      .trim()
      .replace(/\s+/g, ' ')
    expect(text.replace(/\s+/g, ' ')).not.toContain(words)
    expect(said).toMatch(/of the page itself (?:was|were) left out/)
    expect(text.match(/It cost 5 crowns/g)).toHaveLength(4)
  })
  it.each([
    '<p>Read more than one account and you find that none agrees with the other about the year in which the mill was closed, the mayor said; the reasons that are given differ too, and the town keeps no papers of it that anybody has seen.</p>',
    '<p>“Subscribe to nothing,” said the mayor.</p>',
    '<blockquote><p>Follow us, they said.</p></blockquote>',
    '<p>The vote was on <a href="https://town.example">20 November 2019</a>, in the hall.</p>',
    '<ul><li>5 crowns for the mill</li><li>6 crowns for the river</li></ul>',
    '<p>It closed in May.</p>',
    '<p>Updated figures show that 40 people died in May.</p>',
    '<p>Published accounts name 12 mills.</p>',
    '<p>May 4, 1952 was the day 40 people died.</p>',
    '<p>Subscribe numbers fell by 12 percent in May.</p>',
    '<p>Copyright law was changed in 1952 by 40 votes.</p>',
    '<p>Loading docks were shut for 4 days.</p>',
    '<p>Log in trees fell by half.</p>',
    '<p>Related firms paid 4 million crowns.</p>',
    '<p>Advertising fell to 9 percent.</p>',
    '<p>“Photo: a lie,” said the mayor.</p>',
  ])('keeps what is copy: %s', (line) => {
    const { text } = read(`${PROSE}${PROSE}${line}${PROSE}${PROSE}`)
    for (const words of line.split(/<[^>]*>/).filter((one) => one.trim() !== '')) expect(text).toContain(words.trim())
  })
})

const PAGES = corpus('corpora/html-articles/data/aeb')

/** Precision and recall of four-word shingles, each page weighing the same, as scrapinghub/article-extraction-benchmark counts. */
function scoreOf(pairs: readonly (readonly [string, string])[]): number {
  const shingles = (text: string) => {
    const words = text.match(/[\p{L}\p{N}_]+/gu) ?? []
    const counts = new Map<string, number>()
    for (let at = 0; words.length > 0 && at < Math.max(1, words.length - 3); at++) {
      const key = words.slice(at, at + 4).join(' ')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return counts
  }
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
  const precisions: number[] = []
  const recalls: number[] = []
  for (const [wanted, got] of pairs) {
    const [a, b] = [shingles(wanted), shingles(got)]
    const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, one) => sum + one, 0)
    let hits = 0
    for (const [key, count] of b) hits += Math.min(count, a.get(key) ?? 0)
    if (total(b) > 0) precisions.push(hits / total(b))
    if (total(a) > 0) recalls.push(hits / total(a))
  }
  const [p, r] = [mean(precisions), mean(recalls)]
  return (2 * p * r) / (p + r)
}

it.skipIf(!PAGES)(
  'the body of published pages is found at least as well as by the best published tool (F1 0.962)',
  { timeout: 120_000 },
  () => {
    const folder = PAGES as string
    const truth = JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8')) as Record<string, { articleBody: string }>
    const pairs = readdirSync(join(folder, 'html')).map((file) => {
      const doc = readDocument(importHtml(gunzipSync(readFileSync(join(folder, 'html', file)))).document)
      const body = doc.children.filter((block) => !['headline', 'dek', 'byline'].includes(block.type.name))
      return [
        truth[file.replace('.html.gz', '')]?.articleBody ?? '',
        body.map((block) => block.textBetween(0, block.content.size, '\n')).join('\n'),
      ] as const
    })
    expect(pairs).toHaveLength(62)
    expect(scoreOf(pairs)).toBeGreaterThan(0.962)
  },
)
