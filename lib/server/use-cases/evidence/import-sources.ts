import 'server-only'
import type { ReadCitations } from '@/lib/core/evidence/read-citations'
import { cite } from '@/lib/core/evidence/source'
import { breathe } from '@/lib/server/breathe'
import { citeInChild } from '@/lib/server/child/cite-in-child'
import { newId } from '@/lib/server/ids'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { insertSource } from '@/lib/server/store/sources'
import { isSameSource, similarSources } from '@/lib/server/use-cases/evidence/look-up-source'

export interface ImportedSources {
  readonly format: ReadCitations['format']
  readonly messages: readonly string[]
  /** `id` of the source in the library; null in a preview of one that is not there yet. */
  readonly sources: readonly { readonly id: string | null; readonly citation: string; readonly isKnown: boolean }[]
}

/**
 * Takes sources from CSL-JSON, RIS or BibTeX into the library, all or none.
 * What is there already, by address or DOI or by title, publication and date,
 * is not added again. Throws `unreadable`.
 */
export async function importSources(
  actor: Actor,
  { text, isPreview }: { readonly text: string; readonly isPreview: boolean },
): Promise<ImportedSources> {
  const read = await citeInChild(text, actor.id)
  const planned: { fields: (typeof read.sources)[number]; id: string | null; isKnown: boolean }[] = []
  for (const fields of read.sources) {
    await breathe()
    const wanted = { url: fields.URL, doi: fields.DOI, title: fields.title }
    const known = (await similarSources(actor, wanted)).find((one) => isSameSource(one, fields))
    // The same twice in one list is one source.
    const twin = planned.find((one) => isSameSource(one.fields, fields))
    planned.push({ fields, id: known?.id ?? twin?.id ?? (isPreview ? null : newId()), isKnown: Boolean(known || twin) })
  }
  if (!isPreview)
    await changeDesk(actor.id, async ({ tx, now, record }) => {
      for (const { fields, id, isKnown } of planned) {
        if (isKnown || !id) continue
        await insertSource(tx, { ...fields, id, createdById: actor.id, createdAt: now })
        record({ name: 'source.added', subject: `source:${id}`, before: null, after: { ...fields } })
      }
    })
  return {
    format: read.format,
    messages: read.messages,
    sources: planned.map(({ fields, id, isKnown }) => ({ id, citation: cite(fields), isKnown })),
  }
}
