import { checkSync } from 'recheck'
import { expect, it } from 'vitest'
import { figuresIn, readFigure } from '@/lib/core/arithmetic/arithmetic'
import { findInconsistencies } from '@/lib/core/consistency/findings'
import { detect } from '@/lib/core/detection/detect'
import { LANGUAGES, languageOf } from '@/lib/core/detection/languages'
import { contextChanges } from '@/lib/core/freshness/context'
import { plainWords, quotedWords } from '@/lib/core/freshness/typography'
import { foldText, searchWords } from '@/lib/core/text/fold'
import { sentencesOf } from '@/lib/core/text/sentences'
import { countWords, tokensOf } from '@/lib/core/text/words'
import { AGENCY_STRETCHES } from '@/tests/fixtures/consistency/agency-planted'
import { AMERICAN_STRETCHES } from '@/tests/fixtures/consistency/american-planted'
import { BRITISH_STRETCHES } from '@/tests/fixtures/consistency/british-planted'
import { CITY_STRETCHES } from '@/tests/fixtures/consistency/city-planted'
import { COMPANY_STRETCHES } from '@/tests/fixtures/consistency/company-planted'
import { COUNTRY_STRETCHES } from '@/tests/fixtures/consistency/country-planted'
import { DAILY_STRETCHES } from '@/tests/fixtures/consistency/daily-planted'
import { LAST_STRETCHES } from '@/tests/fixtures/consistency/last-planted'
import { MIXED_STRETCHES } from '@/tests/fixtures/consistency/mixed-planted'
import { PLAIN_STRETCHES } from '@/tests/fixtures/consistency/plain-planted'
import { STRETCHES } from '@/tests/fixtures/consistency/planted'
import { REGION_STRETCHES } from '@/tests/fixtures/consistency/region-planted'
import { REPUBLIC_STRETCHES } from '@/tests/fixtures/consistency/republic-planted'
import { TOWN_STRETCHES } from '@/tests/fixtures/consistency/town-planted'
import { WEEKLY_STRETCHES } from '@/tests/fixtures/consistency/weekly-planted'

/** Every pattern that ran while `work` did: all of them come to `exec`. */
function patternsOf(work: () => void): RegExp[] {
  const used = new Map<string, RegExp>()
  const original = RegExp.prototype.exec
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    used.set(String(this), this)
    return original.call(this, text)
  }
  try {
    work()
  } finally {
    RegExp.prototype.exec = original
  }
  return [...used.values()]
}

interface Attack {
  readonly pumps: readonly { readonly prefix: string; readonly pump: string }[]
  readonly suffix: string
}

/** How long a pattern takes for an attack of about 60,000 characters, in ms: a few when it is linear, many seconds when it is quadratic. */
function timeOfAttack({ source, flags }: RegExp, { pumps, suffix }: Attack): number {
  const unit = pumps.reduce((length, { pump }) => length + pump.length, 0)
  const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(Math.ceil(60_000 / Math.max(1, unit)))).join('') + suffix
  const began = performance.now()
  text.match(new RegExp(source, flags.includes('g') ? flags : `${flags.replace('y', '')}g`))
  return performance.now() - began
}

it('The time of an attack tells a quadratic pattern from a linear one', () => {
  const attack = { pumps: [{ prefix: '', pump: 'a' }], suffix: '!' }
  expect(timeOfAttack(/a+b/, attack)).toBeGreaterThan(1_000)
  expect(timeOfAttack(/a{1,20}b/, attack)).toBeLessThan(1_000)
})

it('Every pattern that prose runs through takes time in proportion to its length', { timeout: 600_000 }, () => {
  // A pattern behind a condition runs only where something is planted for it.
  const prose = [STRETCHES, AMERICAN_STRETCHES, BRITISH_STRETCHES, MIXED_STRETCHES, LAST_STRETCHES, WEEKLY_STRETCHES]
    .concat([
      AGENCY_STRETCHES,
      TOWN_STRETCHES,
      DAILY_STRETCHES,
      COUNTRY_STRETCHES,
      PLAIN_STRETCHES,
      REPUBLIC_STRETCHES,
      REGION_STRETCHES,
      CITY_STRETCHES,
      COMPANY_STRETCHES,
    ])
    .flat()
    .map((one) => one.text)
  const patterns = patternsOf(() => {
    for (const text of prose) {
      const sentences = sentencesOf(text)
      findInconsistencies(text, sentences)
      for (const language of LANGUAGES)
        detect(
          sentences.map(({ start, end }) => text.slice(start, end)),
          language,
        )
      for (const look of [languageOf, plainWords, quotedWords, foldText, searchWords, tokensOf, countWords, figuresIn, readFigure])
        look(text)
    }
    prose.slice(1).forEach((text, at) => {
      contextChanges(prose[at] ?? '', text)
    })
  })
  // What is looked for is really looked at.
  expect(patterns.length).toBeGreaterThan(100)
  const slow = patterns.flatMap((pattern) => {
    const { source, flags } = pattern
    const found = checkSync(source, flags.replace(/[dy]/g, ''), { timeout: 20_000 })
    if (found.status !== 'vulnerable') return []
    // Where the checker guesses, it may be wrong, and is so more often on a busy machine: its attack is tried.
    const ms = timeOfAttack(pattern, found.attack)
    return ms > 1_000 ? [`${found.complexity.summary}, ${Math.round(ms)} ms: ${String(pattern).slice(0, 200)}`] : []
  })
  expect(slow).toEqual([])
})
