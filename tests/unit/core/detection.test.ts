import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { checkSync } from 'recheck'
import { describe, expect, it } from 'vitest'
import { coverageOf, describeCoverage, sentenceKey, uncoveredIn } from '@/lib/core/coverage/coverage'
import { proposedType } from '@/lib/core/detection/claim-type'
import { CHECKABLE_AT, detect } from '@/lib/core/detection/detect'
import { EN } from '@/lib/core/detection/en/language'
import { LANGUAGES, languageOf } from '@/lib/core/detection/languages'
import { overlaps } from '@/lib/core/text/range'
import { sentencesOf } from '@/lib/core/text/sentences'
import { sentencesInDocument } from '@/lib/editor/queries/sentences-in-block'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importText } from '@/lib/formats/importers/text'
import { readDebates, readNews } from '@/tests/bench/detect/data'
import { averagePrecision, balancedAccuracy, f1 } from '@/tests/bench/detect/measure'
import MARKS from '@/tests/fixtures/detection/kursk-marks.json'
import { corpus } from '@/tests/support/corpora'

const DEBATES = corpus('corpora/checkworthy/data/ct24-en')
const PAGES = corpus('corpora/html-articles/data/aeb')

const STATEMENTS = [
  'Spending rose by 12 percent in 2023, the ministry said on Tuesday.',
  'It was the first time since World War II that foreign troops had crossed the border.',
  'Mayor Anneke Dorn sold the waterworks for 38.5 million crowns.',
  'The court convicted the former minister of fraud in May.',
]
const TALK = ['What a lovely day it is!', 'Shall we go?', 'I hope you enjoy it.', 'Please subscribe and share this with your friends.']

describe('detection', () => {
  it('tells statements from talk, with reasons in words and types of fact', () => {
    const found = detect([...STATEMENTS, ...TALK], EN, 'prose')
    expect(found.map((one) => one.checkable)).toEqual([...STATEMENTS.map(() => true), ...TALK.map(() => false)])
    expect(found[0]?.reasons).toContain('a percentage')
    expect(found[0]?.types).toContain('percent')
    expect(found[1]?.reasons).toContain('a “first since” or “for the first time”')
    expect(found[1]?.types).toContain('superlative')
    expect(found[2]?.types).toEqual(expect.arrayContaining(['money', 'name-title']))
    for (const one of found) expect(one.checkable).toBe(one.score >= CHECKABLE_AT)
  })
  it('gives the same for the same text, and costs nothing that grows with a sentence', () => {
    expect(detect(STATEMENTS, EN)).toEqual(detect(STATEMENTS, EN))
    const long = `${'and the mill cost 5 crowns '.repeat(20_000)}.`
    const start = performance.now()
    detect([long], EN)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
  it.each(LANGUAGES.map((language) => [language.name, language] as const))(
    'has linear patterns only: %s',
    { timeout: 120_000 },
    (_, { cues }) => {
      for (const { id, pattern } of cues) expect(checkSync(pattern.source, pattern.flags, { timeout: 10_000 }).status, id).toBe('safe')
    },
  )
  it('tells a language, says what is not measured, and knows none where there is none', () => {
    expect(languageOf(STATEMENTS.join(' '))?.code).toBe('en')
    const german = 'Der Bürgermeister sagte am 3. Mai, die Stadt habe 40 Millionen Euro für das Werk bezahlt. Das war nicht wenig.'
    expect(languageOf(german)?.code).toBe('de')
    expect(languageOf(german)?.caution).toContain('nobody has measured')
    expect(detect([german, 'Wie schön!'], LANGUAGES[1] as (typeof LANGUAGES)[number]).map((one) => one.checkable)).toEqual([true, false])
    expect(
      languageOf(
        'Ceci est une phrase qui ne sera pas lue en anglais ni en allemand, puisque personne ne parle ainsi dans ces pays lointains où il pleut.',
      ),
    ).toBeNull()
  })
  it.skipIf(!DEBATES)('finds what people would check in debates', () => {
    const dev = readDebates(DEBATES ?? '', 'dev.tsv')
    const scores = detect(
      dev.map(({ text }) => text),
      EN,
    ).map(({ score }) => score)
    expect(
      f1(
        scores,
        dev.map((one) => one.isYes),
        CHECKABLE_AT,
      ),
    ).toBeGreaterThan(0.75)
  })
  it.skipIf(!PAGES)('agrees with the labels of news sentences it learned from', () => {
    const { labelled } = readNews(PAGES ?? '')
    expect(labelled.length).toBeGreaterThan(250)
    const scores = detect(
      labelled.map(({ text }) => text),
      EN,
    ).map(({ score }) => score)
    const isSomething = labelled.map(({ label }) => label > 0)
    expect(balancedAccuracy(scores, isSomething, CHECKABLE_AT)).toBeGreaterThan(0.85)
    expect(
      averagePrecision(
        scores,
        labelled.map(({ label }) => label === 2),
      ),
    ).toBeGreaterThan(0.9)
  })
})

describe('coverage', () => {
  const text = [...STATEMENTS, ...TALK].join(' ')
  const sentences = sentencesOf(text)
  const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
  it('counts checkable sentences with a claim or a dismissal, and falls when new text arrives', () => {
    const none = coverageOf(text, sentences, [], [])
    expect([none.checkable, none.covered, none.decided]).toEqual([4, 0, 0])
    const some = coverageOf(
      text,
      sentences,
      [
        { id: 'a', ranges: [at('12 percent')], isSettled: true },
        { id: 'b', ranges: [at('World War II')], isSettled: false },
      ],
      [{ id: 'd', key: sentenceKey(STATEMENTS[3] ?? ''), reason: 'common-knowledge', by: { id: 'p', name: 'P' } }],
    )
    expect([some.checkable, some.covered, some.decided]).toEqual([4, 3, 2])
    expect(uncoveredIn(some).map((one) => text.slice(one.start, one.end))).toEqual([STATEMENTS[2]])
    expect(describeCoverage(some)).toBe('2 of 4 checkable sentences decided, 1 not looked at')
    const longer = `${text} Bills fell by 9 percent in 2024.`
    expect(coverageOf(longer, sentencesOf(longer), [], []).checkable).toBe(5)
  })
  it('gives a claim over two sentences to both, and nested claims to one', () => {
    const whole = { start: 0, end: at('border').end }
    const covered = coverageOf(
      text,
      sentences,
      [
        { id: 'long', ranges: [whole], isSettled: true },
        { id: 'inner', ranges: [at('2023')], isSettled: false },
        { id: 'late', ranges: [at('fraud')], isSettled: true },
      ],
      [],
    )
    expect(covered.sentences.map((one) => one.claimIds).slice(0, 4)).toEqual([['long', 'inner'], ['long'], [], ['late']])
  })
  it('remembers a dismissal by words, not by typography', () => {
    expect(sentenceKey('“Bills  fell,” he said.')).toBe(sentenceKey('"Bills fell", he said.'))
    expect(sentenceKey('Bills fell by 9 percent.')).not.toBe(sentenceKey('Bills fell by 8 percent.'))
  })
})

const ARTICLE = corpus('articles/kursk-incursion.txt')
it.skipIf(!ARTICLE)('of the statements a reader marked by hand nine in ten are suggested, and few suggestions would be waved away', () => {
  const doc = readDocument(importText(readFileSync(ARTICLE as string)).document)
  const text = textOf(doc)
  expect(createHash('sha256').update(text).digest('hex'), 'the marks are of another text').toBe(MARKS.textSha256)
  const suggested = coverageOf(text, sentencesInDocument(doc), [], []).sentences.filter((one) => one.checkable)
  const found = MARKS.statements.filter((mark) => suggested.some((one) => overlaps(one, mark)))
  const waved = suggested.filter((one) => !MARKS.statements.some((mark) => overlaps(one, mark)))
  expect(found.length / MARKS.statements.length).toBeGreaterThanOrEqual(0.9)
  expect(waved.length / suggested.length).toBeLessThanOrEqual(0.15)
  // Nothing is marked that is not there.
  for (const { start, end } of MARKS.statements) expect(text.slice(start, end).trim()).not.toBe('')
})

describe('the type a new claim is given', () => {
  const typeOf = (words: string) => {
    const text = `The council met in the town hall. ${words} was said there, and the people of the town heard it.`
    return proposedType(text, { start: 34, end: 34 + words.length })
  }
  it.each([
    ['$40 million', 'money'],
    ['12 percent', 'percent'],
    ['40,000 people', 'number'],
    ['the first time since World War II', 'superlative'],
    ['on June 19', 'date-time'],
    ['Mayor Ann Lee', 'name-title'],
    ['“we did not cut corners”', 'quote'],
    ['more than in Norway', 'comparison'],
    ['because of the fire', 'cause'],
    ['will fall next year', 'prediction'],
    ['somewhere else', null],
  ])('%s: %s', (words, type) => {
    expect(typeOf(words)).toBe(type)
  })
})
