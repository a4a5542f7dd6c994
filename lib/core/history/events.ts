import type { Freshness } from '@/lib/core/claim/claim'
import type { PurgedEntry } from '@/lib/core/history/chain'
import type { ArticleAccess } from '@/lib/core/permissions/article-access'
import type { Role } from '@/lib/core/permissions/policy'
import type { TextRange } from '@/lib/core/text/range'
import type { Retention } from '@/lib/core/workflow/retention'

/**
 * Everything that can happen, as one closed union: name, what it is about, what
 * was before and what is after. Server, screen, report and docs read this
 * table; to add an event, add its payload and its row.
 */

type Fields = Readonly<Record<string, unknown>>
interface Of<About extends Subject, Before, After> {
  readonly about: About
  readonly before: Before
  readonly after: After
}

/** What an event is about: "article", "text", "claim:ID", "person:ID" … */
export type Subject =
  | 'article'
  | 'text'
  | 'record'
  | 'settings'
  | `claim:${string}`
  | `source:${string}`
  | `person:${string}`
  | `invitation:${string}`
  | `webhook:${string}`
  | `article:${string}`
type OnClaim = `claim:${string}`

interface FreshnessChange {
  readonly freshness: Freshness
  readonly quote: string | null
}

/** What happens to one article. */
export interface ArticlePayloads {
  'article.created': Of<'article', null, { title: string; textHash: string; messages: readonly string[] }>
  /** What an export told of an article besides its text was put back: claims, sources and the rest, and what is only told of. */
  'article.brought-back': Of<
    'article',
    null,
    {
      exportedAt: string
      exportedBy: string
      audience: string
      version: number
      textHash: string
      claims: number
      sources: number
      signOffs: readonly {
        role: string
        by: string
        at: string
        version: number
        isVoid: boolean
        exceptions: readonly { message: string; reason: string }[]
      }[]
      /** "CLAIM LEVEL" → who gave it, as the file told. */
      confidenceBy: Readonly<Record<string, string>>
      trail: readonly { at: string; by: string; action: string; claim: number | null }[]
      more: number
    }
  >
  'article.deleted': Of<'article', { title: string }, null>
  'article.restored': Of<'article', null, { title: string }>
  'article.access-changed': Of<'article', ArticlePeople, ArticlePeople>
  'article.retention-changed': Of<'article', Retention, Retention>
  'article.exported': Of<'article', null, { format: string; audience: string; version: number; textHash: string }>
  'article.picture-added': Of<'article', null, { attachmentId: string }>
  'text.edited': Of<'text', { version: number; textHash: string }, { version: number; clientId?: string; edits?: number }>
  'draft.brought': Of<'text', null, { draftId: string }>
  'draft.applied': Of<
    'text',
    { version: number; textHash: string },
    { version: number; draftId: string; carried: number; stale: readonly number[]; lost: readonly number[]; accepted: readonly number[] }
  >
  'draft.discarded': Of<'text', { draftId: string }, null>
  'version.named': Of<'text', null, { name: string; version: number }>
  'version.restored': Of<'text', { version: number; textHash: string }, { version: number; restored: number }>
  'claim.created': Of<OnClaim, null, Fields>
  'claim.updated': Of<OnClaim, Fields, Fields>
  'claim.decided': Of<OnClaim, Fields, Fields>
  'claim.moved': Of<OnClaim, { quote: string; ranges?: readonly TextRange[] }, { quote: string; ranges: readonly TextRange[] }>
  'claim.removed': Of<OnClaim, { number: number; quote: string; ranges: readonly TextRange[] }, null>
  'claim.restored': Of<OnClaim, null, { number: number; isPlaced: boolean }>
  /** Somebody took back what they did last; `undoes` is the entry it was told in, `before` and `after` the fields it put back. */
  'claim.undone': Of<OnClaim | 'text', Fields, Fields & { undoes: number; action: string }>
  'claim.fresh': Of<OnClaim, FreshnessChange & { version: number }, FreshnessChange>
  'claim.reworded': Of<OnClaim, FreshnessChange & { version: number }, FreshnessChange>
  'claim.stale': Of<OnClaim, FreshnessChange & { version: number }, FreshnessChange>
  'claim.context-changed': Of<OnClaim, FreshnessChange & { version: number }, FreshnessChange>
  'claim.orphaned': Of<OnClaim, FreshnessChange & { version: number }, FreshnessChange>
  /** On the claim they were proposed for, or on the text when they stand alone. */
  'correction.proposed': Of<OnClaim | 'text', { words: string }, { words: string; correctionId: string }>
  'correction.accepted': Of<OnClaim | 'text', { words: string }, { words: string; version: number; correctionId: string }>
  'correction.declined': Of<OnClaim | 'text', { words: string }, { reason: string | null; correctionId: string }>
  'correction.withdrawn': Of<OnClaim | 'text', { words: string }, { reason: string | null; correctionId: string }>
  'note.added': Of<
    OnClaim,
    null,
    { noteId: string; kind: string; text: string; replyToId: string | null; ownerId?: string; due?: string | null }
  >
  'note.removed': Of<OnClaim, { noteId: string; text: string }, null>
  'note.restored': Of<OnClaim, null, { noteId: string; text: string }>
  'evidence.added': Of<OnClaim, null, Fields>
  'evidence.updated': Of<OnClaim, Fields, Fields>
  'evidence.removed': Of<OnClaim, { evidenceId: string }, null>
  'evidence.restored': Of<OnClaim, { evidenceId: string }, null>
  'sign-off.given': Of<
    'article',
    null,
    {
      signOffId: string
      role: string
      version: number
      textHash: string
      exceptions: readonly { blocker: string; message: string; reason: string }[]
    }
  >
  'sign-off.withdrawn': Of<'article', { signOffId: string; role: string; version: number; textHash: string }, null>
  'contact.logged': Of<'article', null, Fields>
  'contact.changed': Of<'article', Fields, Fields>
  'contact.removed': Of<'article', { contactId: string }, null>
  'contact.restored': Of<'article', null, { contactId: string }>
  'reply.added': Of<'article', null, Fields>
  'reply.changed': Of<'article', Fields, Fields>
  'reply.removed': Of<'article', { replyId: string }, null>
  'reply.restored': Of<'article', null, { replyId: string }>
  'checklist.answered': Of<OnClaim, { item: string; answer: string | null }, { item: string; answer: string | null }>
  'second-check.asked': Of<OnClaim, null, { checkId: string; checkerId: string; checker: string }>
  'second-check.closed': Of<OnClaim, { checkId: string; checkerId: string }, null>
  'second-check.answered': Of<OnClaim, null, { checkId: string; outcome: string; agrees: boolean | null }>
  'second-check.settled': Of<OnClaim, null, { checkId: string; outcome: string; reason: string }>
  /** The words of somebody's notes went on the day an admin set; the entries that held them are named with the hash of what is left. */
  'notes.purged': Of<'article', null, { personId: string; noteIds: readonly string[]; entries: readonly PurgedEntry[] }>
  'outside.asked': Of<'article', null, { linkId: string; name: string; claims: number; until: string }>
  'outside.revoked': Of<'article', { linkId: string; name: string }, null>
  'outside.opened': Of<'article', null, { linkId: string; name: string }>
  'outside.answered': Of<OnClaim, null, { linkId: string; contactId: string; said: string }>
  'article.published': Of<
    'article',
    null,
    {
      publicationId: string
      address: string | null
      place: string | null
      at: string
      version: number
      textHash: string
      isSigned: boolean
    }
  >
  'article.publication-withdrawn': Of<'article', { publicationId: string; address: string | null; place: string | null }, null>
  'erratum.added': Of<'article', null, Fields>
  'erratum.changed': Of<'article', Fields, Fields>
  'erratum.removed': Of<'article', { erratumId: string }, null>
  'erratum.restored': Of<'article', null, { erratumId: string }>
  'sentence.dismissed': Of<'text', null, { dismissalId: string; kind: string; quote: string; reason: string }>
  /** Just before words leave: how many characters, and their SHA-256; `sourceId` when they are of a kept source. */
  'assistant.asked': Of<
    'text' | OnClaim,
    null,
    { address: string; model: string; characters: number; hash: string; version: number; sourceId: string | null }
  >
  'assistant.answered': Of<'text' | OnClaim, null, { proposed: number; dropped: number; failure: string | null }>
  'article.assistant-changed': Of<'article', { assistant: boolean }, { assistant: boolean }>
  'sentence.taken-up': Of<'text', { dismissalId: string; kind: string; quote: string }, null>
  /** Only in records made before sources had the desk's chain. */
  'source.added': Of<`source:${string}`, null, Fields>
  'record.adopted': Of<'record', null, { entries: number; digest: string }>
}

export interface ArticlePeople {
  readonly access: ArticleAccess
  /** Ids and names of the people on the list. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** What happens to the desk: people, tokens, sources. */
export interface DeskPayloads {
  'settings.changed': Of<'settings', Fields, Fields>
  'person.invited': Of<`invitation:${string}`, null, { name: string; role: Role }>
  'person.invitation-withdrawn': Of<`invitation:${string}`, { name: string }, null>
  'person.joined': Of<`person:${string}`, null, { name: string; role: Role }>
  /** A file that was brought back tells of somebody who has no account here. */
  'person.told-of': Of<`person:${string}`, null, { name: string }>
  'person.updated': Of<`person:${string}`, { role: Role; isActive: boolean }, { role: Role; isActive: boolean }>
  'person.deactivated': Of<`person:${string}`, { role: Role; isActive: boolean }, { role: Role; isActive: boolean }>
  'person.password-changed': Of<`person:${string}`, null, null>
  'person.reset-link-made': Of<`person:${string}`, null, null>
  'person.signed-in': Of<`person:${string}`, null, null>
  'person.second-factor-added': Of<`person:${string}`, null, null>
  'person.second-factor-removed': Of<`person:${string}`, null, null>
  'person.notes-retention-changed': Of<`person:${string}`, Retention, Retention>
  'person.notes-purged': Of<`person:${string}`, null, { notes: number; articles: number; held: number }>
  'person.session-ended': Of<`person:${string}`, null, null>
  'webhook.added': Of<`webhook:${string}`, null, { address: string; topics: readonly string[] }>
  'webhook.removed': Of<`webhook:${string}`, { address: string }, null>
  'token.created': Of<`person:${string}`, null, { name: string }>
  'token.revoked': Of<`person:${string}`, { tokenId: string; name?: string }, null>
  'source.added': Of<`source:${string}`, null, Fields>
  'source.updated': Of<`source:${string}`, Fields, Fields>
  'source.merged': Of<`source:${string}`, null, { into: string; filled: Fields; along: readonly string[] }>
  'source.parted': Of<`source:${string}`, { into: string }, { emptied: readonly string[]; along: readonly string[] }>
  'source.captured': Of<`source:${string}`, null, { captureId: string; label: string; hash: string; characters: number }>
  'source.capture-removed': Of<`source:${string}`, { captureId: string }, null>
  'source.capture-restored': Of<`source:${string}`, null, { captureId: string }>
  'source.link-checked': Of<`source:${string}`, null, { checkId: string; state: string; lostQuotes: number }>
  /** An article exists: told nobody, so that a whole article cannot be made to vanish from the record. */
  'article.registered': Of<`article:${string}`, null, null>
  /** Its contents are gone; how many entries its record had, and the head of its chain, stay. Entries before this was told have the rows alone. */
  'article.purged': Of<
    `article:${string}`,
    null,
    { rows: number; why?: 'bin' | 'date'; entries?: number; head?: string; textHash?: string }
  >
  'record.adopted': Of<'record', null, { entries: number; digest: string }>
}

type EventOf<Payloads> = {
  readonly [Name in keyof Payloads]: Payloads[Name] extends Of<infer About, infer Before, infer After>
    ? { readonly name: Name; readonly subject: About; readonly before: Before; readonly after: After }
    : never
}[keyof Payloads]

export type ArticleEvent = EventOf<ArticlePayloads>
export type DeskEvent = EventOf<DeskPayloads>
export type EventName = keyof ArticlePayloads | keyof DeskPayloads

interface EventKind {
  /** What somebody did, after their name and before what it is about. */
  readonly says: string
  /** What it is about when that is no claim. */
  readonly about?: string
  /** Its before and after may name a source, which may be confidential. */
  readonly namesSource?: true
  /** The freshness it brings a claim to. */
  readonly freshness?: Freshness
  /** Kept in the record, shown to nobody. */
  readonly isSilent?: true
}

export const EVENTS: Readonly<Record<EventName, EventKind>> = {
  'article.created': { says: 'brought the article in' },
  'article.brought-back': { says: 'brought back what a file told of the article' },
  'article.deleted': { says: 'put the article in the bin' },
  'article.restored': { says: 'took the article out of the bin' },
  'article.access-changed': { says: 'changed who may open the article' },
  'article.retention-changed': { says: 'changed how long the article is kept' },
  'article.exported': { says: 'exported the report' },
  'article.picture-added': { says: 'added a picture' },
  'text.edited': { says: 'edited the text' },
  'draft.brought': { says: 'brought a newer draft' },
  'draft.applied': { says: 'put a newer draft in place' },
  'draft.discarded': { says: 'put a newer draft aside' },
  'version.named': { says: 'named a version' },
  'version.restored': { says: 'restored an earlier version' },
  'claim.created': { says: 'marked' },
  'claim.updated': { says: 'changed' },
  'claim.decided': { says: 'decided' },
  'claim.moved': { says: 'moved' },
  'claim.removed': { says: 'removed' },
  'claim.restored': { says: 'restored' },
  'claim.undone': { says: 'undid a step on' },
  'claim.fresh': { says: 'brought back the words of', freshness: 'fresh' },
  'claim.reworded': { says: 'reworded around', freshness: 'reworded' },
  'claim.stale': { says: 'changed the words of', freshness: 'stale' },
  'claim.context-changed': { says: 'changed the sentence around', freshness: 'context-changed' },
  'claim.orphaned': { says: 'removed the words of', freshness: 'orphaned' },
  'correction.proposed': { says: 'proposed new words for' },
  'correction.accepted': { says: 'accepted new words for' },
  'correction.declined': { says: 'declined new words for' },
  'correction.withdrawn': { says: 'took back new words for' },
  'note.added': { says: 'wrote a note on' },
  'note.removed': { says: 'took back a note on' },
  'note.restored': { says: 'put back a note on' },
  'evidence.added': { says: 'added evidence to', namesSource: true },
  'evidence.updated': { says: 'changed evidence of', namesSource: true },
  'evidence.removed': { says: 'took evidence off', namesSource: true },
  'evidence.restored': { says: 'put evidence back on', namesSource: true },
  'sign-off.given': { says: 'signed off' },
  'sign-off.withdrawn': { says: 'withdrew a sign-off' },
  'contact.logged': { says: 'logged a contact', namesSource: true },
  'contact.changed': { says: 'changed a contact', namesSource: true },
  'contact.removed': { says: 'removed a contact', namesSource: true },
  'contact.restored': { says: 'put back a contact', namesSource: true },
  'reply.added': { says: 'noted criticism that needs a reply' },
  'reply.changed': { says: 'changed a right of reply' },
  'reply.removed': { says: 'removed a right of reply' },
  'reply.restored': { says: 'put back a right of reply' },
  'checklist.answered': { says: 'answered the checklist of' },
  'second-check.asked': { says: 'asked for a blind second check of' },
  'second-check.closed': { says: 'ended a blind second check of' },
  'second-check.answered': { says: 'checked a second time, blind,' },
  'second-check.settled': { says: 'settled two different findings on' },
  'notes.purged': { says: 'purged the words of somebody’s notes' },
  'outside.asked': { says: 'asked an outside reader', namesSource: true },
  'outside.revoked': { says: 'took back the link of an outside reader', namesSource: true },
  'outside.opened': { says: 'had a link opened by its outside reader', namesSource: true },
  'outside.answered': { says: 'got an answer from an outside reader on' },
  'article.published': { says: 'said the article was published' },
  'article.publication-withdrawn': { says: 'took back that the article was published' },
  'erratum.added': { says: 'noted an error in what was published' },
  'erratum.changed': { says: 'changed what is known of an error in what was published' },
  'erratum.removed': { says: 'removed an error in what was published' },
  'erratum.restored': { says: 'put back an error in what was published' },
  'sentence.dismissed': { says: 'waved away words of', about: 'the text' },
  'assistant.asked': { says: 'sent words to the assistant and asked about', about: 'the text' },
  'assistant.answered': { says: 'heard of the assistant about', about: 'the text' },
  'article.assistant-changed': { says: 'changed whether the assistant may see', about: 'the article' },
  'sentence.taken-up': { says: 'took up again words of', about: 'the text' },
  'source.added': { says: 'added a source', namesSource: true },
  'source.updated': { says: 'changed a source', namesSource: true },
  'source.merged': { says: 'merged a source into another', namesSource: true },
  'source.parted': { says: 'parted a source from the one it was merged into', namesSource: true },
  'source.captured': { says: 'kept the text of a source', namesSource: true },
  'source.capture-removed': { says: 'removed the kept text of a source', namesSource: true },
  'source.capture-restored': { says: 'put back the kept text of a source', namesSource: true },
  'source.link-checked': { says: 'checked the address of a source', namesSource: true },
  'settings.changed': { says: 'changed the settings of the desk' },
  'person.invited': { says: 'invited' },
  'person.invitation-withdrawn': { says: 'withdrew an invitation' },
  'person.joined': { says: 'joined:' },
  'person.told-of': { says: 'was told, by a file, of' },
  'person.updated': { says: 'changed the role of' },
  'person.deactivated': { says: 'deactivated' },
  'person.password-changed': { says: 'changed their password' },
  'person.reset-link-made': { says: 'made a link for a new password' },
  'person.signed-in': { says: 'signed in' },
  'person.second-factor-added': { says: 'signs in with a code of their app from now on:' },
  'person.second-factor-removed': { says: 'removed the second factor of' },
  'person.notes-retention-changed': { says: 'changed how long notes are kept of' },
  'person.notes-purged': { says: 'purged the words of the notes of' },
  'person.session-ended': { says: 'signed out elsewhere' },
  'webhook.added': { says: 'tells another program from now on:' },
  'webhook.removed': { says: 'tells another program no more:' },
  'token.created': { says: 'made a personal token' },
  'token.revoked': { says: 'revoked a personal token' },
  'article.registered': { says: 'brought an article in', isSilent: true },
  'article.purged': { says: 'emptied an article out of the bin', isSilent: true },
  'record.adopted': { says: 'took the record over: from here on it ties every row', isSilent: true },
}

/** The row of an event's name; an unknown one (from a newer program) names everything, to be safe. */
export function eventKind(name: string): EventKind {
  return (EVENTS as Record<string, EventKind>)[name] ?? { says: name, namesSource: true }
}

/** What somebody did and what it is about, after their name: the claim by its name (C2), or what stands in its place. */
export function saysOf(action: string, claim: string | null): string {
  const { says, about = '' } = eventKind(action)
  return [says, claim ?? about].filter(Boolean).join(' ')
}

/** Names that begin so: "claim." → all of claims. What a person filters by. */
export function eventNames(beginning: string): EventName[] {
  return (Object.keys(EVENTS) as EventName[]).filter((name) => name.startsWith(beginning))
}

/** The claim an event is about, or null. */
export function claimOf(subject: string): string | null {
  return subject.startsWith('claim:') ? subject.slice('claim:'.length) : null
}

/** The name a claim's freshness is recorded under when an edit changed it. */
export function freshnessEvent(freshness: Freshness) {
  return `claim.${freshness}` as const
}

/** Kinds a person filters a history by: the beginning of the event's name. */
export const EVENT_FILTERS: readonly (readonly [string, string])[] = [
  ['text.', 'Text edits'],
  ['draft.', 'Newer drafts'],
  ['version.', 'Versions'],
  ['claim.', 'Claims'],
  ['claim.decided', 'Decisions'],
  ['claim.stale', 'Words changed after a decision'],
  ['correction.', 'Corrections'],
  ['note.', 'Notes'],
  ['evidence.', 'Evidence'],
  ['article.', 'The article itself'],
]
