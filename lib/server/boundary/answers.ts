import { z } from 'zod'
import { AUDIENCES } from '@/lib/core/article/article-snapshot'
import {
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
import { DOUBTS } from '@/lib/core/claim/doubts'
import { FINDING_KINDS } from '@/lib/core/consistency/findings'
import { DISMISSAL_REASONS } from '@/lib/core/coverage/dismissal'
import { WEBHOOK_TOPICS } from '@/lib/core/desk/webhook'
import { CHANNELS, SAID, TERMS } from '@/lib/core/evidence/contact'
import { DIRECTNESSES, RELIABILITIES, STANCES } from '@/lib/core/evidence/evidence'
import { EVIDENCE_RULES } from '@/lib/core/evidence/evidence-rule'
import { LINK_STATES } from '@/lib/core/evidence/link-check'
import { OUTSIDE_SAYS } from '@/lib/core/evidence/outside'
import { PROOF_DIFFERENCES } from '@/lib/core/evidence/quote-proof'
import { SOURCE_TYPES, STANDINGS } from '@/lib/core/evidence/source'
import { ARTICLE_ACCESSES } from '@/lib/core/permissions/article-access'
import { ROLES } from '@/lib/core/permissions/policy'
import { ERRATUM_CAUSES, ERRATUM_KINDS } from '@/lib/core/publication/erratum'
import { BLOCKER_KINDS } from '@/lib/core/workflow/blockers'
import { NOTIFICATION_KINDS } from '@/lib/core/workflow/notifications'
import { USES } from '@/lib/core/workflow/right-of-reply'
import { SIGN_OFF_ROLES } from '@/lib/core/workflow/sign-off'
import { UNDOABLE } from '@/lib/core/workflow/undo'

/** What successful calls answer with, for the OpenAPI document; a test reads real answers by these. Unknown fields fail it. */

const time = z.iso.datetime().meta({ description: 'ISO 8601 UTC' })
const person = z.strictObject({ id: z.string(), name: z.string() })
const range = z.strictObject({ start: z.number().int(), end: z.number().int() })

const claimShape = {
  id: z.string(),
  articleId: z.string(),
  number: z.number().int(),
  revision: z.number().int(),
  quote: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  ranges: z.array(range).meta({ description: 'UTF-16 offsets into the canonical text; empty when the words are gone' }),
  sentence: z.string(),
  type: z.enum(CLAIM_TYPES),
  priority: z.enum(PRIORITIES),
  state: z.enum(CLAIM_STATES),
  outcome: z.enum(OUTCOMES).nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  confidence: z.enum(CONFIDENCES).nullable(),
  confidenceReason: z.string().nullable(),
  evidenceOverride: z.string().nullable().meta({ description: 'Why it counts as confirmed without the evidence the desk asks for' }),
  freshness: z.enum(FRESHNESSES),
  legalFlag: z.boolean(),
  legalKind: z.enum(LEGAL_KINDS).nullable(),
  recheckOn: z.string().nullable().meta({ description: 'ISO date on which it is to be looked at again' }),
  dueOn: z.string().nullable().meta({ description: 'ISO date by which it is to be checked' }),
  statement: z.string().nullable(),
  tags: z.array(z.string()),
  assignee: person.nullable(),
  decision: z.strictObject({ quote: z.string(), sentence: z.string(), by: person, at: time, version: z.number().int() }).nullable(),
  change: z.strictObject({ version: z.number().int(), at: time, by: person.nullable() }).nullable(),
  doubts: z
    .array(z.enum(DOUBTS))
    .meta({ description: 'What came up against the decision since; empty on the board and in lists of several articles' }),
  createdBy: person,
  createdAt: time,
  updatedAt: time,
  noteCount: z.number().int(),
  evidenceCount: z.number().int(),
}
export const claimAnswer = z.strictObject(claimShape).meta({ id: 'Claim' })
export const undoAnswer = z.strictObject({
  action: z.enum(UNDOABLE),
  claimId: z.string().nullable(),
  claimNumber: z.number().int().nullable(),
  claim: claimAnswer.nullable().meta({ description: 'The claim as it is now; null when undoing removed it' }),
})
export const claimsAnswer = z.strictObject({ claims: z.array(claimAnswer) })
const boardClaim = z.strictObject({ ...claimShape, article: z.strictObject({ id: z.string(), title: z.string() }) })
export const boardAnswer = z.strictObject({
  claims: z.array(boardClaim),
  nextCursor: z.string().nullable(),
})

export const workAnswer = z.strictObject({
  signed: z
    .array(z.strictObject({ article: z.strictObject({ id: z.string(), title: z.string() }), role: z.enum(SIGN_OFF_ROLES), at: time }))
    .meta({ description: 'Your signatures on texts that were changed since' }),
  checks: z.array(
    z.strictObject({ id: z.string(), askedBy: z.string(), askedAt: time, claimNumber: z.number().int(), articleTitle: z.string() }),
  ),
  queries: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      askedBy: z.string(),
      askedAt: time,
      due: time.nullable(),
      claim: z.strictObject({ id: z.string(), number: z.number().int(), quote: z.string() }),
      article: z.strictObject({ id: z.string(), title: z.string() }),
    }),
  ),
  again: z.array(boardClaim),
  changed: z.array(boardClaim),
  assigned: z.array(boardClaim),
})

export const noteAnswer = z
  .strictObject({
    id: z.string(),
    claimId: z.string(),
    kind: z.enum(NOTE_KINDS),
    text: z.string(),
    replyToId: z.string().nullable(),
    createdBy: person,
    createdAt: time,
    owner: person.nullable().meta({ description: 'Of a query: who is to answer it' }),
    due: time.nullable(),
  })
  .meta({ id: 'Note' })

const sourceShape = {
  id: z.string(),
  revision: z.number().int(),
  isHidden: z.boolean().meta({ description: 'Confidential, and not for you: the fields are blanks' }),
  type: z.enum(SOURCE_TYPES),
  title: z.string(),
  author: z.array(z.strictObject({ family: z.string().optional(), given: z.string().optional(), literal: z.string().optional() })),
  'container-title': z.string().nullable(),
  publisher: z.string().nullable(),
  issued: z.string().nullable(),
  accessed: z.string().nullable(),
  URL: z.string().nullable(),
  DOI: z.string().nullable(),
  language: z.string().nullable(),
  archive: z.string().nullable(),
  reliability: z.enum(RELIABILITIES).nullable(),
  archivedUrl: z.string().nullable(),
  confidential: z.boolean(),
  publicLabel: z.string().nullable(),
  independenceGroup: z.string().nullable(),
  standing: z.enum(STANDINGS).nullable(),
  standingNote: z.string().nullable(),
  createdBy: person,
  createdAt: time,
  updatedAt: time,
}
const listedSource = z.strictObject({ ...sourceShape, claimCount: z.number().int() })
export const sourcesAnswer = z.strictObject({ sources: z.array(listedSource), nextCursor: z.string().nullable() })
export const sourceAnswer = z
  .strictObject({
    ...sourceShape,
    claimCount: z.number().int(),
    mergedInto: z.strictObject({ id: z.string(), title: z.string() }).nullable().meta({ description: 'The source it turned out to be' }),
    merged: z.array(z.strictObject({ id: z.string(), title: z.string() })).meta({ description: 'Sources that turned out to be this one' }),
    claims: z.array(
      z.strictObject({
        id: z.string(),
        number: z.number().int(),
        quote: z.string(),
        state: z.enum(CLAIM_STATES),
        outcome: z.enum(OUTCOMES).nullable(),
        freshness: z.enum(FRESHNESSES),
        article: z.strictObject({ id: z.string(), title: z.string() }),
        evidence: z.strictObject({ id: z.string(), stance: z.enum(STANCES), directness: z.enum(DIRECTNESSES) }),
      }),
    ),
  })
  .meta({ id: 'Source' })

export const evidenceAnswer = z
  .strictObject({
    id: z.string(),
    claimId: z.string(),
    revision: z.number().int(),
    stance: z.enum(STANCES),
    directness: z.enum(DIRECTNESSES),
    credibility: z.number().int().nullable(),
    quote: z.string().nullable(),
    locator: z.string().nullable(),
    note: z.string().nullable(),
    isToBeConfirmed: z.boolean().meta({ description: 'Taken over from an earlier check, not confirmed for this claim yet' }),
    proof: z
      .union([
        z.strictObject({
          kind: z.literal('found'),
          differences: z.array(z.enum(PROOF_DIFFERENCES)),
          page: z.number().int().nullable(),
          times: z.number().int(),
        }),
        z.strictObject({ kind: z.literal('absent') }),
      ])
      .nullable()
      .meta({ description: 'Whether the quote stands in the captured text of the source; null when there is none' }),
    source: z.strictObject(sourceShape),
    createdBy: person,
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Evidence' })

export const correctionAnswer = z
  .strictObject({
    id: z.string(),
    claimId: z.string().nullable().meta({ description: 'The claim they were proposed for, or touch; null when they stand alone' }),
    place: z
      .strictObject({ start: z.number().int(), end: z.number().int(), version: z.number().int() })
      .nullable()
      .meta({ description: 'Where they stood when it was proposed; null for the whole of a claim' }),
    before: z.string(),
    after: z.string(),
    reason: z.string().nullable(),
    state: z.enum(CORRECTION_STATES),
    proposedBy: person,
    proposedAt: time,
    decidedBy: person.nullable(),
    decidedAt: time.nullable(),
    decisionReason: z.string().nullable(),
    appliedVersion: z.number().int().nullable(),
  })
  .meta({ id: 'Correction' })

const proposals = z
  .array(
    z.strictObject({
      correction: correctionAnswer,
      range: range.nullable().meta({ description: 'Where its words stand at `version`; null when they are not there any more' }),
    }),
  )
  .meta({ description: 'Words that are proposed and not decided' })

export const proposalsAnswer = z.strictObject({ version: z.number().int(), proposals })

export const secondCheckAnswer = z
  .strictObject({
    id: z.string(),
    claimId: z.string(),
    checker: person,
    askedBy: person,
    askedAt: time,
    state: z.enum(['asked', 'agreed', 'differs', 'settled', 'answered', 'closed']),
    quote: z.string().nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    confidence: z.enum(CONFIDENCES).nullable(),
    reason: z.string().nullable(),
    answeredAt: time.nullable(),
    firstOutcome: z.enum(OUTCOMES).nullable(),
    settled: z.strictObject({ by: person, at: time, outcome: z.enum(OUTCOMES), reason: z.string() }).nullable(),
  })
  .meta({ id: 'SecondCheck' })
export const blindAnswer = z.strictObject({
  id: z.string(),
  askedBy: person,
  askedAt: time,
  article: z.strictObject({ id: z.string(), title: z.string(), version: z.number().int() }),
  claim: z.strictObject({ id: z.string(), number: z.number().int(), quote: z.string(), isGone: z.boolean() }),
  passage: z.string(),
  marked: z.array(range),
  sources: z.array(z.strictObject({ source: z.strictObject(sourceShape), quote: z.string().nullable(), locator: z.string().nullable() })),
})
export const contactAnswer = z
  .strictObject({
    id: z.string(),
    revision: z.number().int(),
    name: z.string(),
    role: z.string().nullable(),
    channel: z.enum(CHANNELS),
    terms: z.enum(TERMS),
    at: time,
    summary: z.string().nullable(),
    answers: z.array(z.strictObject({ claimId: z.string(), said: z.enum(SAID), words: z.string().nullable() })),
    isHidden: z.boolean(),
    createdBy: person,
    createdAt: time,
  })
  .meta({ id: 'Contact' })

export const claimDetailAnswer = z
  .strictObject({
    ...claimShape,
    notes: z.array(noteAnswer),
    evidence: z.array(evidenceAnswer),
    corrections: z.array(correctionAnswer),
    contacts: z.array(contactAnswer),
    secondChecks: z.array(secondCheckAnswer),
    checklist: z.array(
      z.strictObject({
        item: z.string(),
        answer: z.string().nullable(),
        by: person.nullable(),
        at: time.nullable(),
        isAsked: z.boolean().meta({ description: 'False: answered before, and not asked of this type any more' }),
      }),
    ),
  })
  .meta({ id: 'ClaimDetail' })

export const importAnswer = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  messages: z.array(z.strictObject({ level: z.enum(['info', 'warning']), message: z.string() })),
})

export const articleAnswer = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    version: z.number().int(),
    isSample: z.boolean(),
    isRestricted: z.boolean(),
    isOwn: z.boolean(),
    historySeq: z.number().int(),
    updatedAt: time,
    text: z.string(),
    textHash: z.string().meta({ description: 'SHA-256 of the UTF-8 of text' }),
    document: z.looseObject({ type: z.literal('doc') }),
    claims: z.array(claimAnswer),
    proposals,
  })
  .meta({ id: 'Article' })

export const articlesAnswer = z.strictObject({
  articles: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      version: z.number().int(),
      words: z.number().int(),
      isSample: z.boolean(),
      isRestricted: z.boolean(),
      isHeld: z.boolean(),
      createdBy: z.string(),
      createdAt: time,
      updatedAt: time,
      deletedAt: time.nullable(),
      counts: z.looseObject({ total: z.number().int(), checked: z.number().int() }),
      signed: z
        .array(z.strictObject({ role: z.enum(SIGN_OFF_ROLES), isVoid: z.boolean() }))
        .meta({ description: 'Roles that signed it; void where the text was changed since' }),
      published: z
        .strictObject({ at: time, isChanged: z.boolean() })
        .nullable()
        .meta({ description: 'When it was last published, and whether its text was changed since' }),
    }),
  ),
  nextCursor: z.string().nullable(),
})

export const idAnswer = z.strictObject({ id: z.string() })
export const reportJobAnswer = z
  .strictObject({
    id: z.string(),
    articleId: z.string(),
    format: z.string(),
    audience: z.enum(AUDIENCES),
    state: z.enum(['waiting', 'writing', 'ready', 'failed']),
    startedAt: time,
    name: z.string().nullable().meta({ description: 'of the file, once it is ready' }),
    size: z.number().int().nullable().meta({ description: 'bytes of the file, once it is ready' }),
    problem: z.string().nullable(),
    endsAt: time.nullable().meta({ description: 'until when it is kept' }),
  })
  .meta({ id: 'ReportJob' })
export const reportJobsAnswer = z.strictObject({ reports: z.array(reportJobAnswer) })
export const coverageAnswer = z.strictObject({
  version: z.number().int(),
  checkable: z.number().int().meta({ description: 'Sentences with something to check' }),
  covered: z.number().int().meta({ description: 'Of those, the ones that carry a claim or were waved away by name' }),
  decided: z.number().int().meta({ description: 'Of those, the ones whose claims are all settled' }),
  caution: z.string().nullable(),
  sentences: z.array(
    z.strictObject({
      start: z.number().int(),
      end: z.number().int(),
      score: z.number(),
      checkable: z.boolean(),
      reasons: z.array(z.string()),
      types: z.array(z.enum(CLAIM_TYPES)),
      claimIds: z.array(z.string()),
      dismissal: z.strictObject({ id: z.string(), key: z.string(), reason: z.enum(DISMISSAL_REASONS), by: person }).nullable(),
    }),
  ),
})

export const findingsAnswer = z.strictObject({
  version: z.number().int(),
  caution: z.string().nullable(),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(FINDING_KINDS),
      level: z.enum(['contradiction', 'question']),
      ranges: z.array(range),
      message: z.string(),
      dismissal: z.strictObject({ id: z.string(), reason: z.string(), by: person }).nullable(),
    }),
  ),
})

const captureShape = {
  id: z.string(),
  label: z.string(),
  hash: z.string(),
  url: z.string().nullable(),
  file: z.strictObject({ mediaType: z.string(), size: z.number().int() }).nullable(),
  by: person,
  at: time,
}
export const capturesAnswer = z.strictObject({ captures: z.array(z.strictObject(captureShape)) })
export const captureAnswer = z.strictObject({
  ...captureShape,
  text: z.string(),
  html: z.string().nullable().meta({ description: 'What it looked like, written from the schema of articles' }),
})

/** A source of the library that may be the one that is being added. */
const knownSource = z.strictObject({ id: z.string(), citation: z.string(), because: z.enum(['address', 'doi', 'title']) })
export const similarAnswer = z.strictObject({ known: z.array(knownSource) })
const {
  id: _,
  revision: _revision,
  isHidden: _isHidden,
  createdBy: _by,
  createdAt: _at,
  updatedAt: _changed,
  ...proposedShape
} = sourceShape
export const lookUpAnswer = z.strictObject({ fields: z.strictObject(proposedShape), known: z.array(knownSource) })
export const citationsAnswer = z.strictObject({
  format: z.enum(['csl-json', 'ris', 'bibtex']),
  messages: z.array(z.string()),
  sources: z.array(z.strictObject({ id: z.string().nullable(), citation: z.string(), isKnown: z.boolean() })),
})

const linkCheckShape = {
  id: z.string(),
  state: z.enum(LINK_STATES),
  status: z.number().int().nullable(),
  address: z.string(),
  content: z.enum(['same', 'changed']).nullable(),
  lostQuotes: z.array(z.string()).meta({ description: 'Evidence whose quote stands there no more' }),
  by: person,
  at: time,
}
export const linkChecksAnswer = z.strictObject({ checks: z.array(z.strictObject(linkCheckShape)) })
export const linkCheckAnswer = z.strictObject({
  ...linkCheckShape,
  changes: z.array(z.strictObject({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
})

export const articleSourcesAnswer = z.strictObject({
  sources: z.array(
    z.strictObject({
      source: z.strictObject(sourceShape),
      claims: z.array(z.strictObject({ id: z.string(), number: z.number().int(), quoteIsLost: z.boolean() })),
      lastCheck: z.strictObject(linkCheckShape).nullable(),
    }),
  ),
})

export const checkedBeforeAnswer = z.strictObject({
  claims: z.array(
    z.strictObject({
      id: z.string(),
      number: z.number().int(),
      quote: z.string(),
      statement: z.string().nullable(),
      outcome: z.enum(OUTCOMES).nullable(),
      state: z.enum(CLAIM_STATES),
      freshness: z.enum(FRESHNESSES),
      decidedAt: time.nullable(),
      evidenceCount: z.number().int(),
      article: z.strictObject({ id: z.string(), title: z.string() }),
      likeness: z.number().meta({ description: 'Share of words in common, 0 to 1' }),
    }),
  ),
})

export const notificationsAnswer = z.strictObject({
  unseen: z.number().int(),
  notifications: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(NOTIFICATION_KINDS),
      by: person,
      at: time,
      isSeen: z.boolean(),
      article: z.strictObject({ id: z.string(), title: z.string() }),
      claim: z.strictObject({ id: z.string(), number: z.number().int(), quote: z.string() }).nullable(),
    }),
  ),
})
export const ownNoteAnswer = z.strictObject({
  text: z.string(),
  revision: z.number().int().meta({ description: '0: nothing was written yet' }),
  updatedAt: time.nullable(),
})

export const settingsAnswer = z.strictObject({
  evidenceRule: z.enum(EVIDENCE_RULES),
  checklists: z.record(z.enum(CLAIM_TYPES), z.array(z.string())),
  assistant: z.strictObject({ address: z.string(), model: z.string() }).nullable(),
})

const repeat = z.strictObject({
  start: z.number().int(),
  end: z.number().int(),
  words: z.string(),
  claimId: z.string().nullable().meta({ description: 'The claim on it; null where there is none' }),
})
export const repeatsAnswer = z.strictObject({
  version: z.number().int(),
  same: z.array(repeat).meta({ description: 'What says the same as the claim does now' }),
  former: z
    .array(repeat)
    .meta({ description: 'What still says what the claim said when it was decided, where it says something else now' }),
})

const assistant = { address: z.string(), model: z.string() }
export const assistantAnswer = z.strictObject({
  assistant: z.strictObject(assistant).nullable().meta({ description: 'Null: the desk has none' }),
  refusal: z.string().nullable().meta({ description: 'Why it may not be asked about this article' }),
})
export const assistantTrialAnswer = z.strictObject({
  ms: z.number().int(),
  isFound: z.boolean().meta({ description: 'Whether it proposed something that stands in the sentence' }),
})
export const wouldSendAnswer = z.strictObject({
  ...assistant,
  version: z.number().int(),
  leftOut: z.number().int().meta({ description: 'Characters of what could be asked about that are too much for one question' }),
  parts: z.array(z.strictObject({ hash: z.string(), instruction: z.string(), words: z.string() })),
})
export const proposedAnswer = z.strictObject({
  version: z.number().int(),
  proposals: z.array(
    z.strictObject({
      start: z.number().int(),
      end: z.number().int(),
      quote: z.string(),
      why: z.string().meta({ description: 'In the words of the assistant' }),
      page: z.number().int().nullable(),
    }),
  ),
  dropped: z.number().int().meta({ description: 'Given back by the assistant and nowhere in the text it was asked about' }),
})

const delivery = z.strictObject({
  id: z.string(),
  type: z.string().meta({ description: 'The event it tells of, or test' }),
  at: time,
  state: z.enum(['arrived', 'waiting', 'given-up']),
  attempts: z.number().int(),
  answer: z.string().nullable().meta({ description: 'A status of HTTP, or why there is none' }),
  nextAt: time.nullable(),
})
export const deliveriesAnswer = z.strictObject({ deliveries: z.array(delivery) })
export const webhooksAnswer = z.strictObject({
  webhooks: z.array(
    z.strictObject({
      id: z.string(),
      address: z.string(),
      topics: z.array(z.enum(WEBHOOK_TOPICS)),
      createdAt: time,
      createdBy: person,
      last: delivery.nullable(),
    }),
  ),
})

const blocker = z.strictObject({
  id: z.string().meta({ description: 'Names it in an exception' }),
  kind: z.enum(BLOCKER_KINDS),
  claimId: z.string().nullable(),
  range: range.nullable(),
  message: z.string(),
})
export const signOffAnswer = z
  .strictObject({
    id: z.string(),
    role: z.enum(SIGN_OFF_ROLES),
    by: person,
    at: time,
    version: z.number().int(),
    textHash: z.string(),
    exceptions: z.array(z.strictObject({ blocker: z.string(), message: z.string(), reason: z.string() })),
    isVoid: z.boolean().meta({ description: 'The text is another one now' }),
    withdrawn: z.strictObject({ at: time, by: person }).nullable(),
  })
  .meta({ id: 'SignOff' })
export const readinessAnswer = z.strictObject({
  isReady: z.boolean(),
  version: z.number().int(),
  textHash: z.string(),
  blockers: z.array(blocker),
  signOffs: z.array(signOffAnswer),
})

export const contactsAnswer = z.strictObject({ contacts: z.array(contactAnswer) })

export const replyAnswer = z
  .strictObject({
    id: z.string(),
    revision: z.number().int(),
    party: z.string(),
    criticism: z.string(),
    claimIds: z.array(z.string()),
    channel: z.string().nullable(),
    askedAt: time.nullable(),
    deadline: time.nullable(),
    answer: z.string().nullable(),
    answeredAt: time.nullable(),
    used: z.enum(USES).nullable(),
    closedReason: z.string().nullable(),
    open: z.string().nullable().meta({ description: 'What is still to be done, in a sentence' }),
    createdBy: person,
    createdAt: time,
  })
  .meta({ id: 'RightOfReply' })
export const repliesAnswer = z.strictObject({ replies: z.array(replyAnswer) })

export const outsideLinkAnswer = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    message: z.string().nullable(),
    claimIds: z.array(z.string()),
    until: time,
    state: z.enum(['open', 'ended', 'revoked']),
    openedAt: time.nullable(),
    answers: z.array(z.strictObject({ claimId: z.string(), said: z.enum(OUTSIDE_SAYS), words: z.string().nullable(), at: time })),
    createdBy: person,
    createdAt: time,
  })
  .meta({ id: 'OutsideLink' })
export const outsideLinksAnswer = z.strictObject({ links: z.array(outsideLinkAnswer) })
export const newOutsideLinkAnswer = z.strictObject({ id: z.string(), path: z.string().meta({ description: 'Shown once' }) })
export const outsideViewAnswer = z.strictObject({
  name: z.string(),
  message: z.string().nullable(),
  until: time,
  isPublished: z.boolean(),
  passages: z.array(
    z.strictObject({
      id: z.string(),
      before: z.string(),
      words: z.string(),
      after: z.string(),
      answer: z.strictObject({ said: z.enum(OUTSIDE_SAYS), words: z.string().nullable() }).nullable(),
    }),
  ),
})
export const publicationAnswer = z
  .strictObject({
    id: z.string(),
    address: z.string().nullable(),
    place: z.string().nullable(),
    at: time,
    version: z.number().int(),
    textHash: z.string(),
    isOutdated: z.boolean().meta({ description: 'The text is another one now' }),
    createdBy: person,
    createdAt: time,
  })
  .meta({ id: 'Publication' })
export const publicationsAnswer = z.strictObject({ publications: z.array(publicationAnswer) })
export const erratumAnswer = z
  .strictObject({
    id: z.string(),
    revision: z.number().int(),
    claimId: z.string().nullable(),
    source: z.strictObject({ id: z.string(), title: z.string() }).nullable(),
    kind: z.enum(ERRATUM_KINDS),
    wrong: z.string(),
    right: z.string(),
    cause: z.enum(ERRATUM_CAUSES),
    causeNote: z.string().nullable(),
    notice: z.string().nullable(),
    printedAt: time.nullable(),
    createdBy: person,
    createdAt: time,
  })
  .meta({ id: 'Erratum' })
export const errataAnswer = z.strictObject({ errata: z.array(erratumAnswer) })

export const retentionAnswer = z.strictObject({ hold: z.string().nullable(), purgeOn: z.string().nullable() })
export const accessAnswer = z.strictObject({
  access: z.enum(ARTICLE_ACCESSES),
  people: z.array(person),
  assistant: z.boolean(),
  canAllowAssistant: z.boolean(),
  canChange: z.boolean(),
})

export const stepsAnswer = z.strictObject({
  version: z.number().int(),
  steps: z
    .array(z.strictObject({ version: z.number().int(), step: z.looseObject({}), clientId: z.string(), userId: z.string() }))
    .optional(),
})
export const editsAnswer = z.strictObject({ version: z.number().int(), claims: z.array(claimAnswer) })

export const historyAnswer = z.strictObject({
  entries: z.array(
    z.strictObject({
      seq: z.number().int(),
      at: time,
      actor: person.nullable(),
      action: z.string(),
      subject: z.string(),
      version: z.number().int().nullable(),
      before: z.unknown(),
      after: z.unknown(),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
  nextBefore: z.number().int().nullable().optional(),
})

const deskPerson = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  isSample: z.boolean(),
  email: z.string().nullable(),
  isActive: z.boolean(),
  hasSecondFactor: z.boolean().nullable(),
})
export const personAnswer = deskPerson.meta({ id: 'Person' })
export const peopleAnswer = z.strictObject({ people: z.array(deskPerson) })

export const previewAnswer = z.strictObject({
  title: z.string().nullable(),
  words: z.number(),
  paragraphs: z.number(),
  pictures: z.number(),
  lines: z.array(z.string()),
  messages: z.array(z.strictObject({ level: z.enum(['info', 'warning']), message: z.string() })),
  hasTracked: z.boolean().meta({ description: 'The file has changes that Word tracked' }),
  remarks: z
    .array(
      z.strictObject({
        kind: z.enum(['comment', 'footnote']),
        author: z.string().nullable(),
        at: z.string().nullable(),
        text: z.string(),
        quote: z.string(),
      }),
    )
    .meta({ description: 'Comments and footnotes that would become claims' }),
})

export const healthAnswer = z.strictObject({
  status: z.literal('ok'),
  version: z.string(),
  database: z.record(z.string(), z.string()),
  eventLoop: z.strictObject({ p50Ms: z.number(), p99Ms: z.number(), maxMs: z.number() }).nullable(),
})
