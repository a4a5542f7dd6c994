'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { EvidenceLine } from '@/components/claims/evidence-line'
import { Dialog } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toaster'
import { claimName } from '@/lib/core/claim/claim'
import { CREDIBILITY_LABELS, DIRECTNESS_LABELS, STANCE_LABELS, STANCE_SIGNS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite } from '@/lib/core/evidence/source'
import type { ClaimView } from '@/lib/server/present/claim'
import type { EvidenceView } from '@/lib/server/present/evidence'

// Few claims need every field.
const EvidenceForm = dynamic(() => import('@/components/claims/evidence-form').then((one) => one.EvidenceForm), { ssr: false })

interface Props {
  readonly claim: ClaimView
  /** Null while it is being read. */
  readonly evidence: readonly EvidenceView[] | null
  readonly canWrite: boolean
  readonly onChanged: () => void
}

const STANCE_TONES = { supports: 'text-checked', refutes: 'text-wrong', context: 'text-soft' } as const

/** What the claim rests on. */
export function ClaimEvidence({ claim, evidence, canWrite, onChanged }: Props) {
  const toast = useToast()
  const [open, setOpen] = useState<'new' | EvidenceView | null>(null)
  const confirm = async (one: EvidenceView) => {
    try {
      await callApi('PATCH', `/api/evidence/${one.id}`, { revision: one.revision, isToBeConfirmed: false })
      onChanged()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      onChanged()
    }
  }
  const remove = async (one: EvidenceView) => {
    try {
      await callApi('DELETE', `/api/evidence/${one.id}`)
      onChanged()
      toast('Evidence taken off this claim. The source stays in the library.', {
        action: {
          label: 'Undo',
          run: () => {
            callApi('POST', `/api/evidence/${one.id}/restore`).then(onChanged, (error) => toast(sentenceOf(error), { tone: 'bad' }))
          },
        },
      })
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    }
  }
  return (
    <section aria-label="Evidence" className="grid gap-2 border-t border-line pt-3">
      <h3 className="font-semibold">Evidence</h3>
      {evidence === null ? <p className="hint">Reading the evidence …</p> : null}
      {evidence?.length === 0 ? <p className="hint">No source yet. Who or what says that this is so?</p> : null}
      <ul className="grid gap-2.5">
        {(evidence ?? []).map((one) => (
          <li key={one.id} className="grid gap-0.5">
            <p className="break-words">
              <span className={`${STANCE_TONES[one.stance]} font-semibold`}>
                <span aria-hidden>{STANCE_SIGNS[one.stance]} </span>
                {STANCE_LABELS[one.stance]}
              </span>{' '}
              <a className="hover:underline" href={`/sources/${one.source.id}`}>
                {cite(one.source)}
              </a>{' '}
              {one.source.confidential ? <strong className="text-wrong">Confidential</strong> : null}
            </p>
            <p className="hint">
              {[DIRECTNESS_LABELS[one.directness], one.credibility ? CREDIBILITY_LABELS[one.credibility] : '', one.locator ?? '']
                .filter(Boolean)
                .join(' · ')}
              {one.source.URL ? (
                <>
                  {' · '}
                  <a className="link" href={one.source.URL} target="_blank" rel="noreferrer">
                    Open
                  </a>
                </>
              ) : null}
            </p>
            {one.quote ? <blockquote className="border-s-2 border-line ps-2 font-serif">{one.quote}</blockquote> : null}
            {one.proof ? (
              <p className={`text-[0.9rem] font-medium ${one.proof.kind === 'absent' ? 'text-wrong' : 'text-checked'}`}>
                <span aria-hidden>{one.proof.kind === 'absent' ? '✗ ' : '✓ '}</span>
                Quote {describeProof(one.proof)}
              </p>
            ) : null}
            {one.isToBeConfirmed ? (
              <p className="flex flex-wrap items-baseline gap-x-2 font-medium text-stale">
                To be confirmed: it carries nothing yet.
                {canWrite ? (
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={`It bears on this claim: the evidence from ${one.source.title}`}
                    onClick={() => void confirm(one)}
                  >
                    It bears on this claim
                  </button>
                ) : null}
              </p>
            ) : null}
            {one.note ? <p className="whitespace-pre-wrap text-soft">{one.note}</p> : null}
            {canWrite ? (
              <p className="flex gap-3 text-[0.86rem]">
                <button
                  type="button"
                  className="link"
                  onClick={() => setOpen(one)}
                  aria-label={`Change the evidence from ${one.source.title}`}
                >
                  Change
                </button>
                <button
                  type="button"
                  className="link"
                  onClick={() => void remove(one)}
                  aria-label={`Take off the evidence from ${one.source.title}`}
                >
                  Take off
                </button>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {canWrite ? (
        <EvidenceLine articleId={claim.articleId} claimId={claim.id} onSaved={onChanged} onDetails={() => setOpen('new')} />
      ) : null}
      <Dialog
        isOpen={open !== null}
        onClose={() => setOpen(null)}
        title={open === 'new' ? `Evidence for ${claimName(claim.number)}` : 'Change evidence'}
        width="40rem"
      >
        {open !== null ? (
          <EvidenceForm
            claimId={claim.id}
            existing={open === 'new' ? null : open}
            onCancel={() => setOpen(null)}
            onSave={async (body) => {
              try {
                if (open === 'new') await callApi('POST', `/api/claims/${claim.id}/evidence`, body)
                else await callApi('PATCH', `/api/evidence/${open.id}`, { revision: open.revision, ...body })
                setOpen(null)
                onChanged()
                return null
              } catch (error) {
                if (error instanceof ApiError && error.code === 'stale-revision') onChanged()
                return sentenceOf(error)
              }
            }}
          />
        ) : null}
      </Dialog>
    </section>
  )
}
