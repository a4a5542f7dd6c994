import 'server-only'
import type { SourceFields } from '@/lib/core/evidence/source'
import { database, type Tx } from '@/lib/server/db'
import type { Source } from '@/prisma/generated/client'

export interface SourceRecord extends SourceFields {
  readonly id: string
  readonly revision: number
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Number of claims that rest on it. */
  readonly claimCount: number
}

const include = {
  createdBy: { select: { id: true, name: true } },
  _count: { select: { evidence: { where: { deletedAt: null, claim: { deletedAt: null } } } } },
} as const

type Row = Source & { createdBy: { id: string; name: string }; _count: { evidence: number } }

export function toSourceRecord(row: Row): SourceRecord {
  return {
    id: row.id,
    revision: row.revision,
    type: row.type as SourceFields['type'],
    title: row.title,
    author: JSON.parse(row.author),
    'container-title': row.containerTitle,
    publisher: row.publisher,
    issued: row.issued,
    accessed: row.accessed,
    URL: row.url,
    DOI: row.doi,
    language: row.language,
    archive: row.archive,
    reliability: row.reliability as SourceFields['reliability'],
    archivedUrl: row.archivedUrl,
    confidential: row.confidential,
    publicLabel: row.publicLabel,
    independenceGroup: row.independenceGroup,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    claimCount: row._count.evidence,
  }
}

function columnsOf(fields: Partial<SourceFields>) {
  const { author, 'container-title': containerTitle, URL: url, DOI: doi, ...rest } = fields
  return {
    ...rest,
    ...(author === undefined ? {} : { author: JSON.stringify(author) }),
    ...(containerTitle === undefined ? {} : { containerTitle }),
    ...(url === undefined ? {} : { url }),
    ...(doi === undefined ? {} : { doi }),
  }
}

export async function insertSource(
  tx: Tx,
  source: SourceFields & { readonly id: string; readonly createdById: string; readonly createdAt: Date },
): Promise<void> {
  const { id, createdById, createdAt, ...fields } = source
  const { type, title, ...rest } = columnsOf(fields)
  await tx.source.create({
    data: { ...rest, type: type as string, title: title as string, id, createdById, createdAt, updatedAt: createdAt },
  })
}

export async function updateSource(tx: Tx, id: string, revision: number, now: Date, fields: Partial<SourceFields>): Promise<boolean> {
  const { count } = await tx.source.updateMany({
    where: { id, revision },
    data: { ...columnsOf(fields), revision: revision + 1, updatedAt: now },
  })
  return count === 1
}

export async function findSource(id: string, tx: Tx = database()): Promise<SourceRecord | null> {
  const row = await tx.source.findUnique({ where: { id }, include })
  return row ? toSourceRecord(row) : null
}

export async function listSources(filter: {
  readonly q?: string | undefined
  /** False leaves confidential sources out. */
  readonly withConfidential: boolean
  readonly cursor?: { readonly updatedAt: Date; readonly id: string } | undefined
  readonly limit: number
}): Promise<SourceRecord[]> {
  const { q, cursor, limit, withConfidential } = filter
  const rows = await database().source.findMany({
    where: {
      ...(withConfidential ? {} : { confidential: false }),
      ...(q
        ? {
            AND: [
              {
                OR: [
                  { title: { contains: q } },
                  { author: { contains: q } },
                  { containerTitle: { contains: q } },
                  { publisher: { contains: q } },
                  { url: { contains: q } },
                ],
              },
            ],
          }
        : {}),
      ...(cursor ? { OR: [{ updatedAt: { lt: cursor.updatedAt } }, { updatedAt: cursor.updatedAt, id: { lt: cursor.id } }] } : {}),
    },
    include,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return rows.map(toSourceRecord)
}

/** Claims that rest on a source, with their article. */
export async function claimsOnSource(sourceId: string) {
  const rows = await database().evidence.findMany({
    where: { sourceId, deletedAt: null, claim: { deletedAt: null, article: { deletedAt: null } } },
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      stance: true,
      directness: true,
      claim: {
        select: {
          id: true,
          number: true,
          quote: true,
          state: true,
          outcome: true,
          freshness: true,
          article: { select: { id: true, title: true } },
        },
      },
    },
  })
  return rows
}
