import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import { saysOf } from '@/lib/core/history/events'
import { SIGN_OFF_LABELS, type SignOffRole } from '@/lib/core/workflow/sign-off'

interface Told {
  readonly exportedAt: string
  readonly exportedBy: string
  readonly version: number
  readonly signOffs: readonly { readonly role: string; readonly by: string; readonly at: string; readonly isVoid: boolean }[]
  readonly trail: readonly { readonly at: string; readonly by: string; readonly action: string; readonly claim: number | null }[]
  readonly more: number
}

/** What the file of an article that was brought back tells of its time before: told, and vouched for by nobody here. */
export function BroughtBack({ told }: { readonly told: Told }) {
  return (
    <div className="hint grid gap-1">
      <p>
        Exported <Time at={told.exportedAt} />
        {told.exportedBy ? ` by ${told.exportedBy}` : ''}, version {told.version} there.
        {told.signOffs.map(({ role, by, at, isVoid }) => (
          <span key={`${role} ${at}`}>
            {' '}
            {SIGN_OFF_LABELS[role as SignOffRole] ?? role} {by} had signed{isVoid ? ' for another text' : ''} (<Time at={at} />
            ).
          </span>
        ))}
      </p>
      {told.trail.length > 0 ? (
        <details>
          <summary>What happened before, as the file tells it</summary>
          <ol className="grid gap-0.5 ps-4 pt-1">
            {told.trail.map(({ at, by, action, claim }) => (
              <li key={`${at} ${action} ${claim}`}>
                {by || 'Tickmark'} {saysOf(action, claim === null ? null : claimName(claim))} · <Time at={at} />
              </li>
            ))}
          </ol>
          {told.more > 0 ? <p>Older entries are not in the file ({told.more}).</p> : null}
        </details>
      ) : null}
    </div>
  )
}
