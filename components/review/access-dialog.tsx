'use client'

import { useEffect, useId, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { tellAccessChanged } from '@/components/review/assistant-ask'
import { Dialog } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toaster'
import { ARTICLE_ACCESS_LABELS, ARTICLE_ACCESSES, type ArticleAccess } from '@/lib/core/permissions/article-access'
import type { AccessView } from '@/lib/server/present/access'

interface Props {
  readonly articleId: string
  readonly actorId: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onChanged: (access: ArticleAccess) => void
}

/** Who may open the article: everyone on the desk, or only the people ticked. */
export function AccessDialog({ articleId, actorId, people, isOpen, onClose, onChanged }: Props) {
  const toast = useToast()
  const name = useId()
  const [now, setNow] = useState<AccessView | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [access, setAccess] = useState<ArticleAccess>('desk')
  const [listed, setListed] = useState<ReadonlySet<string>>(new Set())
  const [assistant, setAssistant] = useState(false)

  useEffect(() => {
    if (!isOpen) return
    setNow(null)
    setFailure(null)
    callApi<AccessView>('GET', `/api/articles/${articleId}/access`).then(
      (view) => {
        setNow(view)
        setAccess(view.access)
        setListed(new Set(view.people.map((person) => person.id)))
        setAssistant(view.assistant)
      },
      (error) => setFailure(sentenceOf(error)),
    )
  }, [articleId, isOpen])

  const save = async () => {
    try {
      const saved = await callApi<AccessView>('PATCH', `/api/articles/${articleId}/access`, {
        access,
        // Only what was changed here: somebody else may have taken it back meanwhile.
        ...(assistant === now?.assistant ? {} : { assistant }),
        ...(access === 'listed' ? { people: [...listed] } : {}),
        ...(now ? { seen: now.people.map((person) => person.id) } : {}),
      })
      onChanged(saved.access)
      if (saved.assistant !== now?.assistant) tellAccessChanged()
      toast(saidOf(saved))
      onClose()
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }

  const canChange = now?.canChange ?? false
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Who may open this article" width="30rem">
      {failure ? (
        <p className="notice notice-bad" role="alert">
          {failure}
        </p>
      ) : null}
      {now ? (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <fieldset disabled={!canChange} className="grid gap-2">
            <legend className="sr-only">Who may open it</legend>
            {ARTICLE_ACCESSES.map((one) => (
              <label key={one} className="flex items-baseline gap-2">
                <input type="radio" name={name} checked={access === one} onChange={() => setAccess(one)} />
                <span>
                  {ARTICLE_ACCESS_LABELS[one]}
                  {one === 'listed' ? (
                    <span className="hint block">Anybody else finds nothing: no page, no claim, no history, no count.</span>
                  ) : null}
                </span>
              </label>
            ))}
          </fieldset>
          {access === 'listed' ? (
            <fieldset disabled={!canChange} className="grid max-h-72 gap-1.5 overflow-y-auto border-t border-line pt-3">
              <legend className="label">These people</legend>
              {people.map((person) => (
                <label key={person.id} className="flex items-baseline gap-2">
                  <input
                    type="checkbox"
                    checked={listed.has(person.id) || person.id === actorId}
                    disabled={person.id === actorId}
                    onChange={(event) => {
                      const next = new Set(listed)
                      if (event.target.checked) next.add(person.id)
                      else next.delete(person.id)
                      setListed(next)
                    }}
                  />
                  {person.name}
                  {person.id === actorId ? <span className="hint">you</span> : null}
                </label>
              ))}
            </fieldset>
          ) : null}
          <label className="flex items-baseline gap-2 border-t border-line pt-3">
            <input
              type="checkbox"
              disabled={!now.canAllowAssistant}
              checked={assistant}
              onChange={(event) => setAssistant(event.target.checked)}
            />
            <span>
              Let the assistant see this article, restricted or not
              <span className="hint block">
                And a confidential source, when somebody asks about it for this article. Without it neither leaves the desk. Editors and
                admins decide.
              </span>
            </span>
          </label>
          {canChange ? (
            <div className="flex justify-end gap-2">
              <button type="button" className="button" onClick={onClose}>
                Cancel
              </button>
              <button type="submit" className="button button-primary">
                Save
              </button>
            </div>
          ) : (
            <p className="hint">Editors, admins and whoever brought the article in can change this.</p>
          )}
        </form>
      ) : failure ? null : (
        <p className="hint">Reading …</p>
      )}
    </Dialog>
  )
}

function saidOf({ access, people }: AccessView): string {
  if (access === 'desk') return 'Everyone on the desk may open this article.'
  return people.length === 1 ? 'Only you may open this article.' : `Only ${people.length} people may open this article.`
}
