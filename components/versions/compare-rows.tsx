'use client'

import { useState } from 'react'
import type { ComparedRow } from '@/lib/core/article/compare-texts'
import type { DiffPart } from '@/lib/core/text/diff-words'

/** Something to show beside a paragraph: a claim and what becomes of it. */
export interface RowNote {
  /** Offset in the text of its side, UTF-16 units. */
  readonly at: number
  readonly label: string
  readonly tone: 'good' | 'stale' | 'bad' | 'plain'
  readonly title: string
  readonly onClick?: (() => void) | undefined
}

interface Props {
  readonly rows: readonly ComparedRow[]
  readonly beforeTitle: string
  readonly afterTitle: string
  readonly beforeNotes?: readonly RowNote[]
  readonly afterNotes?: readonly RowNote[]
}

/** Unchanged paragraphs shown on either side of a change. */
const CONTEXT = 1

/** Two texts beside each other; what did not change is folded away until asked for. */
export function CompareRows({ rows, beforeTitle, afterTitle, beforeNotes = [], afterNotes = [] }: Props) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const hasNotes = (row: ComparedRow) =>
    notesOf(beforeNotes, row.before).some((note) => note.tone !== 'good') ||
    notesOf(afterNotes, row.after).some((note) => note.tone !== 'good')
  const groups = foldedGroups(rows, (row) => row.kind !== 'same' || hasNotes(row))
  const changes = rows.filter((row) => row.kind !== 'same').length
  return (
    <div className="card overflow-x-auto">
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">
          {beforeTitle} and {afterTitle}, {changes} paragraphs differ
        </caption>
        <thead>
          <tr className="border-b border-line-strong text-start">
            <th scope="col" className="w-1/2 px-4 py-2 text-start font-semibold">
              {beforeTitle}
            </th>
            <th scope="col" className="w-1/2 border-s border-line px-4 py-2 text-start font-semibold">
              {afterTitle}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) =>
            group.isFolded && !open.has(group.start) ? (
              <tr key={group.start} className="border-b border-line bg-desk">
                <td colSpan={2} className="px-4 py-1 text-center">
                  <button type="button" className="link text-[0.93rem]" onClick={() => setOpen((all) => new Set([...all, group.start]))}>
                    {group.rows.length} unchanged {group.rows.length === 1 ? 'paragraph' : 'paragraphs'}: show
                  </button>
                </td>
              </tr>
            ) : (
              group.rows.map((row) => (
                <tr key={keyOf(row)} className={`border-b border-line align-top ${row.kind === 'same' ? 'text-soft' : ''}`}>
                  <Cell row={row} side="before" notes={notesOf(beforeNotes, row.before)} />
                  <Cell row={row} side="after" notes={notesOf(afterNotes, row.after)} />
                </tr>
              ))
            ),
          )}
        </tbody>
      </table>
      {changes === 0 ? <p className="p-4 text-soft">The words are the same in both.</p> : null}
    </div>
  )
}

function notesOf(notes: readonly RowNote[], line: ComparedRow['before']): RowNote[] {
  if (!line) return []
  return notes.filter((note) => note.at >= line.start && note.at <= line.start + line.text.length)
}

function keyOf(row: ComparedRow): string {
  return `${row.before?.start ?? '-'}:${row.after?.start ?? '-'}`
}

interface Group {
  readonly start: number
  readonly rows: readonly ComparedRow[]
  readonly isFolded: boolean
}

function foldedGroups(rows: readonly ComparedRow[], isShown: (row: ComparedRow) => boolean): Group[] {
  const shown = rows.map(isShown)
  const isNear = (index: number) => {
    for (let at = Math.max(0, index - CONTEXT); at <= Math.min(rows.length - 1, index + CONTEXT); at++) if (shown[at]) return true
    return false
  }
  const groups: { start: number; rows: ComparedRow[]; isFolded: boolean }[] = []
  rows.forEach((row, index) => {
    const isFolded = !isNear(index)
    const last = groups[groups.length - 1]
    if (last && last.isFolded === isFolded) last.rows.push(row)
    else groups.push({ start: index, rows: [row], isFolded })
  })
  return groups
}

const TONES: Readonly<Record<RowNote['tone'], string>> = {
  good: 'text-checked',
  stale: 'text-stale',
  bad: 'text-wrong',
  plain: 'text-soft',
}

function Cell({ row, side, notes }: { row: ComparedRow; side: 'before' | 'after'; notes: readonly RowNote[] }) {
  const line = row[side]
  const wash =
    line === null
      ? 'bg-desk'
      : row.kind === 'removed' && side === 'before'
        ? 'bg-bad-wash'
        : row.kind === 'added' && side === 'after'
          ? 'bg-good-wash'
          : ''
  return (
    <td className={`px-4 py-2 ${wash} ${side === 'after' ? 'border-s border-line' : ''}`}>
      {line ? (
        <>
          {row.kind === 'removed' || row.kind === 'added' ? (
            <span className="hint me-2">
              {row.isMoved ? `${side === 'before' ? 'moved away' : 'moved here'}${row.parts.length > 0 ? ' and changed' : ''}` : row.kind}
            </span>
          ) : null}
          <span className="tabular font-serif text-[1.05rem] leading-snug [overflow-wrap:anywhere]" dir="auto">
            {row.parts.length > 0 ? <Parts parts={row.parts} side={side} /> : line.text}
          </span>
          {notes.length > 0 ? (
            <span className="mt-1 flex flex-wrap gap-x-2 gap-y-0.5">
              {notes.map((note) =>
                note.onClick ? (
                  <button
                    key={`${note.label}-${note.at}`}
                    type="button"
                    title={note.title}
                    className={`tabular text-[0.86rem] font-semibold underline underline-offset-2 ${TONES[note.tone]}`}
                    onClick={note.onClick}
                  >
                    {note.label}
                  </button>
                ) : (
                  <span
                    key={`${note.label}-${note.at}`}
                    title={note.title}
                    className={`tabular text-[0.86rem] font-semibold ${TONES[note.tone]}`}
                  >
                    {note.label}
                  </span>
                ),
              )}
            </span>
          ) : null}
        </>
      ) : null}
    </td>
  )
}

function Parts({ parts, side }: { parts: readonly DiffPart[]; side: 'before' | 'after' }) {
  return parts.map((part, index) => {
    const key = `${index}-${part.kind}`
    if (part.kind === 'same') return part.text
    if (part.kind === 'removed')
      return side === 'before' ? (
        <del key={key} className="bg-bad-wash text-wrong">
          {part.text}
        </del>
      ) : null
    return side === 'after' ? (
      <ins key={key} className="bg-good-wash font-semibold text-checked no-underline">
        {part.text}
      </ins>
    ) : null
  })
}
