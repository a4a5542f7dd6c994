import { hideSource } from '@/lib/core/evidence/source'
import { can, type Role } from '@/lib/core/permissions/policy'
import type { EvidenceRecord } from '@/lib/server/store/evidence'
import type { NoteRecord } from '@/lib/server/store/notes'
import type { SourceRecord } from '@/lib/server/store/sources'

/** Who something is shown to. */
export interface Reader {
  readonly role: Role
}

function isHidden(source: SourceRecord, reader: Reader): boolean {
  return source.confidential && !can(reader.role, 'source.read-confidential')
}

export type Dated<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] }

export type SourceView = Dated<SourceRecord>
export type NoteView = Dated<NoteRecord>
export type EvidenceView = Omit<Dated<EvidenceRecord>, 'source'> & { readonly source: SourceView }

/** A source for somebody: a confidential one only by its label, unless they may know it. */
export function presentSource(record: SourceRecord, reader: Reader): SourceView {
  const source = isHidden(record, reader) ? hideSource(record) : record
  return { ...source, createdAt: source.createdAt.toISOString(), updatedAt: source.updatedAt.toISOString() }
}

export function presentNote(note: NoteRecord): NoteView {
  return {
    id: note.id,
    claimId: note.claimId,
    kind: note.kind,
    text: note.text,
    replyToId: note.replyToId,
    createdBy: note.createdBy,
    createdAt: note.createdAt.toISOString(),
  }
}

export function presentEvidence(evidence: EvidenceRecord, reader: Reader): EvidenceView {
  return {
    ...evidence,
    ...(isHidden(evidence.source, reader) ? { quote: null, locator: null, note: null } : {}),
    source: presentSource(evidence.source, reader),
    createdAt: evidence.createdAt.toISOString(),
    updatedAt: evidence.updatedAt.toISOString(),
  }
}
