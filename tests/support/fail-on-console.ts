import { afterEach, beforeEach, expect, vi } from 'vitest'

// What is complained of on the console is a fault of the code or of the test.
const said: string[] = []
for (const level of ['error', 'warn'] as const)
  vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
    said.push(`${level}: ${parts.map(String).join(' ')}`)
  })

beforeEach(() => {
  said.length = 0
})
afterEach(() => {
  expect(said).toEqual([])
})
