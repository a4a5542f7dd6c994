import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv04 from 'ajv-draft-04'
import { describe, expect, it } from 'vitest'
import { redact } from '@/lib/core/article/redact'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { EXPORTERS } from '@/lib/formats/exporters/registry'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { snapshot } from '@/tests/factories/snapshot'
import { corpus } from '@/tests/support/corpora'
import { doc, headline, p } from '@/tests/support/writing'

/** The snapshot of the factory on another text. */
function snapshotOf(...blocks: Parameters<typeof doc>) {
  const article = doc(...blocks)
  const text = textOf(article)
  const taken = snapshot()
  const [first] = taken.claims
  if (!first) throw new Error('The factory makes claims.')
  const claims = [...claimRanges(article)].map(([id, ranges], index) => ({
    ...first,
    id,
    number: index + 1,
    ranges,
    quote: quoteAt(text, ranges),
  }))
  return { ...taken, article: { ...taken.article, text, document: article.toJSON() }, claims }
}

describe('Web Annotations', () => {
  it('are found again by code point and by words, in text with emoji and combining marks', () => {
    const taken = snapshotOf(headline('A 👩‍🚀 in [a:Brno]'), p('She said 🌊🌊 [b:é́ costs 5 crowns] and [c:👩‍🚀 more].'))
    const points = [...taken.article.text]
    const { total, first } = JSON.parse(EXPORTERS['web-annotation'](taken) as string)
    expect(total).toBe(3)
    first.items.forEach((item: { target: { selector: Record<string, never>[] }[] }, index: number) => {
      const [quote, position] = item.target[0]?.selector ?? []
      expect(quote?.exact).toBe(taken.claims[index]?.quote)
      expect(points.slice(position?.start, position?.end).join('')).toBe(taken.claims[index]?.quote)
      // No half characters on either side.
      for (const side of [quote?.prefix, quote?.suffix]) expect(String(side)).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/)
    })
  })
})

describe('Web Annotations beside the W3C’s own assertions', () => {
  const folder = corpus('corpora/standards/data/web-annotation')

  interface Assertion {
    readonly name: string
    /** must, should or may. */
    readonly kind: string
    readonly isMet: (annotation: unknown) => boolean
  }

  /** Checks of the recommendation, as the W3C's test suite has them (JSON Schema, draft 4). */
  function assertions(root: string): Assertion[] {
    const ajv = new Ajv04({ strict: false, validateFormats: false, logger: false })
    const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    const definitions = join(root, 'schemas/definitions')
    for (const name of readdirSync(definitions)) ajv.addSchema(read(join(definitions, name)), name)
    const folders = join(root, 'schemas/annotations')
    return readdirSync(folders, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        // Two of them have one id.
        const { id: _, ...schema } = read(join(folders, name))
        const holds = ajv.compile(schema)
        return {
          name,
          kind: schema.assertionType ?? '',
          isMet: (annotation) => holds(annotation) === (schema.expectedResult !== 'invalid'),
        }
      })
  }

  it.skipIf(!folder)('keep every MUST, and nothing that is there is written wrongly', () => {
    const checks = assertions(folder as string)
    const taken = snapshotOf(headline('A 👩‍🚀 in [a:Brno]'), p('She said [b:it costs 5 crowns] and [c:more].'))
    const annotations = (['internal', 'public'] as const).flatMap(
      (audience) =>
        JSON.parse(EXPORTERS['web-annotation']({ ...redact(taken, audience), pictures: {} }) as string).first.items as unknown[],
    )
    expect(annotations.length).toBeGreaterThan(3)
    const musts = checks.filter(({ kind }) => kind === 'must')
    expect(musts.length).toBeGreaterThan(8)
    for (const annotation of annotations) for (const { name, isMet } of musts) expect(isMet(annotation), name).toBe(true)
  })

  it.skipIf(!folder)('which tell samples of the W3C apart', () => {
    const checks = assertions(folder as string)
    const musts = checks.filter(({ name }) => name.startsWith('3.1-'))
    const samples = join(folder as string, 'samples/incorrect')
    for (const name of readdirSync(samples)) {
      const text = readFileSync(join(samples, name), 'utf8')
      const passes = () => musts.every(({ isMet }) => isMet(JSON.parse(text)))
      let isTaken = false
      try {
        isTaken = passes()
      } catch {
        // Some are no JSON, on purpose.
      }
      expect(isTaken, name).toBe(false)
    }
  })
})

describe('Markdown', () => {
  it('comes back as the same words, whatever signs stand in them', async () => {
    const taken = snapshotOf(
      headline('A *first* _time_ head'),
      p('One [a:two] # three | four [5] <b>six</b> & 7.'),
      p('1. Not a list'),
      p('- nor this, and `not code` ~~nor gone~~'),
    )
    const written = String(EXPORTERS.markdown(taken)).split('\n\n---')[0] ?? ''
    const read = await importMarkdown(new TextEncoder().encode(written.replace(/\[\^c\d+\]/g, '')))
    expect(textOf(readDocument(read.document))).toBe(taken.article.text)
  })
})

describe('lists of sources', () => {
  it('hold names, dates and addresses as the formats have them, and no address that runs', () => {
    const taken = snapshot()
    const [source] = taken.sources
    if (!source) throw new Error('The factory has a source.')
    const sources = [
      {
        ...source,
        author: [{ family: 'Dorn', given: 'Anneke' }, { literal: 'Town of Harbeck' }],
        title: 'Accounts & 50% {draft',
        issued: '2024-05-31',
        URL: 'https://harbeck.example/a_b',
      },
      { ...source, id: 't', number: 2 },
    ]
    const list = { ...taken, sources }
    const csl = JSON.parse(EXPORTERS['csl-json'](list) as string)
    expect(csl[0]).toMatchObject({
      id: 'source-1',
      author: [{ family: 'Dorn', given: 'Anneke' }, { literal: 'Town of Harbeck' }],
      issued: { 'date-parts': [[2024, 5, 31]] },
    })
    const bibtex = String(EXPORTERS.bibtex(list))
    expect(bibtex).toContain('author = {Dorn, Anneke and {Town of Harbeck}}')
    expect(bibtex).toContain('title = {Accounts \\& 50\\% draft}')
    expect(bibtex).toContain('month = {5}')
    const ris = String(EXPORTERS.ris(list))
    expect(ris.split('\r\n').slice(0, 4)).toEqual([
      'TY  - RPRT',
      'AU  - Dorn, Anneke',
      'AU  - Town of Harbeck',
      'TI  - Accounts & 50% {draft',
    ])
    expect(ris).toContain('DA  - 2024/05/31')
    for (const text of [JSON.stringify(csl), bibtex, ris]) expect(text).not.toContain('javascript:')
  })
})
