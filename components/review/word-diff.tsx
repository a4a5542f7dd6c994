import { diffWords } from '@/lib/core/text/diff-words'

/** Old → new, word by word. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  return (
    <span className="tabular font-serif">
      {diffWords(before, after).map((part, index) => {
        const key = `${index}-${part.kind}`
        if (part.kind === 'removed')
          return (
            <del key={key} className="text-wrong">
              {part.text}
            </del>
          )
        if (part.kind === 'added')
          return (
            <ins key={key} className="font-semibold text-checked no-underline">
              {part.text}
            </ins>
          )
        return <span key={key}>{part.text}</span>
      })}
    </span>
  )
}
