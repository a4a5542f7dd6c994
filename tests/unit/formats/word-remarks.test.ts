import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { groupRemarks, noteOfRemark } from '@/lib/core/article/remarks'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importDocx } from '@/lib/formats/importers/docx'
import { importHtml, importPastedHtml } from '@/lib/formats/importers/html'
import { type Imported, ImportRefused } from '@/lib/formats/importers/import-result'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { corpus } from '@/tests/support/corpora'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="x14" xmlns:w15="x15" xmlns:r="r"'
const bytes = (text: string) => new TextEncoder().encode(text)

/** A Word file of a body, comments and their threads, written out by hand. */
function word(body: string, comments: string, extended = '', links = ''): Uint8Array {
  return zipSync({
    '[Content_Types].xml': bytes(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    ),
    '_rels/.rels': bytes(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': bytes(`<w:document ${W}><w:body>${body}</w:body></w:document>`),
    'word/comments.xml': bytes(`<w:comments ${W}>${comments}</w:comments>`),
    ...(extended ? { 'word/commentsExtended.xml': bytes(`<w15:commentsEx ${W}>${extended}</w15:commentsEx>`) } : {}),
    ...(links ? { 'word/_rels/comments.xml.rels': bytes(`<Relationships xmlns="x">${links}</Relationships>`) } : {}),
  })
}

const t = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const p = (...inner: string[]) => `<w:p>${inner.join('')}</w:p>`
const start = (id: number) => `<w:commentRangeStart w:id="${id}"/>`
const end = (id: number) => `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`
const comment = (id: number, author: string, text: string, paragraph = `0${id}`) =>
  `<w:comment w:id="${id}" w:author="${author}" w:date="2024-05-03T10:00:00Z"><w:p w14:paraId="${paragraph}">${t(text)}</w:p></w:comment>`

function onWords(imported: Imported) {
  const text = textOf(readDocument(imported.document))
  return (imported.remarks ?? []).map((remark) => ({
    words: remark.ranges.map((range) => text.slice(range.start, range.end)).join(' … '),
    by: remark.author,
    said: remark.text,
    ...(remark.replies.length > 0 ? { replies: remark.replies.map((reply) => `${reply.author}: ${reply.text}`) } : {}),
    ...(remark.isResolved ? { isResolved: true } : {}),
  }))
}

describe('footnotes of Word', () => {
  const notes = (...said: string[]) =>
    `<w:footnotes ${W}>${said.map((one, index) => `<w:footnote w:id="${index + 1}">${p(t(one))}</w:footnote>`).join('')}</w:footnotes>`
  const reference = (id: number, more = '') => `<w:r><w:footnoteReference w:id="${id}"${more}/></w:r>`
  const file = (body: string, ...said: string[]) => zipSync({ ...unzipSync(word(body, '')), 'word/footnotes.xml': bytes(notes(...said)) })
  const read = async (body: string, options: Parameters<typeof importDocx>[1], ...said: string[]) => {
    const imported = await importDocx(file(body, ...said), options)
    return {
      text: textOf(readDocument(imported.document)),
      onWords: onWords(imported).map(({ words, said: one }) => [words, one]),
      told: imported.messages.map(({ message }) => message).join('\n'),
    }
  }
  const inserted = `<w:ins w:id="9" w:author="x"><w:r><w:t xml:space="preserve"> It fell.</w:t></w:r>${reference(1)}</w:ins>`
  it.each(['claims', undefined] as const)('on inserted words that are refused are told (%s)', async (remarks) => {
    const body = p(t('It rose.'), inserted)
    const refused = await read(body, { tracked: 'reject', ...(remarks ? { remarks } : {}) }, 'Minutes of May')
    expect(refused.text).toBe('It rose.')
    expect(refused.told).toContain('A footnote stood on words that are not in the text, and was left out: “Minutes of May”.')
    const taken = await read(body, { tracked: 'accept', ...(remarks ? { remarks } : {}) }, 'Minutes of May')
    expect(taken.text).toBe('It rose. It fell.')
    expect(taken.told).not.toContain('was left out')
  })
  it('on words that were moved are not told as lost', async () => {
    const moved = (tag: string, id: number, run: string) => `<w:${tag} w:id="${id}" w:author="x">${run}${reference(id)}</w:${tag}>`
    const body = p(moved('moveFrom', 1, '<w:r><w:t>One. </w:t></w:r>'), t('Two.'), moved('moveTo', 2, '<w:r><w:t> One.</w:t></w:r>'))
    const { text, onWords: found, told } = await read(body, { remarks: 'claims' }, 'See A', 'See A')
    expect([text, found.map(([, said]) => said)]).toEqual(['Two. One.', ['See A']])
    expect(told).not.toContain('was left out')
  })
  it('that two places name stand at the first, and leave no copy of themselves', async () => {
    const {
      text,
      onWords: found,
      told,
    } = await read(p(t('It rose.'), reference(1), t(' It fell.'), reference(1)), { remarks: 'claims' }, 'Minutes of May')
    expect(text).toBe('It rose. It fell.')
    expect(found).toEqual([['It rose.', 'Minutes of May']])
    expect(told).toContain('that several places name stands at the first of them: “Minutes of May”')
  })
  it('say what is raised in them; without words they are told', async () => {
    const raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>'
    const made = zipSync({
      ...unzipSync(word(p(t('It rose.'), reference(1), t(' It fell.'), reference(2)), '')),
      'word/footnotes.xml': bytes(
        `<w:footnotes ${W}><w:footnote w:id="1">${p(t('See 10'), raised, t(' tons'))}</w:footnote><w:footnote w:id="2">${p()}</w:footnote></w:footnotes>`,
      ),
    })
    const imported = await importDocx(made, { remarks: 'claims' })
    expect(onWords(imported)).toMatchObject([{ words: 'It rose.', said: 'See 10⁶ tons' }])
    expect(imported.messages.map(({ message }) => message).join('\n')).toContain('came without words')
  })
  it('with a sign of their own leave none in the copy', async () => {
    const own = ' w:customMarkFollows="1"'
    const raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>†</w:t></w:r>'
    const { text, onWords: found } = await read(
      p(t('It rose.'), `<w:r><w:footnoteReference w:id="1"${own}/><w:t>*</w:t></w:r>`, t(' It fell.'), reference(2, own), raised, t(' 10')),
      { remarks: 'claims' },
      'One',
      'Two',
    )
    expect(text).toBe('It rose. It fell. 10')
    expect(found).toEqual([
      ['It rose.', 'One'],
      ['It fell.', 'Two'],
    ])
  })
})

describe('comments of Word', () => {
  it('on words that are deleted have no place, and that is told; they never fall to what stands there now', async () => {
    const gone = `<w:p><w:pPr><w:rPr><w:del w:id="90" w:author="x"/></w:rPr></w:pPr>${start(0)}<w:del w:id="91" w:author="x"><w:r><w:delText>He stole it.</w:delText></w:r></w:del>${end(0)}</w:p>`
    const file = word(`${p(t('It closed.'))}${gone}${p(t('The mayor is honest.'))}`, comment(0, 'Ann', 'Libellous, cut.'))
    const imported = await importDocx(file, { remarks: 'claims' })
    expect(onWords(imported)).toEqual([])
    expect(imported.messages.map(({ message }) => message).join('\n')).toContain('Libellous, cut.')
  })
  it('say what they show: hyphens that do not break, signs, letters of the font Symbol', async () => {
    const said = `<w:comment w:id="0" w:author="Ann"><w:p><w:r><w:t>2019</w:t><w:noBreakHyphen/><w:t>20 </w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>m</w:t></w:r></w:p></w:comment>`
    const imported = await importDocx(word(p(t('It '), start(0), t('closed'), end(0), t('.')), said), { remarks: 'claims' })
    expect(onWords(imported).map((one) => one.said)).toEqual(['2019\u201120 ≥μ'])
  })
  it('come in on exactly their words, nested, overlapping, over paragraphs and styled runs, with author, replies and state', async () => {
    const body = [
      p(
        t('The mill '),
        start(0),
        t('cost '),
        start(1),
        '<w:r><w:rPr><w:b/></w:rPr><w:t>40</w:t></w:r>',
        end(1),
        t(' million'),
        end(0),
        t(' crowns, '),
        start(2),
        t('they say.'),
      ),
      p(t('It closed'), end(2), t(' in 1952.')),
    ].join('')
    const comments = [
      comment(0, 'Ann &lt;ann@desk.example&gt;', 'Whose figure?'),
      comment(1, 'Bo', '38 &amp; a half', 'B1'),
      comment(2, 'Cy', 'Two sentences'),
      comment(3, 'Ann', 'The council’s', 'R1'),
      comment(4, 'Bo', 'Which year?', 'R2'),
    ].join('')
    const threads =
      '<w15:commentEx w15:paraId="00" w15:done="1"/><w15:commentEx w15:paraId="R1" w15:paraIdParent="00"/><w15:commentEx w15:paraId="R2" w15:paraIdParent="R1"/>'
    const read = await importDocx(word(body, comments, threads), { remarks: 'claims' })
    expect(onWords(read)).toEqual([
      {
        words: 'cost 40 million',
        by: 'Ann <ann@desk.example>',
        said: 'Whose figure?',
        replies: ['Ann: The council’s', 'Bo: Which year?'],
        isResolved: true,
      },
      { words: '40', by: 'Bo', said: '38 & a half' },
      { words: 'they say.\nIt closed', by: 'Cy', said: 'Two sentences' },
    ])
    expect(JSON.stringify(read.document)).not.toContain('remark-')
    expect(read.remarks?.[0]?.at).toBe('2024-05-03T10:00:00Z')
  })

  it('without a range are about the sentence they stand at; on deleted words they are told; links say where they lead', async () => {
    const body = [
      p(t('It opened in 1901. It closed in 1952.'), '<w:r><w:commentReference w:id="0"/></w:r>', t(' Nobody knows why.')),
      p(start(1), '<w:del w:id="9" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del>', end(1)),
      p(start(2), t('The end'), end(2), t('.')),
    ].join('')
    const comments = `${comment(0, 'Ann', 'Year?')}${comment(1, 'Bo', 'On what is gone')}<w:comment w:id="2" w:author="Cy"><w:p><w:hyperlink r:id="rId1">${t('the register')}</w:hyperlink></w:p></w:comment>`
    const links = '<Relationship Id="rId1" Target="https://register.example/a?b=1&amp;c=2" TargetMode="External"/>'
    const read = await importDocx(word(body, comments, '', links), { remarks: 'claims' })
    expect(onWords(read)).toEqual([
      { words: 'It closed in 1952.', by: 'Ann', said: 'Year?' },
      { words: 'The end', by: 'Cy', said: 'the register (https://register.example/a?b=1&c=2)' },
    ])
    expect(read.messages.map(({ message }) => message).join(' ')).toMatch(
      /A comment by Bo stood on words that are not in the text.*On what is gone/,
    )
  })

  it('are lost in no case: without a place in the text they are told, answers go as deep as they go, circles are threads of their own', async () => {
    const nowhere = await importDocx(word(p(t('Words')), comment(0, 'Ann', 'Lost?')), { remarks: 'claims' })
    expect(nowhere.remarks).toEqual([])
    expect(nowhere.messages.map(({ message }) => message).join()).toContain('Lost?')

    const chain = Array.from({ length: 61 }, (_, id) => comment(id, 'Ann', `Said ${id}`, `P${id}`)).join('')
    const links = Array.from({ length: 60 }, (_, id) => `<w15:commentEx w15:paraId="P${id + 1}" w15:paraIdParent="P${id}"/>`).join('')
    const deep = await importDocx(word(p(start(0), t('Words'), end(0)), chain, links), { remarks: 'claims' })
    expect(deep.remarks?.[0]?.replies).toHaveLength(60)

    const circle = [0, 1, 2].map((id) => `<w15:commentEx w15:paraId="P${id}" w15:paraIdParent="P${(id + 1) % 3}"/>`).join('')
    const body = p(...[0, 1, 2].flatMap((id) => [start(id), t(`Words ${id} `), end(id)]))
    const round = await importDocx(word(body, [0, 1, 2].map((id) => comment(id, 'Bo', `C${id}`, `P${id}`)).join(''), circle), {
      remarks: 'claims',
    })
    expect(onWords(round).map(({ said }) => said)).toEqual(['C0', 'C1', 'C2'])
  })

  it('that end before they begin are about the sentence they stand at; many on the same words do not take ever longer', async () => {
    const turned = `${end(0)}${t('One two. ')}${start(0)}${t('Three.')}`
    const read = await importDocx(word(p(turned) + p(t('Four.')), comment(0, 'Ann', 'Hm')), { remarks: 'claims' })
    expect(onWords(read)[0]?.words).not.toContain('Four')

    const many = Array.from({ length: 300 }, (_, id) => id)
    const paragraphs = many.map((id) => p(start(id), t(`Words ${id}.`))).join('') + p(...many.map(end))
    const all = await importDocx(word(paragraphs, many.map((id) => comment(id, 'Ann', `C${id}`)).join('')), { remarks: 'claims' })
    expect(all.remarks).toHaveLength(300)
  })

  it('are counted and not read where nobody asks for them', async () => {
    const read = await importDocx(word(p(start(0), t('Words'), end(0)), comment(0, 'Ann', 'Hm')))
    expect(read.remarks).toBeUndefined()
    expect(read.messages.map(({ message }) => message).join()).toContain('1 Word comment was not read')
  })

  it('on the same words are one claim, whose notes say who wrote what and when', async () => {
    const body = p(start(0), start(1), t('Words'), end(0), end(1), t(' more'))
    const read = await importDocx(word(body, comment(0, 'Ann', 'One') + comment(1, 'Bo', 'Two')), { remarks: 'claims' })
    const [group, ...rest] = groupRemarks(read.remarks ?? [])
    expect(rest).toEqual([])
    expect(group?.remarks.map((remark) => noteOfRemark(remark, remark, false))).toEqual([
      'Comment in the file by Ann, 2024-05-03:\nOne',
      'Comment in the file by Bo, 2024-05-03:\nTwo',
    ])
  })

  const folder = corpus('corpora/docx/data')
  it.skipIf(!folder)('of real files are all there, on the words their XML says, or told', { timeout: 240_000 }, async () => {
    let comments = 0
    let found = 0
    let exact = 0
    let placed = 0
    for (const file of docxFiles(folder as string)) {
      const parts = partsOf(file)
      const inFile = [...(parts.comments.matchAll(/<w:comment\s[^>]*?w:id="(-?\d+)"/g) ?? [])].length
      if (inFile === 0) continue
      const read = await importDocx(new Uint8Array(readFileSync(file)), { remarks: 'claims' }).catch((error) => {
        if (error instanceof ImportRefused) return null
        throw error
      })
      if (!read) continue
      const remarks = (read.remarks ?? []).filter(({ kind }) => kind === 'comment')
      const told = read.messages.filter(({ message }) => /^A comment.*stood on words that are not in the text/.test(message)).length
      const silent = read.messages.reduce(
        (sum, { message }) =>
          sum +
          Number(
            /^(\d+) comments? or footnotes? came without words/.exec(message)?.[1] ??
              (/^One comment or footnote came/.test(message) ? 1 : 0),
          ),
        0,
      )
      const here = silent + remarks.reduce((sum, remark) => sum + 1 + remark.replies.length, 0)
      comments += inFile
      found += here
      expect(here + told, file).toBeGreaterThanOrEqual(told > 0 ? 1 : inFile)
      const text = textOf(readDocument(read.document))
      const wanted = new Set(wordsOfRanges(parts.document))
      for (const { ranges } of remarks) {
        placed++
        if (wanted.has(squeezed(ranges.map((range) => text.slice(range.start, range.end)).join('')))) exact++
      }
    }
    console.info(
      `Comments of real Word files: ${found} of ${comments} found; ${exact} of ${placed} on exactly the words between their marks in the XML.`,
    )
    expect(found / comments).toBeGreaterThan(0.98)
    expect(exact / placed).toBeGreaterThan(0.9)
  })
})

describe('changes that Word tracked', () => {
  const ins = (...inner: string[]) => `<w:ins w:id="1" w:author="x">${inner.join('')}</w:ins>`
  const del = (text: string) => `<w:del w:id="2" w:author="x"><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`
  const mark = (tag: string) => `<w:pPr><w:rPr><w:${tag} w:id="3" w:author="x"/></w:rPr></w:pPr>`
  const body = [
    p(t('It cost '), del('38'), ins(t('40')), t(' crowns.')),
    p(mark('ins'), ins(t('A new paragraph.'))),
    p(t('The end.')),
  ].join('')
  const read = async (tracked: 'accept' | 'reject') => {
    const imported = await importDocx(word(body, ''), { tracked })
    expect(imported.hasTracked).toBe(true)
    return textOf(readDocument(imported.document))
  }
  it('are taken, or refused as if they had never been made', async () => {
    expect(await read('accept')).toBe('It cost 40 crowns.\nA new paragraph.\nThe end.')
    expect(await read('reject')).toBe('It cost 38 crowns.\nThe end.')
    expect((await importDocx(word(p(t('Plain.')), ''))).hasTracked).toBe(false)
  })

  const twins = corpus('corpora/docx/data/powertools/RP')
  it.skipIf(!twins)('of real files come out as Word stored them, taken and refused', { timeout: 120_000 }, async () => {
    const folder = twins as string
    const lines = async (file: string, tracked: 'accept' | 'reject' = 'accept') => {
      const { document } = await importDocx(new Uint8Array(readFileSync(join(folder, file))), { tracked })
      // Cells that hold nothing differ in number where cells were inserted or merged.
      return textOf(readDocument(document)).replace(/\n+/g, '\n')
    }
    const stems = readdirSync(folder).flatMap((name) => /^(.*)-Accepted\.docx$/.exec(name)?.[1] ?? [])
    expect(stems.length).toBeGreaterThan(10)
    for (const stem of stems) {
      expect(await lines(`${stem}.docx`, 'accept'), stem).toBe(await lines(`${stem}-Accepted.docx`))
      expect(await lines(`${stem}.docx`, 'reject'), stem).toBe(await lines(`${stem}-Rejected.docx`))
    }
  })
})

describe('footnotes', () => {
  const said = 'City register, vol. 3.'
  it('of Markdown are about the sentence they stand at', () => {
    const read = importMarkdown(bytes(`It opened in 1901. It closed in 1952.[^1] Nobody knows why.\n\n[^1]: ${said}\n`), {
      remarks: 'claims',
    })
    expect(onWords(read)).toEqual([{ words: 'It closed in 1952.', by: null, said }])
    expect(textOf(readDocument(read.document))).toBe('It opened in 1901. It closed in 1952. Nobody knows why.')
  })
  it('are not what a table of contents leads to, nor a section with a heading', () => {
    const html = `<ul><li><p><a href="#floods" id="toc-1">Floods</a></p></li></ul><section id="floods"><h2><a href="#toc-1">Floods</a></h2><p>In 1953 the sea came in.</p></section>`
    for (const remarks of ['claims', 'leave-out'] as const) {
      const read = importPastedHtml(bytes(html), { remarks })
      expect(textOf(readDocument(read.document))).toContain('In 1953 the sea came in.')
      expect(read.remarks ?? []).toEqual([])
    }
  })
  it('of a page, and comments of Google Docs, too', () => {
    const html = `<p>It cost 40 crowns<sup><a href="#fn1" id="ref1">1</a></sup>, they say<a href="#cmnt1" id="cmnt_ref1">[a]</a>.</p><div><p id="fn1"><a href="#ref1">1</a> ${said}</p></div><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Whose figure?</p></div>`
    for (const read of [importPastedHtml(bytes(html), { remarks: 'claims' }), importHtml(bytes(html), { remarks: 'claims' })]) {
      expect(onWords(read)).toEqual([
        { words: 'It cost 40 crowns, they say.', by: null, said },
        { words: 'It cost 40 crowns, they say.', by: null, said: 'Whose figure?' },
      ])
      expect(read.remarks?.map(({ kind }) => kind)).toEqual(['footnote', 'comment'])
    }
  })
})

function docxFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? docxFiles(path) : path.endsWith('.docx') ? [path] : []
  })
}

function partsOf(file: string): { comments: string; document: string } {
  try {
    const parts = unzipSync(new Uint8Array(readFileSync(file)), {
      filter: ({ name }) => /^word\/(?:comments\d*|document\d*)\.xml$/.test(name),
    })
    const join = (pattern: RegExp) =>
      Object.entries(parts)
        .filter(([name]) => pattern.test(name))
        .map(([, part]) => new TextDecoder().decode(part))
        .join('')
    return { comments: join(/comments/), document: join(/document/) }
  } catch {
    return { comments: '', document: '' }
  }
}

const squeezed = (text: string) => text.replace(/[\s\p{P}]+/gu, '')

/** The words between the marks of each comment, read by hand from the XML: an opinion of its own. */
function wordsOfRanges(xml: string): string[] {
  const open = new Map<string, string>()
  const closed: string[] = []
  let deleted = 0
  for (const [, tag, attributes, text] of xml.matchAll(/<(\/?w:[A-Za-z]+)([^>]*)>([^<]*)/g)) {
    if (tag === 'w:del' || tag === 'w:moveFrom') deleted += attributes?.endsWith('/') ? 0 : 1
    if (tag === '/w:del' || tag === '/w:moveFrom') deleted--
    const id = /w:id="(-?\d+)"/.exec(attributes ?? '')?.[1] ?? ''
    if (tag === 'w:commentRangeStart') open.set(id, '')
    if (tag === 'w:commentRangeEnd' && open.has(id)) {
      closed.push(squeezed(open.get(id) ?? ''))
      open.delete(id)
    }
    if (tag === 'w:t' && deleted === 0)
      for (const [one, words] of open)
        open.set(
          one,
          words +
            (text ?? '')
              .replace(/&lt;/g, '<')
              .replace(/&gt;/g, '>')
              .replace(/&quot;/g, '"')
              .replace(/&apos;/g, "'")
              .replace(/&amp;/g, '&'),
        )
  }
  return closed
}
