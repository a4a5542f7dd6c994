import { readFileSync } from 'node:fs'
import { unzipSync, zipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { ArticleSnapshot, SnapshotClaim, SnapshotCorrection } from '@/lib/core/article/article-snapshot'
import { redact } from '@/lib/core/article/redact'
import { reportSections } from '@/lib/core/report/report-sections'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { readDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { safeCell, writeCsv, writeEvidenceCsv } from '@/lib/formats/exporters/csv'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { writeEmbedJson } from '@/lib/formats/exporters/embed'
import { writeHtml } from '@/lib/formats/exporters/html'
import { writeMarkdown } from '@/lib/formats/exporters/markdown'
import { pdfSource, writePdf } from '@/lib/formats/exporters/pdf'
import { writeWebAnnotation } from '@/lib/formats/exporters/web-annotation'
import { importDocx } from '@/lib/formats/importers/docx'
import { importHtml } from '@/lib/formats/importers/html'
import { HOSTILE, snapshot } from '@/tests/factories/snapshot'
import { EVERY_BLOCK } from '@/tests/fixtures/every-block'
import { corpus } from '@/tests/support/corpora'

const CELLS = corpus('corpora/hostile/data/csv-cells.jsonl')

/** The words each Word comment stands on, read from the document's XML in order. */
function commentedWords(xml: string): Map<string, string> {
  const words = new Map<string, string>()
  const open = new Set<string>()
  for (const [token, start, end, text] of xml.matchAll(
    /<w:commentRangeStart w:id="(\d+)"\/>|<w:commentRangeEnd w:id="(\d+)"\/>|<w:t[^>]*>([^<]*)<\/w:t>|<\/w:p>/g,
  )) {
    if (start !== undefined) {
      open.add(start)
      words.set(start, '')
    } else if (end !== undefined) open.delete(end)
    else for (const comment of open) words.set(comment, (words.get(comment) ?? '') + (token === '</w:p>' ? '\n' : (text ?? '')))
  }
  expect(open.size).toBe(0)
  return words
}

describe('the Word export', () => {
  it('has one comment per claim on exactly its words, also nested and over paragraphs', async () => {
    const taken = snapshot()
    const parts = unzipSync(await writeDocx(taken))
    const read = (name: string) => new TextDecoder().decode(parts[name])
    const words = commentedWords(read('word/document.xml'))
    // Each has one note, which is an answer on the same words.
    expect([...words.values()].map((one) => one.replace(/&quot;/g, '"'))).toEqual(
      taken.claims.flatMap((claim) => [claim.quote, claim.quote]),
    )
    const comments = read('word/comments.xml')
    for (const claim of taken.claims) expect(comments).toContain(`C${claim.number} · Checked, confirmed`)
    expect([...comments.matchAll(/<w:comment [^>]*w:id="(\d+)"/g)].map((match) => match[1])).toEqual([...words.keys()])
    const threads = [
      ...read('word/commentsExtended.xml').matchAll(
        /<w15:commentEx w15:paraId="([0-9A-F]{8})"(?: w15:paraIdParent="([0-9A-F]{8})")? w15:done="1"\/>/g,
      ),
    ]
    expect(threads.map(([, id, parent]) => parent ?? id)).toEqual(
      threads.map(([, id], index) => (index % 2 === 0 ? id : threads[index - 1]?.[1])),
    )
    // A thread hangs on the last paragraph of its comment ([MS-DOCX] 2.5.4.3), below 0x80000000.
    for (const [, id] of threads) {
      expect(Number.parseInt(id ?? '', 16)).toBeLessThan(0x80000000)
      expect(comments).toMatch(new RegExp(`<w:p [^>]*w14:paraId="${id}"(?:(?!<w:p[ >]).)*</w:comment>`))
    }
    expect(read('word/_rels/document.xml.rels')).not.toMatch(/TargetMode="External"[^>]*javascript|javascript[^>]*TargetMode="External"/)
  })
})

describe('what a Word report shows in the text', () => {
  const proposing = () => {
    const taken = snapshot()
    const open = { state: 'proposed' as const, decidedBy: null, decidedAt: null, decisionReason: null }
    const claims = taken.claims.map((claim) => {
      const [correction] = claim.corrections
      return correction
        ? { ...claim, corrections: [{ ...correction, ...open, before: claim.quote, after: `new words\n${HOSTILE}` }] }
        : claim
    })
    return { ...taken, claims }
  }
  const partsOf = async (taken: ReturnType<typeof snapshot>) => {
    const parts = unzipSync(await writeDocx(taken))
    return (name: string) => new TextDecoder().decode(parts[name])
  }

  it('has the sources of each claim as a footnote behind its words, in reading order', async () => {
    const read = await partsOf(snapshot())
    const signs = [...read('word/document.xml').matchAll(/<w:footnoteReference w:id="(\d+)"\/>/g)].map(([, id]) => Number(id))
    // LibreOffice 7 shows a footnote empty when a comment has its id.
    const commented = [...read('word/document.xml').matchAll(/<w:commentReference w:id="(\d+)"\/>/g)].map(([, id]) => Number(id))
    expect(commented.filter((id) => signs.includes(id))).toEqual([])
    expect(signs).toEqual([1, 2, 3, 4, 5])
    const notes = [...read('word/footnotes.xml').matchAll(/<w:footnote w:id="(\d+)">(.*?)<\/w:footnote>/g)]
    expect(notes.map(([, , xml]) => /(C\d): Whistle Blower, “Deep source”\. p\. 1 “secret words”/.exec(xml ?? '')?.[1])).toEqual([
      'C1',
      'C3',
      'C2',
      'C4',
      'C5',
    ])
    const shown = await partsOf({ ...redact(snapshot(), 'public'), pictures: {} })
    expect(shown('word/footnotes.xml')).toContain('An official')
    expect(shown('word/footnotes.xml')).not.toMatch(/Whistle Blower|secret words/)
  })
  it('has open proposals as tracked changes, each id once; the words as they stand come back', async () => {
    const taken = proposing()
    const read = await partsOf(taken)
    const xml = read('word/document.xml')
    const text = (tag: string) =>
      [...xml.matchAll(new RegExp(`<w:${tag} [^>]*w:author="Tomas \\(proposed\\)"[^>]*>.*?</w:${tag}>`, 'g'))].map(([one]) =>
        one.replace(/<[^>]*>/g, ''),
      )
    // C3 stands within C2, and C4 runs over two paragraphs: those are told in their comments.
    expect(text('del').join('')).toBe('first timetwo three fourend')
    expect(text('ins')).toHaveLength(3)
    const ids = [...xml.matchAll(/<w:(?:ins|del|bookmarkStart) [^>]*w:id="(\d+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const back = await importDocx(await writeDocx(taken))
    expect(textOf(readDocument(back.document))).toBe(taken.article.text)
    expect(back.messages.map(({ message }) => message).join('\n')).not.toMatch(/tracked|footnote/i)
  })
  it('has words proposed for stretches of the text as tracked changes too, and tells those that stand no more', async () => {
    const taken = proposing()
    const { text } = taken.article
    const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
    const [lost] = taken.record.proposals
    const overParagraphs = text.slice(text.lastIndexOf('\n') - 2, text.lastIndexOf('\n') + 3)
    const open = (words: string, after: string) =>
      ({ ...lost, place: at(words), before: words, after, proposedBy: 'Bo' }) as SnapshotCorrection
    const proposals = [
      open('here', 'there'),
      open('One', ''),
      open('three four', 'overlaps a claim that has words of its own'),
      open(overParagraphs, 'joined'),
      lost as SnapshotCorrection,
    ]
    const read = await partsOf({ ...taken, record: { ...taken.record, proposals } })
    const xml = read('word/document.xml')
    const shown = (tag: string) =>
      [...xml.matchAll(new RegExp(`<w:${tag} [^>]*w:author="Bo \\(proposed\\)"[^>]*>.*?</w:${tag}>`, 'g'))].map(([one]) =>
        one.replace(/<[^>]*>/g, ''),
      )
    expect(shown('del')).toEqual(['One', 'here'])
    expect(shown('ins')).toEqual(['there'])
    const said = xml.replace(/<[^>]*>/g, '')
    expect(said).toContain('Words proposed for the text')
    expect(said).toContain('“The town” → “A town')
    expect(said).toContain('the words were changed since')
    expect(said).toContain('joined')
    const back = await importDocx(await writeDocx({ ...taken, record: { ...taken.record, proposals } }))
    expect(textOf(readDocument(back.document))).toBe(text)
  })
  it('keeps a change that somebody made in Word on the way back', async () => {
    const parts = unzipSync(await writeDocx(proposing()))
    const xml = new TextDecoder().decode(parts['word/document.xml'])
    const changed = xml.replace(
      ' head</w:t></w:r>',
      ' head</w:t></w:r><w:ins w:id="7000" w:author="Ada" w:date="2026-01-01T00:00:00Z"><w:r><w:t>lines</w:t></w:r></w:ins>',
    )
    const back = await importDocx(zipSync({ ...parts, 'word/document.xml': new TextEncoder().encode(changed) }))
    expect(textOf(readDocument(back.document))).toMatch(/^A first time headlines\n/)
    expect(back.messages.map(({ message }) => message).join('\n')).toMatch(/tracked changes \(1 insertion, 0 deletions\)/)
  })
  it('parts a comment where its claim runs out of a cell, so that each part stays within one', async () => {
    const cell = (...content: unknown[]) => ({ type: 'tableCell', content })
    const words = (text: string, id?: string) => ({
      type: 'paragraph',
      content: [{ type: 'text', text, ...(id ? { marks: [{ type: 'claim', attrs: { id } }] } : {}) }],
    })
    const article = readDocument({
      type: 'doc',
      content: [
        words('Before.'),
        {
          type: 'table',
          content: [
            {
              type: 'tableRow',
              content: [
                cell(words('row two', 'claim-of-cells'), words('still two', 'claim-of-cells')),
                cell(words('end', 'claim-of-cells')),
              ],
            },
          ],
        },
        words('After 7', 'claim-of-cells'),
      ],
    })
    const text = textOf(article)
    const taken = snapshot()
    const range = { start: text.indexOf('row two'), end: text.indexOf('After 7') + 7 }
    const claim = {
      ...taken.claims[0],
      id: 'claim-of-cells',
      ranges: [range],
      notes: [],
      evidence: [],
      corrections: [],
    } as unknown as SnapshotClaim
    const read = await partsOf({ ...taken, claims: [claim], article: { ...taken.article, text, document: article.toJSON() } })
    const body = read('word/document.xml')
    const ranges = [...body.matchAll(/<w:commentRangeStart w:id="(\d+)"\/>(.*?)<w:commentRangeEnd w:id="\1"\/>/gs)].map(
      ([, , inside]) => inside ?? '',
    )
    expect(ranges.map((one) => one.replace(/<[^>]*>/g, ''))).toEqual(['row twostill two', 'end', 'After 7'])
    expect(ranges.some((one) => one.includes('</w:tc>'))).toBe(false)
    expect(read('word/comments.xml')).toContain('C1, continued')
  })
  it('gives back a footnote that somebody added in Word, and none of its own', async () => {
    const taken = snapshot()
    const parts = unzipSync(await writeDocx(taken))
    const text = (name: string) => new TextDecoder().decode(parts[name])
    const own = /<w:footnote [^>]*w:id="1"[^>]*>/.exec(text('word/footnotes.xml'))
    expect(own).not.toBeNull()
    const notes = text('word/footnotes.xml').replace(
      '</w:footnotes>',
      '<w:footnote w:id="77"><w:p><w:r><w:t>Bo’s own source</w:t></w:r></w:p></w:footnote></w:footnotes>',
    )
    const body = text('word/document.xml').replace(' head</w:t></w:r>', ' head</w:t></w:r><w:r><w:footnoteReference w:id="77"/></w:r>')
    const encode = (words: string) => new TextEncoder().encode(words)
    const back = await importDocx(zipSync({ ...parts, 'word/document.xml': encode(body), 'word/footnotes.xml': encode(notes) }))
    const said = back.messages.map(({ message }) => message).join('\n')
    expect(said).toContain('Bo’s own source')
    expect(said.match(/footnote/gi)).toHaveLength(1)
    expect(textOf(readDocument(back.document))).toBe(taken.article.text)
  })
  it('says on every page what it is, of which version and text', async () => {
    const read = await partsOf(snapshot())
    expect(read('word/header1.xml')).toContain('fact-check report for the desk · version 7')
    expect(read('word/header1.xml')).toContain('Text SHA-256 abc')
    expect(read('word/footer1.xml')).toMatch(/PAGE.*NUMPAGES/)
  })
})

it('The PDF keeps figures on both sides of a tab apart', () => {
  const taken = snapshot()
  const first = { ...taken.claims[0], quote: 'Mills\t12\t14' } as SnapshotClaim
  expect(pdfSource({ ...taken, claims: [first] }, new Map())).toContain('Mills\u200312\u200314')
})

it('The HTML report sent back is the article, word for word and block for block', () => {
  const taken = snapshot()
  const back = importHtml(new TextEncoder().encode(writeHtml(taken)))
  expect(textOf(readDocument(back.document))).toBe(taken.article.text)
  expect(back.messages.map(({ message }) => message)).toEqual([
    expect.stringContaining('its claim log and sources are not part of the article'),
  ])
  const every = readDocument(EVERY_BLOCK)
  const whole = { ...taken, claims: [], article: { ...taken.article, document: every.toJSON(), text: textOf(every) } }
  expect(textOf(readDocument(importHtml(new TextEncoder().encode(writeHtml(whole))).document))).toBe(textOf(every).trimEnd())
})

describe('the HTML report', () => {
  const html = writeHtml(snapshot())
  it('has a note in place for each claim, and the claim log', () => {
    const { document } = parseHTML(html)
    expect(document.querySelectorAll('article sup')).toHaveLength(5)
    for (let number = 1; number <= 5; number++) expect(document.querySelector(`#claim-${number}`)).not.toBeNull()
    expect(document.querySelector('article h1')?.textContent).toMatch(/A first time✓1 head/)
  })
  it('runs nothing and asks for nothing, whatever was written into it', () => {
    const { document } = parseHTML(html)
    expect(document.querySelectorAll('script,iframe,link,object')).toHaveLength(0)
    expect(
      [...document.querySelectorAll('*')]
        .flatMap((element) => [...element.attributes].map((attribute) => attribute.name))
        .filter((name) => name.startsWith('on')),
    ).toEqual([])
    expect(
      [...document.querySelectorAll('[href]')].map((link) => link.getAttribute('href')).filter((href) => !href?.startsWith('#')),
    ).toEqual([])
    expect(html).toContain("default-src 'none'")
    expect(document.body.textContent).toContain(HOSTILE)
  })
})

describe('redaction', () => {
  it('leaves a confidential source its public label only, for the author and the public', () => {
    for (const audience of ['author', 'public'] as const) {
      const shown = JSON.stringify({ ...redact(snapshot(), audience), article: null })
      expect(shown).not.toMatch(/Deep source|Whistle|secret words/)
      expect(shown).toContain('An official')
    }
    expect(JSON.stringify(redact(snapshot(), 'legal'))).toContain('Whistle Blower')
  })
  it('tells of corrections and what became of them, but not the public', async () => {
    expect(writeHtml(snapshot())).toMatch(/Proposed by Tomas, 2 January 2026, 00:00 UTC; declined by Ines: House style/)
    expect(writeHtml({ ...redact(snapshot(), 'public'), pictures: {} })).not.toMatch(/House style|Corrections/)
  })
  it('says how many claims the public is not shown, and in every report whose confidence it is', async () => {
    const taken = snapshot()
    const [first, ...rest] = taken.claims
    if (!first) throw new Error('The factory makes claims.')
    const open = { ...taken, claims: [{ ...first, state: 'unchecked' as const, outcome: null, decision: null }, ...rest] }
    const shown = { ...redact(open, 'public'), pictures: {} }
    expect(shown.leftOut).toBe(1)
    expect(writeHtml(shown)).toContain('One more claim was marked and is left out here')
    const log = new TextDecoder().decode(unzipSync(await writeDocx(shown))['word/document.xml'])
    expect(log).toContain('One more claim was marked and is left out here')
    expect(writeHtml(taken)).not.toContain('left out here')
    expect(parseHTML(writeHtml(taken)).document.querySelector('#claim-1 dl')?.textContent).toContain('ConfidenceHigh (Tomas): ')
  })
  it('numbers its notes in reading order, whatever order the claims were made in', () => {
    const taken = snapshot()
    const backwards = { ...taken, claims: taken.claims.map((claim) => ({ ...claim, number: 9 - claim.number })) }
    const { document } = parseHTML(writeHtml(backwards))
    const notes = [...document.querySelectorAll('article sup a')].map((note) => note.textContent?.replace(/\D/g, ''))
    expect([...notes].sort()).toEqual(['1', '2', '3', '4', '5'])
    expect(notes[0]).toBe('1')
    expect([...document.querySelectorAll('.log h3')].map((one) => /\d · C\d/.exec(one.textContent ?? '')?.[0])).toEqual([
      '1 · C8',
      '2 · C7',
      '3 · C6',
      '4 · C5',
      '5 · C4',
    ])
  })
  it('names who was asked and how an error got through only to those who may know', () => {
    const said = (audience: 'internal' | 'legal' | 'author' | 'public') => writeHtml({ ...redact(snapshot(), audience), pictures: {} })
    for (const audience of ['internal', 'legal'] as const) {
      expect(said(audience)).toMatch(/Deep throat/)
      expect(said(audience)).toMatch(/source: Deep source/)
      expect(said(audience)).toMatch(/Tomas decided C1/)
    }
    expect(said('author')).not.toMatch(/Deep throat|Deep source|Rang back|Tomas decided/)
    expect(said('author')).toMatch(/source: An official/)
    const shown = said('public')
    expect(shown).toMatch(/We said four\. It is five\./)
    expect(shown).toMatch(/paper\.example\/mill/)
    expect(shown).not.toMatch(/not named|misread|In haste|It hid the accounts|An official<\/span>|second/)
  })
  it('tells around the claims what every format tells, in the same words', async () => {
    const taken = snapshot()
    const sections = reportSections(taken)
    expect(sections.map(({ id }) => id)).toEqual([
      'passed',
      'published',
      'errata',
      'proposals',
      'dismissals',
      'contacts',
      'replies',
      'trail',
      'method',
    ])
    const word = new TextDecoder().decode(unzipSync(await writeDocx(taken))['word/document.xml'])
    // The web page has what was let pass with what stands open.
    for (const { id, heading } of sections)
      for (const written of [...(id === 'passed' ? [] : [writeHtml(taken)]), writeMarkdown(taken), word])
        expect(written, heading).toContain(heading)
    for (const written of [writeHtml(taken), writeMarkdown(taken), word, pdfSource(taken, new Map())])
      for (const { reason } of taken.limits.signOffs.flatMap(({ exceptions }) => exceptions)) expect(written).toContain(reason.slice(0, 5))
  })
  it('tells of a source what it depends on and what became of it, and of a reply until when; readers get no remarks', async () => {
    const taken = snapshot()
    const [source] = taken.sources
    const [reply] = taken.record.replies
    const told = {
      ...taken,
      sources: [
        {
          ...source,
          DOI: '10.1000/182',
          independenceGroup: 'The wire',
          standing: 'corrected',
          standingNote: 'Printed anew',
          confidential: false,
        },
      ],
      record: { ...taken.record, replies: [{ ...reply, deadline: '2026-01-05T09:00:00.000Z' }] },
    } as ArticleSnapshot
    const word = async (one: ArticleSnapshot) => new TextDecoder().decode(unzipSync(await writeDocx(one))['word/document.xml'])
    const all = async (one: ArticleSnapshot) => [
      writeHtml(one),
      writeMarkdown(one).replaceAll('\\', ''),
      await word(one),
      pdfSource(one, new Map()),
      writeEvidenceCsv(one),
    ]
    for (const written of await all(told)) for (const words of ['10.1000/182', 'The wire', 'Printed anew']) expect(written).toContain(words)
    for (const written of (await all(told)).slice(0, 4)) expect(written).toContain('to answer by 5 January 2026, 09:00 UTC')
    for (const written of await all({ ...redact(told, 'public'), pictures: {} })) expect(written).not.toMatch(/The wire|Printed anew/)
  })
  it('says of a source that speaks against a claim that it does, in every format', async () => {
    const taken = snapshot()
    const against = {
      ...taken,
      claims: taken.claims.map((claim) => ({ ...claim, evidence: claim.evidence.map((one) => ({ ...one, stance: 'refutes' as const })) })),
    }
    const word = unzipSync(await writeDocx(against))
    const footnotes = new TextDecoder().decode(word['word/footnotes.xml'])
    const all = [
      writeHtml(against),
      writeMarkdown(against),
      writeCsv(against),
      writeWebAnnotation(against),
      pdfSource(against, new Map()),
      footnotes,
    ]
    for (const written of all) expect(written).toMatch(/refutes/i)
  })
  it('keeps cells under their heads, addresses whole and words within words marked, as Markdown', () => {
    const cell = (words: string, attrs = {}) => ({
      type: 'tableCell',
      attrs,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
    })
    const document = {
      type: 'doc',
      content: [
        { type: 'headline', content: [{ type: 'text', text: 'The dam' }] },
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [cell('A', { rowspan: 2 }), cell('B')] },
            { type: 'tableRow', content: [cell('C')] },
          ],
        },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'un' },
            { type: 'text', text: 'believ', marks: [{ type: 'bold' }] },
            { type: 'text', text: 'able, see https://a.example/x_y_z.' },
          ],
        },
      ],
    }
    const taken = snapshot()
    const made = writeMarkdown({ ...taken, claims: [], article: { ...taken.article, document } })
    expect(made).toContain('|  | C |')
    expect(made).toContain('un<strong>believ</strong>able, see <https://a.example/x_y_z>.')
  })
  it('shows readers no words that were cut, and none that stood there before; what was decided on other words is not told as checked', async () => {
    const taken = snapshot()
    const claims = taken.claims.map((claim, index) =>
      index === 0
        ? { ...claim, freshness: 'stale' as const, decision: claim.decision && { ...claim.decision, quote: 'OLDWORDS' } }
        : index === 1
          ? { ...claim, freshness: 'orphaned' as const, ranges: [], quote: 'GONEWORDS' }
          : { ...claim, evidence: claim.evidence.map((one) => ({ ...one, stance: 'refutes' as const })) },
    )
    const shown = { ...redact({ ...taken, claims }, 'public'), pictures: {} }
    expect(shown.leftOut).toBe(1)
    const word = unzipSync(await writeDocx(shown))
    const all = [JSON.stringify(shown), writeHtml(shown), writeMarkdown(shown), pdfSource(shown, new Map()), writeCsv(shown)]
    for (const written of [...all, ...Object.values(word).map((part) => new TextDecoder().decode(part))])
      expect(written).not.toMatch(/OLDWORDS|GONEWORDS/)
    expect(writeHtml(shown)).toContain('Changed after the decision')
    const embed = JSON.parse(writeEmbedJson(shown)) as { claims: { number: number; sources: number[]; against: number[] }[] }
    expect(embed.claims.map(({ number }) => number)).toEqual([3, 4, 5])
    for (const { sources, against } of embed.claims) expect(against).toEqual(sources)
  })
  it('leaves names of the desk and notes out of what the public gets', () => {
    const shown = JSON.stringify({ ...redact(snapshot(), 'public'), article: null })
    expect(shown).not.toMatch(/Ines|Tomas|second/)
  })
})

describe('the CSV export', () => {
  it('begins with a byte order mark and has a row a claim', () => {
    const csv = writeCsv(snapshot())
    const evidence = writeEvidenceCsv(snapshot())
    expect(evidence.startsWith('\ufeff"Claim","Words","It","Directness"')).toBe(true)
    expect(evidence.match(/^"C\d+"/gm)).toHaveLength(5)
    expect(csv.startsWith('\ufeff"Claim","Words"')).toBe(true)
    expect(csv.match(/^"C\d+"/gm)).toHaveLength(5)
  })
  it('disarms every cell it writes, and escapes every word of the web page, wherever it stands', () => {
    const taken = snapshot()
    const hostile = {
      ...taken,
      // What ends the page's own title first.
      article: { ...taken.article, title: `</title>${HOSTILE}` },
      claims: taken.claims.map((claim) => ({ ...claim, quote: `=cmd|${HOSTILE}`, statement: `@${HOSTILE}` })),
    }
    expect(writeCsv(hostile)).not.toMatch(/(?:^|,)"[=+\-@]/m)
    const { document } = parseHTML(writeHtml(hostile))
    expect(document.querySelectorAll('script,img,[onerror]')).toHaveLength(0)
    expect(document.querySelector('title')?.textContent).toContain(HOSTILE)
    expect(document.querySelector('.words')?.textContent).toContain(HOSTILE)
  })
  it('disarms cells that a spreadsheet would run', () => {
    for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '%0A=1', '|x'])
      expect(safeCell(cell)).toBe(`'${cell}`)
    for (const cell of ['12 percent', 'C1', 'a=b', '“quoted”']) expect(safeCell(cell)).toBe(cell)
  })
  it('keeps words that a spreadsheet would rewrite as a date or another number', () => {
    for (const cell of [
      '1-2',
      '3/4',
      '12.5.2024',
      'June 19',
      '19 Jun 2024',
      'March 2025',
      'Dec-24',
      '007',
      '1e5',
      '8:30',
      '123456789012345',
    ])
      expect(safeCell(cell)).toBe(`'${cell}`)
    for (const cell of ['may', 'the 19 June men', '2024', '3.5 million', 'p. 12', '2026-01-02T03:04:05.000Z', 'Mark 12'])
      expect(safeCell(cell)).toBe(cell)
  })
  it.skipIf(!CELLS)('disarms the cells of a collection of them', () => {
    for (const line of readFileSync(CELLS ?? '', 'utf8')
      .trim()
      .split('\n')) {
      const cells = (JSON.parse(line) as { cell: string }).cell
      for (const cell of cells.split('\n')) if (/^\s*[=+\-@]/.test(cell)) expect(safeCell(cell).startsWith("'")).toBe(true)
    }
  })
})

describe('a report as PDF', () => {
  // biome-ignore lint/suspicious/noExplicitAny: documents as they are stored
  type Any = any
  const words = (text: string, marks: Any[] = []) => ({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) })
  const paragraph = (...content: Any[]) => ({ type: 'paragraph', content })

  /** The text of the PDF of a document. */
  async function laidOut(...content: Any[]): Promise<string> {
    const node = schema.nodeFromJSON({ type: 'doc', content })
    const base = snapshot()
    const [claim] = base.claims
    if (!claim) throw new Error('no claim')
    const text = textOf(node)
    const claims = [...claimRanges(node)].map(([id, ranges], at) => ({
      ...claim,
      id,
      number: at + 1,
      ranges,
      quote: quoteAt(text, ranges),
    }))
    const file = await writePdf({ ...base, claims, article: { ...base.article, text, document: node.toJSON() } })
    const { extractText, getDocumentProxy } = await import('unpdf')
    return (await extractText(await getDocumentProxy(new Uint8Array(file)), { mergePages: true })).text
  }
  const table = (rows: (readonly [string, number, number])[][]) => ({
    type: 'table',
    content: rows.map((cells) => ({
      type: 'tableRow',
      content: cells.map(([text, colspan, rowspan]) => ({
        type: 'tableCell',
        attrs: { colspan, rowspan },
        content: [paragraph(words(text))],
      })),
    })),
  })

  it.each([
    ['a cell that reaches down', [[['one', 1, 2] as const, ['two', 1, 1] as const, ['three', 1, 1] as const], [['four', 3, 1] as const]]],
    ['a cell that reaches below the last row', [[['one', 1, 9] as const, ['two', 2, 1] as const], [['three', 1, 1] as const]]],
    ['uneven rows', [[['one', 1, 1] as const], [['two', 1, 1] as const, ['three', 4, 1] as const, ['four', 1, 1] as const]]],
  ])('lays out a table with %s, and every cell of it', async (_, rows) => {
    const text = await laidOut(table(rows))
    for (const [cell] of rows.flat()) expect(text).toContain(cell)
  })

  it('lays out quotes and lists in each other however deep, and many claims on the same words', async () => {
    let deep: Any = paragraph(words('deepest words'))
    for (let at = 0; at < 36; at++) deep = { type: 'blockquote', content: [deep] }
    expect(await laidOut(deep)).toContain('deepest words')
    let list: Any = paragraph(words('last item'))
    for (let at = 0; at < 18; at++)
      list = {
        type: at % 2 ? 'bulletList' : 'orderedList',
        content: [{ type: 'listItem', content: [paragraph(words(`item ${at}`)), list] }],
      }
    for (const item of ['last item', 'item 0', 'item 17']) expect(await laidOut(list)).toContain(item)
    const claims = Array.from({ length: 100 }, (_, at) => ({ type: 'claim', attrs: { id: `claim-${at}` } }))
    expect(await laidOut(paragraph(words('everybody says', claims)))).toContain('everybody says')
  })
})
