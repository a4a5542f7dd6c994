import type { Person } from '@/lib/core/claim/claim-record'
import type { Who } from '@/lib/core/permissions/policy'
import type { ErratumCause, ErratumKind } from '@/lib/core/publication/erratum'
import { presentPerson } from '@/lib/server/present/claim'
import { presentSource } from '@/lib/server/present/evidence'
import type { ErratumRecord, PublicationRecord } from '@/lib/server/store/publications'
import type { SourceRecord } from '@/lib/server/store/sources'

/** Where an article was published, as it leaves the server. Times are ISO 8601 UTC. */
export interface PublicationView {
  readonly id: string
  readonly address: string | null
  readonly place: string | null
  readonly at: string
  readonly version: number
  readonly textHash: string
  /** The text here is another one now. */
  readonly isOutdated: boolean
  readonly createdBy: Person
  readonly createdAt: string
}

/** What was wrong in print, as it leaves the server. Times are ISO 8601 UTC. */
export interface ErratumView {
  readonly id: string
  readonly revision: number
  readonly claimId: string | null
  /** The source that failed; a confidential one by its label. */
  readonly source: { readonly id: string; readonly title: string } | null
  readonly kind: ErratumKind
  readonly wrong: string
  readonly right: string
  readonly cause: ErratumCause
  readonly causeNote: string | null
  readonly notice: string | null
  readonly printedAt: string | null
  readonly createdBy: Person
  readonly createdAt: string
}

export function presentPublication(publication: PublicationRecord, textHash: string): PublicationView {
  return {
    id: publication.id,
    address: publication.address,
    place: publication.place,
    at: publication.at.toISOString(),
    version: publication.version,
    textHash: publication.textHash,
    isOutdated: publication.textHash !== textHash,
    createdBy: presentPerson(publication.createdBy),
    createdAt: publication.createdAt.toISOString(),
  }
}

export function presentErratum(erratum: ErratumRecord, source: SourceRecord | null, reader: Who): ErratumView {
  return {
    id: erratum.id,
    revision: erratum.revision,
    claimId: erratum.claimId,
    source: source && { id: source.id, title: presentSource(source, reader).title },
    kind: erratum.kind,
    wrong: erratum.wrong,
    right: erratum.right,
    cause: erratum.cause,
    causeNote: erratum.causeNote,
    notice: erratum.notice,
    printedAt: erratum.printedAt?.toISOString() ?? null,
    createdBy: presentPerson(erratum.createdBy),
    createdAt: erratum.createdAt.toISOString(),
  }
}
