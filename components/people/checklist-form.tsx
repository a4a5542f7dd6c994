'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/components/api'
import { TextArea } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { useAct } from '@/components/ui/use-act'
import { useDraft } from '@/components/ui/use-draft'
import { CHECKLIST_LIMITS, type Checklists } from '@/lib/core/claim/checklist'
import { type ClaimType, TYPE_LABELS } from '@/lib/core/claim/claim'

/** What the desk asks of each type of claim, a question a line. */
export function ChecklistForm({ checklists }: { checklists: Checklists }) {
  const [type, setType] = useState<ClaimType>('number')
  return (
    <section aria-labelledby="checklists" className="mt-8">
      <h2 id="checklists" className="mb-2 font-semibold">
        Checklists
      </h2>
      <div className="card grid gap-3 p-4">
        <Select label="Of claims of the type" value={type} options={optionsOf(TYPE_LABELS)} onChange={setType} />
        <Questions key={type} type={type} questions={checklists[type]} />
      </div>
    </section>
  )
}

function Questions({ type, questions }: { type: ClaimType; questions: readonly string[] }) {
  const router = useRouter()
  const { act, isBusy } = useAct(() => router.refresh())
  const draft = useDraft(`checklist-of-${type}`, questions.join('\n'))
  const lines = [
    ...new Set(
      draft.text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ]
  const save = async () => {
    const said = 'Saved. Answers that were given stay with their claims.'
    if (await act(callApi('PATCH', '/api/settings', { checklists: { [type]: lines } }), said, { slot: 'settings' })) draft.saved(draft.text)
  }
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextArea
        label={`A question a line, at most ${CHECKLIST_LIMITS.items}`}
        rows={5}
        value={draft.text}
        dir="auto"
        onChange={(event) => draft.write(event.target.value)}
      />
      <button type="submit" className="button justify-self-start" disabled={isBusy || lines.join('\n') === questions.join('\n')}>
        Save the questions
      </button>
    </form>
  )
}
