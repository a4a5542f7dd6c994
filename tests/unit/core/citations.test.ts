import { describe, expect, it } from 'vitest'
import { readBibtex } from '@/lib/core/evidence/bibtex'
import { CITATION_LIMITS, isoDate, readCitations } from '@/lib/core/evidence/read-citations'
import { writeBibtex, writeCslJson, writeRis } from '@/lib/formats/exporters/sources'
import { snapshot } from '@/tests/factories/snapshot'

const first = (text: string) => readCitations(text).sources[0]

describe('CSL-JSON', () => {
  it('is read as Zotero writes it', () => {
    const read = readCitations(
      JSON.stringify([
        {
          id: 'http://zotero.org/users/local/x/items/AB',
          type: 'article-journal',
          title: 'On <i>mills</i> and money',
          'container-title': 'Journal of Mills',
          DOI: 'https://doi.org/10.1000/mill.7',
          author: [{ family: 'Berg', given: 'Ida', 'non-dropping-particle': 'van den' }, { literal: 'Mill Council' }],
          issued: { 'date-parts': [['2024', 5, 3]] },
          accessed: { 'date-parts': [[2024, 6]] },
          page: '1-9',
        },
        { type: 'thesis', title: 'A thesis', issued: { raw: '3 May 2019' } },
      ]),
    )
    expect(read.format).toBe('csl-json')
    expect(read.sources[0]).toMatchObject({
      type: 'article-journal',
      title: 'On mills and money',
      author: [{ family: 'van den Berg', given: 'Ida' }, { literal: 'Mill Council' }],
      issued: '2024-05-03',
      accessed: '2024-06',
      DOI: '10.1000/mill.7',
      URL: 'https://doi.org/10.1000/mill.7',
    })
    expect(read.sources[1]).toMatchObject({ type: 'report', issued: '2019-05-03' })
  })

  it('says what is wrong with it', () => {
    expect(() => readCitations('[{"title": ')).toThrow(/not valid JSON/)
    expect(() => readCitations('[]')).toThrow(/no source with a title/)
    expect(() => readCitations('Some words about a mill.')).toThrow(/no list of sources/)
    expect(() => readCitations('x'.repeat(CITATION_LIMITS.characters + 1))).toThrow(/longer than/)
    expect(readCitations('[{"title":"One"},{"type":"book"}]').messages).toEqual(['1 without a title was left out.'])
  })

  it('says what of a list has no place here', () => {
    const told = (text: string) => readCitations(text).messages.join(' ')
    expect(told('[{"title":"T","volume":"3","page":"1-9"}]')).toMatch(/Not kept of them: volume, pages/)
    expect(told('@book{k, title={T}, isbn={9780306406157}}')).toMatch(/Not kept of them: ISBN/)
    expect(told('TY  - JOUR\nTI  - T\nIS  - 4\nER  - ')).toMatch(/Not kept of them: issue/)
  })

  it('takes no more than the limit, and no address that is none', () => {
    const many = readCitations(JSON.stringify(Array.from({ length: CITATION_LIMITS.sources + 5 }, (_, n) => ({ title: `T${n}` }))))
    expect(many.sources).toHaveLength(CITATION_LIMITS.sources)
    expect(many.messages).toHaveLength(1)
    expect(first('[{"title":"T","URL":"javascript:alert(1)"}]')?.URL).toBeNull()
  })
})

describe('RIS', () => {
  it('is read, lines that go on included', () => {
    const source = first(
      'TY  - NEWS\r\nAU  - Ek, Bo\r\nAU  - City Council\r\nTI  - The mill that\r\n  was bought twice\r\nT2  - The Gazette\r\nPY  - 2023\r\nDA  - 2023/04/07/\r\nY2  - 2023/05/01/\r\nUR  - https://gazette.example/mill\r\nER  - \r\n',
    )
    expect(source).toMatchObject({
      type: 'article-newspaper',
      title: 'The mill that was bought twice',
      author: [{ family: 'Ek', given: 'Bo' }, { literal: 'City Council' }],
      'container-title': 'The Gazette',
      issued: '2023-04-07',
      accessed: '2023-05-01',
    })
  })
  it('keeps several apart', () => {
    expect(readCitations('TY  - BOOK\nTI  - A\nER  -\nTY  - RPRT\nT1  - B\nER  - \n').sources.map((one) => [one.type, one.title])).toEqual([
      ['book', 'A'],
      ['report', 'B'],
    ])
  })
})

describe('BibTeX', () => {
  it('is read with strings, joins, accents and names in braces', () => {
    const source = first(`
      Words before are comment.
      @string{jm = "Journal of Mills"}
      @Article{berg2024,
        author = {M{\\"u}ller, J\\'ozef and {Mill \\& Council} and \\O{}stergaard, S{\\o}ren},
        title = "The {GDP} of " # {\\v{C}esk\\'y mills---a history},
        journal = jm, year = 2024, month = may, day = 3,
        url = {https://example.org/a\\_b?x=1%20}, doi = {10.1000/x_y}
      }`)
    expect(source).toMatchObject({
      type: 'article-journal',
      title: 'The GDP of Český mills—a history',
      author: [{ family: 'Müller', given: 'Józef' }, { literal: 'Mill & Council' }, { family: 'Østergaard', given: 'Søren' }],
      'container-title': 'Journal of Mills',
      issued: '2024-05-03',
      URL: 'https://example.org/a_b?x=1%20',
      DOI: '10.1000/x_y',
    })
  })
  it('takes names for what a table says, and nothing that every object has', () => {
    expect(first('[{"title":"T","type":"constructor"}]')?.type).toBe('document')
    expect(first('[{"title":"T","type":"__proto__"}]')?.type).toBe('document')
    expect(first('@constructor{k, title={A \\constructor b}, toString={x}}')).toMatchObject({ type: 'document', title: 'A b' })
    expect(first('[{"title":"T","issued":{"date-parts":[[{"toString":1}]]}}]')?.issued).toBeNull()
  })
  it('takes time that grows with its length, however it is written', () => {
    const laugh = `@string{a="${'x'.repeat(16)}"}${'@string{a = a # a}'.repeat(40)}${'@book{k,title=a}'.repeat(50)}`
    const start = performance.now()
    readBibtex(laugh)
    expect(() => readCitations(`a${'\n'.repeat(200_000)}b`)).toThrow(/no list/)
    expect(first(`@article{k,title={T},author={${'a and '.repeat(50_000)}a}}`)?.author).toHaveLength(50)
    // Quadratic it was a minute and more; the bound is far from both.
    expect(performance.now() - start).toBeLessThan(10_000)
  })
  it('never hangs or throws on what is broken', () => {
    for (const broken of [
      '@',
      '@article',
      '@article{',
      '@article{a, title = {',
      '@article{a, title = "x',
      '@book{b, title = {A}',
      '@a{b, = }',
      '@string{',
      `@x{y, t = ${'{'.repeat(5_000)}`,
    ])
      expect(() => readBibtex(broken)).not.toThrow()
  })
})

describe('what the desk writes', () => {
  it.each([
    ['CSL-JSON', writeCslJson],
    ['BibTeX', writeBibtex],
    ['RIS', writeRis],
  ])('comes back from %s', (_, write) => {
    const plain = snapshot().sources[0] as ReturnType<typeof snapshot>['sources'][number]
    const made = {
      ...snapshot(),
      sources: [
        { ...plain, title: 'Mills & money: 50 % of {it}', URL: 'https://x.example/a_b?c=1', issued: '2024-05-03', confidential: false },
        { ...plain, number: 2, title: 'Müller’s second', URL: null, issued: '2020', author: [{ family: 'Müller', given: 'Józef' }] },
      ],
    }
    const read = readCitations(write(made)).sources
    expect(read.map(({ title, issued, URL, author }) => ({ title: title.replace(/[{}]/g, ''), issued, URL, author }))).toEqual(
      made.sources.map(({ title, issued, URL, author }) => ({ title: title.replace(/[{}]/g, ''), issued, URL, author })),
    )
  })
})

describe('a date', () => {
  it.each([
    ['2024', '2024'],
    ['2024-05', '2024-05'],
    ['2024/5/3', '2024-05-03'],
    ['2024-05-03T10:00:00+02:00', '2024-05-03'],
    ['3 May 2024', '2024-05-03'],
    ['May 3, 2024', '2024-05-03'],
    ['2024-13-40', '2024'],
    ['2023-02-30', '2023-02'],
    ['Mon, 12 May 2024 10:00:00 GMT', '2024-05-12'],
    ['Sunday, May 12, 2024', '2024-05-12'],
    ['Published: May 12, 2024', '2024-05-12'],
    ['Sat Mar 02 2024 10:00:00', '2024-03-02'],
    ['12 März 2020', '2020-03-12'],
    ['2020-05/2020-06', '2020-05'],
    ['12/05/2024', '2024'],
    ['25/05/2024', '2024-05-25'],
    ['Marketing 12 2020', '2020'],
    ['20240512', '2024-05-12'],
    ['2023/04/07/', '2023-04-07'],
    ['no date', null],
    ['', null],
  ])('%s is %s', (written, iso) => {
    expect(isoDate(written)).toBe(iso)
  })
})
