'use client'

import dynamic from 'next/dynamic'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { type ClaimOutbox, useOutbox } from '@/components/session/claim-outbox'

const LostNotices = dynamic(() => import('@/components/claims/waiting-notice').then((one) => one.LostNotices), { ssr: false })

interface Props {
  readonly outbox: ClaimOutbox
  readonly store: ClaimStore
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** What was chosen for claims that are not here any more. */
export function WaitingForRemoved({ outbox, store, people }: Props) {
  const { waiting } = useOutbox(outbox)
  const { byId } = useClaims(store)
  const lost = waiting.filter((one) => one.problem && !byId.has(one.claimId))
  return lost.length > 0 ? <LostNotices lost={lost} outbox={outbox} people={people} /> : null
}
