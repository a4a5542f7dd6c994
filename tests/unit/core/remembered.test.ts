import { expect, it } from 'vitest'
import { remembered } from '@/lib/core/remembered'

it('What was made of a text is made once while it is asked for, and forgotten when others came', () => {
  const made: string[] = []
  const lengthOf = remembered(100, (text) => {
    made.push(text)
    return text.length
  })
  for (let n = 0; n < 1_000; n++) {
    expect(lengthOf('again')).toBe(5)
    expect(lengthOf(`once ${n}`)).toBe(`once ${n}`.length)
  }
  expect(made.filter((one) => one === 'again')).toHaveLength(1)
  expect(made).toHaveLength(1_001)
  lengthOf('once 0')
  expect(made).toHaveLength(1_002)
  expect(remembered(10, () => 0)('nought')).toBe(0)
})
