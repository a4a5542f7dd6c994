'use client'

import { type FormEvent, useId, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { CHANNEL_LABELS, type Channel, CONTACT_LIMITS, SAID_LABELS, type Said, TERMS_LABELS, type Terms } from '@/lib/core/evidence/contact'

interface Props {
  readonly articleId: string
  /** The claim it is about; where that is to be chosen, the claims there are. */
  readonly about: { readonly claimId: string } | { readonly claims: readonly { readonly id: string; readonly name: string }[] }
  readonly onLogged: () => void
  /** Left without logging; what was written is kept. */
  readonly onLeave?: () => void
}

const CHOOSE = ['', 'Choose …'] as const
/** The two that are chosen most begin with letters of their own: one key chooses them. */
const TERMS_BY_LETTER: readonly (readonly [Terms, string])[] = [
  ['on-record', TERMS_LABELS['on-record']],
  ['background', 'Background'],
  ['off-record', TERMS_LABELS['off-record']],
]

/** Who was asked, how, on what terms, and what they said. Written words are kept in this browser until they are logged. */
export function ContactForm({ articleId, about, onLogged, onLeave }: Props) {
  const toast = useToast()
  const only = 'claimId' in about ? about.claimId : null
  const name = useDraft(`contact-name-${only ?? articleId}`)
  const role = useDraft(`contact-role-${only ?? articleId}`)
  const words = useDraft(`contact-words-${only ?? articleId}`)
  const [channel, setChannel] = useState<Channel>('phone')
  // Neither is set before somebody says it: nothing goes on the record that was not meant to.
  const [terms, setTerms] = useState<Terms | ''>('')
  const [chosen, setChosen] = useState('')
  const [said, setSaid] = useState<Said | ''>('')
  const [hasTried, setTried] = useState(false)
  const ids = useId()
  const [isBusy, setBusy] = useState(false)
  const isLogging = useRef(false)
  const claimId = only ?? chosen
  const lacks = claimId && said === '' ? 'said' : terms === '' ? 'terms' : null
  const log = async (event: FormEvent) => {
    event.preventDefault()
    if (!name.text.trim() || isLogging.current) return
    setTried(true)
    if (lacks) return document.getElementById(`${ids}-${lacks}`)?.focus()
    isLogging.current = true
    setBusy(true)
    const heard = words.text.trim() || null
    try {
      await callApi('POST', `/api/articles/${articleId}/contacts`, {
        name: name.text.trim(),
        role: role.text.trim() || null,
        channel,
        terms,
        summary: claimId ? null : heard,
        answers: claimId ? [{ claimId, said, words: heard }] : [],
      })
      for (const draft of [name, role, words]) draft.sent(draft.text)
      setChosen('')
      setSaid('')
      setTerms('')
      setTried(false)
      onLogged()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      isLogging.current = false
      setBusy(false)
    }
  }
  const choices = {
    said: (
      <Select
        id={`${ids}-said`}
        label="What they said of it"
        value={said}
        options={[CHOOSE, ...optionsOf(SAID_LABELS)]}
        onChange={setSaid}
        isDisabled={claimId === ''}
        isPill={only !== null}
      />
    ),
    terms: (
      <Select
        id={`${ids}-terms`}
        label="On what terms"
        value={terms}
        options={[CHOOSE, ...TERMS_BY_LETTER]}
        onChange={setTerms}
        isPill={only !== null}
      />
    ),
    how: <Select label="How" value={channel} options={optionsOf(CHANNEL_LABELS)} onChange={setChannel} isPill={only !== null} />,
  }
  return (
    <form
      className={only ? 'grid gap-2 rounded-lg border border-line p-2' : 'card grid gap-2 p-4 md:grid-cols-4 md:items-end'}
      aria-label="Log a contact"
      data-escapes={onLeave ? '' : undefined}
      onSubmit={(event) => void log(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onLeave) {
          event.preventDefault()
          onLeave()
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      }}
    >
      <Field
        {...(only ? { id: 'claim-contact-name' } : {})}
        label="Who"
        value={name.text}
        maxLength={CONTACT_LIMITS.name}
        dir="auto"
        onChange={(event) => name.write(event.target.value)}
      />
      <Field
        label="What they are"
        value={role.text}
        maxLength={CONTACT_LIMITS.name}
        dir="auto"
        onChange={(event) => role.write(event.target.value)}
      />
      {only ? (
        // What is changed most comes first.
        <>
          <Words draft={words} />
          <div className="flex flex-wrap gap-1.5">
            {choices.said}
            {choices.terms}
            {choices.how}
          </div>
        </>
      ) : (
        <>
          {choices.how}
          {choices.terms}
        </>
      )}
      {'claims' in about ? (
        <label className="min-w-0">
          <span className="label">About claim</span>
          <select className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">None in particular</option>
            {about.claims.map((claim) => (
              <option key={claim.id} value={claim.id}>
                {claim.name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {only ? null : (
        <>
          {choices.said}
          <Words draft={words} />
        </>
      )}
      {hasTried && lacks ? (
        <p className="hint text-wrong" role="alert">
          {lacks === 'said' ? 'Choose what they said of it' : 'Choose on what terms they spoke'}. Nothing is logged yet; what you wrote is
          kept.
        </p>
      ) : null}
      <button type="submit" className={only ? 'button button-small justify-self-start' : 'button'} disabled={isBusy || !name.text.trim()}>
        Log it
      </button>
    </form>
  )
}

function Words({ draft }: { draft: { readonly text: string; readonly write: (text: string) => void } }) {
  return (
    <Field
      label="In their words"
      value={draft.text}
      maxLength={CONTACT_LIMITS.words}
      dir="auto"
      onChange={(event) => draft.write(event.target.value)}
    />
  )
}
