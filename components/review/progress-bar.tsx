import { LOOK_LABELS, type Look } from '@/lib/core/claim/look'
import { describeProgress, type Progress } from '@/lib/core/claim/progress'

/** From done to undone, so that the bar fills from the left. */
const ORDER: readonly Look[] = ['cross-checked', 'checked', 'wrong', 'stale', 'waiting', 'in-progress', 'unchecked']

/** Patterns as well as colours, so that segments differ without colour. */
const FILLS: Partial<Record<Look, string>> = {
  'cross-checked': 'var(--checked)',
  checked: 'repeating-linear-gradient(90deg, var(--checked) 0 5px, color-mix(in srgb, var(--checked) 70%, var(--raised)) 5px 6px)',
  wrong: 'repeating-linear-gradient(45deg, var(--wrong) 0 3px, color-mix(in srgb, var(--wrong) 55%, var(--raised)) 3px 5px)',
  stale: 'repeating-linear-gradient(-45deg, var(--stale) 0 3px, color-mix(in srgb, var(--stale) 40%, var(--raised)) 3px 5px)',
  waiting: 'color-mix(in srgb, var(--waiting) 55%, var(--raised))',
  'in-progress': 'color-mix(in srgb, var(--in-progress) 45%, var(--raised))',
  unchecked: 'color-mix(in srgb, var(--unchecked) 22%, var(--raised))',
}

/** "34 of 52 checked" with a segment for each state. */
export function ProgressBar({ progress, width = '9rem' }: { progress: Progress; width?: string }) {
  const text = describeProgress(progress)
  const segments = ORDER.filter((look) => progress.byLook[look] > 0)
  const spoken = segments.map((look) => `${LOOK_LABELS[look].split(':')[0]}: ${progress.byLook[look]}`).join(', ')
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="tabular whitespace-nowrap">{text}</span>
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
