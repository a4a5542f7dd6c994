import { describe, expect, it } from 'vitest'
import { pageFacts } from '@/lib/formats/support/page-facts'

const page = (head: string, body = '<p>Words.</p>') => `<!doctype html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`
const at = 'https://gazette.example/news/mill?utm_source=x'

describe('what a page says of itself', () => {
  it('is read from JSON-LD first, and the date of publishing is not that of the change', () => {
    const facts = pageFacts(
      page(`
      <title>Mill | The Gazette</title>
      <meta property="og:title" content="From Open Graph"><meta property="article:modified_time" content="2024-06-01">
      <link rel="canonical" href="/news/mill">
      <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Site"},
        {"@type":"NewsArticle","headline":"Mill bought twice","datePublished":"2024-05-03T08:00:00Z","dateModified":"2024-06-01",
         "author":[{"@type":"Person","name":"Bo Ek"},{"name":"Ida Berg"}],"publisher":{"@type":"Organization","name":"The Gazette"}}]}</script>`),
      at,
    )
    expect(facts).toMatchObject({
      type: 'article-newspaper',
      title: 'Mill bought twice',
      author: [{ literal: 'Bo Ek' }, { literal: 'Ida Berg' }],
      'container-title': 'The Gazette',
      issued: '2024-05-03',
      URL: 'https://gazette.example/news/mill',
      language: 'en-GB',
    })
  })

  it('then from Open Graph, the names of journals, and plain meta', () => {
    expect(
      pageFacts(
        page(
          '<title>T</title><meta property="og:title" content="OG"><meta property="og:site_name" content="Site"><meta name="author" content="By Bo Ek and Ida Berg"><meta name="date" content="2 March 2020">',
        ),
        at,
      ),
    ).toMatchObject({
      title: 'OG',
      'container-title': 'Site',
      author: [{ literal: 'Bo Ek' }, { literal: 'Ida Berg' }],
      issued: '2020-03-02',
    })
    expect(
      pageFacts(
        page(
          '<meta name="citation_title" content="On mills"><meta name="citation_author" content="Ek, Bo"><meta name="citation_author" content="Berg, Ida"><meta name="citation_journal_title" content="J Mills"><meta name="citation_publication_date" content="2021/03"><meta name="citation_doi" content="10.1000/x">',
        ),
        at,
      ),
    ).toMatchObject({
      type: 'article-journal',
      title: 'On mills',
      author: [
        { family: 'Ek', given: 'Bo' },
        { family: 'Berg', given: 'Ida' },
      ],
      'container-title': 'J Mills',
      issued: '2021-03',
      DOI: '10.1000/x',
    })
  })

  it('a date of the last change alone is no date of publishing', () => {
    expect(
      pageFacts(
        page(
          '<title>T</title><meta property="article:modified_time" content="2024-06-01"><script type="application/ld+json">{"@type":"NewsArticle","headline":"H","dateModified":"2024-06-01"}</script>',
        ),
        at,
      ).issued,
    ).toBeNull()
  })

  it('broken or hostile blocks are left out, and another site is never its address', () => {
    const facts = pageFacts(
      page(
        '<title>Plain</title><link rel="canonical" href="https://evil.example/x"><script type="application/ld+json">{"@type": </script><script type="application/ld+json">[[[[[[{"@type":"NewsArticle","headline":"too deep"}]]]]]]</script>',
      ),
      at,
    )
    expect(facts).toMatchObject({ title: 'Plain', URL: at })
    expect(pageFacts('', at)).toMatchObject({ title: '', author: [], issued: null })
  })

  it('is not what another page says of itself', () => {
    const facts = pageFacts(
      page(
        `<title>Mill</title><script type="application/ld+json">{"@type":"WebPage","name":"This page","datePublished":"2024-01-02","url":"https://gazette.example/news/mill"}</script><script type="application/ld+json">{"@type":"NewsArticle","headline":"A teaser","datePublished":"2010-01-01","url":"https://gazette.example/other"}</script><link rel="canonical" href="/">`,
      ),
      at,
    )
    expect(facts).toMatchObject({ title: 'This page', issued: '2024-01-02', URL: at })
  })
})
