import { LookSign } from '@/components/review/look-sign'
import { LOOK_LABELS, LOOKS } from '@/lib/core/claim/look'

/** What the underlines and signs mean. */
export function Legend() {
  return (
    <ul className="grid gap-1.5">
      {LOOKS.map((look) => (
        <li key={look} className="flex items-baseline gap-3">
          <LookSign look={look} isNamed={false} />
          <span className={`legend-line look-${look} w-24 font-serif text-[1.05rem]`}>some words</span>
          <span className="text-soft">{LOOK_LABELS[look]}</span>
        </li>
      ))}
    </ul>
  )
}
