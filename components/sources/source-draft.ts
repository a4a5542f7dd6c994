import { type RefObject, useCallback, useEffect, useState } from 'react'
import { readSourceForm } from '@/components/sources/source-inputs'
import { keepInBrowser, ownName } from '@/components/ui/use-draft'
import type { SourceFields } from '@/lib/core/evidence/source'

/** Drafts of confidential sources: they live as long as the page, and nothing that names one lies in the browser. */
const unwritten = new Map<string, SourceFields>()

/**
 * A new source as somebody began to write it, kept through Escape and reload
 * until it is added or given up: every field, its kind and its secrecy too.
 */
export function useSourceDraft(key: string, form: RefObject<HTMLFormElement | null>) {
  const name = ownName(`draft.source-${key}`)
  /** What to begin with; null when nothing was written. */
  const [begun, setBegun] = useState<SourceFields | null>(null)
  useEffect(() => setBegun(read(name)), [name])
  const keep = useCallback(() => {
    // Once what was chosen has reached the form.
    setTimeout(() => {
      if (!form.current) return
      const fields = readSourceForm(new FormData(form.current)) as unknown as SourceFields
      unwritten.delete(name)
      localStorage.removeItem(name)
      if (fields.confidential) unwritten.set(name, fields)
      else if (isWritten(fields)) keepInBrowser(name, JSON.stringify(fields))
    })
  }, [form, name])
  const clear = useCallback(() => {
    unwritten.delete(name)
    localStorage.removeItem(name)
    setBegun(null)
  }, [name])
  /** What is kept by now, for a form that is shown again. */
  const latest = useCallback(() => read(name), [name])
  return { begun, latest, keep, clear }
}

/** Whether there is more than the kind the form begins with. */
function isWritten({ type: _, ...fields }: SourceFields): boolean {
  return Object.values(fields).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)))
}

function read(name: string): SourceFields | null {
  try {
    return unwritten.get(name) ?? (JSON.parse(localStorage.getItem(name) ?? 'null') as SourceFields | null)
  } catch {
    return null
  }
}
