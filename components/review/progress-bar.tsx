import { LOOK_LABELS, type Look } from '@/lib/core/claim/look'
import { describeProgress, describeProgressBySigns, type Progress } from '@/lib/core/claim/progress'

/** From done to undone, so that the bar fills from the left. */
const ORDER: readonly Look[] = [
  'cross-checked',
  'checked',
  'attributed',
  'on-author',
  'conflicting',
  'not-verifiable',
  'opinion',
  'wrong',
  'stale',
  'waiting',
  'in-progress',
  'unchecked',
]

/** Patterns as well as colours, so that segments differ without colour. */
const FILLS: Partial<Record<Look, string>> = {
  'cross-checked': 'var(--checked)',
  checked: 'repeating-linear-gradient(90deg, var(--checked) 0 5px, color-mix(in srgb, var(--checked) 70%, var(--raised)) 5px 6px)',
  attributed: 'color-mix(in srgb, var(--noted) 60%, var(--raised))',
  'on-author': 'color-mix(in srgb, var(--noted) 50%, var(--raised))',
  conflicting: 'repeating-linear-gradient(90deg, var(--noted) 0 2px, color-mix(in srgb, var(--noted) 30%, var(--raised)) 2px 5px)',
  'not-verifiable': 'repeating-linear-gradient(90deg, var(--noted) 0 1px, color-mix(in srgb, var(--noted) 25%, var(--raised)) 1px 4px)',
  opinion: 'color-mix(in srgb, var(--noted) 35%, var(--raised))',
  wrong: 'repeating-linear-gradient(45deg, var(--wrong) 0 3px, color-mix(in srgb, var(--wrong) 55%, var(--raised)) 3px 5px)',
  stale: 'repeating-linear-gradient(-45deg, var(--stale) 0 3px, color-mix(in srgb, var(--stale) 40%, var(--raised)) 3px 5px)',
  waiting: 'color-mix(in srgb, var(--waiting) 55%, var(--raised))',
  'in-progress': 'color-mix(in srgb, var(--in-progress) 45%, var(--raised))',
  unchecked: 'color-mix(in srgb, var(--unchecked) 22%, var(--raised))',
}

/** "6 confirmed · 2 wrong · 6 open" with a segment for each look; in a narrow bar the words are read out only. */
export function ProgressBar({ progress, width = '9rem', isNarrow = false }: { progress: Progress; width?: string; isNarrow?: boolean }) {
  const text = describeProgress(progress)
  const segments = ORDER.filter((look) => progress.byLook[look] > 0)
  const spoken = segments.map((look) => `${LOOK_LABELS[look].split(':')[0]}: ${progress.byLook[look]}`).join(', ')
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className={`tabular ${isNarrow ? 'max-2xl:sr-only 2xl:whitespace-nowrap' : ''}`}>{text}</span>
      {isNarrow ? (
        <span className="tabular whitespace-nowrap max-xl:hidden 2xl:hidden" aria-hidden title={text}>
          {describeProgressBySigns(progress)}
        </span>
      ) : null}
      {progress.total > 0 ? (
        <div
          role="progressbar"
          aria-label="Claims checked"
          aria-valuemin={0}
          aria-valuemax={progress.total}
          aria-valuenow={progress.checked}
          aria-valuetext={`${text}. ${spoken}`}
          title={spoken}
          className="flex h-2.5 overflow-hidden rounded-full border border-line-strong"
          style={{ width }}
        >
          {segments.map((look) => (
            <span key={look} style={{ flexGrow: progress.byLook[look], background: FILLS[look] }} />
          ))}
        </div>
      ) : null}
    </div>
  )
}
