import { z } from 'zod'
import { type ArticleSnapshot, AUDIENCES, SNAPSHOT_SCHEMA, TRAIL_MAX } from '@/lib/core/article/article-snapshot'
import {
  CLAIM_LIMITS,
  CLAIM_STATES,
  CLAIM_TYPES,
  CONFIDENCES,
  FRESHNESSES,
  LEGAL_KINDS,
  NOTE_KINDS,
  OUTCOMES,
  PRIORITIES,
  VERDICTS,
} from '@/lib/core/claim/claim'
import { CORRECTION_STATES } from '@/lib/core/claim/correction'
import { CHANNELS, SAID, TERMS } from '@/lib/core/evidence/contact'
import { DIRECTNESSES, RELIABILITIES, STANCES } from '@/lib/core/evidence/evidence'
import { SOURCE_LIMITS, SOURCE_TYPES, STANDINGS } from '@/lib/core/evidence/source'
import { ERRATUM_CAUSES, ERRATUM_KINDS, PUBLICATION_LIMITS } from '@/lib/core/publication/erratum'
import { cleanCharacters } from '@/lib/core/text/clean'
import { USES } from '@/lib/core/workflow/right-of-reply'
import { isDecidedState } from '@/lib/core/workflow/transitions'

/** Words of a file, cleaned as at every other door. */
const words = (max: number) => z.string().max(max).transform(cleanCharacters)
/** A form feed ends a page. */
const pages = z
  .string()
  .max(5_000_000)
  .transform((text) => text.split('\f').map(cleanCharacters).join('\f'))
const name = words(200)
const time = z.iso.datetime()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const id = z.string().min(1).max(64)
const number = z.number().int().min(1).max(1_000_000)
const version = z.number().int().min(0)
const range = z.object({ start: z.number().int().min(0), end: z.number().int().min(1) })
const web = z
  .string()
  .max(SOURCE_LIMITS.url)
  .nullable()
  .transform((address) => (address !== null && /^https?:\/\//i.test(address) ? address : null))

const note = z.object({ id, kind: z.enum(NOTE_KINDS), text: words(CLAIM_LIMITS.note), replyToId: id.nullable(), by: name, at: time })
const evidence = z.object({
  sourceId: id,
  stance: z.enum(STANCES),
  directness: z.enum(DIRECTNESSES),
  credibility: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]).nullable(),
  quote: words(20_000).nullable(),
  locator: words(500).nullable(),
  note: words(20_000).nullable(),
  isToBeConfirmed: z.boolean(),
  by: name.default(''),
  at: time.optional(),
})
const correction = z
  .object({
    place: range.nullable().default(null),
    before: words(CLAIM_LIMITS.quote),
    after: words(CLAIM_LIMITS.quote),
    reason: words(5_000).nullable(),
    state: z.enum(CORRECTION_STATES),
    proposedBy: name,
    proposedAt: time,
    decidedBy: name.nullable(),
    decidedAt: time.nullable(),
    decisionReason: words(5_000).nullable(),
  })
  .refine(({ state, decidedAt }) => state === 'proposed' || decidedAt !== null, 'decided, and no time')
const claim = z
  .object({
    id,
    number,
    ranges: z.array(range).max(1_000),
    quote: words(CLAIM_LIMITS.quote + 1_000),
    prefix: words(1_000),
    suffix: words(1_000),
    type: z.enum(CLAIM_TYPES),
    priority: z.enum(PRIORITIES),
    state: z.enum(CLAIM_STATES),
    outcome: z.enum(OUTCOMES).nullable(),
    verdict: z.enum(VERDICTS).nullable(),
    confidence: z.enum(CONFIDENCES).nullable(),
    confidenceReason: words(CLAIM_LIMITS.confidenceReason).nullable(),
    confidenceBy: name.nullable().default(null),
    evidenceOverride: words(5_000).nullable().default(null),
    freshness: z.enum(FRESHNESSES),
    legalFlag: z.boolean(),
    legalKind: z.enum(LEGAL_KINDS).nullable().default(null),
    recheckOn: z.iso.date().nullable().default(null),
    dueOn: z.iso.date().nullable().default(null),
    statement: words(CLAIM_LIMITS.statement).nullable(),
    tags: z.array(words(CLAIM_LIMITS.tag)).max(CLAIM_LIMITS.tags),
    assignee: name.nullable(),
    decision: z
      .object({ quote: words(CLAIM_LIMITS.quote + 1_000), sentence: words(50_000).nullable().default(null), by: name, at: time, version })
      .nullable(),
    change: z.object({ by: name.nullable(), at: time }).nullable(),
    createdBy: name,
    createdAt: time,
    notes: z.array(note).max(5_000),
    evidence: z.array(evidence).max(5_000),
    corrections: z.array(correction).max(5_000),
    checklist: z
      .array(z.object({ item: words(500), answer: words(5_000), by: name }))
      .max(200)
      .refine((all) => new Set(all.map(({ item }) => item)).size === all.length, 'one question is answered twice')
      .default([]),
    blindChecks: z
      .array(
        z.object({
          by: name,
          at: time,
          outcome: z.enum(OUTCOMES),
          firstOutcome: z.enum(OUTCOMES).nullable(),
          reason: words(5_000),
          settled: z.object({ by: name, outcome: z.enum(OUTCOMES), reason: words(5_000) }).nullable(),
        }),
      )
      .max(200)
      .default([]),
  })
  .refine(({ state, outcome }) => !isDecidedState(state) || outcome !== null, 'checked, and no outcome')
const isPartialDate = (value: string | null) => value === null || /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(value)
const field = words(SOURCE_LIMITS.field).nullable()
const source = z.object({
  id,
  type: z.enum(SOURCE_TYPES),
  title: words(SOURCE_LIMITS.title),
  author: z
    .array(z.object({ family: words(500).optional(), given: words(500).optional(), literal: words(500).optional() }))
    .max(SOURCE_LIMITS.authors),
  'container-title': field,
  publisher: field,
  issued: field.refine(isPartialDate),
  accessed: field.refine(isPartialDate),
  URL: web,
  DOI: field,
  language: field,
  archive: field,
  reliability: z.enum(RELIABILITIES).nullable(),
  archivedUrl: web,
  confidential: z.boolean(),
  publicLabel: field,
  independenceGroup: field,
  standing: z.enum(STANDINGS).nullable().default(null),
  standingNote: words(5_000).nullable().default(null),
  captures: z
    .array(z.object({ label: words(500), text: pages, hash, url: web, by: name, at: time }))
    .max(200)
    .default([]),
})
const record = z.object({
  contacts: z.array(
    z.object({
      name: words(500),
      role: words(500).nullable(),
      channel: z.enum(CHANNELS),
      terms: z.enum(TERMS),
      at: time,
      summary: words(20_000).nullable(),
      answers: z.array(z.object({ claim: number, said: z.enum(SAID), words: words(20_000).nullable() })).max(2_000),
    }),
  ),
  replies: z.array(
    z.object({
      party: words(500),
      criticism: words(20_000),
      claims: z.array(number).max(2_000),
      channel: words(200).nullable().default(null),
      askedAt: time.nullable(),
      deadline: time.nullable().default(null),
      answer: words(50_000).nullable(),
      answeredAt: time.nullable(),
      used: z.enum(USES).nullable(),
      closedReason: words(5_000).nullable(),
    }),
  ),
  publications: z
    .array(
      z.object({
        address: web,
        place: words(PUBLICATION_LIMITS.place).nullable(),
        at: time,
        version,
        textHash: hash.optional(),
        isOutdated: z.boolean(),
      }),
    )
    .max(PUBLICATION_LIMITS.publications),
  errata: z
    .array(
      z.object({
        claim: number.nullable(),
        source: words(SOURCE_LIMITS.title).nullable(),
        kind: z.enum(ERRATUM_KINDS),
        wrong: words(PUBLICATION_LIMITS.words),
        right: words(PUBLICATION_LIMITS.words),
        cause: z.enum(ERRATUM_CAUSES).nullable(),
        causeNote: words(PUBLICATION_LIMITS.causeNote).nullable(),
        notice: words(PUBLICATION_LIMITS.notice).nullable(),
        printedAt: time.nullable(),
      }),
    )
    .max(PUBLICATION_LIMITS.errata),
  proposals: z.array(correction).max(5_000).default([]),
  dismissals: z
    .array(
      z.object({
        kind: words(100),
        key: words(50_000),
        quote: words(50_000),
        reason: words(200),
        note: words(5_000).nullable(),
        by: name,
        at: time,
      }),
    )
    .default([]),
  trail: z.array(z.object({ at: time, by: name, action: words(100), claim: number.nullable() })).max(TRAIL_MAX),
  more: z.number().int().min(0),
})

const EMPTY_RECORD = { contacts: [], replies: [], publications: [], errata: [], proposals: [], dismissals: [], trail: [], more: 0 }

/** The JSON export as somebody sends it back: what it is made from, without what is computed anew. */
export const snapshotShape = z.object({
  schema: z.literal(SNAPSHOT_SCHEMA),
  generatedAt: time,
  generatedBy: name,
  audience: z.enum(AUDIENCES),
  article: z.object({ title: words(500), version, text: z.string(), textHash: hash, document: z.unknown() }),
  claims: z.array(claim).max(CLAIM_LIMITS.claimsPerArticle),
  leftOut: z.number().int().min(0).default(0),
  sources: z.array(source).max(20_000),
  limits: z
    .object({
      signOffs: z
        .array(
          z.object({
            role: words(40),
            by: name,
            at: time,
            version,
            isVoid: z.boolean(),
            exceptions: z
              .array(z.object({ message: words(5_000), reason: words(5_000) }))
              .max(100_000)
              .default([]),
          }),
        )
        .max(500),
    })
    .default({ signOffs: [] }),
  record: record.default(EMPTY_RECORD),
  pictures: z.record(hash, z.object({ mediaType: z.string().max(100), data: z.string() })).default({}),
})

/** What of an article was in a file, the text and its pictures aside. */
export type BroughtBack = Omit<z.output<typeof snapshotShape>, 'pictures' | 'article'> & {
  readonly article: Pick<ArticleSnapshot['article'], 'title' | 'version' | 'textHash'>
}
