'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'
import { useToast } from '@/components/ui/toaster'
import { ASSISTANT_LIMITS, type AssistantSettings } from '@/lib/core/assistant/questions'

/** Which assistant the desk may ask, or none. */
export function AssistantForm({ assistant }: { readonly assistant: AssistantSettings | null }) {
  const router = useRouter()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [address, setAddress] = useState(assistant?.address ?? '')
  const [model, setModel] = useState(assistant?.model ?? '')
  const [tried, setTried] = useState<string | null>(null)
  const trial = useRef<AbortController | null>(null)
  const save = async (next: AssistantSettings | null) => {
    setBusy(true)
    setProblem(null)
    try {
      await callApi('PATCH', '/api/settings', { assistant: next })
      toast(next ? 'The assistant can be asked from now on.' : 'The assistant is off.', { slot: 'assistant' })
      router.refresh()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  const attempt = async () => {
    setBusy(true)
    setProblem(null)
    setTried('Asking it about a sentence of our own …')
    const abort = new AbortController()
    trial.current = abort
    try {
      const { ms, isFound } = await callApi<{ ms: number; isFound: boolean }>(
        'POST',
        '/api/settings/assistant-trial',
        { address: address.trim(), model: model.trim() },
        { isNoChange: true, signal: abort.signal },
      )
      const found = isFound ? 'and found what there was to find' : 'but found nothing in a sentence with three facts'
      setTried(`It answered in ${(ms / 1_000).toFixed(1)} s, ${found}.`)
    } catch (error) {
      setTried(abort.signal.aborted ? 'Given up.' : null)
      if (!abort.signal.aborted) setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
      trial.current = null
    }
  }
  useEffect(() => () => trial.current?.abort(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save({ address: address.trim(), model: model.trim() })
  }
  return (
    <section aria-labelledby="assistant" className="mt-8">
      <h2 id="assistant" className="mb-2 font-semibold">
        Assistant
      </h2>
      <form className="card grid gap-3 p-4" onSubmit={submit}>
        <p className="text-soft">
          {assistant ? 'The assistant is on.' : 'There is no assistant.'} A language model can be asked for claims the rules passed over,
          and for passages of a kept source. It only proposes; what is sent is shown before, and told in the history. Restricted articles
          and confidential sources stay here unless the article allows it.
        </p>
        <Field
          label="Address of an OpenAI-compatible API (Ollama, llama.cpp, vLLM)"
          type="url"
          required
          placeholder="http://127.0.0.1:11434/v1"
          value={address}
          maxLength={ASSISTANT_LIMITS.address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Field
          label="Model"
          required
          placeholder="llama3.1:8b"
          value={model}
          maxLength={ASSISTANT_LIMITS.model}
          onChange={(event) => setModel(event.target.value)}
        />
        <p className="hint">If it wants a key, whoever runs the server sets it as ASSISTANT_KEY; it is kept out of the database.</p>
        {problem ? (
          <p className="notice notice-bad" role="alert">
            {problem}
          </p>
        ) : null}
        <div className="flex gap-2">
          <button type="submit" className="button button-primary" disabled={isBusy}>
            {assistant ? 'Save' : 'Turn on'}
          </button>
          <button
            type="button"
            className="button"
            disabled={isBusy && !trial.current}
            onClick={(event) => {
              if (trial.current) return trial.current.abort()
              if (event.currentTarget.form?.reportValidity()) void attempt()
            }}
          >
            {trial.current ? 'Cancel' : 'Try it'}
          </button>
          {assistant ? (
            <button type="button" className="button" disabled={isBusy} onClick={() => void save(null)}>
              Turn off
            </button>
          ) : null}
        </div>
        <p className="hint" role="status">
          {tried}
        </p>
      </form>
    </section>
  )
}
