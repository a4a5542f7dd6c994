'use client'

/** Words typed where somebody else removed the place: shown, never dropped silently. */
export function LostWords({ words, onDismiss }: { words: readonly string[]; onDismiss: () => void }) {
  const text = words.join('\n')
  return (
    <div className="no-print notice m-3 flex flex-wrap items-start gap-3" role="alert">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">Somebody removed the passage you were typing in. Your words:</p>
        <blockquote className="mt-1 font-serif whitespace-pre-wrap">{text}</blockquote>
      </div>
      <button type="button" className="button button-small" onClick={() => void navigator.clipboard.writeText(text)}>
        Copy
      </button>
      <button type="button" className="button button-small" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  )
}
