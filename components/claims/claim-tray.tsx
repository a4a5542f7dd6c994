'use client'

import { useCallback, useEffect, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { isInTray } from '@/components/claims/in-tray'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { can, type Who } from '@/lib/core/permissions/policy'
import type { ClaimView } from '@/lib/server/present/claim'
import type { TrayItem } from '@/lib/server/present/tray'

interface Props {
  readonly articleId: string
  readonly store: ClaimStore
  readonly actor: Who
  readonly onOpen: (claimId: string) => void
  /** Begins choosing words for a claim in the text. */
  readonly onPlace: (claim: ClaimView) => void
  /** Shows a place in the text, given in offsets at a version; false when the text has moved on. */
  readonly onShow: (range: { readonly start: number; readonly end: number }, version: number) => boolean
  readonly onPlaced: () => void
}

const REASONS: Readonly<Record<TrayItem['proposals'][number]['reason'], string>> = {
  'same-words-elsewhere': 'the same words',
  rewritten: 'a rewritten sentence in its place',
  'similar-sentence': 'a similar sentence',
}

/** Claims whose words are gone wait here, with where they stood and where they may belong. Nothing attaches itself. */
export function ClaimTray({ articleId, store, actor, onOpen, onPlace, onShow, onPlaced }: Props) {
  const toast = useToast()
  const { all } = useClaims(store)
  const [tray, setTray] = useState<{ readonly version: number; readonly items: readonly TrayItem[] } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const waiting = all.filter(isInTray)
  const key = waiting.map((claim) => claim.id).join()
  const load = useCallback(async () => {
    try {
      setTray(await callApi('GET', `/api/articles/${articleId}/tray`))
      setFailure(null)
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }, [articleId])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when claims come into the tray or leave it
  useEffect(() => {
    void load()
  }, [load, key])

  const attach = async (item: TrayItem, proposal: TrayItem['proposals'][number]) => {
    try {
      const claim = await callApi<ClaimView>('PUT', `/api/claims/${item.claim.id}/range`, {
        selector: { start: proposal.start, end: proposal.end, version: tray?.version },
      })
      store.upsert([claim])
      onPlaced()
      toast(`${claimName(claim.number)} is on these words now.`)
      onOpen(claim.id)
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      void load()
    }
  }
  const cut = async (claim: ClaimView) => {
    try {
      store.upsert([await callApi<ClaimView>('PATCH', `/api/claims/${claim.id}`, { revision: claim.revision, state: 'cut' })])
      toast(`${claimName(claim.number)} is recorded as cut from copy.`)
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }

  if (waiting.length === 0)
    return (
      <div className="grid gap-2 p-4 text-soft">
        <p className="font-semibold text-ink">The tray is empty</p>
        <p>
          When the words of a claim are cut from the article, the claim waits here with everything noted on it, until somebody says where it
          belongs or that it is gone.
        </p>
      </div>
    )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      {failure ? (
        <p className="notice notice-bad m-3" role="alert">
          {failure}{' '}
          <button type="button" className="link" onClick={() => void load()}>
            Try again
          </button>
        </p>
      ) : null}
      <ul aria-label="Claims in the tray">
        {waiting.map((claim) => {
          const item = tray?.items.find((one) => one.claim.id === claim.id)
          return (
            <li key={claim.id} className="grid gap-2 border-b border-line p-3">
              <p className="flex items-baseline gap-1.5">
                <button type="button" className="link tabular font-semibold" onClick={() => onOpen(claim.id)}>
                  {claimName(claim.number)}
                </button>
                <span className="hint truncate">{describeAxes(claim)}</span>
              </p>
              <p className="font-serif leading-snug" dir="auto">
                {item?.stood ? <span className="text-faint">… {item.stood.prefix}</span> : null}
                <del>{claim.quote}</del>
                {item?.stood ? <span className="text-faint">{item.stood.suffix} …</span> : null}
              </p>
              {item?.stood ? (
                <p className="hint">
                  Stood there until version {item.stood.version}
                  {claim.change?.by ? `; removed by ${claim.change.by.name}` : ''}.{' '}
                  <a className="link" href={`/articles/${articleId}/versions?version=${item.stood.version}`}>
                    Read it
                  </a>
                </p>
              ) : null}
              {can(actor, 'claim.move') && item
                ? item.proposals.map((proposal) => (
                    <div key={`${proposal.start}-${proposal.end}`} className="notice grid gap-1.5 border-accent bg-accent-wash">
                      <p className="font-serif leading-snug" dir="auto">
                        {proposal.text}
                      </p>
                      <p className="hint tabular">
                        {REASONS[proposal.reason]}, {Math.round(proposal.score * 100)} %
                      </p>
                      <div className="flex gap-2">
                        <button type="button" className="button button-small" onClick={() => void attach(item, proposal)}>
                          It belongs here
                        </button>
                        <button
                          type="button"
                          className="button button-small button-quiet"
                          onClick={() => {
                            if (onShow(proposal, tray?.version ?? 0)) return
                            toast('The text has changed since; the places are looked up again.')
                            void load()
                          }}
                        >
                          Show
                        </button>
                      </div>
                    </div>
                  ))
                : null}
              <div className="flex flex-wrap gap-2">
                {can(actor, 'claim.move') ? (
                  <button type="button" className="button button-small" onClick={() => onPlace(claim)}>
                    Choose words …
                  </button>
                ) : null}
                {can(actor, 'claim.decide') ? (
                  <button type="button" className="button button-small" onClick={() => void cut(claim)}>
                    Cut from copy
                  </button>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
