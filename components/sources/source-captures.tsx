'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { CaptureViewer } from '@/components/sources/capture-viewer'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { EVIDENCE_EXTENSIONS } from '@/lib/core/evidence/evidence-file'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import type { CaptureView } from '@/lib/server/present/capture'

interface Props {
  readonly sourceId: string
  /** Its address on the web, from where its page can be fetched. */
  readonly address: string | null
  readonly captures: readonly CaptureView[]
  readonly canWrite: boolean
}

/** What the source said when somebody looked: pasted, or read from a file. Quotes are looked up in it. */
export function SourceCaptures({ sourceId, address, captures, canWrite }: Props) {
  const router = useRouter()
  const toast = useToast()
  const { text, write, sent } = useDraft(`capture-${sourceId}`)
  const [isBusy, setBusy] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    const chosen = file.current?.files?.[0]
    if (!chosen && !text.trim()) return
    setBusy(true)
    try {
      if (chosen) {
        const form = new FormData()
        form.set('file', chosen)
        await callApi('POST', `/api/sources/${sourceId}/captures`, form)
        if (file.current) file.current.value = ''
      } else {
        await callApi('POST', `/api/sources/${sourceId}/captures`, { text })
        sent(text)
      }
      const hasNoWords = chosen && /^(?:image|audio)\//.test(chosen.type)
      toast(hasNoWords ? 'Kept.' : 'Kept. Every quote from this source is looked up in it.')
      router.refresh()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  const fetchPage = async () => {
    setBusy(true)
    try {
      await callApi('POST', `/api/sources/${sourceId}/captures/fetch`, {})
      toast('The page was fetched and its text kept.')
      router.refresh()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  const remove = (capture: CaptureView) =>
    callApi('DELETE', `/api/sources/${sourceId}/captures/${capture.id}`).then(
      () => {
        router.refresh()
        toast(`Removed: ${capture.label}.`, {
          action: {
            label: 'Undo',
            run: () =>
              void callApi('POST', `/api/sources/${sourceId}/captures/${capture.id}/restore`).then(
                () => router.refresh(),
                (error) => toast(sentenceOf(error), { tone: 'bad' }),
              ),
          },
        })
      },
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  return (
    <section aria-labelledby="captures" className="mb-6 grid gap-3">
      <h2 id="captures" className="text-lg font-semibold">
        What it said
      </h2>
      {captures.length === 0 ? (
        <p className="text-soft">Nothing is kept of it yet. With its text here, every quote from it is looked up word for word.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {captures.map((capture) => (
            <li key={capture.id} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
              <button type="button" className="link font-semibold" dir="auto" onClick={() => setOpen(capture.id)}>
                {capture.label}
              </button>
              <span className="hint">
                kept by {capture.by.name}, <Time at={capture.at} /> · SHA-256 <code title={capture.hash}>{capture.hash.slice(0, 12)}</code>
                {capture.url ? ` · from ${capture.url}` : ''}
                {capture.file ? ` · the file is kept, ${describeBytes(capture.file.size)}` : ''}
              </span>
              {canWrite ? (
                <button
                  type="button"
                  className="button button-small button-quiet ms-auto"
                  aria-label={`Remove ${capture.label}`}
                  onClick={() => void remove(capture)}
                >
                  Remove
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {open ? <CaptureViewer sourceId={sourceId} captures={captures} first={open} onClose={() => setOpen(null)} /> : null}
      {canWrite ? (
        <form className="card grid gap-2 p-4" aria-label="Keep its text" onSubmit={(event) => void keep(event)}>
          <label>
            <span className="label">Its text, pasted</span>
            <textarea className="input" rows={4} value={text} dir="auto" onChange={(event) => write(event.target.value)} />
          </label>
          <div className="flex flex-wrap items-end gap-3">
            <label>
              <span className="label">or a file: PDF, Word, OpenDocument, Rich Text, HTML, Markdown, text, picture, sound, e-mail</span>
              <input
                ref={file}
                type="file"
                className="input"
                accept={['.pdf', '.docx', '.odt', '.rtf', '.html', '.htm', '.md', '.txt', ...EVIDENCE_EXTENSIONS].join(',')}
              />
            </label>
            <button type="submit" className="button" disabled={isBusy}>
              Keep it
            </button>
            {address ? (
              <button type="button" className="button ms-auto" disabled={isBusy} onClick={() => void fetchPage()}>
                {isBusy ? 'Fetching …' : 'Fetch its page'}
              </button>
            ) : null}
          </div>
        </form>
      ) : null}
    </section>
  )
}
