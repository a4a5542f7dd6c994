import { describe, expect, it } from 'vitest'
import { contextChanges } from '@/lib/core/freshness/context'
import { freshness } from '@/lib/core/freshness/freshness'

const decision = { quote: '12 percent', sentence: 'Bills fell by 12 percent.' }

describe('freshness', () => {
  it('is fresh while words and sentence are those decided on', () => {
    expect(freshness(decision, { isPresent: true, ...decision })).toBe('fresh')
  })
  it('is stale when one digit differs, and fresh again when it is put back', () => {
    expect(freshness(decision, { isPresent: true, quote: '14 percent', sentence: 'Bills fell by 14 percent.' })).toBe('stale')
    expect(freshness(decision, { isPresent: true, ...decision })).toBe('fresh')
  })
  it('is context-changed when only the sentence differs', () => {
    expect(freshness(decision, { isPresent: true, quote: '12 percent', sentence: 'Bills did not fall by 12 percent.' })).toBe(
      'context-changed',
    )
  })
  it('is orphaned when the words are gone, decided or not', () => {
    expect(freshness(decision, { isPresent: false, quote: '', sentence: '' })).toBe('orphaned')
    expect(freshness(null, { isPresent: false, quote: '', sentence: '' })).toBe('orphaned')
  })
  it('has nothing to outlive without a decision', () => {
    expect(freshness(null, { isPresent: true, quote: 'anything', sentence: 'Anything.' })).toBe('fresh')
  })
})

describe('why a changed sentence matters', () => {
  it.each([
    ['Bills fell by 12 percent.', 'Bills did not fall by 12 percent.', 'negation'],
    ['Bills fell in 2023.', 'Bills fell in 2024.', 'number'],
    ['It lost five million.', 'It lost five billion.', 'unit'],
    ['It opened in May.', 'It opened in June.', 'date'],
    ['The mayor said it works.', 'The mayor hopes it works.', 'attribution'],
    ['The mayor met Ann Roe.', 'The mayor met Jo Doe.', 'name'],
    ['The mayor will go.', 'The mayor may go.', 'hedge'],
    ['Most of them went.', 'Some of them went.', 'quantifier'],
    ['It works because it rains.', 'It works although it rains.', 'cause'],
    ['It carries water.', 'It carried water.', 'tense'],
    ['It works.', 'It works?', 'question'],
    ['He called it “a lie”.', 'He called it a lie.', 'attribution'],
  ])('%s → %s: %s', (before, after, reason) => {
    expect(contextChanges(before, after)).toContain(reason)
  })
})
