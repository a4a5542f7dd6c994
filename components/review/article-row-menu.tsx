'use client'

import { RotateCcw, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { callApi, sentenceOf } from '@/components/api'
import { useToast } from '@/components/ui/toaster'

/** Delete with undo instead of "are you sure"; restore from the bin. */
export function ArticleRowMenu({ articleId, title, isDeleted }: { articleId: string; title: string; isDeleted: boolean }) {
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
    <button
      type="button"
      className="button button-quiet button-icon"
      onClick={() => void remove()}
      aria-label={`Delete ${title}`}
      title="Delete"
    >
      <Trash2 size={15} aria-hidden />
    </button>
  )
}
