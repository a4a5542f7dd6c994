import fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { hasForbiddenCharacters, mapStrings, markForbiddenCharacters } from '@/lib/core/text/clean'
import { schema } from '@/lib/editor/schema'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { writeHtml } from '@/lib/formats/exporters/html'
import { snapshot } from '@/tests/factories/snapshot'

/** Words with everything in them that a format could choke on. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '\u0000',
        '\u0008',
        '\u001f',
        '\ufffe',
        '\uffff',
        '\ud83d',
        '\ude00',
        ']]>',
        '<!--',
        '&amp;',
        '&#0;',
        '<w:t>',
        '"\'',
        '\u2028',
        '\u202e',
        '\t',
        '  ',
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '')

const text = hostile.map((words) => ({ type: 'text', text: words }))
const marked = fc
  .tuple(hostile, fc.subarray(['bold', 'italic', 'code', 'superscript', 'strike', 'underline']))
  .map(([words, marks]) => ({ type: 'text', text: words, marks: marks.map((type) => ({ type })) }))
const inline = fc.array(fc.oneof(text, marked, fc.constant({ type: 'hardBreak' })), { minLength: 1, maxLength: 4 })
const paragraph = inline.map((content) => ({ type: 'paragraph', content }))
const block = fc.oneof(
  paragraph,
  inline.map((content) => ({ type: 'heading', attrs: { level: 2 }, content })),
  hostile.map((words) => ({ type: 'codeBlock', content: [{ type: 'text', text: words }] })),
  fc
    .array(paragraph, { minLength: 1, maxLength: 3 })
    .map((items) => ({ type: 'orderedList', attrs: { start: 3 }, content: items.map((one) => ({ type: 'listItem', content: [one] })) })),
  paragraph.map((one) => ({ type: 'blockquote', content: [one] })),
  fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((cells) => ({
    type: 'table',
    content: [{ type: 'tableRow', content: cells.map((one) => ({ type: 'tableCell', content: [one] })) }],
  })),
  fc.tuple(hostile, hostile).map(([alt, words]) => ({
    type: 'figure',
    attrs: { src: null, alt },
    content: [{ type: 'caption', content: [{ type: 'text', text: words }] }],
  })),
)

it('Every part of a Word report and the web page is well formed, whatever characters an article, its claims and notes hold', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(hostile, fc.array(block, { minLength: 1, maxLength: 4 }), hostile, hostile),
      async ([title, blocks, note, quote]) => {
        const taken = snapshot()
        const document = { type: 'doc', content: [{ type: 'headline', content: [{ type: 'text', text: title }] }, ...blocks] }
        const doc = schema.nodeFromJSON(document)
        doc.check()
        const claims = taken.claims.slice(0, 1).map((claim) => ({
          ...claim,
          ranges: [{ start: 0, end: 1 }],
          quote,
          notes: claim.notes.map((one) => ({ ...one, text: note })),
          evidence: claim.evidence.map((one) => ({ ...one, quote })),
        }))
        const made = mapStrings(
          { ...taken, claims, article: { ...taken.article, title, document } },
          markForbiddenCharacters,
        ) as typeof taken
        const parts = unzipSync(await writeDocx({ ...made, pictures: {} }))
        for (const [name, bytes] of Object.entries(parts).filter(([one]) => /\.(?:xml|rels)$/.test(one))) {
          const xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
          expect(XMLValidator.validate(xml), name).toBe(true)
          // What the grammar of XML allows and this validator does not look at.
          expect(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml), name).toBe(false)
          expect(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(xml), name).toBe(false)
        }
        const html = writeHtml({ ...made, pictures: {} })
        expect(hasForbiddenCharacters(html)).toBe(false)
        expect(html.isWellFormed()).toBe(true)
      },
    ),
    { numRuns: Number(process.env.HOSTILE_ARTICLES ?? 150), seed: 20_261_126 },
  )
})
