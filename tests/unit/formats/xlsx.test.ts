import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { writeXlsx } from '@/lib/formats/exporters/xlsx'
import { snapshot } from '@/tests/factories/snapshot'
import { corpus } from '@/tests/support/corpora'

async function partsOf(made: ReturnType<typeof snapshot>) {
  const parts = unzipSync(await writeXlsx(made))
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, new TextDecoder().decode(part)]))
}

/** Every cell of all sheets: how it is typed, and what stands in it. */
function cellsOf(parts: Record<string, string>): { type: string; value: string }[] {
  const strings = [...(parts['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, inner]) =>
    (inner ?? '').replace(/<[^>]+>/g, ''),
  )
  return Object.entries(parts)
    .filter(([name]) => name.startsWith('xl/worksheets/sheet'))
    .flatMap(([, xml]) =>
      [...xml.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', inner = '']) => {
        const type = / t="(\w+)"/.exec(attributes)?.[1] ?? 'n'
        const value = inner.replace(/<[^>]+>/g, '')
        return { type, value: type === 's' ? (strings[Number(value)] ?? '') : value }
      }),
    )
}

describe('the spreadsheet', () => {
  it('has a sheet each for claims, evidence, what nobody looked at, what stands open, and what it is', async () => {
    const parts = await partsOf(snapshot())
    expect([...(parts['xl/workbook.xml'] ?? '').matchAll(/<sheet [^>]*?name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'Claims',
      'Evidence',
      'Not looked at',
      'Open',
      'Record',
      'About',
    ])
    const values = cellsOf(parts).map(({ value }) => value)
    for (const word of ['C1', 'Deep source', 'Decided at (UTC)', '2 of 4 checkable sentences decided, 1 not looked at.'])
      expect(values).toContain(word)
  })

  it('has times as times and all else as text: nothing in it is a formula', async () => {
    const made = snapshot()
    const parts = await partsOf(made)
    const cells = cellsOf(parts)
    const decided = made.claims.filter((claim) => claim.decision).length
    expect(cells.filter(({ type, value }) => type === 'n' && value !== '')).toHaveLength(decided)
    expect(Object.values(parts).join()).not.toMatch(/<f[ >]/)
  })

  const list = corpus('corpora/hostile/data/csv-cells.jsonl')
  it.skipIf(!list)('runs none of the hostile cells', async () => {
    const payloads = readFileSync(list as string, 'utf8')
      .trim()
      .split('\n')
      .map((line) => Object.values(JSON.parse(line) as Record<string, string>)[0] as string)
    const [claim] = snapshot().claims
    const made = {
      ...snapshot(),
      claims: payloads.map((quote, index) => ({ ...(claim as (typeof made)['claims'][number]), number: index + 1, quote })),
    } as ReturnType<typeof snapshot>
    const parts = await partsOf(made)
    expect(Object.values(parts).join()).not.toMatch(/<f[ >]/)
    const texts = new Set(
      cellsOf(parts)
        .filter(({ type }) => type !== 'n')
        .map(({ value }) => value),
    )
    for (const payload of payloads.filter((one) => /^[=+@-][\w.]+$/.test(one))) expect(texts.has(payload), payload).toBe(true)
  })
})
