import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FindingKind, findInconsistencies } from '@/lib/core/consistency/findings'
import { sentencesOf } from '@/lib/core/text/sentences'
import { AMERICAN_STRETCHES } from '@/tests/fixtures/consistency/american-planted'
import { BRITISH_STRETCHES } from '@/tests/fixtures/consistency/british-planted'
import { LAST_STRETCHES } from '@/tests/fixtures/consistency/last-planted'
import { MIXED_STRETCHES } from '@/tests/fixtures/consistency/mixed-planted'
import { MORE_STRETCHES, THIRD_STRETCHES } from '@/tests/fixtures/consistency/more-planted'
import { STRETCHES, type Stretch } from '@/tests/fixtures/consistency/planted'
import { corpus } from '@/tests/support/corpora'

const KURSK = corpus('articles/kursk-incursion.txt')
const PAGES = corpus('corpora/html-articles/data/aeb/ground-truth.json')

const VERDICTS = JSON.parse(readFileSync(new URL('../../fixtures/consistency/news-verdicts.json', import.meta.url), 'utf8')) as {
  readonly page: string
  readonly kind: string
  readonly start: number
  readonly isRight: boolean
}[]

/** An article with what is planted in it, how many are to be found, and how many false alarms there may be. */
const ARTICLES: readonly (readonly [string, readonly Stretch[], number, number])[] = [
  ['an article of a harbour', STRETCHES, 42, 0],
  ['an article of a valley', MORE_STRETCHES, 38, 0],
  ['an article of a tram line', THIRD_STRETCHES, 39, 0],
  ['an American one', AMERICAN_STRETCHES, 39, 0],
  ['a British one', BRITISH_STRETCHES, 36, 0],
  ['a mixed one', MIXED_STRETCHES, 37, 0],
  ['the last one', LAST_STRETCHES, 38, 0],
]

function findIn(text: string) {
  let start = 0
  const sentences = text.split('\n').flatMap((line) => {
    const found = sentencesOf(line).map((range) => ({ start: start + range.start, end: start + range.end }))
    start += line.length + 1
    return found
  })
  return findInconsistencies(text, sentences)
}

/** What is wrong, and what looks like it and is right. */
const PLANTED: readonly (readonly [FindingKind, string])[] = [
  ['name', 'Anneke Dorn opened the mill. Later Anneke Dorm closed it again.'],
  ['name', 'Mayor Anneke Dorn said so. Later Mayor Anneke Dorm denied it.'],
  ['name', 'The leader Kim Jong-Un came. So did Kim Jung Un.'],
  ['name', 'Rustem Umerov spoke first, and Rustem Umerow last.'],
  ['title', 'Mayor Dorn opened the session. Governor Dorn closed it.'],
  ['weekday', 'They met on Tuesday, 6 August 2025.'],
  ['weekday', 'It was signed on Monday, November 8, 2024.'],
  ['date', 'The fire broke out on 31 June 2019.'],
  ['date', 'It closed on February 30.'],
  ['age', 'Ada Berg (1950–2010) died at the age of 75.'],
  ['age', 'She ran it from 1994 to 2004, for 20 years.'],
  ['magnitude', 'It cost $145 million in all. The $145 billion came from the bank.'],
  ['figures', 'The town has 64 fire engines. Nobody counted its 61 fire engines.'],
  ['sum', 'Of the 12 members, seven voted for it and six against.'],
  ['percent', '12 of 40 towns (25 percent) sold their works.'],
  ['percent', '120 percent of residents agreed.'],
  ['percent', 'It was 60 percent for, 45 percent against and 5 percent for the rest.'],
  ['ratio', 'Spending doubled from 5 million to 12 million crowns.'],
  ['ratio', 'Bills rose by 12 percent, from 100 to 130 crowns.'],
  ['ratio', 'Bills fell by 12 percent, from 100 to 112 crowns.'],
  ['quotation-marks', 'She said: “We did not cut staff.\nThen she left.'],
  ['acronym', 'The QRST met in May. The QRST did not decide.'],
]
const RIGHT = [
  'Anneke Dorn opened the mill. Anna Dorn, her sister, closed it.',
  'Mayor Dorn opened the session. Former Governor Dorn was there too. Professor Dorn spoke.',
  'The NISSAN SENTRA stood in the hall. Buyers liked the Sentra, and the new Sentra more.',
  'They met on Wednesday, 6 August 2025. It was signed on Friday, November 8, 2024.',
  'The fire broke out on 30 June 2019. It was out by 29 February 2024.',
  'Ada Berg (1950–2010) died at the age of 59. She ran it from 1994 to 2004, for ten years.',
  'It cost $145 million in all. The $145 million came from the bank. Each got $1 million of the $1 billion.',
  'Of the 12 members, seven voted for it and five against. 10 of 40 towns (25 percent) sold their works.',
  'Spending doubled from 5 million to 10 million crowns. Bills rose by 12 percent, from 100 to 112 crowns.',
  'Revenue grew by 120 percent. It was 60 percent for, 35 percent against and 5 percent for the rest.',
  'She said: “We did not cut staff.”\n“We did not cut corners,” she said.',
  '“We did not cut staff.\n“We did not cut corners,” she said.',
  'The World Bank (WBG) met in May. The WBG did not decide. NATO and the NATO states agreed.',
  'He measured a 12" pipe and a 9" one. May 2010 was wet, and on 12 May it rained.',
]

describe('the consistency desk', () => {
  it.each(PLANTED)('finds %s in “%s”', (kind, text) => {
    expect(findIn(text).map((finding) => finding.kind)).toContain(kind)
  })
  it.each(RIGHT)('finds no contradiction in “%s”', (text) => {
    expect(findIn(text).filter((finding) => finding.level === 'contradiction')).toEqual([])
  })
  it('gives both places and both values', () => {
    const text = 'It cost $145 million in all. The $145 billion came from the bank.'
    const [finding] = findIn(text)
    expect(finding?.ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['$145 million', '$145 billion'])
    expect(finding?.message).toContain('“$145 million” in one place and “$145 billion” in another')
  })
  it.skipIf(!KURSK)('finds in a real article the two spellings, the weekday, the first time since, and asks what is doubled', () => {
    const kinds = findIn(readFileSync(KURSK ?? '', 'utf8')).map((finding) => finding.kind)
    expect(kinds).toEqual(expect.arrayContaining(['name', 'weekday', 'time-bound', 'ratio']))
  })
  it.skipIf(!PAGES)('raises alarms in published news that were each judged by hand, few of them false', () => {
    const truth = JSON.parse(readFileSync(PAGES ?? '', 'utf8')) as Record<string, { articleBody: string }>
    const english = Object.entries(truth).filter(([, { articleBody }]) => (articleBody.match(/\bthe\b/g)?.length ?? 0) > 5)
    const words = english.reduce((sum, [, { articleBody }]) => sum + articleBody.split(/\s+/).length, 0)
    const alarms = english.flatMap(([page, { articleBody }]) =>
      findIn(articleBody)
        .filter((finding) => finding.kind !== 'time-bound')
        .map(({ kind, ranges }) => ({ page: page.slice(0, 12), kind, start: ranges[0]?.start ?? 0 })),
    )
    const judged = new Map(VERDICTS.map(({ page, kind, start, isRight }) => [`${page} ${kind} ${start}`, isRight]))
    // An alarm nobody judged counts as false until somebody does.
    const wrong = alarms.filter(({ page, kind, start }) => judged.get(`${page} ${kind} ${start}`) !== true)
    expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(words / 4_000)
    expect(alarms.length).toBeGreaterThan(10)
  })
  it.each(ARTICLES)('finds what is planted in %s and leaves alone what looks like it', (_, stretches, least, most) => {
    const text = stretches.map((one) => one.text).join('\n')
    let start = 0
    const places = stretches.map((one) => {
      const range = { start, end: start + one.text.length }
      start = range.end + 1
      return range
    })
    const found = findIn(text).filter((finding) => finding.kind !== 'time-bound')
    const isIn = (place: { start: number; end: number }) =>
      found.some(({ ranges }) => ranges.some((range) => range.start < place.end && range.end > place.start))
    const missed = stretches.filter((one, at) => one.planted && !isIn(places[at] as { start: number; end: number }))
    const alarms = stretches.filter((one, at) => !one.planted && isIn(places[at] as { start: number; end: number }))
    const planted = stretches.filter((one) => one.planted).length
    expect([planted >= 40, stretches.length - planted >= 55]).toEqual([true, true])
    expect(planted - missed.length, `missed: ${missed.map((one) => one.text).join(' | ')}`).toBeGreaterThanOrEqual(least)
    expect(alarms.length, `false: ${alarms.map((one) => one.text).join(' | ')}`).toBeLessThanOrEqual(most)
  })
  it('ends on texts that each pattern begins to match over and over', { timeout: 60_000 }, () => {
    const hostile = [
      '12,345 of the ',
      'rose by 5 from 5 to ',
      'doubled from 5 ',
      'A B',
      '1990–',
      'of 5 a 5 b and 5 ',
      '“',
      'Friday, ',
      'first a b c d e f ',
    ]
    for (const piece of hostile) findIn(piece.repeat(8_000))
    expect(findIn(`${'It cost $145 million. '.repeat(500)}It cost $145 billion.`).map((finding) => finding.kind)).toEqual(['magnitude'])
  })
})
