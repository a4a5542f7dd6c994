import { type ComparedRow, compareTexts } from '@/lib/core/article/compare-texts'
import { plural } from '@/lib/core/article/import-messages'
import type { TextRange } from '@/lib/core/text/range'

/** New words that stood as a tracked change in a file: for a stretch of the text without them. */
export interface TrackedProposal extends TextRange {
  readonly before: string
  readonly after: string
}

/** Proposals taken from one file. */
export const PROPOSALS_MAX = 1_000

/**
 * What a text with its tracked changes taken differs by from the same text
 * without: a proposal for each place, on whole words, an insertion on the word
 * before it. A proposal stays within its paragraph; paragraphs that came or
 * went are told. Offsets are UTF-16, into `without`.
 */
export function trackedProposals(without: string, taken: string): { readonly proposals: TrackedProposal[]; readonly told: string | null } {
  const proposals: TrackedProposal[] = []
  let paragraphs = 0
  let rest = 0
  const propose = (one: TrackedProposal) => (proposals.length < PROPOSALS_MAX ? proposals.push(one) : rest++)
  for (const run of runsOf(compareTexts(without, taken))) {
    const removed = run.flatMap(({ kind, before }) => (kind === 'removed' && before ? [before] : []))
    const added = run.flatMap(({ kind, after }) => (kind === 'added' && after ? [after] : []))
    for (const { kind, before, parts } of run) {
      if (kind !== 'changed' || !before) continue
      // Where a paragraph came or went beside this one, its words may have gone over to it, or come from it.
      if (goesOver(parts, 'added', removed) || goesOver(parts, 'removed', added)) paragraphs++
      else for (const one of placesOf(parts, before.start)) propose(one)
    }
    // A paragraph, or what stands in a cell, that has other words altogether.
    const isRewritten =
      removed.length === added.length &&
      !run.some(({ isMoved }) => isMoved) &&
      [...removed, ...added].every(({ text }) => text.trim() !== '')
    if (isRewritten)
      for (const [index, { start, text }] of removed.entries())
        propose({ start, end: start + text.length, before: text, after: added[index]?.text ?? '' })
    else paragraphs += removed.length + added.length
  }
  proposals.sort((a, b) => a.start - b.start)
  const told = [
    ...(paragraphs > 0
      ? [`${plural(paragraphs, 'whole paragraph')} that came, went or moved ${paragraphs === 1 ? 'is' : 'are'} not among the proposals`]
      : []),
    ...(rest > 0 ? [`${plural(rest, 'more change')} ${rest === 1 ? 'is' : 'are'} left out`] : []),
  ]
  return { proposals, told: told.length > 0 ? `${told.join('; ')}. Keep the original file.` : null }
}

/** What differs, in stretches without a paragraph that stayed. */
function runsOf(rows: readonly ComparedRow[]): ComparedRow[][] {
  const runs: ComparedRow[][] = [[]]
  for (const row of rows)
    if (row.kind === 'same') runs.push([])
    else runs[runs.length - 1]?.push(row)
  return runs.filter((run) => run.length > 0)
}

/** Whether at least half of the words that a paragraph lost or got are those of paragraphs beside it that came or went. */
function goesOver(parts: readonly Part[], kind: 'added' | 'removed', others: readonly { readonly text: string }[]): boolean {
  const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const known = new Set(others.flatMap(({ text }) => wordsIn(text)))
  const words = parts.filter((part) => part.kind === kind).flatMap(({ text }) => wordsIn(text))
  return words.length > 0 && words.filter((word) => known.has(word)).length >= words.length / 2
}

interface Part {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

function placesOf(parts: readonly Part[], start: number): TrackedProposal[] {
  const places: TrackedProposal[] = []
  let at = start
  let open: { start: number; before: string; after: string } | null = null
  /** What stands unchanged before the place that is open. */
  let same = ''
  const close = (next: Part | undefined) => {
    if (!open) return
    if (open.before === '') {
      // Something must be there to propose other words for.
      const lastWord = /\S+\s*$/.exec(same)?.[0] ?? ''
      const place = places[places.length - 1]
      if (place && place.end > open.start - lastWord.length) {
        // Words came on both sides of one word: the two are one proposal.
        const between = same.slice(same.length - (open.start - place.end))
        places[places.length - 1] = {
          start: place.start,
          end: open.start,
          before: place.before + between,
          after: place.after + between + open.after,
        }
        open = null
        return
      }
      if (lastWord !== '') open = { start: open.start - lastWord.length, before: lastWord, after: lastWord + open.after }
      else {
        const word = /^\s*\S+/.exec(next?.text ?? '')?.[0] ?? ''
        open = { start: open.start, before: word, after: open.after + word }
      }
    }
    if (open.before !== '') places.push({ start: open.start, end: open.start + open.before.length, before: open.before, after: open.after })
    open = null
  }
  for (const part of parts) {
    if (part.kind === 'same') {
      close(part)
      at += part.text.length
      same = part.text
      continue
    }
    open ??= { start: at, before: '', after: '' }
    if (part.kind === 'removed') {
      open.before += part.text
      at += part.text.length
    } else open.after += part.text
  }
  close(undefined)
  return places
}
