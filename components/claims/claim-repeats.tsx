'use client'

import { useEffect, useRef, useState } from 'react'
import { callApi } from '@/components/api'
import type { ClaimStore } from '@/components/claims/claim-store'
import { LookSign } from '@/components/review/look-sign'
import { useToast } from '@/components/ui/toaster'
import { useAct } from '@/components/ui/use-act'
import { claimName, OUTCOME_LABELS } from '@/lib/core/claim/claim'
import { describeAxes, lookOf } from '@/lib/core/claim/look'
import { isChecked } from '@/lib/core/claim/progress'
import { can, type Who } from '@/lib/core/permissions/policy'
import type { TextRange } from '@/lib/core/text/range'
import type { ClaimView } from '@/lib/server/present/claim'

interface Repeat extends TextRange {
  readonly words: string
  readonly claimId: string | null
}

interface Repeats {
  readonly version: number
  readonly same: readonly Repeat[]
  readonly former: readonly Repeat[]
}

interface Props {
  readonly claim: ClaimView
  readonly store: ClaimStore
  readonly actor: Who
  readonly onShow: (range: TextRange, version: number) => void
  readonly onOpen: (claimId: string) => void
  /** The claims among the places. */
  readonly onFound: (claimIds: ReadonlySet<string>) => void
}

/** How long a claim is open before the text is searched, in ms: who goes through claims by key searches for none of them. */
const ASK_AFTER_MS = 500

/** Where else the article says what this claim says: checked once, decided for all of them by one press each; and where the old words of a changed claim still stand. */
export function ClaimRepeats({ claim, store, actor, onShow, onOpen, onFound }: Props) {
  const [repeats, setRepeats] = useState<Repeats | null>(null)
  const [asked, setAsked] = useState(0)
  // Also where something was refused: a part of it may be done.
  const lookAgain = () => setAsked((before) => before + 1)
  const { act, isBusy } = useAct(lookAgain)
  const toast = useToast()
  const told = useRef(onFound)
  told.current = onFound
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the claim says when to look again
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      callApi<Repeats>('GET', `/api/claims/${claim.id}/repeats`, undefined, { signal: abort.signal }).then(
        (found) => {
          setRepeats(found)
          told.current(new Set([...found.same, ...found.former].flatMap(({ claimId }) => claimId ?? [])))
        },
        () => {
          // It is help; a claim is checked without.
        },
      )
    }, ASK_AFTER_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [claim.id, claim.quote, claim.updatedAt, asked])
  if (!repeats || repeats.same.length + repeats.former.length === 0) return null
  const isDecided = isChecked(claim) && claim.outcome !== null
  /** Takes back the decision with what was copied for it, and the mark where that was made for it too. */
  const takeBack = async (id: string, presses: number) => {
    for (let press = 0; press < presses; press++) {
      const undone = await callApi<{ claim: ClaimView | null }>('POST', `/api/articles/${claim.articleId}/undo`, { claimId: id })
      if (undone.claim) store.upsert([undone.claim])
      else store.remove([id])
    }
  }
  const tell = (said: string, id: string, presses: number) =>
    toast(said, { slot: 'repeat', action: { label: 'Undo', run: () => void act(takeBack(id, presses), 'Taken back.') } })
  const decide = async (to: ClaimView, said: string, presses = 1) => {
    const decided = await callApi<ClaimView>('POST', `/api/claims/${to.id}/same-decision`, {
      from: claim.id,
      fromRevision: claim.revision,
      revision: to.revision,
      quote: to.quote,
    })
    store.upsert([decided])
    tell(said, to.id, presses)
  }
  const mark = async (place: Repeat) => {
    const made = await callApi<ClaimView>('POST', `/api/articles/${claim.articleId}/claims`, {
      selector: { start: place.start, end: place.end, version: repeats.version },
      type: claim.type,
    })
    store.upsert([made])
    return made
  }
  const rowOf = (place: Repeat, isFormer: boolean) => {
    const other = place.claimId ? store.get().byId.get(place.claimId) : undefined
    const canDecide = !isFormer && isDecided && can(actor, 'claim.decide')
    const outcome = claim.outcome ? OUTCOME_LABELS[claim.outcome].toLowerCase() : ''
    return (
      <li key={place.start} className="grid gap-0.5">
        {other ? (
          <p className="flex flex-wrap items-baseline gap-x-2">
            <LookSign look={lookOf(other)} isNamed={false} />
            <button type="button" className="link tabular min-h-6 font-semibold" onClick={() => onOpen(other.id)}>
              {claimName(other.number)}
            </button>
            <span className={`look-${lookOf(other)} font-medium`}>{describeAxes(other)}</span>
          </p>
        ) : null}
        <p className="line-clamp-3 font-serif" dir="auto">
          {other?.quote ?? place.words}
        </p>
        <p className="flex flex-wrap gap-1.5">
          <button type="button" className="button button-small" onClick={() => onShow(place, repeats.version)}>
            Show it
          </button>
          {other && canDecide && !isChecked(other) ? (
            <button
              type="button"
              className="button button-small"
              disabled={isBusy}
              onClick={() => void act(decide(other, `${claimName(other.number)} is decided as ${claimName(claim.number)} is.`))}
            >
              The same fact: {outcome}, on the same evidence
            </button>
          ) : null}
          {!other && can(actor, 'claim.create') ? (
            <button
              type="button"
              className="button button-small"
              disabled={isBusy}
              onClick={() => void act(mark(place).then((made) => tell('Marked as a claim of its own.', made.id, 1)))}
            >
              Mark it
            </button>
          ) : null}
          {!other && canDecide ? (
            <button
              type="button"
              className="button button-small"
              disabled={isBusy}
              onClick={() =>
                void act(
                  mark(place)
                    .then((made) => decide(made, `Marked, and decided as ${claimName(claim.number)} is.`, 2))
                    .finally(lookAgain),
                )
              }
            >
              Mark it as the same fact: {outcome}
            </button>
          ) : null}
        </p>
      </li>
    )
  }
  return (
    <section aria-label="Said again in the article" className="grid gap-2 border-t border-line pt-3 text-[0.93rem]">
      {repeats.former.length > 0 ? (
        <>
          <h3 className="font-semibold">Changed here, and not there?</h3>
          <p className="text-stale">When it was decided it read “{claim.decision?.quote}”. These places still say so:</p>
          <ul className="grid gap-2.5">{repeats.former.map((place) => rowOf(place, true))}</ul>
        </>
      ) : null}
      {repeats.same.length > 0 ? (
        <>
          <h3 className="font-semibold">Said again in the article ({repeats.same.length})</h3>
          <ul className="grid gap-2.5">{repeats.same.map((place) => rowOf(place, false))}</ul>
        </>
      ) : null}
    </section>
  )
}
