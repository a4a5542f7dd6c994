'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { useToast } from '@/components/ui/toaster'
import type { DeskSettings } from '@/lib/core/desk/desk-settings'
import { EVIDENCE_RULE_LABELS, EVIDENCE_RULES } from '@/lib/core/evidence/evidence-rule'

/** What an admin decides for the whole desk. */
export function DeskSettingsForm({ settings, canChange }: { settings: DeskSettings; canChange: boolean }) {
  const router = useRouter()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  const choose = async (evidenceRule: DeskSettings['evidenceRule']) => {
    setBusy(true)
    try {
      await callApi('PATCH', '/api/settings', { evidenceRule })
      toast(`Before a claim is confirmed: ${EVIDENCE_RULE_LABELS[evidenceRule].toLowerCase()}.`, { slot: 'settings' })
      router.refresh()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <section aria-labelledby="desk-settings" className="mt-8">
      <h2 id="desk-settings" className="mb-2 font-semibold">
        The desk
      </h2>
      <fieldset className="card grid gap-1.5 p-4" disabled={!canChange || isBusy}>
        <legend className="sr-only">Evidence before a claim is called confirmed</legend>
        <p className="text-soft">Before a claim may be called confirmed it needs:</p>
        {EVIDENCE_RULES.map((rule) => (
          <label key={rule} className="flex items-center gap-2">
            <input
              type="radio"
              className="m-0 size-[24px] shrink-0"
              name="evidence-rule"
              checked={settings.evidenceRule === rule}
              onChange={() => void choose(rule)}
            />
            {EVIDENCE_RULE_LABELS[rule]}
          </label>
        ))}
        <p className="hint">
          Editors and admins may let a claim pass without, with a reason that stands in the report. Claims confirmed before keep their
          outcome; the gate names those without enough evidence.
        </p>
      </fieldset>
    </section>
  )
}
