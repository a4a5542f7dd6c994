import type { ClaimPatch } from '@/lib/core/claim/claim-changes'
import { EMPTY_SOURCE, type SourceFields } from '@/lib/core/evidence/source'
import { BLOCKER_KINDS } from '@/lib/core/workflow/blockers'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import type { Actor } from '@/lib/server/session'
import { applyEdits } from '@/lib/server/use-cases/articles/apply-edits'
import { createArticleFrom } from '@/lib/server/use-cases/articles/import-article'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { answerChecklist } from '@/lib/server/use-cases/claims/answer-checklist'
import { createClaim } from '@/lib/server/use-cases/claims/create-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { answerSecondCheck, askSecondCheck } from '@/lib/server/use-cases/claims/second-checks'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'
import { proposeCorrection } from '@/lib/server/use-cases/claims/write-corrections'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { captureSource } from '@/lib/server/use-cases/evidence/capture-source'
import { logContact } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { signOff } from '@/lib/server/use-cases/sign-off/sign-off'
import { addReply } from '@/lib/server/use-cases/sign-off/write-replies'
import { SAMPLE_BYLINE, SAMPLE_MARKDOWN, SAMPLE_MINUTES } from '@/prisma/sample-article'

interface People {
  readonly author: Actor
  readonly checker: Actor
  readonly editor: Actor
  /** Checks a second time, without seeing what was found. */
  readonly second: Actor
  readonly legal: Actor
}

/**
 * Makes the sample article through the same use cases a person's work goes
 * through: a story of the desk half-way, so that a newcomer sees every part in
 * use. Two people differ, legal and the other side are asked, a signature is
 * void because words changed since.
 */
export async function makeSample({ author, checker, editor, second, legal }: People): Promise<string> {
  const imported = importMarkdown(new TextEncoder().encode(withHead(SAMPLE_MARKDOWN)))
  const { id: articleId } = await createArticleFrom(author, imported, { isSample: true })

  const claim = async (exact: string, fields: ClaimPatch = {}) => (await createClaim(checker, articleId, { exact }, fields)).id
  const patch = async (id: string, fields: ClaimPatch, by: Actor = checker) => {
    await updateClaim(by, id, { revision: (await readClaim(by, id)).revision, ...fields })
  }
  const confirm = (id: string, reason: string, fields: ClaimPatch = {}) =>
    patch(id, { state: 'checked', outcome: 'confirmed', confidence: 'high', confidenceReason: reason, ...fields })

  // What a checker had in hand: named in a line, first-hand.
  const seen = (id: string, title: string, type: SourceFields['type'], locator: string | null = null, quote: string | null = null) =>
    addEvidence(checker, id, {
      source: { ...EMPTY_SOURCE, type, title },
      stance: 'supports',
      directness: 'primary',
      credibility: 1,
      quote,
      locator,
      note: null,
    })

  const minutes: SourceFields = {
    ...EMPTY_SOURCE,
    type: 'report',
    title: 'Council minutes, extraordinary session of 14 November',
    author: [{ literal: 'Town of Harbeck' }],
    issued: '2023-11-14',
    publisher: 'Town archive',
    reliability: 'A',
  }
  const accounts: SourceFields = {
    ...EMPTY_SOURCE,
    type: 'report',
    title: 'Annual accounts of the Harbeck waterworks',
    author: [{ literal: 'Harbeck Waterworks' }],
    issued: '2025-02',
    URL: 'https://harbeck.example/waterworks/accounts-2024',
    accessed: '2025-03-03',
    reliability: 'B',
  }

  const households = await claim('4,200 households voted', { type: 'number', priority: 'high' })
  const pumpHouse = await claim('a pump house built in 1911', { type: 'date-time' })
  const firstSince = await claim('the first time since the privatisation of 1994', { type: 'superlative', priority: 'high' })
  const cost = await claim('The buyback cost 38.5 million crowns', { type: 'money', priority: 'high' })
  const loan = await claim('a loan that runs until 2041', { type: 'date-time' })
  const largest = await claim('the largest sum the council had ever spent on a single purchase', { type: 'superlative', priority: 'high' })
  const reckless = await claim('Opponents called it reckless', { type: 'opinion', priority: 'low' })
  const lost = await claim('lost 31 percent of the water they carried in the last year of private management', {
    type: 'percent',
    priority: 'high',
  })
  await claim('the last year of private management', { type: 'date-time', priority: 'low' })
  const bills = await claim('Bills fell by an average of 12 percent in the first year', { type: 'percent', priority: 'high' })
  const dorn = await claim('Anneke Dorn', { type: 'name-title' })
  const quote = await claim('We did not cut staff and we did not cut corners', { type: 'quote' })
  const staff = await claim('employs 64 people, two more than before the sale', { type: 'comparison' })
  await claim('pay about 9 percent more', { type: 'percent' })
  const pipe = await claim('18 kilometres of cast-iron pipe in two summers', { type: 'number' })
  await claim('twice the length laid in the decade before', { type: 'comparison', priority: 'high' })
  const sensors = await claim('340 sensors', { type: 'number' })
  await claim('The oldest pipe taken out was laid in 1887', { type: 'date-time', priority: 'low' })
  const banner = await claim('painted on a banner at the strike of 1952', { type: 'event' })
  const towns = await claim('At least 230 towns and cities around the world', { type: 'number', priority: 'high' })
  await claim('none has sold again', { type: 'superlative', priority: 'high' })

  // Cross-checked: two people, a primary source.
  const first = await addEvidence(checker, cost, {
    source: minutes,
    stance: 'supports',
    directness: 'primary',
    credibility: 1,
    quote: 'The council approves the purchase at a price of 38 500 000 crowns.',
    locator: 'item 7, p. 12',
    note: null,
  })
  await confirm(cost, 'The council’s own minutes give the price to the crown.')
  await patch(cost, { state: 'cross-checked' }, editor)

  // Checked.
  await addEvidence(checker, loan, {
    source: { id: first.sourceId },
    stance: 'supports',
    directness: 'primary',
    credibility: 1,
    quote: null,
    locator: 'annex 2',
    note: null,
  })
  await confirm(loan, 'Loan contract in the annex of the minutes.')
  await addEvidence(checker, dorn, {
    source: { id: first.sourceId },
    stance: 'supports',
    directness: 'primary',
    credibility: 1,
    quote: 'Mayor Anneke Dorn took the chair.',
    locator: 'item 1, p. 2',
    note: null,
  })
  await confirm(dorn, 'Name and title as on the council’s page and in the minutes.')
  await seen(pumpHouse, 'Photograph of the lintel over the door of the pump house', 'graphic', null, 'ANNO 1911')
  await confirm(pumpHouse, 'Year is cut into the lintel; photo on file.')
  const heard = await addNote(checker, quote, {
    kind: 'method',
    text: 'Listened to the recording of the January session, 1:12:40. Word for word.',
  })
  await addNote(editor, quote, { kind: 'note', text: 'Good. Keep the recording’s file name in the source.', replyTo: heard.id })
  await seen(
    quote,
    'Recording of the council session of January',
    'broadcast',
    '1:12:40',
    'We did not cut staff and we did not cut corners.',
  )
  await confirm(quote, 'Recording heard by the checker.')

  // Wrong, and still in the copy.
  const staffEvidence = await addEvidence(checker, staff, {
    source: accounts,
    stance: 'refutes',
    directness: 'primary',
    credibility: 2,
    quote: 'Employees at year’s end: 61 (2023: 62).',
    locator: 'p. 9, table 4',
    note: 'So one fewer, not two more.',
  })
  await patch(staff, {
    state: 'checked',
    outcome: 'wrong',
    confidence: 'moderate',
    confidenceReason: 'The accounts count full-time posts; heads may differ.',
  })

  // Waiting for an answer, in progress, dismissed.
  await patch(households, { state: 'in-progress', assignee: null })
  await addNote(checker, households, {
    kind: 'note',
    text: 'The electoral office has 4,187 votes in favour. “Households” is not “votes”. Ask which is meant.',
  })
  await patch(firstSince, { state: 'waiting' })
  await addNote(checker, firstSince, {
    kind: 'author-query',
    text: 'Was there not a year of joint ownership in 2009? Where does 1994 come from?',
  })
  await patch(reckless, { state: 'dismissed' })
  await addEvidence(checker, lost, {
    source: { id: staffEvidence.sourceId },
    stance: 'supports',
    directness: 'secondary',
    credibility: 3,
    quote: null,
    locator: 'p. 3',
    note: 'Prepared by the new owner; find the regulator’s figure.',
  })
  await patch(lost, { state: 'in-progress' })
  await patch(largest, {
    state: 'checked',
    outcome: 'attributed',
    confidence: 'low',
    confidenceReason: 'Only the mayor’s word; records before 1990 are lost.',
  })

  await aroundTheClaims()

  // Confirmed, then the words were changed: stale, context-changed, gone.
  await addEvidence(checker, bills, {
    source: { id: staffEvidence.sourceId },
    stance: 'supports',
    directness: 'primary',
    credibility: 2,
    quote: 'Average bill: 1,284 crowns (2023: 1,459).',
    locator: 'p. 5, table 2',
    note: null,
  })
  await seen(sensors, 'Delivery note of the sensors, with the network map', 'document', 'p. 1')
  await seen(towns, 'Dataset of water services brought back into public hands', 'dataset')
  await seen(banner, 'Photograph of the strike of 1952, town archive', 'graphic')
  await seen(pipe, 'Work orders of the two summers', 'document')
  await confirm(bills, 'Accounts, two tables agree.')
  await confirm(sensors, 'Delivery note and the network map.')
  await confirm(towns, 'Counted in the researchers’ open dataset.')
  await confirm(banner, 'Photograph in the town archive.')
  await confirm(pipe, 'Work orders added up.')
  await edit(articleId, author, 'an average of 12 percent in', 'an average of 14 percent in')
  await edit(articleId, author, 'now reports leaks within minutes', 'now reports most leaks within an hour')
  await edit(
    articleId,
    author,
    ', is older than she admits: it was painted on a banner at the strike of 1952.',
    ', is older than she admits.',
  )
  return articleId

  /** What a desk does around its claims. */
  async function aroundTheClaims(): Promise<void> {
    // The minutes are kept, so the quote from them is proven; the price was recomputed.
    await captureSource(checker, first.sourceId, { format: 'text', bytes: new TextEncoder().encode(SAMPLE_MINUTES) })
    await answerChecklist(checker, cost, { item: 'Which currency, of which year?', answer: 'Crowns of 2023, as in the minutes', was: '' })
    // A call, on the record.
    await logContact(checker, articleId, {
      name: 'Pia Sandström',
      role: 'clerk of the council, Harbeck',
      channel: 'phone',
      terms: 'on-record',
      at: new Date(Date.now() - 26 * HOUR),
      summary: 'Read annex 2 out over the phone.',
      answers: [{ claimId: loan, said: 'confirmed', words: 'The last instalment is due in 2041.' }],
    })
    // What is said of the former owner: legal looks at it, and they are asked.
    await patch(lost, { legalFlag: true, legalKind: 'allegation' }, legal)
    await addNote(legal, lost, {
      kind: 'note',
      text: 'This accuses the former operator. Not without the regulator’s figure and their answer.',
    })
    await addReply(checker, articleId, {
      party: 'Norrvatten AB, the former operator',
      criticism: 'It lost nearly a third of the water in its last year.',
      claimIds: [lost],
      channel: 'e-mail to the press office',
      askedAt: new Date(Date.now() - 20 * HOUR),
      deadline: new Date(Date.now() + 52 * HOUR),
      ...{ answer: null, answeredAt: null, used: null, closedReason: null },
    })
    // Other words are proposed where the copy is wrong.
    await proposeCorrection(checker, staff, {
      after: 'employs 61 people, one fewer than before the sale',
      reason: 'As in the accounts, table 4.',
    })
    // Time will tell again.
    await patch(towns, { recheckOn: new Date(Date.now() + 30 * 24 * HOUR).toISOString().slice(0, 10) })
    // Somebody else listened to the recording without knowing what was found, and found something else.
    const { id: check } = await askSecondCheck(editor, quote, second.id)
    await answerSecondCheck(second, check, {
      quote: 'We did not cut staff and we did not cut corners',
      outcome: 'changed',
      confidence: 'moderate',
      reason: 'I hear “we have not cut corners”. Listen to 1:12:43 again.',
    })
    // A signature for the text as it was then.
    await signOff(checker, articleId, {
      exceptions: BLOCKER_KINDS.map((kind) => ({ kind, reason: 'First pass: known, and worked on.' })),
    })
  }
}

const HOUR = 3_600_000

async function edit(articleId: string, author: Actor, before: string, after: string): Promise<void> {
  const article = await readArticle(author, articleId)
  const start = article.text.indexOf(before)
  if (start === -1) throw new Error('The sample article has changed; its edits do not fit any more.')
  await applyEdits(author, articleId, { version: article.version, edits: [{ start, end: start + before.length, text: after }] })
}

// Markdown has no dek or byline; the sample shows both.
function withHead(markdown: string): string {
  const [headline, , dek, , ...body] = markdown.split('\n')
  return [headline, '', `<p data-dek>${dek}</p>`, '', `<p data-byline>${SAMPLE_BYLINE}</p>`, '', ...body].join('\n')
}
