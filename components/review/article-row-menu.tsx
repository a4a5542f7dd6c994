'use client'

import { Archive, RotateCcw, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { useToast } from '@/components/ui/toaster'

const RetentionDialog = dynamic(() => import('@/components/review/retention-dialog').then((one) => one.RetentionDialog), { ssr: false })

/** Delete with undo instead of "are you sure"; restore from the bin. */
export function ArticleRowMenu({
  articleId,
  title,
  isDeleted,
  canRetain,
}: {
  articleId: string
  title: string
  isDeleted: boolean
  /** May hold it, or set the day it goes. */
  canRetain: boolean
}) {
  const [isRetaining, setRetaining] = useState(false)
  const router = useRouter()
  const toast = useToast()
  const restore = () =>
    callApi('POST', `/api/articles/${articleId}/restore`).then(
      () => {
        toast('Restored.')
        router.refresh()
      },
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  const remove = () =>
    callApi('DELETE', `/api/articles/${articleId}`).then(
      () => {
        router.refresh()
        toast('In the bin for 30 days.', { action: { label: 'Undo', run: () => void restore() } })
      },
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  return isDeleted ? (
    <button type="button" className="button button-small" onClick={() => void restore()} aria-label={`Restore ${title}`}>
      <RotateCcw size={14} aria-hidden /> Restore
    </button>
  ) : (
    <span className="flex justify-end">
      {canRetain ? (
        <button
          type="button"
          className="button button-quiet button-icon"
          onClick={() => setRetaining(true)}
          aria-label={`How long ${title} is kept`}
          title="How long it is kept"
        >
          <Archive size={15} aria-hidden />
        </button>
      ) : null}
      <button
        type="button"
        className="button button-quiet button-icon"
        onClick={() => void remove()}
        aria-label={`Delete ${title}`}
        title="Delete"
      >
        <Trash2 size={15} aria-hidden />
      </button>
      {isRetaining ? <RetentionDialog id={articleId} title={title} onClose={() => setRetaining(false)} /> : null}
    </span>
  )
}
