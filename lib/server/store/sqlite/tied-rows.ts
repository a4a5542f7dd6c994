import { sha256 } from '@/lib/server/ids'

/**
 * Rows that tell who wrote or decided what. The record ties each of them by a
 * hash over these columns, as SQLite itself writes them (json_array), so that
 * the app, which reads through Prisma, and `verify`, which does not, hash the
 * same text. New columns are added at the end of a list and must be empty in
 * old rows: empty ones at the end are not hashed.
 */
interface Tied {
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

export const TIED = {
  Article: {
    key: ['id'],
    columns: [
      'id',
      'createdById',
      'createdAt',
      'isSample',
      'access',
      'deletedAt',
      'title',
      'nextClaimNumber',
      'blindFor',
      'hold',
      'purgeOn',
      'assistantFrom',
    ],
  },
  ArticleSnapshot: { key: ['articleId', 'version'], columns: ['articleId', 'version', 'document', 'createdAt'] },
  ArticleAccess: { key: ['articleId', 'userId'], columns: ['articleId', 'userId', 'addedById', 'addedAt'] },
  ArticleAttachment: { key: ['articleId', 'attachmentId'], columns: ['articleId', 'attachmentId', 'addedById', 'addedAt'] },
  Claim: {
    key: ['id'],
    columns: [
      ...['id', 'articleId', 'number', 'revision', 'quote', 'prefix', 'suffix', 'type', 'priority', 'state', 'outcome', 'verdict'],
      ...['confidence', 'confidenceReason', 'freshness', 'legalFlag', 'statement', 'tags', 'assigneeId', 'decisionQuote'],
      ...['decisionSentence', 'decisionVersion', 'decisionAt', 'decisionById', 'changedVersion', 'changedAt', 'changedById'],
      ...['createdById', 'createdAt', 'updatedAt', 'deletedAt', 'evidenceOverride', 'legalKind', 'recheckOn', 'dueOn'],
    ],
  },
  Note: {
    key: ['id'],
    columns: ['id', 'claimId', 'kind', 'text', 'replyToId', 'createdById', 'createdAt', 'deletedAt', 'ownerId', 'dueAt', 'purgedAt'],
  },
  SignOff: {
    key: ['id'],
    columns: ['id', 'articleId', 'role', 'personId', 'at', 'version', 'textHash', 'exceptions', 'withdrawnAt', 'withdrawnById'],
  },
  Contact: {
    key: ['id'],
    columns: [
      ...['id', 'revision', 'articleId', 'name', 'role', 'channel', 'terms', 'at', 'summary', 'answers', 'createdById', 'createdAt'],
      'deletedAt',
    ],
  },
  ReplyRequest: {
    key: ['id'],
    columns: [
      ...['id', 'revision', 'articleId', 'party', 'criticism', 'claimIds', 'channel', 'askedAt', 'deadline', 'answer', 'answeredAt'],
      ...['used', 'closedReason', 'createdById', 'createdAt', 'deletedAt'],
    ],
  },
  OutsideLink: {
    key: ['id'],
    columns: [
      ...['id', 'articleId', 'name', 'message', 'claimIds', 'tokenHash', 'expiresAt', 'createdById', 'createdAt', 'revokedAt', 'openedAt'],
      ...['contactId', 'answers'],
    ],
  },
  ChecklistAnswer: { key: ['id'], columns: ['id', 'claimId', 'item', 'answer', 'byId', 'at'] },
  SecondCheck: {
    key: ['id'],
    columns: [
      ...['id', 'articleId', 'claimId', 'checkerId', 'askedById', 'askedAt', 'quote', 'outcome', 'confidence', 'reason', 'answeredAt'],
      ...['firstOutcome', 'agrees', 'closedAt', 'settledById', 'settledAt', 'settledOutcome', 'settledReason'],
    ],
  },
  Publication: {
    key: ['id'],
    columns: ['id', 'articleId', 'address', 'place', 'at', 'version', 'textHash', 'createdById', 'createdAt', 'deletedAt'],
  },
  Erratum: {
    key: ['id'],
    columns: [
      ...['id', 'revision', 'articleId', 'claimId', 'sourceId', 'kind', 'wrong', 'right', 'cause', 'causeNote', 'notice', 'printedAt'],
      ...['createdById', 'createdAt', 'deletedAt'],
    ],
  },
  Dismissal: {
    key: ['id'],
    columns: ['id', 'articleId', 'kind', 'key', 'quote', 'reason', 'note', 'createdById', 'createdAt', 'deletedAt'],
  },
  Correction: {
    key: ['id'],
    columns: [
      ...['id', 'claimId', 'before', 'after', 'reason', 'state', 'proposedById', 'proposedAt', 'decidedById', 'decidedAt'],
      ...['decisionReason', 'appliedVersion', 'articleId', 'start', 'end', 'version'],
    ],
  },
  Evidence: {
    key: ['id'],
    columns: [
      ...['id', 'claimId', 'sourceId', 'revision', 'stance', 'directness', 'credibility', 'quote', 'locator', 'note', 'createdById'],
      ...['createdAt', 'updatedAt', 'deletedAt', 'toBeConfirmed'],
    ],
  },
  Source: {
    key: ['id'],
    columns: [
      ...['id', 'revision', 'type', 'title', 'author', 'containerTitle', 'publisher', 'issued', 'accessed', 'url', 'doi', 'language'],
      ...['archive', 'reliability', 'archivedUrl', 'confidential', 'publicLabel', 'independenceGroup', 'createdById', 'createdAt'],
      ...['updatedAt', 'standing', 'standingNote', 'standingAt', 'mergedIntoId'],
    ],
  },
  SourceCapture: {
    key: ['id'],
    columns: ['id', 'sourceId', 'label', 'text', 'hash', 'createdById', 'createdAt', 'deletedAt', 'url', 'fileId', 'document'],
  },
  LinkCheck: {
    key: ['id'],
    columns: ['id', 'sourceId', 'state', 'status', 'address', 'lostQuotes', 'createdById', 'createdAt', 'content'],
  },
  Draft: {
    key: ['id'],
    columns: ['id', 'articleId', 'document', 'messages', 'createdById', 'createdAt', 'appliedVersion', 'discardedAt'],
  },
  NamedVersion: { key: ['id'], columns: ['id', 'articleId', 'version', 'name', 'createdById', 'createdAt'] },
  User: { key: ['id'], columns: ['id', 'name', 'email', 'role', 'isSample', 'disabledAt', 'createdAt', 'notesHold', 'notesPurgeOn'] },
  Token: { key: ['id'], columns: ['id', 'userId', 'name', 'hash', 'createdAt', 'revokedAt'] },
  Webhook: { key: ['id'], columns: ['id', 'address', 'topics', 'createdById', 'createdAt', 'removedAt'] },
  Invitation: {
    key: ['id'],
    columns: ['id', 'email', 'name', 'role', 'tokenHash', 'expiresAt', 'usedAt', 'createdById', 'createdAt', 'forPersonId'],
  },
} as const satisfies Record<string, Tied>

export type TiedTable = keyof typeof TIED
export const TIED_TABLES = Object.keys(TIED) as TiedTable[]

/** Tables whose rows hang on an article, with the SQL that finds it. The others are tied on the desk's chain. */
export const OF_ARTICLE: Partial<Record<TiedTable, string>> = {
  Article: '"id"',
  ArticleSnapshot: '"articleId"',
  ArticleAccess: '"articleId"',
  ArticleAttachment: '"articleId"',
  Claim: '"articleId"',
  Note: '(SELECT "articleId" FROM "Claim" c WHERE c."id" = "claimId")',
  Correction: 'coalesce("articleId", (SELECT c."articleId" FROM "Claim" c WHERE c."id" = "claimId"))',
  Evidence: '(SELECT "articleId" FROM "Claim" c WHERE c."id" = "claimId")',
  Draft: '"articleId"',
  NamedVersion: '"articleId"',
  SignOff: '"articleId"',
  Contact: '"articleId"',
  ReplyRequest: '"articleId"',
  OutsideLink: '"articleId"',
  ChecklistAnswer: '(SELECT "articleId" FROM "Claim" c WHERE c."id" = "claimId")',
  SecondCheck: '"articleId"',
  Publication: '"articleId"',
  Erratum: '"articleId"',
  Dismissal: '"articleId"',
}

const quoted = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ')

/** SQL for a row's text; empty columns at the end are left out by {@link hashRow}. */
export function rowText(table: TiedTable): string {
  return `json_array(${quoted(TIED[table].columns)})`
}

/** SQL for a row's name: its key, joined by colons. */
export function rowKey(table: TiedTable): string {
  return TIED[table].key.map((column) => `"${column}"`).join(` || ':' || `)
}

/** SQL that reads some rows by their keys, given as one JSON array of arrays. */
export function selectByKeys(table: TiedTable): string {
  const { key } = TIED[table]
  const wanted = key.map((_, at) => `json_extract(value, '$[${at}]')`).join(', ')
  return `SELECT ${rowKey(table)} AS "key", ${rowText(table)} AS "row" FROM "${table}" WHERE (${quoted(key)}) IN (SELECT ${wanted} FROM json_each(?))`
}

/** SQL that reads a stretch of an article's log: article, from, to (not included). */
export const SELECT_STEPS = `SELECT json_array("version", "step", "kind", "clientId", "userId", "at") AS "row" FROM "ArticleStep" WHERE "articleId" = ? AND "version" >= ? AND "version" < ? ORDER BY "version"`

export function hashRow(table: TiedTable, text: string): string {
  return sha256(`${table} ${text.replace(/(?:,null)+\]$/, ']')}`)
}

export function hashSteps(rows: readonly string[]): string {
  return sha256(`ArticleStep ${rows.join('\n')}`)
}

export function stepsName(articleId: string, from: number, to: number): string {
  return `ArticleStep:${articleId}:${from}-${to}`
}
