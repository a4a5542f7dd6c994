import { expect, it } from 'vitest'
import { isDueAgain } from '@/lib/core/claim/doubts'

const decidedOn = (day: string) => ({
  quote: '5 crowns',
  sentence: '',
  version: 1,
  at: new Date(`${day}T12:00:00Z`),
  by: { id: 'a', name: 'A' },
})

it.each([
  ['on its day, decided before', '2026-03-10', '2026-03-09', true],
  ['behind its day, decided before', '2026-03-01', '2026-02-01', true],
  ['before its day', '2026-03-11', '2026-03-09', false],
  ['decided on its day', '2026-03-10', '2026-03-10', false],
  ['decided behind its day', '2026-03-01', '2026-03-05', false],
])('a claim is due again: %s', (_, recheckOn, decided, isDue) => {
  expect(isDueAgain({ recheckOn, decision: decidedOn(decided) }, '2026-03-10')).toBe(isDue)
})

it('a claim without a day, or that nobody decided, is not due again', () => {
  expect(isDueAgain({ recheckOn: null, decision: decidedOn('2026-03-01') }, '2026-03-10')).toBe(false)
  expect(isDueAgain({ recheckOn: '2026-03-01', decision: null }, '2026-03-10')).toBe(false)
})
