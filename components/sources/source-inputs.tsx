'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { RELIABILITY_LABELS } from '@/lib/core/evidence/evidence'
import {
  readNames,
  SOURCE_LIMITS,
  SOURCE_TYPE_LABELS,
  type SourceFields,
  type SourceType,
  STANDING_LABELS,
  writeNames,
} from '@/lib/core/evidence/source'

/** The fields of a source, with the names of CSL-JSON. */
export function SourceInputs({ existing }: { existing: SourceFields | null }) {
  const [type, setType] = useState<SourceType>(existing?.type ?? 'webpage')
  const [reliability, setReliability] = useState<string>(existing?.reliability ?? '')
  const [standing, setStanding] = useState<string>(existing?.standing ?? '')
  const [isConfidential, setConfidential] = useState(existing?.confidential ?? false)
  const max = SOURCE_LIMITS.field
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <input type="hidden" name="type" value={type} />
      <input type="hidden" name="reliability" value={reliability} />
      <input type="hidden" name="standing" value={standing} />
      <Select label="Kind of source" value={type} options={optionsOf(SOURCE_TYPE_LABELS)} onChange={setType} />
      <Field label="Title" name="title" required maxLength={SOURCE_LIMITS.title} defaultValue={existing?.title ?? ''} />
      <Field
        label="Author"
        name="author"
        placeholder="Family, Given; Second, Author"
        defaultValue={existing ? writeNames(existing.author) : ''}
      />
      <Field label="Published in" name="container-title" maxLength={max} defaultValue={existing?.['container-title'] ?? ''} />
      <Field label="Publisher" name="publisher" maxLength={max} defaultValue={existing?.publisher ?? ''} />
      <Field
        label="Date"
        name="issued"
        placeholder="2024, 2024-05 or 2024-05-31"
        defaultValue={existing?.issued ?? ''}
        pattern="\d{4}(-\d{2}(-\d{2})?)?"
      />
      <Field
        label="Web address"
        name="URL"
        type="url"
        placeholder="https://"
        maxLength={SOURCE_LIMITS.url}
        defaultValue={existing?.URL ?? ''}
      />
      <Field
        label="Seen on"
        name="accessed"
        placeholder="2024-05-31"
        defaultValue={existing?.accessed ?? ''}
        pattern="\d{4}(-\d{2}(-\d{2})?)?"
      />
      <details className="md:col-span-2">
        <summary className="text-soft">More: archived copy, DOI, reliability, confidentiality, corrected or withdrawn</summary>
        <div className="mt-3 grid gap-3 md:grid-cols-2">
          <Field
            label="Archived copy"
            name="archivedUrl"
            type="url"
            placeholder="https://"
            maxLength={SOURCE_LIMITS.url}
            defaultValue={existing?.archivedUrl ?? ''}
          />
          <Field label="DOI" name="DOI" maxLength={max} defaultValue={existing?.DOI ?? ''} />
          <Field label="Archive or shelf mark" name="archive" maxLength={max} defaultValue={existing?.archive ?? ''} />
          <Field label="Language" name="language" placeholder="en" maxLength={max} defaultValue={existing?.language ?? ''} />
          <Select
            label="Reliability of the source"
            value={reliability}
            options={[['', 'Not judged'], ...optionsOf(RELIABILITY_LABELS)]}
            onChange={setReliability}
          />
          <Field
            label="Independence group"
            name="independenceGroup"
            maxLength={max}
            defaultValue={existing?.independenceGroup ?? ''}
            hint="Sources that tell one story, such as one wire report, share a group."
          />
          <Select
            label="What became of it"
            value={standing}
            options={[['', 'It stands'], ...optionsOf(STANDING_LABELS)]}
            onChange={setStanding}
          />
          {standing ? (
            <Field
              label="When and why"
              name="standingNote"
              maxLength={max}
              placeholder="Corrected on 3 May: the figure was for 2023"
              defaultValue={existing?.standingNote ?? ''}
            />
          ) : null}
          <label className="flex items-center gap-2 md:col-span-2">
            <input
              type="checkbox"
              name="confidential"
              checked={isConfidential}
              onChange={(event) => setConfidential(event.target.checked)}
            />
            Confidential: never named in reports for the author or the public
          </label>
          {isConfidential ? (
            <Field
              label="Called in such reports"
              name="publicLabel"
              maxLength={max}
              placeholder="A senior official"
              defaultValue={existing?.publicLabel ?? ''}
            />
          ) : null}
        </div>
      </details>
    </div>
  )
}

/** The source a form describes, as the API takes it. */
export function readSourceForm(form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? '').trim() || null
  return {
    type: text('type'),
    title: text('title') ?? '',
    author: readNames(text('author') ?? ''),
    'container-title': text('container-title'),
    publisher: text('publisher'),
    issued: text('issued'),
    accessed: text('accessed'),
    URL: text('URL'),
    archivedUrl: text('archivedUrl'),
    DOI: text('DOI'),
    archive: text('archive'),
    language: text('language'),
    reliability: text('reliability'),
    independenceGroup: text('independenceGroup'),
    confidential: form.get('confidential') === 'on',
    publicLabel: text('publicLabel'),
    standing: text('standing'),
    standingNote: text('standing') ? text('standingNote') : null,
  }
}
