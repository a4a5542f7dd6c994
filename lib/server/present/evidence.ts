import type { NoteKind } from '@/lib/core/claim/claim'
import type { Person } from '@/lib/core/claim/claim-record'
import type { Credibility, Directness, Stance } from '@/lib/core/evidence/evidence'
import type { QuoteProof } from '@/lib/core/evidence/quote-proof'
import { hideSource, type SourceFields, sourceFields } from '@/lib/core/evidence/source'
import { can, type Who } from '@/lib/core/permissions/policy'
import { presentPerson } from '@/lib/server/present/claim'
import type { EvidenceRecord } from '@/lib/server/store/evidence'
import type { NoteRecord } from '@/lib/server/store/notes'
import type { SourceRecord } from '@/lib/server/store/sources'

/** A source as it leaves the server. Times are ISO 8601 UTC. */
export interface SourceView extends SourceFields {
  readonly id: string
  readonly revision: number
  /** Its fields are hidden from this reader: they stand for nothing and must not be sent back. */
  readonly isHidden: boolean
  readonly createdBy: Person
  readonly createdAt: string
  readonly updatedAt: string
}

/** A source in the library, with the number of claims that rest on it in articles the reader may open. */
export type ListedSourceView = SourceView & { readonly claimCount: number }

export interface NoteView {
  readonly id: string
  readonly claimId: string
  readonly kind: NoteKind
  readonly text: string
  readonly replyToId: string | null
  readonly createdBy: Person
  readonly createdAt: string
  /** Of a query: who is to answer it, and by when. */
  readonly owner: Person | null
  readonly due: string | null
}

export interface EvidenceView {
  readonly id: string
  readonly claimId: string
  readonly revision: number
  readonly stance: Stance
  readonly directness: Directness
  readonly credibility: Credibility | null
  readonly quote: string | null
  readonly locator: string | null
  readonly note: string | null
  /** Taken over from an earlier check, and not confirmed for this claim yet: it carries nothing. */
  readonly isToBeConfirmed: boolean
  /** Whether the quote stands in the captured text of the source; null when there is none. */
  readonly proof: QuoteProof | null
  readonly source: SourceView
  readonly createdBy: Person
  readonly createdAt: string
  readonly updatedAt: string
}

/** Whether a source is shown to somebody only by its public label. */
export function isHiddenFrom(reader: Who, source: Pick<SourceRecord, 'confidential'>): boolean {
  return source.confidential && !can(reader, 'source.read-confidential')
}

/** A source for somebody: a confidential one only by its label, unless they may know it. */
export function presentSource(source: SourceRecord, reader: Who): SourceView {
  const isHidden = isHiddenFrom(reader, source)
  return {
    id: source.id,
    revision: source.revision,
    ...(isHidden ? hideSource(source) : sourceFields(source)),
    isHidden,
    createdBy: presentPerson(source.createdBy),
    createdAt: source.createdAt.toISOString(),
    updatedAt: source.updatedAt.toISOString(),
  }
}

export function presentNote(note: NoteRecord): NoteView {
  return {
    id: note.id,
    claimId: note.claimId,
    kind: note.kind,
    text: note.text,
    replyToId: note.replyToId,
    createdBy: presentPerson(note.createdBy),
    createdAt: note.createdAt.toISOString(),
    owner: note.owner && presentPerson(note.owner),
    due: note.dueAt?.toISOString() ?? null,
  }
}

export function presentEvidence(evidence: EvidenceRecord, reader: Who, proof: QuoteProof | null = null): EvidenceView {
  const isHidden = isHiddenFrom(reader, evidence.source)
  return {
    id: evidence.id,
    claimId: evidence.claimId,
    revision: evidence.revision,
    stance: evidence.stance,
    directness: evidence.directness,
    credibility: evidence.credibility,
    quote: isHidden ? null : evidence.quote,
    locator: isHidden ? null : evidence.locator,
    note: isHidden ? null : evidence.note,
    isToBeConfirmed: evidence.isToBeConfirmed,
    proof: isHidden ? null : proof,
    source: presentSource(evidence.source, reader),
    createdBy: presentPerson(evidence.createdBy),
    createdAt: evidence.createdAt.toISOString(),
    updatedAt: evidence.updatedAt.toISOString(),
  }
}
