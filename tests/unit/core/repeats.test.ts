import { describe, expect, it } from 'vitest'
import { repeatsOf } from '@/lib/core/consistency/repeats'
import { sentencesOf } from '@/lib/core/text/sentences'

/** Places of a text that say the same as some words of it. */
function repeated(text: string, quote: string): string[] {
  const sentences = sentencesOf(text).map(({ start, end }) => ({ start, end, text: text.slice(start, end) }))
  const start = text.indexOf(quote)
  const own = { start, end: start + quote.length }
  const sentence = sentences.find((one) => one.start <= start && start < one.end)?.text ?? ''
  return repeatsOf({ quote, sentence }, sentences, [own]).map((range) => text.slice(range.start, range.end))
}

describe('one fact said twice', () => {
  it.each([
    ['The council paid $38 million for the mill. Later it said the mill had cost it $38 million.', '$38 million', ['$38 million']],
    [
      'The bridge is 1,580 metres long. No other bridge here has 1580 metres.',
      'bridge is 1,580 metres long',
      ['bridge here has 1580 metres'],
    ],
    ['Unemployment fell to 4.5 percent. At 4.5 per cent, unemployment is lowest.', '4.5 percent', ['4.5 per cent']],
    [
      'It was the first invasion of Russia since World War II. He called it the first invasion of Russia since World War II, too.',
      'first invasion of Russia since World War II',
      ['first invasion of Russia since World War II'],
    ],
    ['The mill had 300 workers. In 1952 the mill’s three hundred workers went home.', '300 workers', ['three hundred workers']],
  ])('is found: %s', (text, quote, found) => {
    expect(repeated(text, quote)).toEqual(found)
  })

  it.each([
    // Another figure, another thing, another unit.
    ['The council paid $38 million for the mill. The mill later cost $41 million.', '$38 million'],
    ['The council paid 38 million for the mill. In the mill 38 people worked.', '38 million'],
    ['Prices rose by 12 percent in the town. In the town 12 shops closed.', '12 percent'],
    ['The council paid 38 million crowns for the mill. The school garden got 38 million crowns from Oslo.', '38 million crowns'],
    ['The storm destroyed 200 houses. The storm killed 200 people.', 'destroyed 200 houses'],
    // A year or a small number alone is in many sentences.
    ['The mill closed in 1952. The school opened in 1952.', '1952'],
    ['Two men were hurt in the harbour. Two boats sank.', 'Two men'],
    // The same words all over a long sentence.
    [
      'The council sold the old mill. The old council house stands by the river, and nobody ever knew why it was sold with a mill so far away from everything.',
      'council sold the old mill',
    ],
    ['It rained.', 'It rained'],
    ['', ''],
  ])('is not found: %s', (text, quote) => {
    expect(repeated(text, quote)).toEqual([])
  })

  it('of a long text takes no time to speak of', () => {
    const text = Array.from({ length: 6_000 }, (_, n) => `The mill of place ${n} cost ${n + 100} million crowns to build.`).join(' ')
    expect(repeated(`${text} The mill cost 177 million crowns.`, 'cost 177 million crowns')).toHaveLength(1)
  })
})
