'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { useToast } from '@/components/ui/toaster'

/** Names a version. */
export function NameVersion({ articleId, version }: { articleId: string; version: number }) {
  const router = useRouter()
  const toast = useToast()
  const [name, setName] = useState('')
  const [isBusy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    setBusy(true)
    try {
      await callApi('POST', `/api/articles/${articleId}/versions`, { name, version })
      setName('')
      toast(`Version ${version} is named “${name.trim()}”.`)
      router.refresh()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="flex items-center gap-2" onSubmit={(event) => void save(event)}>
      <input
        className="input w-52"
        aria-label={`Name for version ${version}`}
        placeholder="Name this version"
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button" disabled={isBusy || !name.trim()}>
        Name it
      </button>
    </form>
  )
}

/** Makes the text what it was; undo makes it what it is now. */
export function RestoreVersion({ articleId, version }: { articleId: string; version: number }) {
  const router = useRouter()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  const restore = async (to: number) => callApi<{ before: number }>('POST', `/api/articles/${articleId}/versions/${to}/restore`)
  return (
    <button
      type="button"
      className="button"
      disabled={isBusy}
      onClick={async () => {
        setBusy(true)
        try {
          const { before } = await restore(version)
          router.push(`/articles/${articleId}`)
          toast(`The text is what it was at version ${version}, as a new version.`, {
            action: {
              label: 'Undo',
              run: () => {
                restore(before).then(
                  () => toast('Undone.'),
                  (error) => toast(sentenceOf(error), { tone: 'bad' }),
                )
              },
            },
          })
        } catch (error) {
          toast(sentenceOf(error), { tone: 'bad' })
          setBusy(false)
        }
      }}
    >
      Restore this version
    </button>
  )
}
