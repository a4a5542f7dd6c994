import type { TextRange } from '@/lib/core/text/range'

/** What somebody wrote about the copy in the file it came in. */
export interface RemarkText {
  readonly author: string | null
  /** As the file has it, ISO 8601; Word writes local time. */
  readonly at: string | null
  readonly text: string
}

/** A comment or a footnote, with the words it is about. */
export interface Remark extends RemarkText {
  readonly kind: 'comment' | 'footnote'
  /** Its thread was closed. */
  readonly isResolved: boolean
  readonly replies: readonly RemarkText[]
  /** Where its words stand in the canonical text, UTF-16; never empty. */
  readonly ranges: readonly TextRange[]
}

/** What is to become of comments and footnotes. */
export const REMARK_CHOICES = ['claims', 'leave-out'] as const
export type RemarkChoice = (typeof REMARK_CHOICES)[number]

/** Remarks on exactly the same words, which are one claim, in reading order. */
export function groupRemarks(remarks: readonly Remark[]): { readonly ranges: readonly TextRange[]; readonly remarks: readonly Remark[] }[] {
  const groups = new Map<string, { ranges: readonly TextRange[]; remarks: Remark[] }>()
  for (const remark of remarks) {
    const key = remark.ranges.map(({ start, end }) => `${start}-${end}`).join()
    const group = groups.get(key) ?? { ranges: remark.ranges, remarks: [] }
    group.remarks.push(remark)
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => (a.ranges[0]?.start ?? 0) - (b.ranges[0]?.start ?? 0))
}

/** The text of a note that keeps a remark: who wrote it, when, in what, and every word. */
export function noteOfRemark(remark: Pick<Remark, 'kind' | 'isResolved'>, said: RemarkText, isReply: boolean): string {
  const what = remark.kind === 'footnote' ? 'Footnote' : isReply ? 'Reply' : 'Comment'
  const who = [said.author, said.at?.slice(0, 10)].filter(Boolean).join(', ')
  const state = remark.isResolved && !isReply ? ' (resolved)' : ''
  return `${what} in the file${who ? ` by ${who}` : ''}${state}:\n${said.text}`
}
