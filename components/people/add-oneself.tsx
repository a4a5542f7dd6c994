'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'

/** An admin who has the address of a restricted article puts themselves on its list; everyone on the list sees it. */
export function AddOneself({ selfId }: { selfId: string }) {
  const router = useRouter()
  const [address, setAddress] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const add = async () => {
    const id = /(?:articles\/)?([A-Za-z0-9_-]{10,40})(?:[/?#].*)?$/.exec(address.trim())?.[1]
    if (!id) return setFailure('Paste the address of the article, as somebody on its list gave it to you.')
    try {
      await callApi('PATCH', `/api/articles/${id}/access`, { people: [selfId] })
      router.push(`/articles/${id}`)
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }
  return (
    <section aria-labelledby="add-oneself" className="mt-8 grid max-w-2xl gap-2">
      <h2 id="add-oneself" className="font-semibold">
        Restricted articles
      </h2>
      <p className="hint">
        Nobody sees an article whose list they are not on; admins neither. With its address you can put yourself on its list. Everyone on
        the list sees that you did.
      </p>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Field label="Address of the article" value={address} onChange={(event) => setAddress(event.target.value)} />
        <button type="submit" className="button">
          Put me on its list
        </button>
      </form>
      {failure ? (
        <p className="error-text" role="alert">
          {failure}
        </p>
      ) : null}
    </section>
  )
}
