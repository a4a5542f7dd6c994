import { expect, it } from 'vitest'
import type { Freshness } from '@/lib/core/claim/claim'
import { freshness } from '@/lib/core/freshness/freshness'
import { sentenceAround } from '@/lib/core/text/sentences'
import { EDITS } from '@/tests/fixtures/edits'

interface Judged {
  readonly edit: string
  readonly freshness: Freshness
}

/** What becomes of a decision on the bracketed words when an edit is made. */
function judge(sentence: string, edit: string): Judged {
  const start = sentence.indexOf('[')
  const end = sentence.indexOf(']') - 1
  const before = sentence.replace(/[[\]]/g, '')
  const [from = '', to = ''] = edit.split(' => ')
  const found = before.indexOf(from)
  if (found < 0) throw new Error(`“${from}” is not in “${before}”`)
  // Only what differs is edited, as somebody at the keyboard does it.
  let same = 0
  while (same < Math.min(from.length, to.length) && from[same] === to[same]) same++
  let tail = 0
  while (tail < Math.min(from.length, to.length) - same && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++
  const at = found + same
  const [old, words] = [from.slice(same, from.length - tail), to.slice(same, to.length - tail)]
  const after = before.slice(0, at) + words + before.slice(at + old.length)
  // The words of the claim move with what is around them, as its mark does.
  const shift = words.length - old.length
  const move = (offset: number, isEnd: boolean) => {
    // What is put in at the very end of a claim does not join it.
    if (offset < at || (offset === at && isEnd)) return offset
    if (offset >= at + old.length) return offset + shift
    return isEnd ? at + words.length : at
  }
  const now = { start: move(start, false), end: move(end, true) }
  const around = (text: string, span: { start: number; end: number }) => {
    const range = sentenceAround(text, span)
    return text.slice(range.start, range.end)
  }
  const decision = { quote: before.slice(start, end), sentence: around(before, { start, end }) }
  return {
    edit: `${edit}   (${before})`,
    freshness: freshness(decision, {
      isPresent: now.end > now.start,
      quote: after.slice(now.start, now.end),
      sentence: around(after, now),
    }),
  }
}

const isFlagged = ({ freshness: one }: Judged) => one !== 'fresh' && one !== 'reworded'
const all = (kind: 'changing' | 'harmless') => EDITS.flatMap(({ sentence, ...edits }) => edits[kind].map((edit) => judge(sentence, edit)))

it('Edits that change what is stated are flagged, at least 98 in 100', () => {
  const judged = all('changing')
  const missed = judged.filter((one) => !isFlagged(one))
  expect(judged.length).toBeGreaterThanOrEqual(150)
  expect(missed.length / judged.length, missed.map((one) => one.edit).join('\n')).toBeLessThanOrEqual(0.02)
})

it('Harmless edits are not, but 3 in 100', () => {
  const judged = all('harmless')
  const wrong = judged.filter(isFlagged)
  expect(judged.length).toBeGreaterThanOrEqual(150)
  expect(wrong.length / judged.length, wrong.map((one) => `${one.freshness}: ${one.edit}`).join('\n')).toBeLessThanOrEqual(0.03)
})
