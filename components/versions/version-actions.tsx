'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import type { Writer } from '@/lib/server/present/version'

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

interface RestoreProps {
  readonly articleId: string
  readonly version: number
  /** The version the article was at when the page was made. */
  readonly current: number
  /** Who else changed the text since. */
  readonly others: readonly Writer[]
}

/** Makes the text what it was; undo makes it what it is now. Asks first when that takes out what others wrote since. */
export function RestoreVersion({ articleId, version, current, others }: RestoreProps) {
  const router = useRouter()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const put = async (to: number, seen?: number) =>
    callApi<{ before: number }>('POST', `/api/articles/${articleId}/versions/${to}/restore`, seen === undefined ? {} : { seen })
  const restore = async () => {
    setBusy(true)
    try {
      const { before } = await put(version, current)
      router.push(`/articles/${articleId}`)
      toast(`The text is what it was at version ${version}, as a new version.`, {
        action: {
          label: 'Undo',
          run: () => {
            put(before).then(
              () => toast('Undone.'),
              (error) => toast(sentenceOf(error), { tone: 'bad' }),
            )
          },
        },
      })
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      // Somebody typed meanwhile: the page says who, and asks.
      if (error instanceof ApiError && error.code === 'stale-version') router.refresh()
      setBusy(false)
    }
  }
  const keep = () => {
    setAsking(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  if (!isAsking)
    return (
      <button
        ref={opener}
        type="button"
        className="button"
        disabled={isBusy}
        onClick={() => (others.length > 0 ? setAsking(true) : void restore())}
      >
        Restore this version
      </button>
    )
  return (
    <div
      role="alertdialog"
      aria-label="Restore this version"
      aria-describedby="restore-why"
      className="notice grid max-w-md gap-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        keep()
      }}
    >
      <p id="restore-why">
        {others.map((one, index) => (
          <span key={one.name}>
            {index > 0 ? ', ' : ''}
            <strong>{one.name}</strong> (<Time at={one.at} />)
          </span>
        ))}{' '}
        changed the text after version {version}. Restoring it takes their words out of the article; they stay in the versions.
      </p>
      <p className="flex gap-2">
        {/* biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed */}
        <button type="button" className="button" autoFocus onClick={keep}>
          Keep the text
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={() => void restore()}>
          Restore all the same
        </button>
      </p>
    </div>
  )
}
