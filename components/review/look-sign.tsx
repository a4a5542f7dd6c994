import { LOOK_LABELS, LOOK_SIGNS, type Look } from '@/lib/core/claim/look'

/** A claim's sign and colour; the label is for those who see neither. */
export function LookSign({ look, isNamed = true }: { look: Look; isNamed?: boolean }) {
  return (
    <span className={`look-${look} inline-block min-w-[1.4em] text-center font-semibold`}>
      <span aria-hidden>{LOOK_SIGNS[look]}</span>
      {isNamed ? <span className="sr-only">{LOOK_LABELS[look]}</span> : null}
    </span>
  )
}
