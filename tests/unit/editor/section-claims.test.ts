import { describe, expect, it } from 'vitest'
import { claimsOfSection } from '@/lib/editor/queries/section-claims'
import { schema } from '@/lib/editor/schema'
import { doc, headline, id, p } from '@/tests/support/writing'

const h = (level: number, words: string) => schema.node('heading', { level }, [schema.text(words)])

describe('the section a claim stands in', () => {
  const article = doc(
    headline('The dam'),
    p('It [a:holds] water.'),
    h(2, 'Costs'),
    p('[b:Five] crowns, [c:six] later.'),
    h(3, 'Later'),
    p('[d:Seven].'),
    h(2, 'After'),
    p('It [e:broke].'),
  )
  it.each([
    ['a', ['a']],
    ['b', ['b', 'c', 'd']],
    ['d', ['d']],
    ['e', ['e']],
    ['none', []],
  ])('of %s has %j', (claim, expected) => {
    expect(claimsOfSection(article, id(claim))).toEqual(expected.map(id))
  })
})
