import { CONTEXT_CHANGE_LABELS, contextChanges } from '@/lib/core/freshness/context'

/** What kind of change of a sentence makes its claim be looked at again: "a number, a negation". */
export function ContextReasons({ before, after }: { before: string; after: string }) {
  return contextChanges(before, after)
    .map((kind) => CONTEXT_CHANGE_LABELS[kind])
    .join(', ')
}
