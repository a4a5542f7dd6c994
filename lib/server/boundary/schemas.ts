import { z } from 'zod'
import { AUDIENCES } from '@/lib/core/article/article-snapshot'
import { REMARK_CHOICES } from '@/lib/core/article/remarks'
import { ASSISTANT_LIMITS } from '@/lib/core/assistant/questions'
import { CHECKLIST_LIMITS } from '@/lib/core/claim/checklist'
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
import { CORRECTION_LIMITS } from '@/lib/core/claim/correction'
import { OWN_NOTE_MAX } from '@/lib/core/claim/own-note'
import { DISMISSAL_REASONS } from '@/lib/core/coverage/dismissal'
import { WEBHOOK_LIMITS, WEBHOOK_TOPICS } from '@/lib/core/desk/webhook'
import { CHANNELS, CONTACT_LIMITS, SAID, TERMS } from '@/lib/core/evidence/contact'
import { DIRECTNESSES, EVIDENCE_LIMITS, RELIABILITIES, STANCES } from '@/lib/core/evidence/evidence'
import { EVIDENCE_RULES } from '@/lib/core/evidence/evidence-rule'
import { OUTSIDE_LIMITS, OUTSIDE_SAYS } from '@/lib/core/evidence/outside'
import { CITATION_LIMITS } from '@/lib/core/evidence/read-citations'
import { isWebUrl, SOURCE_LIMITS, SOURCE_TYPES, STANDINGS } from '@/lib/core/evidence/source'
import { ARTICLE_ACCESSES, ARTICLE_PEOPLE_LIMIT } from '@/lib/core/permissions/article-access'
import { ROLES } from '@/lib/core/permissions/policy'
import { ERRATUM_CAUSES, ERRATUM_KINDS, PUBLICATION_LIMITS } from '@/lib/core/publication/erratum'
import { BLOCKER_KINDS } from '@/lib/core/workflow/blockers'
import { HOLD_REASON_MAX } from '@/lib/core/workflow/retention'
import { USES } from '@/lib/core/workflow/right-of-reply'
import { SIGN_OFF_ROLES } from '@/lib/core/workflow/sign-off'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/server/password-rules'

/** Length of a version's name, in UTF-16 code units. */
export const VERSION_NAME_MAX = 120

/** The validators of the HTTP API; the OpenAPI document is made from them. Unknown fields are refused. */

const text = (max: number) =>
  z
    .string()
    .max(max, `At most ${max.toLocaleString('en')} characters`)
    .transform((value) => value.replaceAll('\0', ''))
const filled = (max: number) => text(max).refine((value) => value.trim() !== '', 'This cannot be empty')
const offset = z.number().int().min(0)

export const idParams = z.object({ id: z.string().min(1).max(60) })
export const idAndVersionParams = z.object({ id: z.string().min(1).max(60), n: z.coerce.number().int().min(0) })
/** `seen`: the version somebody looked at; left out, an article that others changed since is restored all the same. */
export const restoreBody = z.strictObject({ seen: z.number().int().min(0).optional() }).prefault({})
export const limitQuery = z.coerce.number().int().min(1).max(200).default(50)

export const articleBody = z
  .strictObject({
    title: text(500).optional(),
    text: z.string().optional(),
    markdown: z.string().optional(),
    html: z.string().optional(),
    /** A page of the open web, fetched because somebody asks for this one. */
    address: filled(SOURCE_LIMITS.url).optional(),
    /** What becomes of comments and footnotes of a new article: claims with notes, unless they are left out. */
    remarks: z.enum(REMARK_CHOICES).optional(),
  })
  .refine(
    (body) => [body.text, body.markdown, body.html, body.address].filter((one) => one !== undefined).length <= 1,
    'Give only one of text, markdown, html and address',
  )

export const listArticlesQuery = z.object({
  q: z.string().max(200).optional(),
  state: z.enum(['bin']).optional(),
  cursor: z.string().max(200).optional(),
  limit: limitQuery,
})

export const claimSelector = z.union([
  z.strictObject({
    exact: z.string().min(1).max(CLAIM_LIMITS.quote),
    prefix: z.string().max(2_000).optional(),
    suffix: z.string().max(2_000).optional(),
  }),
  z.strictObject({ start: offset, end: offset, version: offset.optional() }),
])

// People may be given as read ({id, name}) or by id.
const personId = z.union([z.string().min(1).max(60), z.object({ id: z.string() }).transform((person) => person.id)])

const claimFields = {
  type: z.enum(CLAIM_TYPES),
  priority: z.enum(PRIORITIES),
  state: z.enum(CLAIM_STATES),
  outcome: z.enum(OUTCOMES).nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  confidence: z.enum(CONFIDENCES).nullable(),
  confidenceReason: text(CLAIM_LIMITS.confidenceReason).nullable(),
  legalFlag: z.boolean(),
  legalKind: z.enum(LEGAL_KINDS).nullable(),
  recheckOn: z.iso.date('Write a date as 2026-05-31').nullable(),
  dueOn: z.iso.date('Write a date as 2026-05-31').nullable(),
  statement: text(CLAIM_LIMITS.statement).nullable(),
  tags: z.array(filled(CLAIM_LIMITS.tag)).max(CLAIM_LIMITS.tags),
  assignee: personId.nullable(),
}

export const createClaimBody = z
  .strictObject({ selector: claimSelector, override: filled(CLAIM_LIMITS.confidenceReason), ...claimFields })
  .partial()
  .required({ selector: true })
export const patchClaimBody = z
  .strictObject({
    revision: z.number().int().min(1),
    quote: z.string().max(CLAIM_LIMITS.quote * 2),
    override: filled(CLAIM_LIMITS.confidenceReason),
    ...claimFields,
  })
  .partial()
  .required({ revision: true })
export const moveClaimBody = z.strictObject({ selector: claimSelector })

export const undoBody = z.strictObject({ claimId: z.string().max(60).optional() })

export const claimsQuery = z.object({
  state: z.enum(CLAIM_STATES).optional(),
  outcome: z.enum([...OUTCOMES, 'none']).optional(),
  freshness: z.enum(FRESHNESSES).optional(),
  assignee: z.string().max(60).optional(),
})

export const boardQuery = claimsQuery.extend({
  type: z.enum(CLAIM_TYPES).optional(),
  priority: z.enum(PRIORITIES).optional(),
  confidence: z.enum([...CONFIDENCES, 'none']).optional(),
  legal: z.enum(['1']).optional(),
  article: z.string().max(60).optional(),
  q: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: limitQuery,
})

export const noteBody = z.strictObject({
  kind: z.enum(NOTE_KINDS).default('note'),
  text: filled(CLAIM_LIMITS.note),
  replyTo: z.string().max(60).nullish(),
  /** Of an author query: who is to answer, and by when. */
  owner: personId.nullish(),
  due: z.iso.datetime({ offset: true }).or(z.iso.date()).nullish(),
})

const isoDate = z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, 'Write a date as 2024, 2024-05 or 2024-05-31')
/** A date as CSL-JSON writes it, and Zotero with it: {"date-parts": [[2024, 5, 31]]}. */
const cslDate = z
  .object({
    'date-parts': z
      .array(z.array(z.coerce.number().int().min(1).max(9_999)).min(1).max(3))
      .min(1)
      .max(2),
  })
  .transform(({ 'date-parts': [parts = []] }) => parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-'))
const date = z.union([isoDate, cslDate], {
  error: 'Write a date as 2024, 2024-05 or 2024-05-31, or as CSL-JSON does ({"date-parts": [[2024, 5, 31]]})',
})
const webUrl = z.string().max(SOURCE_LIMITS.url).refine(isWebUrl, 'Only web addresses (http or https) can be kept as links')
const field = text(SOURCE_LIMITS.field)
const name = z.union(
  [
    z.strictObject({ family: field.optional(), given: field.optional(), literal: field.optional() }),
    field.transform((literal) => ({ literal })),
  ],
  { error: 'Write a name as {"family": …, "given": …}, as {"literal": …}, or as words' },
)

const sourceFields = {
  type: z.enum(SOURCE_TYPES),
  title: filled(SOURCE_LIMITS.title),
  author: z.array(name).max(SOURCE_LIMITS.authors),
  'container-title': field.nullable(),
  publisher: field.nullable(),
  issued: date.nullable(),
  accessed: date.nullable(),
  URL: webUrl.nullable(),
  DOI: field.nullable(),
  language: field.nullable(),
  archive: field.nullable(),
  reliability: z.enum(RELIABILITIES).nullable(),
  archivedUrl: webUrl.nullable(),
  confidential: z.boolean(),
  publicLabel: field.nullable(),
  independenceGroup: field.nullable(),
  standing: z.enum(STANDINGS).nullable(),
  standingNote: field.nullable(),
}

export const sourceBody = z.strictObject({
  type: sourceFields.type.default('webpage'),
  title: sourceFields.title,
  author: sourceFields.author.default([]),
  'container-title': sourceFields['container-title'].default(null),
  publisher: sourceFields.publisher.default(null),
  issued: sourceFields.issued.default(null),
  accessed: sourceFields.accessed.default(null),
  URL: sourceFields.URL.default(null),
  DOI: sourceFields.DOI.default(null),
  language: sourceFields.language.default(null),
  archive: sourceFields.archive.default(null),
  reliability: sourceFields.reliability.default(null),
  archivedUrl: sourceFields.archivedUrl.default(null),
  confidential: sourceFields.confidential.default(false),
  publicLabel: sourceFields.publicLabel.default(null),
  independenceGroup: sourceFields.independenceGroup.default(null),
  standing: sourceFields.standing.default(null),
  standingNote: sourceFields.standingNote.default(null),
})

export const lookUpBody = z.strictObject({ address: filled(SOURCE_LIMITS.url) })
export const citationsBody = z.strictObject({
  text: z.string().max(CITATION_LIMITS.characters),
  /** Says what would be taken, and takes nothing. */
  isPreview: z.boolean().default(false),
})
export const similarQuery = z.object({
  url: text(SOURCE_LIMITS.url).optional(),
  doi: field.optional(),
  title: text(SOURCE_LIMITS.title).optional(),
})

export const mergeBody = z.strictObject({ into: z.string().min(1).max(60) })

export const patchSourceBody = z
  .strictObject({ revision: z.number().int().min(1), ...sourceFields })
  .partial()
  .required({ revision: true })

const evidenceFields = {
  stance: z.enum(STANCES),
  directness: z.enum(DIRECTNESSES),
  credibility: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]).nullable(),
  quote: text(EVIDENCE_LIMITS.quote).nullable(),
  locator: text(EVIDENCE_LIMITS.locator).nullable(),
  note: text(EVIDENCE_LIMITS.note).nullable(),
}

/** Of a source that fits neither shape, what is wrong with it as a new one: "issued: Write a date as …". */
function problemOfSource(issue: z.core.$ZodRawIssue): string {
  const { errors } = issue as unknown as {
    errors?: readonly (readonly { readonly path: readonly PropertyKey[]; readonly message: string }[])[]
  }
  const first = errors?.[1]?.[0]
  return first
    ? [first.path.join('.'), first.message].filter(Boolean).join(': ')
    : 'Give {"id": …} of a source of the desk, or a new source with its title'
}

export const evidenceBody = z.strictObject({
  source: z.union([z.strictObject({ id: z.string().min(1).max(60) }), sourceBody], { error: problemOfSource }),
  stance: evidenceFields.stance.default('supports'),
  directness: evidenceFields.directness.default('secondary'),
  credibility: evidenceFields.credibility.default(null),
  quote: evidenceFields.quote.default(null),
  locator: evidenceFields.locator.default(null),
  note: evidenceFields.note.default(null),
})
export const patchEvidenceBody = z
  .strictObject({
    revision: z.number().int().min(1),
    ...evidenceFields,
    /** What was taken over from an earlier check is confirmed for this claim. */
    isToBeConfirmed: z.literal(false),
  })
  .partial()
  .required({ revision: true })

export const editsBody = z.strictObject({
  version: offset,
  edits: z
    .array(z.strictObject({ start: offset, end: offset, text: z.string().max(1_000_000) }))
    .min(1)
    .max(1_000),
})

export const sinceAndClientQuery = z.object({
  since: z.coerce.number().int().min(0).default(0),
  client: z.string().min(8).max(60).optional(),
})

export const presenceBody = z.strictObject({
  clientId: z.string().min(8).max(60),
  cursor: z.strictObject({ version: offset, anchor: offset, head: offset }).nullable().default(null),
  claimId: z.string().max(60).nullable().default(null),
})

export const idAndDraftParams = z.object({ id: z.string().min(1).max(60), draftId: z.string().min(1).max(60) })
export const applyDraftBody = z.strictObject({
  accept: z
    .array(z.union([z.string().max(60), z.strictObject({ claimId: z.string().max(60), proposal: z.number().int().min(0).max(100) })]))
    .max(CLAIM_LIMITS.claimsPerArticle)
    .default([]),
  version: offset.optional(),
})

export const nameVersionBody = z.strictObject({ name: filled(VERSION_NAME_MAX), version: offset.optional() })
export const coverageQuery = z.object({ version: z.coerce.number().int().min(0).optional() })
export const versionsQuery = z.object({ before: z.coerce.number().int().min(0).optional() })
export const compareQuery = z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(0) })
export const authorshipQuery = z.object({
  start: z.coerce.number().int().min(0),
  end: z.coerce.number().int().min(1),
  version: z.coerce.number().int().min(0).optional(),
})
export const seenBody = z.strictObject({ historySeq: offset, version: offset })

export const correctionBody = z.strictObject({
  after: filled(CORRECTION_LIMITS.after),
  reason: text(CORRECTION_LIMITS.reason).nullish(),
})
/** Other words for a stretch of the text; empty ones leave it out. */
export const proposalBody = z.strictObject({
  selector: z.strictObject({ start: offset, end: offset, version: offset }),
  before: z
    .string()
    .max(CORRECTION_LIMITS.after * 2)
    .optional(),
  after: text(CORRECTION_LIMITS.after),
  reason: text(CORRECTION_LIMITS.reason).nullish(),
})
export const decideCorrectionBody = z.strictObject({
  decision: z.enum(['accept', 'decline']),
  reason: text(CORRECTION_LIMITS.reason).nullish(),
})

export const stepsBody = z.strictObject({
  version: offset,
  clientId: z.union([z.string().min(1).max(60), z.number()]).transform(String),
  steps: z.array(z.record(z.string(), z.unknown())).min(1).max(2_000),
  rebase: z.boolean().optional(),
})

export const retentionBody = z.strictObject({ hold: text(HOLD_REASON_MAX).nullable(), purgeOn: z.iso.date().nullable() })
export const accessBody = z
  .strictObject({
    access: z.enum(ARTICLE_ACCESSES),
    people: z.array(personId).max(ARTICLE_PEOPLE_LIMIT),
    /** The list that was seen; 409 when somebody changed it since. */
    seen: z.array(personId).max(ARTICLE_PEOPLE_LIMIT),
    /** Whether the assistant may see it though it is restricted, and confidential sources asked about for it. */
    assistant: z.boolean(),
  })
  .partial()

export const sinceQuery = z.object({ since: z.coerce.number().int().min(0).default(0) })
export const historyQuery = z.object({
  subject: z.string().max(100).optional(),
  person: z.string().max(60).optional(),
  action: z.string().max(40).optional(),
  before: z.coerce.number().int().optional(),
  limit: limitQuery,
})
export const sourcesQuery = z.object({ q: z.string().max(200).optional(), cursor: z.string().max(200).optional(), limit: limitQuery })

const password = z
  .string()
  .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters`)
  .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters`)
const email = z.email('This does not look like an e-mail address').max(254)
const personName = filled(100)

export const setupBody = z.strictObject({ code: z.string().max(100), name: personName, email, password })
export const signInBody = z.strictObject({ email: z.string().max(254), password: z.string().max(1_000) })
export const codeBody = z.strictObject({ code: z.string().min(6).max(40) })
export const ownPasswordBody = z.strictObject({ password: z.string().max(1_000) })
export const forgottenBody = z.strictObject({ email: z.string().max(254) })
export const invitationBody = z.strictObject({ name: personName, email, role: z.enum(ROLES) })
export const acceptInvitationBody = z.strictObject({ token: z.string().max(100), name: personName.optional(), password })
export const patchPersonBody = z.strictObject({ role: z.enum(ROLES).optional(), isActive: z.boolean().optional() })
export const passwordBody = z.strictObject({ current: z.string().max(1_000), next: password })
export const tokenBody = z.strictObject({ name: filled(100) })

/** A time given as ISO 8601, with its zone, or as a day. */
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: 'Write a time as 2026-05-31 or 2026-05-31T14:00:00Z' })
  .transform((given) => new Date(given))

const assistant = z.strictObject({
  address: z
    .url({ protocol: /^https?$/, message: 'An address begins with http:// or https://' })
    .max(ASSISTANT_LIMITS.address)
    .refine((address) => !/[?#]/.test(address), 'The address of an API has no ? and no #; a key belongs in ASSISTANT_KEY'),
  model: filled(ASSISTANT_LIMITS.model),
})
export const assistantTrialBody = assistant

export const settingsBody = z
  .strictObject({
    evidenceRule: z.enum(EVIDENCE_RULES),
    /** Lists of the types that are given; the others stay. */
    checklists: z.partialRecord(z.enum(CLAIM_TYPES), z.array(filled(CHECKLIST_LIMITS.item)).max(CHECKLIST_LIMITS.items)),
    assistant: assistant.nullable(),
  })
  .partial()

const askedAbout = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('claims') }),
  z.strictObject({
    kind: z.literal('passages'),
    claimId: z.string().min(1).max(60),
    sourceId: z.string().min(1).max(60),
    captureId: z.string().min(1).max(60),
  }),
])
export const askedAboutBody = z.strictObject({ about: askedAbout })
export const askAssistantBody = z.strictObject({
  about: askedAbout,
  /** Of the part that was looked at, as the questions said it. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

export const webhookBody = z.strictObject({
  address: z.url().max(WEBHOOK_LIMITS.address),
  topics: z.array(z.enum(WEBHOOK_TOPICS)).min(1, 'Choose at least one thing it is told of').max(10),
})
export const deliveryParams = z.object({ id: z.string().min(1).max(60), deliveryId: z.string().min(1).max(60) })

export const signOffParams = z.object({ id: z.string().min(1).max(60), signOffId: z.string().min(1).max(60) })
export const signOffBody = z
  .strictObject({
    role: z.enum(SIGN_OFF_ROLES),
    textHash: z.string().length(64),
    exceptions: z
      .array(
        z
          .strictObject({
            blocker: z.string().max(400).optional(),
            kind: z.enum(BLOCKER_KINDS).optional(),
            claimId: z.string().max(60).optional(),
            reason: filled(2_000),
          })
          .refine((one) => one.blocker !== undefined || one.kind !== undefined, 'Say which blocker is let pass, by its id or its kind'),
      )
      .max(2_000),
  })
  .partial()

export const contactParams = z.object({ id: z.string().min(1).max(60), contactId: z.string().min(1).max(60) })
const contactFields = {
  name: filled(CONTACT_LIMITS.name),
  role: text(CONTACT_LIMITS.name).nullable(),
  channel: z.enum(CHANNELS),
  terms: z.enum(TERMS),
  at: moment,
  summary: text(CONTACT_LIMITS.summary).nullable(),
  answers: z
    .array(
      z.strictObject({
        claimId: z.string().min(1).max(60),
        said: z.enum(SAID),
        words: text(CONTACT_LIMITS.words).nullable().default(null),
      }),
    )
    .max(CONTACT_LIMITS.answers),
}
export const contactBody = z.strictObject({
  ...contactFields,
  role: contactFields.role.default(null),
  channel: contactFields.channel.default('phone'),
  terms: contactFields.terms.default('on-record'),
  at: contactFields.at.default(() => new Date()),
  summary: contactFields.summary.default(null),
  answers: contactFields.answers.default([]),
})
export const patchContactBody = z
  .strictObject({ revision: z.number().int().min(1), ...contactFields })
  .partial()
  .required({ revision: true })

export const replyParams = z.object({ id: z.string().min(1).max(60), replyId: z.string().min(1).max(60) })
const replyFields = {
  party: filled(300),
  criticism: filled(5_000),
  claimIds: z.array(z.string().min(1).max(60)).max(100),
  channel: text(100).nullable(),
  askedAt: moment.nullable(),
  deadline: moment.nullable(),
  answer: filled(20_000).nullable(),
  answeredAt: moment.nullable(),
  used: z.enum(USES).nullable(),
  closedReason: filled(2_000).nullable(),
}
export const replyBody = z.strictObject({
  party: replyFields.party,
  criticism: replyFields.criticism,
  claimIds: replyFields.claimIds.default([]),
  channel: replyFields.channel.default(null),
  askedAt: replyFields.askedAt.default(null),
  deadline: replyFields.deadline.default(null),
  answer: replyFields.answer.default(null),
  answeredAt: replyFields.answeredAt.default(null),
  used: replyFields.used.default(null),
  closedReason: replyFields.closedReason.default(null),
})
export const patchReplyBody = z
  .strictObject({ revision: z.number().int().min(1), ...replyFields })
  .partial()
  .required({ revision: true })

/** `was`: the answer that was seen there; empty when there was none. */
export const checklistAnswerBody = z.strictObject({
  item: filled(CHECKLIST_LIMITS.item),
  answer: text(CHECKLIST_LIMITS.answer),
  was: text(CHECKLIST_LIMITS.answer).default(''),
})
export const ownNoteBody = z.strictObject({ text: text(OWN_NOTE_MAX), revision: z.number().int().min(0) })
export const checkedBeforeQuery = z.object({ text: z.string().min(1).max(CLAIM_LIMITS.quote), not: z.string().max(60).optional() })
export const sameDecisionBody = z.strictObject({
  from: z.string().min(1).max(60),
  /** Of the other claim, as it was seen. */
  fromRevision: z.number().int().min(1),
  revision: z.number().int().min(1),
  /** The words that were seen. */
  quote: z.string().max(CLAIM_LIMITS.quote * 2),
})
export const takeEvidenceBody = z.strictObject({ from: z.string().min(1).max(60) })
export const askSecondCheckBody = z.strictObject({ checker: personId })
export const blindAnswerBody = z.strictObject({
  quote: z.string().max(CLAIM_LIMITS.quote * 2),
  outcome: z.enum(OUTCOMES),
  confidence: z.enum(CONFIDENCES),
  reason: filled(CLAIM_LIMITS.confidenceReason),
})
export const settleBody = z.strictObject({
  /** The words that were looked at; 409 when they are others by now. */
  quote: z
    .string()
    .max(CLAIM_LIMITS.quote * 2)
    .optional(),
  outcome: z.enum(OUTCOMES),
  reason: filled(CLAIM_LIMITS.confidenceReason),
  override: filled(CLAIM_LIMITS.confidenceReason).optional(),
})

export const outsideLinkParams = z.object({ id: z.string().min(1).max(60), linkId: z.string().min(1).max(60) })
export const reportJobBody = z.strictObject({ format: z.string().max(60), audience: z.enum(AUDIENCES).optional() })
export const outsideLinkBody = z.strictObject({
  name: filled(CONTACT_LIMITS.name),
  message: text(OUTSIDE_LIMITS.message).nullable().default(null),
  claimIds: z.array(z.string().min(1).max(60)).min(1, 'Choose at least one claim').max(OUTSIDE_LIMITS.claims),
  days: z.number().int().min(1).max(OUTSIDE_LIMITS.days).default(7),
})
export const outsideParams = z.object({ token: z.string().min(10).max(100) })
export const outsideAnswerBody = z.strictObject({
  passage: z.string().min(1).max(60),
  said: z.enum(OUTSIDE_SAYS),
  words: text(CONTACT_LIMITS.words).nullable().default(null),
})

export const publicationParams = z.object({ id: z.string().min(1).max(60), publicationId: z.string().min(1).max(60) })
export const publicationBody = z.strictObject({
  address: webUrl.nullable().default(null),
  place: filled(PUBLICATION_LIMITS.place).nullable().default(null),
  at: moment.default(() => new Date()),
  textHash: z.string().length(64).optional(),
})
export const erratumParams = z.object({ id: z.string().min(1).max(60), erratumId: z.string().min(1).max(60) })
const erratumFields = {
  claimId: z.string().min(1).max(60).nullable(),
  sourceId: z.string().min(1).max(60).nullable(),
  kind: z.enum(ERRATUM_KINDS),
  wrong: filled(PUBLICATION_LIMITS.words),
  right: filled(PUBLICATION_LIMITS.words),
  cause: z.enum(ERRATUM_CAUSES),
  causeNote: text(PUBLICATION_LIMITS.causeNote).nullable(),
  notice: text(PUBLICATION_LIMITS.notice).nullable(),
  printedAt: moment.nullable(),
}
export const erratumBody = z.strictObject({
  ...erratumFields,
  claimId: erratumFields.claimId.default(null),
  sourceId: erratumFields.sourceId.default(null),
  kind: erratumFields.kind.default('other'),
  cause: erratumFields.cause.default('unknown'),
  causeNote: erratumFields.causeNote.default(null),
  notice: erratumFields.notice.default(null),
  printedAt: erratumFields.printedAt.default(null),
})
export const patchErratumBody = z
  .strictObject({ revision: z.number().int().min(1), ...erratumFields })
  .partial()
  .required({ revision: true })

export const dismissalParams = z.object({ id: z.string().min(1).max(60), dismissalId: z.string().min(1).max(60) })
/** `quote`: the words somebody looked at; other words at the place are not waved away. */
export const dismissBody = z.strictObject({
  start: offset,
  quote: z.string().max(20_000).optional(),
  reason: z.enum(DISMISSAL_REASONS).default('nothing-to-check'),
  note: text(2_000).nullish(),
})
export const dismissFindingBody = z.strictObject({ finding: z.string().min(1).max(600), reason: filled(2_000) })

export const captureParams = z.object({ id: z.string().min(1).max(60), captureId: z.string().min(1).max(60) })
