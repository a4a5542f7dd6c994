import { describe, expect, it } from 'vitest'
import { sittingsOf } from '@/lib/core/history/sittings'

const entry = (name: string, at: string) => ({ actor: { id: name, name }, at: `2026-01-01T${at}:00.000Z` })

describe('entries put together by person and sitting', () => {
  it('end with another person or a longer pause', () => {
    const entries = [
      entry('Cleo', '12:00'),
      entry('Cleo', '11:31'),
      entry('Cleo', '11:00'),
      entry('Tomas', '10:59'),
      entry('Cleo', '10:58'),
    ]
    expect(sittingsOf(entries).map((one) => [one.actor?.name, one.entries.length])).toEqual([
      ['Cleo', 2],
      ['Cleo', 1],
      ['Tomas', 1],
      ['Cleo', 1],
    ])
    expect(sittingsOf([])).toEqual([])
  })
})
