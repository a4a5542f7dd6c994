import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorQuote, describeRange } from '@/lib/core/anchoring/quote-selector'
import { CLAIM_STATES, OUTCOMES, type Outcome } from '@/lib/core/claim/claim'
import { LOOK_SIGNS, lookOf } from '@/lib/core/claim/look'
import { describeProgress, progressOf } from '@/lib/core/claim/progress'
import { readNames, writeNames } from '@/lib/core/evidence/source'
import { CHAIN_START, ChainReader, canonicalJson, chainHash } from '@/lib/core/history/chain'
import { can, POLICY, ROLES } from '@/lib/core/permissions/policy'
import { likelyCause } from '@/lib/core/publication/erratum'
import { diffWords } from '@/lib/core/text/diff-words'
import { sentenceAround, sentencesOf } from '@/lib/core/text/sentences'
import { judgeTransition, nextStates, TRANSITIONS } from '@/lib/core/workflow/transitions'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('finding a quote', () => {
  it('finds what stands once', () => {
    expect(anchorQuote('one two three', { exact: 'two' })).toEqual({ kind: 'found', range: { start: 4, end: 7 } })
  })
  it('names every place when there are several, and lets context choose', () => {
    const text = 'It rose 5 percent. Then it rose 5 percent.'
    const result = anchorQuote(text, { exact: '5 percent' })
    expect(result.kind === 'ambiguous' && result.candidates.map((one) => one.start)).toEqual([8, 32])
    expect(anchorQuote(text, { exact: '5 percent', prefix: 'Then it rose ' })).toMatchObject({ kind: 'found', range: { start: 32 } })
  })
  it('never takes a place whose context differs', () => {
    expect(anchorQuote('one two three', { exact: 'two', prefix: 'nine ' })).toEqual({ kind: 'not-found' })
  })
  it('finds what it described, for any text without repeats', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number]
        fc.pre(start < end)
        const found = anchorQuote(text, describeRange(text, { start, end }))
        if (found.kind === 'found') expect(text.slice(found.range.start, found.range.end)).toBe(text.slice(start, end))
        else expect(found.kind === 'ambiguous' && found.candidates.some((one) => one.start === start)).toBe(true)
      }),
    )
  })
})

describe('sentences', () => {
  it('do not end at abbreviations and initials', () => {
    const text = 'Dr. Smith met J. Doe of the U.S. Senate. They spoke at 5 p.m. yesterday.'
    expect(sentencesOf(text).map((one) => text.slice(one.start, one.end))).toEqual([
      'Dr. Smith met J. Doe of the U.S. Senate.',
      'They spoke at 5 p.m. yesterday.',
    ])
  })
  it('around a claim stay inside its paragraph', () => {
    const text = 'First one. Second two.\nThird three.'
    const { start, end } = sentenceAround(text, { start: 18, end: 21 })
    expect(text.slice(start, end)).toBe('Second two.')
  })
})

describe('old → new, word by word', () => {
  it('gives back both texts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a ', 'b ', '12 ', 'percent ')),
        fc.array(fc.constantFrom('a ', 'b ', '14 ', 'percent ')),
        (a, b) => {
          const parts = diffWords(a.join(''), b.join(''))
          expect(
            parts
              .filter((part) => part.kind !== 'added')
              .map((part) => part.text)
              .join(''),
          ).toBe(a.join(''))
          expect(
            parts
              .filter((part) => part.kind !== 'removed')
              .map((part) => part.text)
              .join(''),
          ).toBe(b.join(''))
        },
      ),
    )
  })
  it('shows only the digit that changed as a word', () => {
    expect(diffWords('fell by 12 percent', 'fell by 14 percent')).toEqual([
      { kind: 'same', text: 'fell by ' },
      { kind: 'removed', text: '12' },
      { kind: 'added', text: '14' },
      { kind: 'same', text: ' percent' },
    ])
  })
})

describe('the workflow', () => {
  const claim = { outcome: 'confirmed' as const, confidence: null, confidenceReason: null, isOrphaned: false, decidedById: 'tomas' }
  it('allows exactly what its table says, for every pair of states and role', () => {
    for (const from of CLAIM_STATES)
      for (const to of CLAIM_STATES)
        for (const role of ROLES) {
          const isListed = TRANSITIONS.some((row) => row.to === to && row.from.includes(from) && can({ id: 'ines', role }, row.action))
          const refusals = judgeTransition(from, to, { id: 'ines', role }, { ...claim, isOrphaned: to === 'cut' })
          expect(refusals.length === 0, `${from} → ${to} by ${role}`).toBe(isListed)
          expect(nextStates(from, { id: 'ines', role }).includes(to)).toBe(isListed)
        }
  })
  it('asks for an outcome before “checked”, and for another person before “cross-checked”', () => {
    expect(judgeTransition('unchecked', 'checked', { id: 'ines', role: 'editor' }, { ...claim, outcome: null })[0]?.requirement).toBe(
      'has-outcome',
    )
    expect(judgeTransition('checked', 'cross-checked', { id: 'tomas', role: 'checker' }, claim)[0]?.requirement).toBe('another-person')
    expect(judgeTransition('checked', 'cross-checked', { id: 'ines', role: 'editor' }, claim)).toEqual([])
  })
  it('does not cut what is still there', () => {
    expect(judgeTransition('checked', 'cut', { id: 'ines', role: 'editor' }, claim)[0]?.requirement).toBe('words-gone')
  })
})

describe('the policy', () => {
  it('lets a viewer change nothing', () => {
    const reading = [
      'article.read',
      'article.export',
      'report.author',
      'report.public',
      'history.read',
      'people.read',
      'settings.read',
      'account.manage-own',
    ]
    for (const action of Object.keys(POLICY) as (keyof typeof POLICY)[])
      expect(can({ id: 'v', role: 'viewer' }, action), action).toBe(reading.includes(action))
  })
  it('lets a checker mark and decide, but not edit the text', () => {
    expect(can({ id: 'c', role: 'checker' }, 'claim.decide')).toBe(true)
    expect(can({ id: 'c', role: 'checker' }, 'article.edit-text')).toBe(false)
  })
})

describe('looks and progress', () => {
  it('show what a decision no longer covers before what it said', () => {
    expect(lookOf({ state: 'checked', outcome: 'wrong', freshness: 'stale' })).toBe('stale')
    expect(lookOf({ state: 'cross-checked', outcome: 'confirmed', freshness: 'orphaned' })).toBe('gone')
  })
  it('have a sign each, all different', () => {
    expect(new Set(Object.values(LOOK_SIGNS)).size).toBe(Object.keys(LOOK_SIGNS).length)
  })
  it('count only what needs checking, and only what is covered as checked', () => {
    const progress = progressOf([
      { state: 'checked', outcome: 'confirmed', freshness: 'fresh' },
      { state: 'checked', outcome: 'confirmed', freshness: 'stale' },
      { state: 'dismissed', outcome: null, freshness: 'fresh' },
      { state: 'unchecked', outcome: null, freshness: 'fresh' },
    ])
    expect(describeProgress(progress)).toBe('1 confirmed · 1 stale · 1 open')
  })
  it('keep a tick for what is right, and never count other outcomes with it', () => {
    const look = (outcome: Outcome) => lookOf({ state: 'checked', outcome, freshness: 'fresh' })
    expect(OUTCOMES.map((outcome) => LOOK_SIGNS[look(outcome)]).filter((sign) => sign === '✓')).toHaveLength(2)
    expect([look('confirmed'), look('changed')]).toEqual(['checked', 'checked'])
    const progress = progressOf(OUTCOMES.map((outcome) => ({ state: 'checked' as const, outcome, freshness: 'fresh' as const })))
    expect(describeProgress(progress)).toBe(
      '1 confirmed · 1 changed · 1 attributed · 1 on author · 1 conflicting · 1 not verifiable · 1 opinion · 1 wrong',
    )
  })
})

describe('how an error got through', () => {
  it('is what the record of the claim says, as it was when it was printed', () => {
    const claim = { state: 'checked', freshness: 'fresh', outcome: 'confirmed', decisionVersion: 3 } as const
    expect(likelyCause(claim, 4)).toBe('unknown')
    expect(likelyCause({ ...claim, outcome: 'wrong' }, 4)).toBe('known-and-passed')
    expect(likelyCause({ ...claim, freshness: 'stale' }, 4)).toBe('changed-after-check')
    expect(likelyCause({ ...claim, outcome: 'wrong', decisionVersion: 5 }, 4)).toBe('not-checked')
    expect(likelyCause({ ...claim, decisionVersion: null }, 4)).toBe('not-checked')
  })
})

describe('the history chain', () => {
  const entries = (count: number) => {
    let previousHash = CHAIN_START
    return Array.from({ length: count }, (_, index) => {
      const entry = {
        seq: index + 1,
        at: '2026-01-01T00:00:00.000Z',
        actorId: 'a',
        action: 'x',
        subject: 'y',
        version: index,
        before: 'null',
        after: canonicalJson({ n: index, é: '\u2028' }),
        ties: '{}',
      }
      const hash = chainHash(previousHash, entry, sha256)
      const chained = { ...entry, previousHash, hash }
      previousHash = hash
      return chained
    })
  }
  const problems = (read: ReturnType<typeof entries>) => {
    const reader = new ChainReader(sha256)
    return read.flatMap((entry) => reader.read(entry) ?? [])
  }
  it('proves itself, and names the entry that was altered, removed or moved', () => {
    expect(problems(entries(5))).toEqual([])
    for (const field of ['at', 'actorId', 'action', 'subject', 'before', 'after', 'ties'] as const)
      expect(problems(entries(5).map((entry) => (entry.seq === 3 ? { ...entry, [field]: 'other' } : entry)))).toEqual([
        'entry 3 was altered',
      ])
    expect(problems(entries(5).map((entry) => (entry.seq === 3 ? { ...entry, version: 99 } : entry)))).toEqual(['entry 3 was altered'])
    expect(problems(entries(5).filter((entry) => entry.seq !== 2))).toEqual(['entry 2 is missing'])
  })
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: undefined }] })).toBe('{"a":[{"d":1}],"b":1}')
  })
})

describe('names of authors', () => {
  it('are read and written back', () => {
    expect(readNames('Dorn, Anneke; Town of Harbeck')).toEqual([{ family: 'Dorn', given: 'Anneke' }, { literal: 'Town of Harbeck' }])
    expect(writeNames(readNames('Dorn, Anneke; Town of Harbeck'))).toBe('Dorn, Anneke; Town of Harbeck')
  })
})
